/// When what is open is to be looked at again, the earliest first: a binary heap.
struct ClosingTimes<Key: Sendable & Equatable>: Sendable, Equatable {
    private struct Entry: Sendable, Equatable {
        var second: Int64
        var place: UInt64
        var key: Key
    }

    private var heap: [Entry] = []
    private var added: UInt64 = 0

    /// O(log n).
    mutating func add(_ key: Key, at second: Int64) {
        added += 1
        heap.append(Entry(second: second, place: added, key: key))
        var place = heap.count - 1
        while place > 0, isBefore(place, (place - 1) / 2) {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    /// Takes the earliest out that is due at `second`; of those of one second the one that was added first. O(log n).
    mutating func next(until second: Int64) -> (key: Key, second: Int64)? {
        guard let first = heap.first, first.second <= second else { return nil }
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        sink()
        return (first.key, first.second)
    }

    private mutating func sink() {
        var place = 0
        while true {
            var least = place
            for child in [2 * place + 1, 2 * place + 2] where child < heap.count && isBefore(child, least) {
                least = child
            }
            if least == place { return }
            heap.swapAt(place, least)
            place = least
        }
    }

    private func isBefore(_ left: Int, _ right: Int) -> Bool {
        (heap[left].second, heap[left].place) < (heap[right].second, heap[right].place)
    }
}
