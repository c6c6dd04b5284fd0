public import CPrefetch
import Glibc

/// Memory of a fixed number of plain values, all bits zero at first, taken from the system once and given back at the end.
///
/// The tables of flows and entities stand on it: their size is known at start and never changes. The system hands out
/// zeroed pages only as they are touched, so what is not used costs no resident memory.
/// This is the one file above `Capture` that holds `unsafe` code; every access is bounds-checked.
@safe public struct FixedBuffer<Element: BitwiseCopyable>: ~Copyable {
    /// Number of elements.
    public let count: Int
    @usableFromInline let base: UnsafeMutablePointer<Element>
    /// What the system gave, of a buffer that stands alone; the elements begin at the first cache line in it.
    private let memory: UnsafeMutableRawPointer?
    /// Where it lies with others.
    private let shared: TableMemory?

    /// Takes zeroed memory for `count` elements; `zero` is the value whose bits are all zero. In `shared`, where it is given.
    ///
    /// Traps where the system has no memory left: capacities are fixed at start, so that is where it shows.
    public init(count: Int, zero: Element, in shared: TableMemory? = nil) {
        precondition(count > 0, "a fixed buffer holds at least one element")
        self.count = count
        self.shared = shared
        let (bytes, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
        precondition(!overflow && bytes < .max - Self.line, "no memory for \(count) elements")
        let memory = unsafe shared == nil ? calloc(bytes + Self.line, 1) : shared?.take(bytes, line: Self.line)
        guard let memory = unsafe memory else {
            preconditionFailure("no memory for \(count) elements of \(MemoryLayout<Element>.stride) bytes")
        }
        unsafe self.memory = shared == nil ? memory : nil
        unsafe base = memory.alignedUp(toMultipleOf: Self.line).bindMemory(to: Element.self, capacity: count)
        if shared == nil { askForHugePages() }
    }

    deinit {
        unsafe free(memory)
    }

    /// Asks the system for all pages now.
    ///
    /// Otherwise the first read of a page maps the page of zeros, and the first write replaces it, for which every processor that
    /// runs a thread of this process is interrupted. Where the system cannot do it, nothing happens.
    private func populate() {
        // MADV_POPULATE_WRITE, from Linux 5.14 on.
        advise(23)
    }

    /// The same of a buffer that is read and written everywhere soon. One of more than 8 MiB is left as it is, since a table that
    /// large may never be full.
    public func populateIfSmall() {
        if shared == nil, bytes <= 1 << 23 { populate() }
    }

    /// Asks the system for pages of 2 MiB where the buffer holds some: fewer to hand out, and fewer for the processor to know of. Where it
    /// has none, pages stay small.
    private func askForHugePages() {
        if bytes >= 1 << 21 { advise(Int32(MADV_HUGEPAGE)) }
    }

    /// Tells the system how the pages that lie in the buffer as a whole are used (madvise(2)); it may not listen.
    private func advise(_ advice: Int32) {
        let page = 4_096
        let start = unsafe UnsafeMutableRawPointer(base).alignedUp(toMultipleOf: page)
        let end = unsafe (UnsafeMutableRawPointer(base) + bytes).alignedDown(toMultipleOf: page)
        if unsafe start < end { unsafe madvise(start, end - start, advice) }
    }

    /// Bytes of a cache line: no element of a size that divides it lies across two.
    private static var line: Int { 64 }

    /// Whether the system would give memory for `count` elements now: to be asked of a capacity that a user chose.
    public static func isAvailable(count: Int) -> Bool {
        let (bytes, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
        guard !overflow, bytes > 0 else { return false }
        // A mapping and no calloc: the compiler may take the pair of calloc and free away and call it a success.
        let memory = unsafe mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let memory = unsafe memory, unsafe memory != MAP_FAILED else { return false }
        unsafe munmap(memory, bytes)
        return true
    }

    /// Bytes that the buffer takes at most.
    public var bytes: Int { count * MemoryLayout<Element>.stride }

    /// Asks the processor for the element at `index`, every cache line of it, ahead of its use; nothing where there is none.
    @inlinable @inline(__always)
    public func prefetch(_ index: Int) {
        unsafe forEachLine(of: index) { unsafe weir_prefetch($0) }
    }

    /// The same for an element that is about to be written, whose lines another processor may hold.
    @inlinable @inline(__always)
    public func prefetchForWriting(_ index: Int) {
        unsafe forEachLine(of: index) { unsafe weir_prefetch_for_writing($0) }
    }

    /// The same for the line that holds the byte at `offset` of that element.
    @inlinable @inline(__always)
    public func prefetchForWriting(_ index: Int, byte offset: Int) {
        guard index >= 0 && index < count else { return }
        unsafe weir_prefetch_for_writing(UnsafeMutableRawPointer(base + index) + offset)
    }

    @inlinable @inline(__always)
    func forEachLine(of index: Int, _ ask: (UnsafeMutableRawPointer) -> Void) {
        guard index >= 0 && index < count else { return }
        let address = unsafe UnsafeMutableRawPointer(base + index)
        var offset = 0
        while offset < MemoryLayout<Element>.stride {
            unsafe ask(address + offset)
            offset += 64
        }
        // An element of another size need not begin where a line does.
        if MemoryLayout<Element>.stride % 64 != 0, 64 % MemoryLayout<Element>.stride != 0 {
            unsafe ask(address + (MemoryLayout<Element>.stride - 1))
        }
    }

    /// Asks the processor for the line that holds the byte at `offset` of the element at `index`; nothing where there is none.
    @inlinable @inline(__always)
    public func prefetch(_ index: Int, byte offset: Int) {
        guard index >= 0 && index < count else { return }
        unsafe weir_prefetch(UnsafeRawPointer(base + index) + offset)
    }

    /// The element at `index`; traps outside `0..<count`. O(1).
    @inlinable
    public subscript(index: Int) -> Element {
        // Addresses rather than values: a record is read and changed where it lies, and never copied on the way.
        @inline(__always) unsafeAddress {
            precondition(index >= 0 && index < count)
            return unsafe UnsafePointer(base + index)
        }
        @inline(__always) unsafeMutableAddress {
            precondition(index >= 0 && index < count)
            return unsafe base + index
        }
    }
}

extension FixedBuffer<UInt8> {
    /// Copies octets to `index` and behind; traps where they do not fit. O(octets).
    @inlinable @inline(__always)
    public mutating func write(_ octets: Span<UInt8>, at index: Int) {
        precondition(index >= 0 && octets.count <= count && index <= count - octets.count)
        unsafe octets.withUnsafeBufferPointer { source in
            guard let start = source.baseAddress else { return }
            unsafe (base + index).update(from: start, count: source.count)
        }
    }

    /// The octets in `range`; traps where it leaves the buffer.
    @_lifetime(borrow self)
    public func octets(_ range: Range<Int>) -> Span<UInt8> {
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        let octets = unsafe Span(_unsafeStart: base + range.lowerBound, count: range.count)
        return unsafe _overrideLifetime(octets, borrowing: self)
    }
}
