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
        if key.transport == .udp, let answers = isFromReflector(to: destinationPort) { return answers }
        if sourcePort < 1_024 { return destinationPort >= 1_024 && sourcePort != 0 }
        return sourcePort < 10_000 && destinationPort >= 32_768
    }

    /// Whether a datagram comes from a reflector's port or goes to one; nil where the ports do not say.
    ///
    /// Who forges a victim's address forges any port with it: answers go to ports 80 and 443 too, which firewalls let in,
    /// and questions come from there. A DHCP server answers on a system port (RFC 2131 §4.1).
    private func isFromReflector(to destinationPort: UInt16) -> Bool? {
        if sourcePort == 67, destinationPort == 68 { return true }
        let isFrom = UDPService.isReflector(sourcePort)
        // Ephemeral ports may be a reflector's by chance.
        let isTo = destinationPort < 32_768 && UDPService.isReflector(destinationPort)
        if isFrom, isTo { return destinationPort != sourcePort && destinationPort >= 1_024 }
        return isFrom || isTo ? isFrom : nil
    }
}

/// UDP services that answer more than they are asked and do not check who asks
/// (CISA alert TA14-017A "UDP-Based Amplification Attacks", and what was found since).
public enum UDPService {
    /// Whether it is one of their ports: chargen, QOTD, echo, time, DNS, TFTP, portmap, NTP, NetBIOS, SNMP, CLDAP, RIP, IPMI, SLP, MSSQL,
    /// OpenVPN, L2TP, SSDP, RDP, STUN, WS-Discovery, ARMS, Plex, mDNS, CoAP, SIP, DHCPDiscover, Mitel TP-240, memcached, Quake, Steam and
    /// Jenkins.
    public static func isReflector(_ port: UInt16) -> Bool {
        switch port {
        case 7, 17, 19, 37, 53, 69, 111, 123, 137, 161, 389, 427, 520, 623, 1_194, 1_434, 1_701, 1_900, 3_283, 3_389,
            3_478, 3_702,
            5_060, 5_093, 5_353, 5_683, 10_001, 10_074, 11_211, 27_015, 27_960, 32_414, 33_848, 37_810:
            true
        default: false
        }
    }
}
