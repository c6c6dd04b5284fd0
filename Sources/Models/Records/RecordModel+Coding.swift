extension RecordModel {
    private static let mark: UInt32 = 0x5752_4332  // "WRC2"

    /// The whole model as bytes, some ten to fifty thousand.
    public var encoded: [UInt8] {
        var writer = RecordWriter()
        writer.write(Self.mark)
        writer.write(UInt32(schema.columns.count))
        for column in schema.columns { writer.write(UInt32(column.rawValue)) }
        for column in scale.numbers { writer.write(UInt32(column)) }
        for value in scale.means + scale.weights { writer.write(value.bitPattern) }
        for table in scale.places {
            writer.write(UInt32(table.count))
            for place in table { writer.write(place) }
        }
        writer.write(baseline.representatives)
        for radius in baseline.radii { writer.write(radius) }
        writer.write(memory.recent)
        writer.write(UInt32(truncatingIfNeeded: memory.drawn >> 32))
        writer.write(UInt32(truncatingIfNeeded: memory.drawn))
        return writer.bytes
    }

    /// The model that `encoded` gave; nil for anything else. Bytes that were changed may give another model, but
    /// never a trap and never more memory than a model takes.
    public init?(decoding bytes: [UInt8]) {
        var reader = RecordReader(bytes)
        guard reader.read() == Self.mark, let width = reader.count(upTo: 1_024) else { return nil }
        var columns: [RecordSchema.Column] = []
        for _ in 0..<width {
            guard let raw = reader.read(), let column = RecordSchema.Column(rawValue: UInt8(truncatingIfNeeded: raw))
            else { return nil }
            columns.append(column)
        }
        guard let schema = RecordSchema(columns: columns), let order = reader.indices(schema.numbers.count),
            let means = reader.numbers(schema.numbers.count), let weights = reader.numbers(schema.numbers.count)
        else { return nil }
        var places: [[UInt16]] = []
        for _ in schema.categories {
            guard let count = reader.count(upTo: 65_535), let table = reader.places(count) else { return nil }
            places.append(table)
        }
        guard
            let scale = RecordScale(
                schema: schema, numbers: order, means: means, weights: weights, places: places),
            let representatives = reader.points(of: schema, upTo: RecordBaseline.maximumRepresentatives)
        else { return nil }
        var radii: [UInt32] = []
        for _ in 0..<representatives.count {
            guard let radius = reader.count(upTo: 1 << 20) else { return nil }
            radii.append(UInt32(radius))
        }
        guard let baseline = RecordBaseline(representatives: representatives, radii: radii),
            let recent = reader.points(of: schema, upTo: RecordMemory.capacity),
            let high = reader.read(), let low = reader.read(), reader.isAtEnd,
            let memory = RecordMemory(recent: recent, drawn: UInt64(high) << 32 | UInt64(low))
        else { return nil }
        self.init(scale: scale, baseline: baseline, memory: memory)
    }
}

/// Writes a model's parts, the least significant byte first.
private struct RecordWriter {
    private(set) var bytes: [UInt8] = []

    mutating func write(_ value: UInt32) {
        for shift in stride(from: UInt32(0), to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }

    mutating func write(_ value: UInt16) {
        bytes.append(UInt8(truncatingIfNeeded: value))
        bytes.append(UInt8(truncatingIfNeeded: value >> 8))
    }

    mutating func write(_ points: RecordPoints) {
        write(UInt32(points.count))
        for block in points.numbers {
            for lane in block.indices { bytes.append(UInt8(truncatingIfNeeded: block[lane])) }
        }
        for place in points.places { write(place) }
    }
}

/// Reads a model's parts; each read is nil beyond the end.
private struct RecordReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    private func has(_ size: Int) -> Bool { size <= bytes.count - position }

    mutating func byte() -> UInt8? {
        guard has(1) else { return nil }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func read() -> UInt32? {
        guard has(4) else { return nil }
        defer { position += 4 }
        return (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[position + $1]) << UInt32(8 * $1) }
    }

    mutating func count(upTo most: Int) -> Int? {
        guard let value = read(), value <= most else { return nil }
        return Int(value)
    }

    mutating func indices(_ count: Int) -> [Int]? {
        guard has(4 * count) else { return nil }
        return (0..<count).compactMap { _ in read().map { Int($0) } }
    }

    mutating func numbers(_ count: Int) -> [Float]? {
        guard has(4 * count) else { return nil }
        return (0..<count).compactMap { _ in read().map { Float(bitPattern: $0) } }
    }

    mutating func places(_ count: Int) -> [UInt16]? {
        guard has(2 * count) else { return nil }
        return (0..<count).compactMap { _ in
            guard let low = byte(), let high = byte() else { return nil }
            return UInt16(low) | UInt16(high) << 8
        }
    }

    mutating func points(of schema: RecordSchema, upTo most: Int) -> RecordPoints? {
        let shape = RecordPoints(schema: schema)
        guard let count = count(upTo: most), has(count * (8 * shape.blocks + 2 * shape.categories)) else { return nil }
        var numbers: [RecordPoints.Block] = []
        for _ in 0..<count * shape.blocks {
            var block = RecordPoints.Block.zero
            for lane in block.indices { block[lane] = Int16(byte() ?? 0) }
            numbers.append(block)
        }
        guard let places = places(count * shape.categories) else { return nil }
        return RecordPoints(schema: schema, count: count, numbers: numbers, places: places)
    }
}
