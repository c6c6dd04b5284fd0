import Packets

/// What a `DNSMessage` says, as a value that outlives its octets and that `#expect` can hold.
struct DNSReading {
    var identifier: UInt16
    var isResponse: Bool
    var opcode: UInt8
    var isTruncated: Bool
    var responseCode: UInt8
    var counts: [UInt16]
    var messageLength: Int
    var question: DNSQuestion?
    var name: String?

    init(udp octets: [UInt8], originalLength: Int? = nil) throws(DNSError) {
        self.init(try DNSMessage(udp: octets.span, originalLength: originalLength ?? octets.count))
    }

    init(tcp octets: [UInt8]) throws(DNSError) {
        self.init(try DNSMessage(tcp: octets.span))
    }

    private init(_ message: borrowing DNSMessage) {
        identifier = message.identifier
        isResponse = message.isResponse
        opcode = message.opcode
        isTruncated = message.isTruncated
        responseCode = message.responseCode
        counts = [message.questionCount, message.answerCount, message.authorityCount, message.additionalCount]
        messageLength = message.messageLength
        question = message.question
        name = message.name
    }
}
