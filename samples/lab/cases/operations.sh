# What those who run a cluster do to it: watching, checking, logging in.

# farm: three hosts with twenty services between them.
farm() {
    host app1 in 10.20.0.41
    host app2 in 10.20.0.42
    host app3 in 10.20.0.43
    web app1 8001 8002 8003 8004 8005 9100
    web app2 3000 5000 8080 8081 9090 9093 9100
    web app3 4000 7000 8500 8888 9100 9200
}
services="41:80 41:443 41:8001 41:8002 41:8003 41:8004 41:9100 42:80 42:443 42:3000 42:5000 42:8080 42:9090 42:9093 42:9100 43:80 43:4000 43:7000 43:8500 43:9100"

poll() { # HOST: one round over the twenty services
    local service urls=()
    for service in $services; do
        case $service in *:443) urls+=("https://10.20.0.${service%:*}/metrics") ;; *) urls+=("http://10.20.0.$service/metrics") ;; esac
    done
    fetch "$1" "${urls[@]}"
}

clocks() { # a time server and a client that asks it; neither touches this machine's clock
    printf '%s\n' "local stratum 3" "allow all" "cmdport 0" "bindaddress 203.0.113.20" "pidfile $TMP/chrony.pid" >"$TMP/chrony.conf"
    start sites chronyd -x -d -u root -f "$TMP/chrony.conf"
    printf '%s\n' "server 203.0.113.20 minpoll 2 maxpoll 3 iburst" "port 0" "cmdport 0" "pidfile $TMP/chrony-client.pid" >"$TMP/chrony-client.conf"
    start "$1" chronyd -x -d -u root -f "$TMP/chrony-client.conf"
}

case_benign_monitoring() {
    peace benign-monitoring.pcap.gz monitoring "a monitor fetches the metrics of 20 services on three hosts every 10 s and pings them, clocks are kept (NTP), a health check every 2 s; two minutes"
    stage
    farm
    host monitor in 10.20.0.40
    capture 96
    clocks monitor
    start monitor ping -q -i 5 10.20.0.41
    start monitor ping -q -i 5 203.0.113.10
    (while true; do fetch client http://web.lan/healthz; sleep 2; done) &
    local round
    for round in {1..12}; do
        poll monitor
        on monitor fping -q 10.20.0.41 10.20.0.42 10.20.0.43 10.20.0.10 || true
        sleep 10
    done
    finish
}

# A load balancer asks 33 services of four hosts every 8 s; three of them are down, and it keeps trying.
case_benign_portscan_lookalike() {
    peace benign-portscan-lookalike.pcap.gz healthcheck "a load balancer outside opens a connection to each of 33 services on four hosts every 8 s (nc -z and GET /healthz); three are down and refuse"
    stage
    farm
    host balancer out 198.51.100.5 4
    capture 96
    local round service
    for round in {1..12}; do
        for service in $services 41:8005 42:8081 43:8888 43:9200 10:80 10:443 10:8080 41:22 42:22 43:22 10:9999 42:9999 43:9999; do
            on balancer nc -z -w 1 "10.20.0.${service%:*}" "${service#*:}" || true
        done
        fetch balancer http://10.20.0.41:8001/healthz http://10.20.0.42:8080/healthz http://10.20.0.43:8500/healthz http://10.20.0.10/healthz
        sleep 8
    done
    finish
}

# Keys that are refused, a password mistyped twice, and a job that logs in to every host by key, again and again.
case_benign_logins() {
    peace benign-logins.pcap.gz ssh "a user mistypes his password twice, then gets in; another's agent offers two wrong keys first; a job logs in by key to four hosts, five rounds"
    stage
    local last
    for last in 1 2 3 4; do host "node$last" in "10.20.0.5$last"; ssh_server "node$last"; done
    capture 96
    local options="-F /dev/null -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null"
    (for password in "corect horse" "correct house" "correct horse"; do
        on visitor sshpass -p "$password" ssh $options -o PreferredAuthentications=password -o NumberOfPasswordPrompts=1 alice@10.20.0.51 uptime || true
        nap 2 4
    done) &
    local user=$! round
    for round in 1 2 3 4 5; do
        for last in 1 2 3 4; do
            remote client "deploy@10.20.0.5$last" "test -d . && echo ok"
            nap 0.1 0.4
        done
        nap 1 3
    done
    on client ssh $options -i "$TMP/wrong1" -i "$TMP/wrong2" -i "$TMP/id" deploy@10.20.0.52 uptime
    wait $user
    finish
    cat "$TMP"/*sshd.log
}

case_benign_mixed() {
    peace benign-mixed.pcapng.gz mixed "five minutes of everything: browsing, names, monitoring, logins and copies, clocks, a large download and a backup; pcapng"
    stage
    farm
    host login in 10.20.0.11
    host monitor in 10.20.0.40
    ssh_server login
    head -c 300k /dev/urandom >"$TMP/one"
    chmod 644 "$TMP/one"
    capture 128
    clocks monitor
    (while true; do poll monitor; sleep 60; done) &
    (while true; do nap 40 70; browse client; done) &
    (some_names 5 | while read -r name type; do on client dig +tries=1 +noall "$name" "$type" || true; nap 1 5; done) &
    (while true; do fetch visitor http://10.20.0.10/ http://10.20.0.10/2.bin; nap 5 12; done) &
    (while true; do nap 20 60; remote visitor deploy@10.20.0.11 "uptime; sleep 3; df"; done) &
    (nap 60 90; copy visitor "$TMP/one" deploy@10.20.0.11:one; nap 30 60; copy client "$TMP/one" deploy@10.20.0.11:two) &
    (nap 100 150; fetch client http://cdn.example.com/150.bin) &
    start monitor ping -q -i 10 203.0.113.10
    sleep 300
    finish
}
