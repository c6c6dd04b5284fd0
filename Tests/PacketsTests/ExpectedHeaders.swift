/// What each fixture must decode to: its name, then every field that is not as in a new header.
///
/// Checked by hand against tshark 4, which differs by intent: it takes VXLAN without its flag and Geneve of version 1
/// for tunnels, does not know VXLAN's Linux port, and reads a UDP payload's length from UDP. Blanks and line ends do
/// not count.
let expectedHeaders = """
    vlan:
        source=192.0.2.1 destination=192.0.2.2 sourcePort=49152 destinationPort=80 network=ipv4 transport=6
        originalLength=63 networkLength=45 payloadLength=5 payloadOffset=58 tcpFlags=18 sequence=1020304
        acknowledgment=5060708 window=8192 hopLimit=64 vlan=100 sourceMAC=20000000001
        destinationMAC=20000000002
    qinq:
        source=2001:db8::1 destination=2001:db8::2 sourcePort=49152 destinationPort=80 network=ipv6
        transport=6 originalLength=87 networkLength=65 payloadLength=5 payloadOffset=82 tcpFlags=18
        sequence=1020304 acknowledgment=5060708 window=8192 hopLimit=63 vlan=200 innerVLAN=100
        sourceMAC=20000000001 destinationMAC=20000000002
    priorityTag:
        source=192.0.2.1 destination=192.0.2.2 sourcePort=49152 destinationPort=80 network=ipv4 transport=6
        originalLength=63 networkLength=45 payloadLength=5 payloadOffset=58 tcpFlags=18 sequence=1020304
        acknowledgment=5060708 window=8192 hopLimit=64 sourceMAC=20000000001 destinationMAC=20000000002
    fourTags:
        source=192.0.2.1 destination=192.0.2.2 sourcePort=49152 destinationPort=80 network=ipv4 transport=6
        originalLength=75 networkLength=45 payloadLength=5 payloadOffset=70 tcpFlags=18 sequence=1020304
        acknowledgment=5060708 window=8192 hopLimit=64 vlan=1 innerVLAN=2 sourceMAC=20000000001
        destinationMAC=20000000002
    snap:
        source=192.0.2.1 destination=192.0.2.2 sourcePort=49152 destinationPort=80 network=ipv4 transport=6
        originalLength=67 networkLength=45 payloadLength=5 payloadOffset=62 tcpFlags=18 sequence=1020304
        acknowledgment=5060708 window=8192 hopLimit=64 sourceMAC=20000000001 destinationMAC=20000000002
    pppoe:
        source=192.0.2.1 destination=192.0.2.2 sourcePort=49152 destinationPort=80 network=ipv4 transport=6
        originalLength=67 networkLength=45 payloadLength=5 payloadOffset=62 tcpFlags=18 sequence=1020304
        acknowledgment=5060708 window=8192 hopLimit=64 sourceMAC=20000000001 destinationMAC=20000000002
    pppoe6:
        source=2001:db8::1 destination=2001:db8::2 sourcePort=49152 destinationPort=80 network=ipv6
        transport=6 originalLength=87 networkLength=65 payloadLength=5 payloadOffset=82 tcpFlags=18
        sequence=1020304 acknowledgment=5060708 window=8192 hopLimit=63 sourceMAC=20000000001
        destinationMAC=20000000002
    cooked:
        source=192.0.2.1 destination=192.0.2.2 sourcePort=49152 destinationPort=80 network=ipv4 transport=6
        originalLength=61 networkLength=45 payloadLength=5 payloadOffset=56 tcpFlags=18 sequence=1020304
        acknowledgment=5060708 window=8192 hopLimit=64 sourceMAC=20000000001
    cookedLoopback:
        source=2001:db8::1 destination=2001:db8::2 sourcePort=49152 destinationPort=80 network=ipv6
        transport=6 originalLength=81 networkLength=65 payloadLength=5 payloadOffset=76 tcpFlags=18
        sequence=1020304 acknowledgment=5060708 window=8192 hopLimit=63
    cookedSNAP:
        source=192.0.2.1 destination=192.0.2.2 sourcePort=49152 destinationPort=80 network=ipv4 transport=6
        originalLength=69 networkLength=45 payloadLength=5 payloadOffset=64 tcpFlags=18 sequence=1020304
        acknowledgment=5060708 window=8192 hopLimit=64 sourceMAC=20000000001
    cooked2:
        source=192.0.2.1 destination=192.0.2.2 network=arp originalLength=48 networkLength=28 payloadOffset=48
        sourceMAC=20000000001 destinationMAC=20000000002 arpOperation=2
    raw4:
        source=192.0.2.1 destination=192.0.2.2 sourcePort=49152 destinationPort=80 network=ipv4 transport=6
        originalLength=45 networkLength=45 payloadLength=5 payloadOffset=40 tcpFlags=18 sequence=1020304
        acknowledgment=5060708 window=8192 hopLimit=64
    raw6:
        source=2001:db8::1 destination=2001:db8::2 sourcePort=49152 destinationPort=80 network=ipv6
        transport=6 originalLength=65 networkLength=65 payloadLength=5 payloadOffset=60 tcpFlags=18
        sequence=1020304 acknowledgment=5060708 window=8192 hopLimit=63
    ipv4:
        source=192.0.2.1 destination=192.0.2.2 sourcePort=49152 destinationPort=80 network=ipv4 transport=6
        originalLength=45 networkLength=45 payloadLength=5 payloadOffset=40 tcpFlags=18 sequence=1020304
        acknowledgment=5060708 window=8192 hopLimit=64
    ipv6:
        source=2001:db8::1 destination=2001:db8::2 sourcePort=49152 destinationPort=80 network=ipv6
        transport=6 originalLength=65 networkLength=65 payloadLength=5 payloadOffset=60 tcpFlags=18
        sequence=1020304 acknowledgment=5060708 window=8192 hopLimit=63
    nullLittleEndian:
        source=192.0.2.1 destination=192.0.2.2 sourcePort=49152 destinationPort=80 network=ipv4 transport=6
        originalLength=49 networkLength=45 payloadLength=5 payloadOffset=44 tcpFlags=18 sequence=1020304
        acknowledgment=5060708 window=8192 hopLimit=64
    nullBigEndian:
        source=192.0.2.1 destination=192.0.2.2 sourcePort=49152 destinationPort=80 network=ipv4 transport=6
        originalLength=49 networkLength=45 payloadLength=5 payloadOffset=44 tcpFlags=18 sequence=1020304
        acknowledgment=5060708 window=8192 hopLimit=64
    nullDarwin6:
        source=2001:db8::1 destination=2001:db8::2 sourcePort=49152 destinationPort=80 network=ipv6
        transport=6 originalLength=69 networkLength=65 payloadLength=5 payloadOffset=64 tcpFlags=18
        sequence=1020304 acknowledgment=5060708 window=8192 hopLimit=63
    loop:
        source=2001:db8::1 destination=2001:db8::2 sourcePort=49152 destinationPort=80 network=ipv6
        transport=6 originalLength=69 networkLength=65 payloadLength=5 payloadOffset=64 tcpFlags=18
        sequence=1020304 acknowledgment=5060708 window=8192 hopLimit=63
    arpRequest:
        source=192.0.2.1 destination=192.0.2.2 network=arp originalLength=60 networkLength=28 payloadOffset=42
        sourceMAC=20000000001 destinationMAC=20000000002 arpOperation=1
    arpReply:
        source=192.0.2.1 destination=192.0.2.2 network=arp originalLength=42 networkLength=28 payloadOffset=42
        sourceMAC=20000000001 destinationMAC=20000000002 arpOperation=2
    options:
        source=192.0.2.1 destination=192.0.2.2 sourcePort=49152 destinationPort=80 network=ipv4 transport=6
        originalLength=67 networkLength=53 payloadLength=5 payloadOffset=62 tcpFlags=18 sequence=1020304
        acknowledgment=5060708 window=8192 hopLimit=64 sourceMAC=20000000001 destinationMAC=20000000002
    padding:
        source=192.0.2.1 destination=192.0.2.2 sourcePort=49152 destinationPort=80 network=ipv4 transport=6
        originalLength=60 networkLength=40 payloadOffset=54 tcpFlags=10 sequence=1020304
        acknowledgment=5060708 window=8192 hopLimit=64 sourceMAC=20000000001 destinationMAC=20000000002
    offload:
        source=192.0.2.1 destination=192.0.2.2 sourcePort=49152 destinationPort=80 network=ipv4 transport=6
        originalLength=70014 networkLength=70000 payloadLength=69960 payloadOffset=54 tcpFlags=18
        sequence=1020304 acknowledgment=5060708 window=8192 hopLimit=64 sourceMAC=20000000001
        destinationMAC=20000000002
    offload6:
        source=2001:db8::1 destination=2001:db8::2 sourcePort=49152 destinationPort=80 network=ipv6
        transport=6 originalLength=70014 networkLength=70000 payloadLength=69940 payloadOffset=74 tcpFlags=18
        sequence=1020304 acknowledgment=5060708 window=8192 hopLimit=63 sourceMAC=20000000001
        destinationMAC=20000000002
    igmp:
        source=192.0.2.1 destination=192.0.2.2 network=ipv4 transport=2 originalLength=42 networkLength=28
        payloadLength=8 payloadOffset=34 hopLimit=64 sourceMAC=20000000001 destinationMAC=20000000002
    esp6:
        source=2001:db8::1 destination=2001:db8::2 network=ipv6 transport=50 originalLength=78
        networkLength=64 payloadLength=24 payloadOffset=54 hopLimit=63 sourceMAC=20000000001
        destinationMAC=20000000002
    noNextHeader:
        source=2001:db8::1 destination=2001:db8::2 network=ipv6 transport=59 originalLength=60
        networkLength=40 payloadOffset=54 hopLimit=63 sourceMAC=20000000001 destinationMAC=20000000002
    extensions:
        source=2001:db8::1 destination=2001:db8::2 sourcePort=49152 destinationPort=9 network=ipv6
        transport=17 originalLength=123 networkLength=109 payloadLength=5 payloadOffset=118 hopLimit=63
        sourceMAC=20000000001 destinationMAC=20000000002
    atomicFragment:
        source=2001:db8::1 destination=2001:db8::2 sourcePort=49152 destinationPort=9 network=ipv6
        transport=17 originalLength=75 networkLength=61 payloadLength=5 payloadOffset=70 hopLimit=63
        sourceMAC=20000000001 destinationMAC=20000000002
    fragmentFirst:
        source=192.0.2.1 destination=192.0.2.2 sourcePort=49152 destinationPort=4789 network=ipv4 transport=17
        originalLength=47 networkLength=33 payloadLength=5 payloadOffset=42 hopLimit=64 fragment=first
        fragmentIdentification=4660
        fragmentOctets=13 sourceMAC=20000000001 destinationMAC=20000000002
    fragmentLater:
        source=192.0.2.1 destination=192.0.2.2 network=ipv4 transport=17 originalLength=47 networkLength=33
        payloadLength=13 payloadOffset=34 hopLimit=64 fragment=later fragmentIdentification=4660
        fragmentOffset=1480 fragmentOctets=13
        sourceMAC=20000000001 destinationMAC=20000000002
    fragmentLater6:
        source=2001:db8::1 destination=2001:db8::2 network=ipv6 transport=6 originalLength=66 networkLength=52
        payloadLength=4 payloadOffset=62 hopLimit=63 fragment=later fragmentIdentification=3735928559
        fragmentOffset=1448 fragmentOctets=4
        sourceMAC=20000000001 destinationMAC=20000000002
    tcp:
        source=192.0.2.1 destination=192.0.2.2 sourcePort=49152 destinationPort=80 network=ipv4 transport=6
        originalLength=59 networkLength=45 payloadLength=5 payloadOffset=54 tcpFlags=18 sequence=1020304
        acknowledgment=5060708 window=8192 hopLimit=64 sourceMAC=20000000001 destinationMAC=20000000002
    tcpOptions:
        source=192.0.2.1 destination=192.0.2.2 sourcePort=49152 destinationPort=80 network=ipv4 transport=6
        originalLength=62 networkLength=48 payloadOffset=62 tcpFlags=2 sequence=1020304 acknowledgment=5060708
        window=8192 hopLimit=64 sourceMAC=20000000001 destinationMAC=20000000002
    udp:
        source=192.0.2.1 destination=192.0.2.2 sourcePort=49152 destinationPort=9 network=ipv4 transport=17
        originalLength=47 networkLength=33 payloadLength=5 payloadOffset=42 hopLimit=64 sourceMAC=20000000001
        destinationMAC=20000000002
    dnsQuestion:
        source=192.0.2.1 destination=192.0.2.2 sourcePort=49152 destinationPort=53 network=ipv4 transport=17
        originalLength=75 networkLength=61 payloadLength=33 payloadOffset=42 hopLimit=64 sourceMAC=20000000001
        destinationMAC=20000000002
    dnsResponse:
        source=192.0.2.1 destination=192.0.2.2 sourcePort=53 destinationPort=49152 network=ipv4 transport=17
        originalLength=91 networkLength=77 payloadLength=49 payloadOffset=42 hopLimit=64 sourceMAC=20000000001
        destinationMAC=20000000002
    sctp:
        source=192.0.2.1 destination=192.0.2.2 sourcePort=5000 destinationPort=2905 network=ipv4 transport=132
        originalLength=66 networkLength=52 payloadLength=20 payloadOffset=46 hopLimit=64 sourceMAC=20000000001
        destinationMAC=20000000002
    ping:
        source=192.0.2.1 destination=192.0.2.2 sourcePort=8 network=ipv4 transport=1 originalLength=46
        networkLength=32 payloadLength=4 payloadOffset=42 acknowledgment=12340007 hopLimit=64
        sourceMAC=20000000001 destinationMAC=20000000002
    unreachable:
        source=192.0.2.1 destination=192.0.2.2 sourcePort=3 destinationPort=3 network=ipv4 transport=1
        originalLength=75 networkLength=61 payloadLength=33 payloadOffset=42 hopLimit=64 sourceMAC=20000000001
        destinationMAC=20000000002 quotedSource=192.0.2.2 quotedDestination=192.0.2.1 quotedSourcePort=49152
        quotedDestinationPort=9 quotedTransport=17
    timeExceeded:
        source=192.0.2.1 destination=192.0.2.2 sourcePort=11 network=ipv4 transport=1 originalLength=74
        networkLength=60 payloadLength=32 payloadOffset=42 hopLimit=64 sourceMAC=20000000001
        destinationMAC=20000000002 quotedSource=192.0.2.1 quotedDestination=192.0.2.2 quotedSourcePort=8
        quotedTransport=1
    ping6:
        source=2001:db8::1 destination=2001:db8::2 sourcePort=128 network=ipv6 transport=58 originalLength=66
        networkLength=52 payloadLength=4 payloadOffset=62 acknowledgment=12340007 hopLimit=63
        sourceMAC=20000000001 destinationMAC=20000000002
    unreachable6:
        source=2001:db8::1 destination=2001:db8::2 sourcePort=1 destinationPort=4 network=ipv6 transport=58
        originalLength=122 networkLength=108 payloadLength=60 payloadOffset=62 hopLimit=63
        sourceMAC=20000000001 destinationMAC=20000000002 quotedSource=2001:db8::1
        quotedDestination=2001:db8::2 quotedSourcePort=49152 quotedDestinationPort=80 quotedTransport=6
    tooBig6:
        source=2001:db8::1 destination=2001:db8::2 sourcePort=2 network=ipv6 transport=58 originalLength=123
        networkLength=109 payloadLength=61 payloadOffset=62 hopLimit=63 sourceMAC=20000000001
        destinationMAC=20000000002 quotedSource=2001:db8::1 quotedDestination=2001:db8::2
        quotedSourcePort=49152 quotedDestinationPort=9 quotedTransport=17
    gre:
        source=10.0.0.1 destination=10.0.0.2 sourcePort=49152 destinationPort=80 network=ipv4 transport=6
        originalLength=83 networkLength=45 payloadLength=5 payloadOffset=78 tcpFlags=18 sequence=1020304
        acknowledgment=5060708 window=8192 hopLimit=64 tunnel=gre outerSource=192.0.2.1
        outerDestination=192.0.2.2 sourceMAC=20000000001 destinationMAC=20000000002
    greKey:
        source=2001:db8::1 destination=2001:db8::2 sourcePort=49152 destinationPort=9 network=ipv6
        transport=17 originalLength=103 networkLength=53 payloadLength=5 payloadOffset=98 hopLimit=63
        tunnel=gre tunnelIdentifier=7 outerSource=192.0.2.1 outerDestination=192.0.2.2 sourceMAC=20000000001
        destinationMAC=20000000002
    greEthernet:
        source=10.0.0.1 destination=10.0.0.2 sourcePort=49152 destinationPort=80 network=ipv4 transport=6
        originalLength=125 networkLength=45 payloadLength=5 payloadOffset=120 tcpFlags=18 sequence=1020304
        acknowledgment=5060708 window=8192 hopLimit=64 vlan=5 tunnel=gre tunnelIdentifier=9
        outerSource=2001:db8::1 outerDestination=2001:db8::2 sourceMAC=a destinationMAC=b
    grePPTP:
        source=192.0.2.1 destination=192.0.2.2 network=ipv4 transport=47 originalLength=54 networkLength=40
        payloadLength=4 payloadOffset=50 hopLimit=64 sourceMAC=20000000001 destinationMAC=20000000002
    ipInIP:
        source=10.0.0.1 destination=10.0.0.2 sourcePort=49152 destinationPort=80 network=ipv4 transport=6
        originalLength=79 networkLength=45 payloadLength=5 payloadOffset=74 tcpFlags=18 sequence=1020304
        acknowledgment=5060708 window=8192 hopLimit=64 tunnel=ipInIP outerSource=192.0.2.1
        outerDestination=192.0.2.2 sourceMAC=20000000001 destinationMAC=20000000002
    sixInFour:
        source=2001:db8::1 destination=2001:db8::2 sourcePort=49152 destinationPort=9 network=ipv6
        transport=17 originalLength=87 networkLength=53 payloadLength=5 payloadOffset=82 hopLimit=63
        tunnel=ipInIP outerSource=192.0.2.1 outerDestination=192.0.2.2 sourceMAC=20000000001
        destinationMAC=20000000002
    fourInSix:
        source=10.0.0.1 destination=10.0.0.2 sourcePort=49152 destinationPort=80 network=ipv4 transport=6
        originalLength=99 networkLength=45 payloadLength=5 payloadOffset=94 tcpFlags=18 sequence=1020304
        acknowledgment=5060708 window=8192 hopLimit=64 tunnel=ipInIP outerSource=2001:db8::1
        outerDestination=2001:db8::2 sourceMAC=20000000001 destinationMAC=20000000002
    vxlan:
        source=10.0.0.1 destination=10.0.0.2 sourcePort=49152 destinationPort=80 network=ipv4 transport=6
        originalLength=113 networkLength=45 payloadLength=5 payloadOffset=108 tcpFlags=18 sequence=1020304
        acknowledgment=5060708 window=8192 hopLimit=64 vlan=5 tunnel=vxlan tunnelIdentifier=42
        outerSource=192.0.2.1 outerDestination=192.0.2.2 sourceMAC=a destinationMAC=b
    vxlanLinux:
        source=192.0.2.1 destination=192.0.2.2 network=arp originalLength=92 networkLength=28 payloadOffset=92
        tunnel=vxlan tunnelIdentifier=42 outerSource=192.0.2.1 outerDestination=192.0.2.2
        sourceMAC=20000000001 destinationMAC=20000000002 arpOperation=1
    vxlanNoFrame:
        source=192.0.2.1 destination=192.0.2.2 sourcePort=49152 destinationPort=4789 network=ipv4 transport=17
        originalLength=54 networkLength=40 payloadLength=12 payloadOffset=42 hopLimit=64 sourceMAC=20000000001
        destinationMAC=20000000002
    vxlanNoFlag:
        source=192.0.2.1 destination=192.0.2.2 sourcePort=49152 destinationPort=4789 network=ipv4 transport=17
        originalLength=113 networkLength=99 payloadLength=71 payloadOffset=42 hopLimit=64
        sourceMAC=20000000001 destinationMAC=20000000002
    geneve:
        source=10.0.0.1 destination=10.0.0.2 sourcePort=49152 destinationPort=80 network=ipv4 transport=6
        originalLength=117 networkLength=45 payloadLength=5 payloadOffset=112 tcpFlags=18 sequence=1020304
        acknowledgment=5060708 window=8192 hopLimit=64 vlan=5 tunnel=geneve tunnelIdentifier=9
        outerSource=192.0.2.1 outerDestination=192.0.2.2 sourceMAC=a destinationMAC=b
    geneveIP:
        source=10.0.0.1 destination=10.0.0.2 sourcePort=49152 destinationPort=80 network=ipv4 transport=6
        originalLength=115 networkLength=45 payloadLength=5 payloadOffset=110 tcpFlags=18 sequence=1020304
        acknowledgment=5060708 window=8192 hopLimit=64 tunnel=geneve tunnelIdentifier=9
        outerSource=2001:db8::1 outerDestination=2001:db8::2 sourceMAC=20000000001 destinationMAC=20000000002
    geneveVersion:
        source=2001:db8::1 destination=2001:db8::2 sourcePort=49152 destinationPort=6081 network=ipv6
        transport=17 originalLength=115 networkLength=101 payloadLength=53 payloadOffset=62 hopLimit=63
        sourceMAC=20000000001 destinationMAC=20000000002
    mpls:
        source=10.0.0.1 destination=10.0.0.2 sourcePort=49152 destinationPort=80 network=ipv4 transport=6
        originalLength=67 networkLength=45 payloadLength=5 payloadOffset=62 tcpFlags=18 sequence=1020304
        acknowledgment=5060708 window=8192 hopLimit=64 tunnel=mpls tunnelIdentifier=16 sourceMAC=20000000001
        destinationMAC=20000000002
    mplsEthernet:
        source=10.0.0.1 destination=10.0.0.2 sourcePort=49152 destinationPort=80 network=ipv4 transport=6
        originalLength=85 networkLength=45 payloadLength=5 payloadOffset=80 tcpFlags=18 sequence=1020304
        acknowledgment=5060708 window=8192 hopLimit=64 vlan=5 tunnel=mpls tunnelIdentifier=99 sourceMAC=a
        destinationMAC=b
    mplsNoControlWord:
        source=10.0.0.1 destination=10.0.0.2 sourcePort=49152 destinationPort=80 network=ipv4 transport=6
        originalLength=81 networkLength=45 payloadLength=5 payloadOffset=76 tcpFlags=18 sequence=1020304
        acknowledgment=5060708 window=8192 hopLimit=64 vlan=5 tunnel=mpls tunnelIdentifier=99 sourceMAC=a
        destinationMAC=b
    greInMPLS:
        source=10.0.0.1 destination=10.0.0.2 sourcePort=49152 destinationPort=80 network=ipv4 transport=6
        originalLength=87 networkLength=45 payloadLength=5 payloadOffset=82 tcpFlags=18 sequence=1020304
        acknowledgment=5060708 window=8192 hopLimit=64 tunnel=gre outerSource=192.0.2.1
        outerDestination=192.0.2.2 sourceMAC=20000000001 destinationMAC=20000000002
    fourTunnels:
        source=10.0.0.1 destination=10.0.0.2 sourcePort=49152 destinationPort=80 network=ipv4 transport=6
        originalLength=163 networkLength=45 payloadLength=5 payloadOffset=158 tcpFlags=18 sequence=1020304
        acknowledgment=5060708 window=8192 hopLimit=64 tunnel=ipInIP outerSource=192.0.2.1
        outerDestination=192.0.2.2 sourceMAC=20000000001 destinationMAC=20000000002
    tcpSYN:
        source=192.0.2.1 destination=192.0.2.2 sourcePort=40032 destinationPort=8080 network=ipv4 transport=6
        originalLength=74 networkLength=60 payloadOffset=74 tcpFlags=2 sequence=897b2921 window=64240
        hopLimit=64 sourceMAC=20000000001 destinationMAC=20000000002
    tcpSYNACK:
        source=192.0.2.2 destination=192.0.2.1 sourcePort=8080 destinationPort=40032 network=ipv4 transport=6
        originalLength=74 networkLength=60 payloadOffset=74 tcpFlags=12 sequence=841f5748
        acknowledgment=897b2922 window=65160 hopLimit=64 sourceMAC=20000000002 destinationMAC=20000000001
    httpResponse:
        source=192.0.2.2 destination=192.0.2.1 sourcePort=8080 destinationPort=40032 network=ipv4 transport=6
        originalLength=85 networkLength=71 payloadLength=19 payloadOffset=66 tcpFlags=18 sequence=841f5749
        acknowledgment=897b2934 window=64 hopLimit=64 sourceMAC=20000000002 destinationMAC=20000000001
    arpRequestInVXLAN:
        source=198.51.100.1 destination=198.51.100.2 network=arp originalLength=92 networkLength=28
        payloadOffset=92 tunnel=vxlan tunnelIdentifier=42 outerSource=192.0.2.1 outerDestination=192.0.2.2
        sourceMAC=20000000101 arpOperation=1
    tcpSYNInVXLAN:
        source=198.51.100.1 destination=198.51.100.2 sourcePort=38168 destinationPort=8080 network=ipv4
        transport=6 originalLength=124 networkLength=60 payloadOffset=124 tcpFlags=2 sequence=e3bd0775
        window=64860 hopLimit=64 tunnel=vxlan tunnelIdentifier=42 outerSource=192.0.2.1
        outerDestination=192.0.2.2 sourceMAC=20000000101 destinationMAC=20000000102
    dnsQuery:
        source=192.0.2.1 destination=192.0.2.2 sourcePort=47119 destinationPort=53 network=ipv4 transport=17
        originalLength=75 networkLength=61 payloadLength=33 payloadOffset=42 hopLimit=64 sourceMAC=20000000001
        destinationMAC=20000000002
    icmpPortUnreachable:
        source=192.0.2.2 destination=192.0.2.1 sourcePort=3 destinationPort=3 network=ipv4 transport=1
        originalLength=103 networkLength=89 payloadLength=61 payloadOffset=42 hopLimit=64
        sourceMAC=20000000002 destinationMAC=20000000001 quotedSource=192.0.2.1 quotedDestination=192.0.2.2
        quotedSourcePort=47119 quotedDestinationPort=53 quotedTransport=17
    firstFragment:
        source=192.0.2.1 destination=192.0.2.2 sourcePort=47119 destinationPort=9999 network=ipv4 transport=17
        originalLength=1514 networkLength=1500 payloadLength=1472 payloadOffset=42 hopLimit=64 fragment=first
        fragmentIdentification=39221
        fragmentOctets=1480 sourceMAC=20000000001 destinationMAC=20000000002
    laterFragment:
        source=192.0.2.1 destination=192.0.2.2 network=ipv4 transport=17 originalLength=562 networkLength=548
        payloadLength=528 payloadOffset=34 hopLimit=64 fragment=later fragmentIdentification=39221
        fragmentOffset=1480 fragmentOctets=528
        sourceMAC=20000000001 destinationMAC=20000000002
    icmpEchoRequest:
        source=192.0.2.1 destination=192.0.2.2 sourcePort=8 network=ipv4 transport=1 originalLength=51
        networkLength=37 payloadLength=9 payloadOffset=42 acknowledgment=12340007 hopLimit=64
        sourceMAC=20000000001 destinationMAC=20000000002
    multicastListenerReport:
        destination=ff02::16 sourcePort=143 network=ipv6 transport=58 originalLength=90 networkLength=76
        payloadLength=20 payloadOffset=70 hopLimit=1 sourceMAC=20000000001 destinationMAC=333300000016
    neighbourSolicitation:
        source=2001:db8::1 destination=ff02::1:ff00:2 sourcePort=135 network=ipv6 transport=58
        originalLength=86 networkLength=72 payloadLength=24 payloadOffset=62 hopLimit=255
        sourceMAC=20000000001 destinationMAC=3333ff000002
    tcpSYNOverIPv6:
        source=2001:db8::1 destination=2001:db8::2 sourcePort=53978 destinationPort=8080 network=ipv6
        transport=6 originalLength=94 networkLength=80 payloadOffset=94 tcpFlags=2 sequence=44089135
        window=64800 hopLimit=64 sourceMAC=20000000001 destinationMAC=20000000002
    dnsQueryOverIPv6:
        source=2001:db8::1 destination=2001:db8::2 sourcePort=55264 destinationPort=53 network=ipv6
        transport=17 originalLength=95 networkLength=81 payloadLength=33 payloadOffset=62 hopLimit=64
        sourceMAC=20000000001 destinationMAC=20000000002
    icmpv6PortUnreachable:
        source=2001:db8::2 destination=2001:db8::1 sourcePort=1 destinationPort=4 network=ipv6 transport=58
        originalLength=143 networkLength=129 payloadLength=81 payloadOffset=62 hopLimit=64
        sourceMAC=20000000002 destinationMAC=20000000001 quotedSource=2001:db8::1
        quotedDestination=2001:db8::2 quotedSourcePort=55264 quotedDestinationPort=53 quotedTransport=17
    firstFragmentOfIPv6:
        source=2001:db8::1 destination=2001:db8::2 sourcePort=55264 destinationPort=9999 network=ipv6
        transport=17 originalLength=1510 networkLength=1496 payloadLength=1440 payloadOffset=70 hopLimit=64
        fragment=first fragmentIdentification=1174499463
        fragmentOctets=1448 sourceMAC=20000000001 destinationMAC=20000000002
    laterFragmentOfIPv6:
        source=2001:db8::1 destination=2001:db8::2 network=ipv6 transport=17 originalLength=622
        networkLength=608 payloadLength=560 payloadOffset=62 hopLimit=64 fragment=later
        fragmentIdentification=1174499463
        fragmentOffset=1448 fragmentOctets=560 sourceMAC=20000000001 destinationMAC=20000000002
    icmpv6EchoRequest:
        source=2001:db8::1 destination=2001:db8::2 sourcePort=128 network=ipv6 transport=58 originalLength=71
        networkLength=57 payloadLength=9 payloadOffset=62 acknowledgment=12340007 hopLimit=64
        sourceMAC=20000000001 destinationMAC=20000000002
    cookedSYN:
        source=192.0.2.1 destination=192.0.2.2 sourcePort=40032 destinationPort=8080 network=ipv4 transport=6
        originalLength=76 networkLength=60 payloadOffset=76 tcpFlags=2 sequence=897b2921 window=64240
        hopLimit=64 sourceMAC=20000000001
    cookedARP:
        source=198.51.100.1 destination=198.51.100.2 network=arp originalLength=44 networkLength=28
        payloadOffset=44 sourceMAC=20000000101 arpOperation=1
    cooked2SYN:
        source=192.0.2.1 destination=192.0.2.2 sourcePort=40032 destinationPort=8080 network=ipv4 transport=6
        originalLength=80 networkLength=60 payloadOffset=80 tcpFlags=2 sequence=897b2921 window=64240
        hopLimit=64 sourceMAC=20000000001
    cooked2ARP:
        source=198.51.100.1 destination=198.51.100.2 network=arp originalLength=48 networkLength=28
        payloadOffset=48 sourceMAC=20000000101 arpOperation=1
    """
