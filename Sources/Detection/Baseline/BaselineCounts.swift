import Features

/// What windows of one second showed, counted by class for the baseline to learn: sums, so that the order of the windows
/// and of several of these does not matter.
struct BaselineCounts: Sendable {
    /// Windows by role.
    private(set) var windows = InlineArray<4, UInt32>(repeating: 0)
    /// Classes from 1 of each histogram, by role; that there are none says the rest. Empty until the first window.
    private var counts: [UInt32] = []
    /// Who showed them, in the same order; and whoever had a window, by role.
    private var hosts: [HostSet] = []
    /// The highest class that was seen, by role and histogram.
    private var highest = InlineArray<64, UInt8>(repeating: 0)
    private(set) var everyone = InlineArray<4, HostSet>(repeating: HostSet())
    private static let size = 4 * histograms * LogHistogram.classes

    /// The watched features, and the raw score.
    static let histograms = BaselineDetector.watchedNames.count + 1

    mutating func add(_ observation: Observation) {
        if counts.isEmpty {
            counts = Array(repeating: 0, count: Self.size)
            hosts = Array(repeating: HostSet(), count: Self.size)
        }
        windows[observation.role] += 1
        everyone[observation.role].formUnion(observation.host)
        var base = observation.role * Self.histograms * LogHistogram.classes
        for index in 0..<Self.histograms {
            let place = observation.classes[index]
            if place != 0 {
                let histogram = observation.role * Self.histograms + index
                if place > highest[histogram] { highest[histogram] = place }
                counts[base + Int(place)] += 1
                hosts[base + Int(place)].formUnion(observation.host)
            }
            base += LogHistogram.classes
        }
    }

    /// Windows that showed the class of a histogram.
    func count(_ role: Int, _ histogram: Int, _ place: Int) -> UInt32 {
        counts[(role * Self.histograms + histogram) * LogHistogram.classes + place]
    }

    /// Who showed the class of a histogram; of class 0 whoever had a window.
    func shownBy(_ role: Int, _ histogram: Int, _ place: Int) -> HostSet {
        if place == 0 { return everyone[role] }
        return hosts.isEmpty ? HostSet() : hosts[(role * Self.histograms + histogram) * LogHistogram.classes + place]
    }

    /// Windows that showed a 0.
    func zeros(_ role: Int, _ histogram: Int) -> UInt32 {
        var rest = windows[role]
        for place in 0...highest(role, histogram) where place > 0 { rest -= count(role, histogram, place) }
        return rest
    }

    /// The highest class of a histogram that a window showed.
    func highest(_ role: Int, _ histogram: Int) -> Int { Int(highest[role * Self.histograms + histogram]) }

    /// Forgets what a role learnt.
    mutating func clear(_ role: Int) {
        if windows[role] == 0 { return }
        windows[role] = 0
        everyone[role] = HostSet()
        for histogram in role * Self.histograms..<(role + 1) * Self.histograms {
            let first = histogram * LogHistogram.classes
            for place in first...first + Int(highest[histogram]) {
                counts[place] = 0
                hosts[place] = HostSet()
            }
            highest[histogram] = 0
        }
    }
}
