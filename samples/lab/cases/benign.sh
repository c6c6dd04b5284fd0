# Nothing here is an attack, though some of it looks like one.

peace() { about benign "$2" "$1" benign - - "$3"; }

sites="www.example.com cdn.example.com api.example.com www.example.net cdn.example.net static.example.net
    www.example.org api.example.org img.example.org fonts.example.org"

browse() { # HOST: a page with all that it pulls in, from ten servers at once
    local site urls=()
    for site in $sites; do
        urls+=("https://$site/2.bin")
        [ $((RANDOM % 3)) != 0 ] || urls+=("http://$site/" "https://$site/healthz")
    done
    fetch "$1" "${urls[@]}" "https://img.example.org/20.bin?$RANDOM"
}

case_benign_web() {
    peace benign-web.pcap.gz web "two browsers: bursts of some twenty connections to ten servers at once, TLS and plain, then quiet; and visitors of the cluster's own site"
    stage
    host second in 10.20.0.21
    capture 80
    local round
    for round in 1 2 3; do
        browse client & local first=$!
        nap 0 2
        browse second
        fetch visitor https://10.20.0.10/ https://10.20.0.10/8.bin http://10.20.0.10/20.bin
        wait $first
        nap 5 9
    done
    finish
}

some_names() { # names of all sorts, the long random ones of clouds and mail too
    awk -v seed="$1" 'function hex(n,  s) { while (n--) s = s substr("0123456789abcdef", 1 + int(rand() * 16), 1); return s }
        BEGIN { srand(seed); split("www api mail shop news static login video assets m", host)
            for (i = 0; i < 260; i++) { kind = int(rand() * 10)
                if (kind < 5) print host[1 + int(rand() * 10)] int(rand() * 90) ".cloud.example A"
                else if (kind == 5) print host[1 + int(rand() * 10)] ".cloud.example AAAA"
                else if (kind == 6) print "d" hex(13) ".pool.example A"
                else if (kind == 7) print hex(32) ".edge-" int(rand() * 9) ".region.pool.example A"
                else if (kind == 8) print int(rand() * 255) "." int(rand() * 255) ".113.203.in-addr.arpa PTR"
                else print (rand() < 0.5 ? "selector1._domainkey.example.com TXT" : "example.com MX") } }'
}

case_benign_dns() {
    peace benign-dns.pcap.gz dns "three hosts ask the resolver for some 660 names: A, AAAA, PTR, MX, TXT, long random labels of a CDN, names that do not exist"
    stage
    host second in 10.20.0.21
    capture 320
    local asked=() who
    for who in client second web; do
        some_names $RANDOM | head -n 220 >"$TMP/names-$who"
        (while read -r name type; do on $who dig +tries=1 +noall "$name" "$type" || true; nap 0.02 0.6; done <"$TMP/names-$who") & asked+=($!)
    done
    wait "${asked[@]}"
    finish
}

case_benign_ssh_scp() {
    peace benign-ssh-scp.pcapng.gz ssh "an interactive session typed key by key, commands by key, copies of 1 MB in and out (scp); pcapng"
    stage
    host login in 10.20.0.11
    ssh_server login
    capture 96
    (for key in l s ' ' - l $'\n' d f $'\n' u p t i m e $'\n' p s ' ' a x $'\n' e x i t $'\n'; do printf %s "$key"; nap 0.1 0.7; done |
        remote visitor -tt deploy@10.20.0.11 "bash --norc") & local typed=$!
    head -c 1M /dev/urandom >"$TMP/one"
    chmod 644 "$TMP/one"
    copy visitor "$TMP/one" deploy@10.20.0.11:one
    nap 1 2
    remote client deploy@10.20.0.11 "uptime; df"
    copy client deploy@10.20.0.11:one "$TMP/two"
    wait $typed
    finish
}

copy() { # HOST FROM TO
    on "$1" scp -qF /dev/null -i "$TMP/id" -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null "${@:2}"
}

# packages HOST: six Debian packages and their index, as a mirror has them.
packages() {
    local root=$TMP/$1-web/html number dir
    for number in 1 2 3 4 5 6; do
        dir=$TMP/deb/tool$number
        mkdir -p "$dir/DEBIAN" "$dir/usr/share"
        head -c $((number * 90))k /dev/urandom >"$dir/usr/share/tool$number"
        printf 'Package: tool%s\nVersion: 1.%s\nArchitecture: all\nMaintainer: Nobody <nobody@example.com>\nDescription: sample\n' \
            "$number" "$number" >"$dir/DEBIAN/control"
        dpkg-deb -b "$dir" "$root/tool$number.deb" >/dev/null
        { cat "$dir/DEBIAN/control"
          printf 'Filename: ./tool%s.deb\nSize: %s\nSHA256: %s\n\n' "$number" "$(stat -c %s "$root/tool$number.deb")" \
              "$(sha256sum <"$root/tool$number.deb" | cut -d' ' -f1)"; } >>"$root/Packages"
    done
}

case_benign_downloads() {
    peace benign-downloads.pcap.gz download "apt-get update and download of six packages (2 MB) from a mirror, twice, then three larger files by curl"
    stage
    packages sites
    mkdir -p "$TMP"/apt/{lists/partial,cache/archives/partial,got,parts}
    echo "deb [trusted=yes] http://mirror.example.org/ ./" >"$TMP/apt/sources.list"
    local options="-o Dir::Etc::SourceList=$TMP/apt/sources.list -o Dir::Etc::SourceParts=$TMP/apt/parts -o Dir::State::Lists=$TMP/apt/lists
        -o Dir::Cache=$TMP/apt/cache -o APT::Sandbox::User=root -o Acquire::http::Proxy=false"
    capture 80
    local round
    for round in 1 2; do
        on client apt-get -q $options update
        (cd "$TMP/apt/got" && on client apt-get -q $options download tool{1..6})
        rm -f "$TMP"/apt/got/*
        nap 3 6
    done
    fetch client http://cdn.example.com/150.bin https://cdn.example.net/150.bin https://static.example.net/60.bin
    finish
}

case_benign_backup() {
    peace benign-backup.pcap.gz backup "rsync over ssh of 40 MB from one host of the network to another, twice (the second finds little to do); segments merged by the kernel as a node's own sensor sees them"
    stage
    host vault in 10.20.0.12
    ssh_server vault
    offload client
    offload vault
    mkdir -p "$TMP/data"
    local number
    for number in 1 2 3 4; do head -c 10M /dev/urandom >"$TMP/data/$number"; done
    install -d -m 777 "$TMP/vault"
    capture 96
    murmur 900 &
    local round
    for round in 1 2; do
        on client rsync -aO -e "ssh -F /dev/null -i $TMP/id -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null" "$TMP/data/" "deploy@10.20.0.12:$TMP/vault/"
        sleep 5
        date >"$TMP/data/1"
    done
    finish
    ls -l "$TMP/vault"
}
