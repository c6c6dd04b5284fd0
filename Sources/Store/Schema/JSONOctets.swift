/// JSON as it is written piece by piece (RFC 8259), in UTF-8.
///
/// Written for every sample, where an encoder, or a `String` that grows, would take most of the time.
struct JSONOctets {
    private var octets: [UInt8] = []

    /// `capacity` is how many octets are expected; more cost time only.
    init(capacity: Int = 256) {
        octets.reserveCapacity(capacity)
    }

    /// All that was appended.
    var text: String { String(decoding: octets, as: UTF8.self) }

    var isEmpty: Bool { octets.isEmpty }

    /// Appends the text as it is: punctuation, or what is known to need no escapes.
    mutating func append(_ plain: String) {
        // Octet by octet: for texts as short as these that is less than what any copy costs.
        let span = plain.utf8.span
        for index in span.indices { octets.append(span[index]) }
    }

    /// Appends the text as a JSON string (§7).
    mutating func append(string text: String) {
        octets.append(0x22)
        let span = text.utf8.span
        for index in span.indices {
            let octet = span[index]
            if octet >= 0x20, octet != 0x22, octet != 0x5C {
                octets.append(octet)
            } else {
                append(escaping: octet)
            }
        }
        octets.append(0x22)
    }

    /// Appends the number; what JSON has no number for, as the text that `JSONText` reads.
    mutating func append(number: Double) {
        append(number.isFinite ? number.description : "\"\(number.isNaN ? "nan" : number > 0 ? "inf" : "-inf")\"")
    }

    /// What is escaped is ASCII: the octets of longer scalars pass as they are.
    @inline(never)
    private mutating func append(escaping octet: UInt8) {
        switch octet {
        case 0x22: append("\\\"")
        case 0x5C: append("\\\\")
        default: append("\\u00" + (octet < 16 ? "0" : "") + String(octet, radix: 16))
        }
    }
}
