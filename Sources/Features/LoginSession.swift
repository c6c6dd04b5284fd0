import Flows

/// What a session at a service where people log in may have been, by how much was said.
enum LoginSession {
    /// Both sides sent payload, and so little that nobody got further than the login.
    case short
    /// One side sent more than a login takes.
    case work
    /// Less than an attempt to log in: a look at the banner.
    case probe
}

extension FlowRecord {
    /// Payload within which a login fails at the service, from the initiator and to it.
    ///
    /// A failed login over SSH takes 0.8 to 2.9 kB each way, depending on the key exchange and the number of attempts, one
    /// over FTP some 100 octets; a session that ran a command or listed a folder takes more one way or the other (flows of
    /// samples/brute-ssh*, brute-ftp and benign-logins, and of published captures). A monitor that only reads the banner of SSH sends less.
    private var loginPayload: (sent: ClosedRange<UInt32>, received: ClosedRange<UInt32>) {
        switch responderPort {
        case 21: (10...250, 10...500)
        case 22, 2_222: (500...3_200, 500...3_200)
        // A broker says all it has to say of a login in four octets (MQTT 3.1.1 §3.2).
        case 1_883: (10...3_200, 4...3_200)
        default: (10...3_200, 10...3_200)
        }
    }

    /// Whether both sides sent payload, and so little that nobody got further than the login.
    var isShortSession: Bool {
        guard key.transport == .tcp else { return false }
        let login = loginPayload
        return login.sent.contains(forward.payloadOctets) && login.received.contains(reverse.payloadOctets)
    }

    /// What the session was that ends; nil where nobody logs in.
    var loginSession: LoginSession? {
        guard key.transport == .tcp, Service.isInteractive(responderPort) else { return nil }
        if isShortSession { return .short }
        let login = loginPayload
        let isWork =
            forward.payloadOctets > login.sent.upperBound || reverse.payloadOctets > login.received.upperBound
        return isWork ? .work : .probe
    }
}

/// Services by port (IANA service names).
enum Service {
    /// TCP services where a person logs in, so that sessions are few: ftp, ssh, telnet, ms-wbt-server, rfb, and ssh and
    /// telnet where they are often moved to.
    static func isInteractive(_ port: UInt16) -> Bool {
        switch port {
        case 21, 22, 23, 2_222, 2_323, 3_389, 5_900, 5_901: true
        default: false
        }
    }
    /// The same and TCP services that ask for a name and a password too but that programs use for every query: pop3, imap,
    /// ldap, smb, submission, ms-sql, oracle, mysql, postgresql, winrm, redis, mqtt, mongodb.
    static func isAuthenticating(_ port: UInt16) -> Bool {
        switch port {
        case 110, 143, 389, 445, 465, 587, 993, 995, 1_433, 1_521, 1_883, 3_306, 5_432, 5_985, 5_986, 6_379, 8_883,
            27_017:
            true
        default: isInteractive(port)
        }
    }
}
