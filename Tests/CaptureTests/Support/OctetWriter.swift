/// Writes numbers in one byte order; the fixtures are built with it, octet by octet.
struct OctetWriter {
    enum Order: CaseIterable {
        case little
        case big
    }

    let order: Order
    private(set) var octets: [UInt8] = []

    init(_ order: Order) {
        self.order = order
    }

    mutating func append(_ more: [UInt8]) {
        octets += more
    }

    mutating func append<Number: FixedWidthInteger>(_ number: Number) {
        let width = Number.bitWidth / 8
        for place in 0..<width {
            let shift = 8 * (order == .little ? place : width - 1 - place)
            octets.append(UInt8(truncatingIfNeeded: number >> Number(shift)))
        }
    }
}
