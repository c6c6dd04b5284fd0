extension CaptureError {
    /// The messages of live capture and of giving up rights.
    var liveMessage: String {
        switch self {
        case .noSuchInterface(let name, let existing):
            "there is no interface \(name.debugDescription); "
                + "use one of: \(existing.isEmpty ? "(none is visible)" : existing.joined(separator: ", "))"
        case .needsRights(let interface, let reason):
            "capturing on \(interface.debugDescription) needs more rights (\(reason)); "
                + "run as root or give CAP_NET_RAW and CAP_NET_ADMIN"
        case .badFilter(let filter, let reason):
            "the filter \(filter.debugDescription) is wrong: \(reason); see pcap-filter(7) for its syntax"
        case .interfaceDown(let name):
            "the interface \(name.debugDescription) is down; bring it up (ip link set \(name) up) and start again"
        case .interfaceRemoved(let name):
            "the interface \(name.debugDescription) was removed; start again when it is back, or capture on \"any\""
        case .captureFailed(let interface, let reason):
            "capturing on \(interface.debugDescription) failed: \(reason); check the interface and start again"
        case .invalidConfiguration(let setting, let reason):
            "the capture setting \(setting) is wrong: \(reason)"
        case .unknownUser(let name):
            "there is no user \(name.debugDescription) to run as; create it (useradd --system \(name)) or name another"
        case .privilegesKept(let user, let reason):
            "rights could not be given up for user \(user.debugDescription): \(reason); "
                + "start as root, or run as that user from the start"
        default: "capture failed"
        }
    }
}
