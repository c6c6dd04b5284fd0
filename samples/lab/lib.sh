# Hosts, wires and captures. Every host is a network namespace; a router joins two bridges:
#
#   out (198.51.100.0/24, 203.0.113.0/24, 2001:db8:1::/64) ── router ── in (10.20.0.0/24, 2001:db8:20::/64)
#
# What the router cannot place it drops, so no packet finds a way to a real network.

lab_begin() {
    CASE=$1 LAB=weir$BASHPID TMP=$(mktemp -d) HOSTS=() BEGAN="" ENDED=""
    chmod 755 "$TMP"
    trap lab_end EXIT
    trap 'exit 1' INT TERM HUP
    add_namespace router
    local bridge
    for bridge in out in; do
        on router ip link add "$bridge" type bridge
        on router ip link set "$bridge" up
    done
    on router ip addr add 198.51.100.1/24 dev out
    on router ip addr add 203.0.113.1/24 dev out
    on router ip addr add 10.20.0.1/24 dev in
    on router ip route add blackhole default
    on router sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.all.send_redirects=0 net.ipv4.conf.in.send_redirects=0
}

# Ends only what this case started: its background jobs, and whatever runs inside its own namespaces.
lab_end() {
    trap '' INT TERM HUP
    set +e
    exec 2>/dev/null
    local host
    jobs -p | xargs -r kill
    for host in "${HOSTS[@]}"; do
        ip netns pids "$LAB-$host" | xargs -r kill -9
        ip netns del "$LAB-$host"
        rm -rf "/etc/netns/$LAB-$host"
    done
    rm -rf "$TMP"
}

die() { tail -n 20 "$TMP/log" >&3; echo "$CASE: $*" >&3; exit 1; }

add_namespace() {
    ip netns add "$LAB-$1"
    HOSTS+=("$1")
    on "$1" sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1 \
        net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
    on "$1" ip link set lo up
    mkdir -p "/etc/netns/$LAB-$1" # files here stand in for those of /etc while a program runs on the host
    echo "nameserver 10.20.0.53" >"/etc/netns/$LAB-$1/resolv.conf"
}

# on HOST COMMAND…: runs it there.  start HOST COMMAND…: the same in the background, its pid in $!.
on() { ip netns exec "$LAB-$1" "${@:2}"; }
start() { ip netns exec "$LAB-$1" "${@:2}" </dev/null & }

# cable HOST-A IF-A HOST-B IF-B: without offloads, so that captures hold packets as they would be on a wire.
cable() {
    ip link add "$2" netns "$LAB-$1" type veth peer name "$4" netns "$LAB-$3"
    local host name
    for host in "$1 $2" "$3 $4"; do
        name=${host#* } host=${host% *}
        on "$host" ethtool -K "$name" tx off rx off tso off gso off gro off >/dev/null 2>&1
        on "$host" ip link set "$name" up
    done
}

# host NAME out|in ADDRESS [DELAY-MS]: a host with its default route; a delay puts a slow wire in between.
host() {
    local name=$1 side=$2 address=$3 delay=${4:-0}
    add_namespace "$name"
    if [ "$delay" = 0 ]; then
        cable "$name" eth0 router "$name"
    else
        add_namespace "$name-wire"
        cable "$name" eth0 "$name-wire" near
        cable "$name-wire" far router "$name"
        start "$name-wire" python3 "$lab/wire.py" near far --delay "$delay"
    fi
    on router ip link set "$name" master "$side"
    settle "$name" eth0 "$address"
}

# offload HOST: segments of up to 64 kB and checksums left to the card, as captures on the sending machine show them.
offload() {
    on "$1" ethtool -K eth0 tx on tso on gso on gro on >/dev/null
    on router ethtool -K "$1" tx on tso on gso on gro on >/dev/null
}

# settle HOST IF ADDRESS [GATEWAY]: the MAC says the address (02:42:0a:14:00:0a is 10.20.0.10).
settle() {
    local gateway=${4:-${3%.*}.1}
    on "$1" ip link set "$2" address "$(printf '02:42:%02x:%02x:%02x:%02x' ${3//./ })"
    on "$1" ip addr add "$3/24" dev "$2"
    [ "$gateway" = none ] || on "$1" ip route add default via "$gateway"
}

# also HOST ADDRESS…: further addresses of a host.
also() {
    local address
    for address in "${@:2}"; do on "$1" ip addr add "$address/24" dev eth0; done
}

# also6 HOST IF ADDRESS [GATEWAY]
also6() {
    on "$1" sysctl -qw "net.ipv6.conf.$2.disable_ipv6=0" "net.ipv6.conf.$2.router_solicitations=0" "net.ipv6.conf.$2.accept_dad=0"
    on "$1" ip -6 addr add "$3/64" dev "$2" nodad
    [ -z "${4:-}" ] || on "$1" ip -6 route add default via "$4"
}

# about LABEL KIND FILE MIXTURE ATTACKERS VICTIMS WHAT: the truth, for the index.
about() { LABEL=$1 KIND=$2 FILE=$3 MIXTURE=$4 ATTACKERS=$5 VICTIMS=$6 WHAT=$7; }

# capture SNAPLEN [HOST] [IF]: where the sensor sits: the router's inner bridge unless told.
capture() {
    local host=${2:-router} if=${3:-in}
    RAW=$TMP/raw
    if [[ $FILE == *.pcapng* ]]; then
        start "$host" dumpcap -q -B 16 -i "$if" -s "$1" -w "$RAW" 2>"$TMP/capture.log"
    else
        start "$host" tcpdump -B 16384 -n -U -Z root -i "$if" -s "$1" ${PRECISION:-} -w "$RAW" 2>"$TMP/capture.log"
    fi
    CAPTURE=$!
    until [ -s "$RAW" ]; do sleep 0.1; done
    sleep 0.5
}

# attack HOST COMMAND…: runs it and notes when it began and ended. A tool's own exit status says nothing here.
attack() {
    BEGAN=${BEGAN:-$(date +%s.%N)}
    on "$@" || echo "exit status $?"
    ENDED=$(date +%s.%N)
}

finish() {
    sleep "${1:-1}"
    kill -INT "$CAPTURE"
    wait "$CAPTURE" || true
    cat "$TMP/capture.log"
}

record() {
    local target=$SAMPLES/$FILE
    if [[ $FILE == *.gz ]]; then gzip -9nc "$RAW" >"$target"; else cp "$RAW" "$target"; fi
    python3 "$lab/record.py" "$SAMPLES/INDEX.tsv" "$target" "$BEGAN $ENDED" \
        "$LABEL" "$KIND" "$WHAT" "$MIXTURE" "$ATTACKERS" "$VICTIMS"
}
