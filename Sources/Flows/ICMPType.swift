import Packets

/// Which ICMP and ICMPv6 types ask and which answer (IANA "ICMP Type Numbers", "ICMPv6 type Numbers").
public enum ICMPType {
    /// The type of the request that `type` answers; any other type is its own.
    @inlinable
    public static func request(of type: UInt16, _ transport: IPProtocol) -> UInt16 {
        if transport == .icmp {
            switch type {
            case 0: 8
            case 14: 13
            case 16: 15
            case 9: 10
            case 18: 17
            default: type
            }
        } else {
            switch type {
            case 129: 128
            case 131: 130
            case 134: 133
            case 136: 135
            case 140: 139
            case 145: 144
            default: type
            }
        }
    }

    /// The type that answers a request of `type`; nil where no answer is defined.
    @inlinable
    public static func reply(to type: UInt16, _ transport: IPProtocol) -> UInt16? {
        if transport == .icmp {
            switch type {
            case 8: 0
            case 13: 14
            case 15: 16
            case 10: 9
            case 17: 18
            default: nil
            }
        } else {
            switch type {
            case 128: 129
            case 130: 131
            case 133: 134
            case 135: 136
            case 139: 140
            case 144: 145
            default: nil
            }
        }
    }

    /// Whether `type` is an answer to a request.
    @inlinable
    public static func isReply(_ type: UInt16, _ transport: IPProtocol) -> Bool {
        request(of: type, transport) != type
    }

    /// Whether `type` is echo request or echo reply.
    @inlinable
    public static func isEcho(_ type: UInt16, _ transport: IPProtocol) -> Bool {
        request(of: type, transport) == (transport == .icmp ? 8 : 128)
    }

    /// Whether `type` reports that an earlier packet did not arrive: unreachable, time exceeded, parameter problem.
    @inlinable
    public static func isError(_ type: UInt16, _ transport: IPProtocol) -> Bool {
        transport == .icmp ? type == 3 || type == 11 || type == 12 : (1...4).contains(type)
    }
}
