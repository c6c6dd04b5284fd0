# One question to a whole network.

case_sweep_arp() {
    about attack scan_sweep sweep-arp.pcap "mixed with benign" 10.20.0.66 10.20.0.0/24 "arp-scan of 10.20.0.0/24 from a host inside (MAC 02:42:0a:14:00:42)"
    stage
    host attacker in 10.20.0.66
    capture 96
    murmur 600 &
    sleep 3
    attack attacker arp-scan --interface eth0 --interval 10 10.20.0.0/24
    finish 3
}

# The other sweeps come from outside and are captured in front of the router: behind it there is only ARP for most addresses.
crowd() {
    stage
    also web 10.20.0.{101..112}
    host attacker out 198.51.100.66 9
    capture 96 router out
    murmur 600 &
    sleep 3
}

case_sweep_icmp() {
    about attack scan_sweep sweep-icmp.pcap.gz "mixed with benign" 198.51.100.66 10.20.0.0/24 "fping -g: echo requests to a /24, 15 addresses answer"
    crowd
    attack attacker fping -q -r 1 -i 10 -g 10.20.0.0/24
    finish 3
}

case_sweep_tcp() {
    about attack scan_sweep sweep-tcp.pcap.gz "mixed with benign" 198.51.100.66 10.20.0.0/24 "nmap -sS -p 22 over a /24; most addresses do not exist"
    crowd
    attack attacker nmap -n -Pn -sS -p 22 --max-retries 1 10.20.0.0/24
    finish 3
}
