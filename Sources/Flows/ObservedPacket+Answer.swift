import Packets

extension ObservedPacket {
    /// Whether the packet, seen first of its flow, is an answer: its receiver opened the conversation.
    ///
    /// Nothing sent to a group is, since a group opens no conversation; but a DNS server answers one host at a time, and
    /// where its answers seem to go to groups the capture's addresses were changed to hide the hosts.
    var isAnswer: Bool {
        let destination = senderIsLow ? key.highAddress : key.lowAddress
        let transport = key.transport
        if destination.isMulticastOrBroadcast, transport != .udp || sourcePort != 53 { return false }
        switch transport {
        case .tcp:
            if tcpFlags.contains(.rst) || tcpFlags.isSuperset(of: [.syn, .ack]) { return true }
            // A bare SYN, or flags that no open connection sends, ask; the rest is a connection in its middle.
            return tcpFlags.contains(.ack) && isFromService
        case .udp: return isFromService
        case .icmp, .icmpv6: return fragment != .later && ICMPType.isReply(UInt16(icmpType), transport)
        default: return false
        }
    }

    private var sourcePort: UInt16 { senderIsLow ? key.lowPort : key.highPort }

    /// From a service's port to a port that clients use (RFC 6335 §6: system ports below 1024; ephemeral from 32768 on Linux).
    private var isFromService: Bool {
        if fragment == .later { return false }
        let destinationPort = senderIsLow ? key.highPort : key.lowPort
        if sourcePort < 1_024 { return destinationPort >= 1_024 && sourcePort != 0 }
        if key.transport == .udp, UDPService.isReflector(sourcePort) {
            return destinationPort != sourcePort && destinationPort >= 1_024
        }
        return sourcePort < 10_000 && destinationPort >= 32_768
    }
}

/// UDP services that answer more than they are asked and do not check who asks
/// (CISA alert TA14-017A "UDP-Based Amplification Attacks", and what was found since).
public enum UDPService {
    /// Whether it is one of their ports: chargen, QOTD, echo, time, DNS, TFTP, portmap, NTP, NetBIOS, SNMP, CLDAP, RIP, IPMI, SLP, MSSQL,
    /// L2TP, SSDP, RDP, WS-Discovery, ARMS, Plex, mDNS, CoAP, SIP, DHCPDiscover, memcached, Quake and Steam.
    public static func isReflector(_ port: UInt16) -> Bool {
        switch port {
        case 7, 17, 19, 37, 53, 69, 111, 123, 137, 161, 389, 427, 520, 623, 1_434, 1_701, 1_900, 3_283, 3_389, 3_702,
            5_060,
            5_093, 5_353, 5_683, 10_001, 11_211, 27_015, 27_960, 32_414, 37_810:
            true
        default: false
        }
    }
}
