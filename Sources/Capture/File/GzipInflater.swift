internal import CZlib

/// Decompresses gzip (RFC 1952) members, one after another, from a descriptor.
@safe
struct GzipInflater: ~Copyable {
    /// ID1 and ID2 of RFC 1952 §2.3.1.
    static let magic: [UInt8] = [0x1f, 0x8b]

    private let input: UnsafeMutableRawPointer
    private let capacity: Int
    // zlib's state points back to its stream, so that may not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private var count: Int
    /// Octets of the file before the buffer's first.
    private var base = 0
    private var isWithinMember = true
    /// A member ended and so did the file.
    private var isFinished = false
    /// Decompressed octets go out before the error that stopped them.
    private var failure: CaptureError?

    /// Takes over `input`, which holds `count` octets that were read from the file's start.
    init(taking input: UnsafeMutableRawPointer, capacity: Int, count: Int) {
        unsafe self.input = input
        self.capacity = capacity
        self.count = count
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        unsafe stream.pointee.next_in = unsafe input.assumingMemoryBound(to: UInt8.self)
        unsafe stream.pointee.avail_in = UInt32(count)
        // 15 bits of window and 16 for "gzip only"; fails for lack of memory alone, which inflate then reports.
        _ = unsafe inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    }

    deinit {
        _ = unsafe inflateEnd(stream)
        unsafe stream.deallocate()
        unsafe input.deallocate()
    }

    /// Octets of the compressed file consumed.
    var position: Int { unsafe base + count - Int(stream.pointee.avail_in) }

    /// Decompresses at most `count` octets to `destination`; 0 at the end.
    mutating func read(
        into destination: UnsafeMutableRawPointer, count room: Int, from descriptor: borrowing OwnedDescriptor,
        path: String
    ) throws(CaptureError) -> Int {
        if let failure { throw failure }
        unsafe stream.pointee.next_out = unsafe destination.assumingMemoryBound(to: UInt8.self)
        unsafe stream.pointee.avail_out = UInt32(room)
        do throws(CaptureError) {
            while unsafe Int(stream.pointee.avail_out) == room, !isFinished {
                try step(descriptor, path)
            }
        } catch {
            failure = error
            if unsafe Int(stream.pointee.avail_out) == room { throw error }
        }
        return unsafe room - Int(stream.pointee.avail_out)
    }

    private mutating func step(_ descriptor: borrowing OwnedDescriptor, _ path: String) throws(CaptureError) {
        if unsafe stream.pointee.avail_in == 0 {
            base += count
            count = unsafe try descriptor.read(into: input, count: capacity, path: path)
            unsafe stream.pointee.next_in = unsafe input.assumingMemoryBound(to: UInt8.self)
            unsafe stream.pointee.avail_in = UInt32(count)
            if count == 0 {
                guard !isWithinMember else { throw damage(path, "it ends early") }
                isFinished = true
                return
            }
        }
        if !isWithinMember {
            // Tapes and block devices pad with zeros; gzip(1) passes over them too.
            if unsafe stream.pointee.next_in.pointee == 0 {
                unsafe stream.pointee.next_in += 1
                unsafe stream.pointee.avail_in -= 1
                return
            }
            _ = unsafe inflateReset(stream)
            isWithinMember = true
        }
        switch unsafe inflate(stream, Z_NO_FLUSH) {
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END: isWithinMember = false
        case Z_MEM_ERROR: throw damage(path, "there is no memory to decompress it")
        default:
            let reason = unsafe stream.pointee.msg.map { unsafe String(cString: $0) }
            throw damage(path, reason ?? "its octets are not what gzip writes")
        }
    }

    private func damage(_ path: String, _ reason: String) -> CaptureError {
        .damagedGzip(path: path, offset: position, reason: reason)
    }
}
