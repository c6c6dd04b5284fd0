/// The octets of a file, a pipe or a gzip stream, read through one buffer of fixed size.
///
/// `ensure` makes octets available at the cursor; the accessors below it are for available octets only, so a
/// length is checked once and the loads cannot fail.
@safe
struct CaptureInput: ~Copyable {
    /// Octets of the buffer, and so the longest run that `ensure` can make available.
    static let capacity = 1 << 20
    /// Octets that are asked for at a time: what the kernel copies is still in the processor's cache when it is read.
    static let readLength = 1 << 17

    let path: String
    private let descriptor: OwnedDescriptor
    private var inflater: GzipInflater?
    private var buffer: UnsafeMutableRawPointer
    private var cursor = 0
    private var end = 0
    /// Octets of the stream before the buffer's first.
    private var base = 0

    /// Opens `path`.
    init(path: String) throws(CaptureError) {
        self.path = path
        descriptor = try OwnedDescriptor(reading: path)
        unsafe buffer = .allocate(byteCount: Self.capacity, alignment: 4_096)
    }

    deinit {
        unsafe buffer.deallocate()
    }

    /// Looks at the first octets; if gzip wrote them, what follows reads what they decompress to.
    mutating func detectCompression() throws(CaptureError) {
        guard try ensure(2), byte(0) == GzipInflater.magic[0], byte(1) == GzipInflater.magic[1] else { return }
        // What was read already becomes the inflater's first input, in the buffer it lies in.
        inflater = unsafe GzipInflater(taking: buffer, capacity: Self.capacity, count: end)
        unsafe buffer = .allocate(byteCount: Self.capacity, alignment: 4_096)
        end = 0
    }

    /// Octets of the regular file behind it, compressed if it is; `nil` for pipes.
    var fileSize: Int? { descriptor.fileSize }

    /// Octets of that file consumed, compressed if it is.
    var position: Int {
        switch inflater {
        case .none: offset
        case .some(let inflater): inflater.position
        }
    }

    /// The cursor's place in the (decompressed) stream.
    var offset: Int { base + cursor }

    /// Octets at the cursor that can be loaded.
    var available: Int { end - cursor }

    /// Whether `count` octets, at most `capacity`, are available at the cursor; reads more where needed.
    ///
    /// False at the end of the stream, with what is left still available.
    mutating func ensure(_ count: Int) throws(CaptureError) -> Bool {
        available >= count ? true : try fill(count)
    }

    private mutating func fill(_ count: Int) throws(CaptureError) -> Bool {
        let rest = available
        if cursor > 0 {
            unsafe buffer.copyMemory(from: buffer + cursor, byteCount: rest)
            base += cursor
            cursor = 0
            end = rest
        }
        while end < count {
            let room = min(Self.capacity - end, Self.readLength)
            let got: Int
            if inflater != nil {
                got = unsafe try inflater!.read(into: buffer + end, count: room, from: descriptor, path: path)
            } else {
                got = unsafe try descriptor.read(into: buffer + end, count: room, path: path)
            }
            if got == 0 { return false }
            end += got
        }
        return true
    }

    /// Consumes `count` available octets.
    mutating func advance(_ count: Int) {
        cursor += count
    }

    /// Consumes `count` octets, however many; returns how many are missing because the stream ended.
    mutating func skip(_ count: Int) throws(CaptureError) -> Int {
        var left = count
        while left > 0 {
            if available == 0, try !fill(1) { return left }
            let step = min(left, available)
            cursor += step
            left -= step
        }
        return 0
    }

    /// The available octet `index` after the cursor.
    func byte(_ index: Int) -> UInt8 {
        unsafe buffer.load(fromByteOffset: cursor + index, as: UInt8.self)
    }

    /// The available 16 bits `index` octets after the cursor.
    func word(_ index: Int, _ order: ByteOrder) -> UInt16 {
        let word = unsafe buffer.loadUnaligned(fromByteOffset: cursor + index, as: UInt16.self)
        return order == .little ? UInt16(littleEndian: word) : UInt16(bigEndian: word)
    }

    /// The available 32 bits `index` octets after the cursor.
    func long(_ index: Int, _ order: ByteOrder) -> UInt32 {
        let long = unsafe buffer.loadUnaligned(fromByteOffset: cursor + index, as: UInt32.self)
        return order == .little ? UInt32(littleEndian: long) : UInt32(bigEndian: long)
    }

    /// The first octets at the cursor, at most `count`, for an error to show.
    func prefix(_ count: Int) -> [UInt8] {
        (0..<min(count, available)).map { byte($0) }
    }

    /// Where the last `count` consumed octets before the last `trailing` ones lie, until the next `ensure` or `skip`.
    func consumed(_ count: Int, trailing: Int) -> UnsafePointer<UInt8> {
        unsafe UnsafePointer((buffer + (cursor - trailing - count)).assumingMemoryBound(to: UInt8.self))
    }
}
