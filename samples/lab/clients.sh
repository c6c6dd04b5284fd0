# Benign clients, and the stage on which most cases play.

# stage: a small cluster (web, ssh, dns, a client), the outside (twelve web sites, a name server, a visitor).
stage() {
    host dns in 10.20.0.53
    host web in 10.20.0.10
    host client in 10.20.0.20
    host names out 203.0.113.53 6
    host sites out 203.0.113.10 14
    also sites 203.0.113.{11..21}
    host visitor out 198.51.100.20 22
    zone names
    resolver dns --server=203.0.113.53 --server=/t.example/203.0.113.77 --host-record=web.lan,10.20.0.10 --local=/lan/
    web web 8080
    web sites
}

fetch() { # HOST URL…: as a browser does, several at once
    local host=$1 url wanted=()
    for url in "${@:2}"; do wanted+=(-o /dev/null "$url"); done
    on "$host" curl -skZ --parallel-immediate --max-time 20 "${wanted[@]}" 2>/dev/null || true
}

nap() { sleep "$(awk -v low="$1" -v high="$2" -v seed="$RANDOM$BASHPID" 'BEGIN { srand(seed); print low + rand() * (high - low) }')"; }

# murmur SECONDS: the little that always goes on; in the background of attacks.
murmur() {
    local until=$((SECONDS + $1))
    local turn=$((RANDOM % 4))
    while [ $SECONDS -lt $until ]; do
        turn=$((turn + 1))
        case $((turn % 4)) in
        0) fetch client http://www.example.com/ https://cdn.example.net/2.bin ;;
        1) fetch visitor http://10.20.0.10/ http://10.20.0.10/2.bin ;;
        2) on client dig +short +tries=1 "api$((RANDOM % 9)).cloud.example" >/dev/null || true ;;
        3) fetch client http://web.lan:8080/healthz ;;
        esac
        nap 1 4
    done
}

remote() { # HOST USER@ADDRESS COMMAND…: by key
    on "$1" ssh -qF /dev/null -i "$TMP/id" -o IdentitiesOnly=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null "${@:2}"
}
