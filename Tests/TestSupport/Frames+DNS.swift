extension Frames {
    /// A DNS message with one question, the name given as labels.
    public static func dns(
        _ labels: [String], type: UInt16 = 1, identifier: UInt16 = 0x1A2B, flags: UInt16 = 0x0100,
        counts: [UInt16] = [1, 0, 0, 0], records: [UInt8] = []
    ) -> [UInt8] {
        two(identifier) + two(flags) + counts.flatMap { two($0) }
            + labels.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0] + two(type) + two(1) + records
    }

    /// An A record whose name points to the question's.
    public static let answer: [UInt8] = [0xC0, 0x0C, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 80]
}
