// Compiled in one module with Sources/Packets (see `run`), so that one invocation instruments both: hence no import.

/// What libFuzzer calls with each input.
///
/// The first octet chooses the link type, the second is how many octets the capture cut off, the rest is the frame;
/// what decodes must keep its promises, and its payload is read as DNS over UDP and over TCP. Always 0.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPackets(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard count >= 2 else { return 0 }
    let input = unsafe UnsafeBufferPointer(start: start, count: count)
    let octets = unsafe input.span
    let frame = octets.extracting(droppingFirst: 2)
    var header = PacketHeader()
    do throws(DecodeError) {
        try PacketDecoder.decode(
            frame, linkType: LinkType.supported[Int(octets[0]) % LinkType.supported.count],
            originalLength: frame.count + Int(octets[1]), timestamp: Timestamp(nanoseconds: 0), into: &header)
    } catch {
        return 0
    }
    precondition(header.network != .none)
    precondition(header.payloadLength <= header.networkLength)
    precondition(Int(header.payloadOffset) <= frame.count)
    readDNS(frame.extracting(droppingFirst: Int(header.payloadOffset)), header)
    return 0
}

private func readDNS(_ captured: Span<UInt8>, _ header: PacketHeader) {
    let payload = captured.extracting(first: Int(header.payloadLength))
    if let message = try? DNSMessage(udp: payload, originalLength: Int(header.payloadLength)) {
        precondition((message.name == nil) == (message.question == nil))
        if let question = message.question { precondition((0...8).contains(question.subdomainEntropy)) }
    }
    if let message = try? DNSMessage(tcp: payload) { precondition(message.messageLength <= 65_535) }
}
