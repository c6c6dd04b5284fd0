import Glibc
import Synchronization

/// Memory for the tables of a sensor, in pages of 2 MiB where the system has them, kept together; `fill` takes all of it at once.
///
/// What a flood needs is there before it comes. A processor knows the places of some thousands of pages by heart; tables that lie in
/// small ones are looked up, and under a hypervisor that takes as long as to fetch the line itself. Buffers that are made in it
/// give nothing back: all of it goes at once, with the last of them.
public final class TableMemory: Sendable {
    /// Bytes that are asked for together: eight huge pages, so that little is left over where a buffer does not fit any more.
    private static let chunk = 1 << 24
    private static let hugePage = 1 << 21

    /// A piece of the address space.
    private struct Piece {
        var start: UInt = 0
        var bytes = 0

        /// Takes away so many bytes; where they begin.
        mutating func split(_ size: Int) -> UInt {
            defer { (start, bytes) = (start + UInt(size), bytes - size) }
            return start
        }
    }

    private struct Pieces {
        /// What the system gave, and the huge pages in it.
        var taken: [Piece] = []
        var pages: [Piece] = []
        /// What is left of them.
        var free: [Piece] = []
    }

    private let pieces = Mutex(Pieces())

    public init() {}

    deinit {
        pieces.withLock { pieces in
            for piece in pieces.taken { unsafe munmap(UnsafeMutableRawPointer(bitPattern: piece.start), piece.bytes) }
        }
    }

    /// Bytes that were taken in huge pages, whether they are filled or not.
    public var bytes: Int { pieces.withLock { $0.pages.reduce(0) { $0 + $1.bytes } } }

    /// Has the system give all pages of what was taken so far. Where there are not enough, it may end the process: ask it before.
    public func fill() {
        for piece in pieces.withLock({ $0.pages }) {
            // MADV_POPULATE_WRITE, from Linux 5.14 on; before, pages come as they are touched.
            unsafe madvise(UnsafeMutableRawPointer(bitPattern: piece.start), piece.bytes, 23)
        }
    }

    /// Zeroed memory that begins with a cache line; nil where the system has none left. Ends with this object.
    func take(_ bytes: Int, line: Int) -> UnsafeMutableRawPointer? {
        let size = (bytes + line - 1) / line * line
        let start = pieces.withLock { pieces -> UInt? in
            if let place = pieces.free.firstIndex(where: { $0.bytes >= size }) {
                return pieces.free[place].split(size)
            }
            guard let piece = Self.map(max(size, Self.chunk)) else { return nil }
            let pages = Self.hugePages(of: piece)
            pieces.taken.append(piece)
            pieces.pages.append(pages)
            pieces.free.append(pages)
            return pieces.free[pieces.free.count - 1].split(size)
        }
        return unsafe start.flatMap { unsafe UnsafeMutableRawPointer(bitPattern: $0) }
    }

    /// Address space for as many huge pages as hold so many bytes, wherever they begin in it.
    private static func map(_ bytes: Int) -> Piece? {
        let size = (bytes + hugePage - 1) / hugePage * hugePage + hugePage
        let memory = unsafe mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard unsafe memory != MAP_FAILED else { return nil }
        return Piece(start: UInt(bitPattern: memory), bytes: size)
    }

    /// The whole huge pages of a piece, which the system is asked to have as such.
    private static func hugePages(of piece: Piece) -> Piece {
        let start = (piece.start + UInt(hugePage) - 1) / UInt(hugePage) * UInt(hugePage)
        let pages = Piece(start: start, bytes: piece.bytes - hugePage)
        unsafe madvise(UnsafeMutableRawPointer(bitPattern: start), pages.bytes, Int32(MADV_HUGEPAGE))
        return pages
    }
}
