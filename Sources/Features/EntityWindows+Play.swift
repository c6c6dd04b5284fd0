import Flows
import Packets

/// Windows made by hand, for tests of what stands on them.
extension EntityWindows {
    /// An entity that did nothing yet, alone.
    package init(playing entity: Entity) {
        self.init(capacity: 1)
        begin(entity)
    }

    /// Plays one second in which the entity did this: amounts of counters, octets and sets, by the names of their features.
    /// Sets take in the values 1…amount. Names of features that are computed from others trap.
    package mutating func play(_ amounts: KeyValuePairs<String, Int>, second: Int64) {
        touch(in: second)
        settle()
        for (name, amount) in amounts { play(name, amount) }
    }

    /// Adds to the second that is filling.
    package mutating func play(_ name: String, _ amount: Int) {
        guard let feature = Feature(named: name) else { preconditionFailure("no feature \(name)") }
        switch feature.kind {
        case .counter(let counter): add(UInt32(clamping: amount), to: counter)
        case .octets(let octets): add(UInt64(clamping: amount), to: octets)
        case .distinct: for value in 0..<amount { play(name, value: Mixing.permute(UInt64(value + 1))) }
        default: preconditionFailure("\(name) is computed from other features")
        }
    }

    /// Puts a value into a set by 64 well-mixed bits of it.
    package mutating func play(_ name: String, value hash: UInt64) {
        guard let feature = Feature(named: name), case .distinct(let sketch) = feature.kind else {
            preconditionFailure("\(name) is no set")
        }
        insert(hash, into: sketch)
    }
}
