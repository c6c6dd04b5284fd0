# Port scans of one host. The scanner sits outside.

scan() { # FILE KIND SNAPLEN WHAT NMAP-OPTION…: nmap against the web server, amid a little benign traffic
    about attack "$2" "$1" "mixed with benign" 198.51.100.66 10.20.0.10 "$4"
    stage
    host attacker out 198.51.100.66 9
    capture "$3"
    murmur 600 &
    sleep 3
    attack attacker nmap -n -Pn "${@:5}" 10.20.0.10
    finish 3
}

case_scan_syn() { scan scan-syn.pcap scan_syn 128 "nmap -sS, the 250 most frequent ports" -sS --top-ports 250; }

case_scan_connect() { scan scan-connect.pcap.gz scan_connect 128 "nmap -sT, the 250 most frequent ports, whole handshakes" -sT --top-ports 250; }

case_scan_udp() { scan scan-udp.pcap.gz scan_udp 160 "nmap -sU, 60 UDP ports; the kernel answers with one ICMP unreachable a second" -sU --top-ports 60 --max-retries 2; }

case_scan_slow() { scan scan-slow.pcap.gz scan_syn 128 "nmap -sS with --scan-delay 1s, 60 ports in a minute" -sS --top-ports 60 --scan-delay 1s --max-retries 1; }

case_scan_version() { scan scan-version.pcap.gz scan_vuln 256 "nmap -sV with the default scripts on 60 ports" -sS -sV -sC --top-ports 60; }

case_scan_stealth() {
    about attack scan_stealth_flags scan-stealth.pcap.gz "mixed with benign" 198.51.100.66 10.20.0.10 "nmap -sF, -sX and -sN (FIN, XMAS, NULL), 80 ports each"
    stage
    host attacker out 198.51.100.66 9
    capture 128
    murmur 600 &
    sleep 3
    local kind
    for kind in -sF -sX -sN; do attack attacker nmap -n -Pn "$kind" --top-ports 80 10.20.0.10; sleep 2; done
    finish 2
}

# Innocents among the sources: the two decoys get the answers too, and one of them is a live host that resets them.
case_scan_decoys() {
    about attack scan_syn scan-decoys.pcap.gz "mixed with benign" 198.51.100.66 10.20.0.10 \
        "nmap -sS -D: forged decoys 198.51.100.20 (alive, also a visitor) and 198.51.100.92 scan the same 150 ports; they are innocent"
    stage
    host attacker out 198.51.100.66 9
    capture 128
    murmur 600 &
    sleep 3
    attack attacker nmap -n -Pn -sS --top-ports 150 -D 198.51.100.20,198.51.100.92,ME 10.20.0.10
    finish 3
}

case_scan_forged() {
    about attack scan_syn scan-forged.pcap.gz "mixed with benign" "spoofed as 198.51.100.20 (innocent)" 10.20.0.10 \
        "hping3 -S -a: every SYN of the scan bears the address of a live visitor, whose kernel resets the answers"
    stage
    host attacker out 198.51.100.66 9
    capture 128
    murmur 600 &
    sleep 3
    attack attacker hping3 -q -S -a 198.51.100.20 -p ++1 -i u20000 -c 300 10.20.0.10
    finish 3
}

case_scan_ipv6() {
    about attack scan_syn scan-ipv6.pcap.gz "mixed with benign" 2001:db8:1::66 2001:db8:20::10 "nmap -6 -sS, the 250 most frequent ports"
    stage
    host attacker out 198.51.100.66 9
    on router sysctl -qw net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.all.forwarding=1
    also6 router out 2001:db8:1::1
    also6 router in 2001:db8:20::1
    also6 web eth0 2001:db8:20::10 2001:db8:20::1
    also6 attacker eth0 2001:db8:1::66 2001:db8:1::1
    capture 128
    murmur 600 &
    sleep 3
    attack attacker nmap -6 -n -Pn -sS --top-ports 250 2001:db8:20::10
    finish 3
}
