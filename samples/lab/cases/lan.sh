# The link itself: forged ARP, and scans inside tags and tunnels.

case_arp_spoof() {
    about attack arp_spoof arp-spoof.pcap.gz "mixed with benign" "10.20.0.66 (MAC 02:42:0a:14:00:42)" "10.20.0.20 (spoofed gateway 10.20.0.1)" \
        "arpspoof between the client and its gateway, both ways; the client's traffic then passes through the attacker"
    stage
    host attacker in 10.20.0.66
    on attacker sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.all.send_redirects=0 net.ipv4.conf.eth0.send_redirects=0
    on router ip link set in address 02:42:0a:14:00:01
    capture 128
    murmur 900 &
    sleep 6
    BEGAN=$(date +%s.%N)
    start attacker timeout -s INT 40 arpspoof -i eth0 -t 10.20.0.20 10.20.0.1
    start attacker timeout -s INT 40 arpspoof -i eth0 -t 10.20.0.1 10.20.0.20
    sleep 47 # it puts the caches right at the end
    ENDED=$(date +%s.%N)
    finish 3
}

# Two nodes with a bridge for pods each, joined by VXLAN; the sensor sees the nodes' link.
case_scan_vxlan() {
    about attack scan_syn scan-vxlan.pcap.gz "mixed with benign" 10.42.0.66 10.42.0.10 \
        "nmap -sS, 200 ports, from pod to pod through VXLAN (UDP 4789, VNI 42); captured on the nodes' own link"
    host node1 in 10.20.0.101
    host node2 in 10.20.0.102
    local node other
    for node in 1 2; do
        other=$((3 - node))
        on node$node ip link add pods type bridge
        on node$node ip link add vx type vxlan id 42 dstport 4789 local 10.20.0.10$node remote 10.20.0.10$other dev eth0
        on node$node ip link set vx master pods
        on node$node ip link set vx mtu 1450 up
        on node$node ip link set pods up
    done
    pod client node1 10.42.0.20
    pod attacker node1 10.42.0.66
    pod web node2 10.42.0.10
    web web
    capture 192
    (while true; do fetch client http://10.42.0.10/ http://10.42.0.10/2.bin; nap 1 2; done) &
    sleep 4
    attack attacker nmap -n -Pn -sS --top-ports 200 10.42.0.10
    finish 4
}

pod() { # NAME NODE ADDRESS
    add_namespace "$1"
    cable "$1" eth0 "$2" "$1"
    on "$2" ip link set "$1" master pods
    on "$1" ip link set eth0 mtu 1450
    settle "$1" eth0 "$3" none
}

# The attacker's frames are tagged on a trunk: two wires back to back, the sensor between them. Nanosecond timestamps.
case_scan_vlan() {
    about attack scan_syn scan-vlan.pcap.gz "mixed with benign" 10.20.0.66 10.20.0.10 "nmap -sS, 200 ports, over an 802.1Q trunk (VLAN 120); timestamps in nanoseconds"
    local PRECISION=--time-stamp-precision=nano
    stage
    add_namespace branch
    add_namespace left
    add_namespace right
    cable branch uplink left near
    cable left far right far
    cable right near router trunk
    on router ip link set trunk master in
    start left python3 "$lab/wire.py" near far --tag 120 --delay 2
    start right python3 "$lab/wire.py" near far --tag 120
    on branch ip link add hub type bridge
    on branch ip link set uplink master hub
    on branch ip link set hub up
    local name
    for name in attacker desk; do
        add_namespace "$name"
        cable "$name" eth0 branch "$name"
        on branch ip link set "$name" master hub
    done
    settle attacker eth0 10.20.0.66
    settle desk eth0 10.20.0.30
    capture 132 left far
    (while true; do fetch desk http://web.lan/ http://www.example.com/2.bin; nap 1 2; done) &
    sleep 4
    attack attacker nmap -n -Pn -sS --top-ports 200 10.20.0.10
    finish 4
}
