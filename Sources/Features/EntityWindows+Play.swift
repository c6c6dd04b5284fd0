import Flows
import Packets

/// Windows made by hand, for tests of what stands on them.
extension EntityWindows {
    /// An entity that did nothing yet.
    package init(playing entity: Entity) { self.init(entity) }

    /// Plays one second in which the entity did this: amounts of counters, octets and sets, by the names of their features.
    /// Sets take in the values 1…amount. Names of features that are computed from others trap.
    package mutating func play(_ amounts: KeyValuePairs<String, Int>, second: Int64) {
        clearSecond()
        begin(second: second)
        for (name, amount) in amounts {
            guard let feature = Feature(named: name) else { preconditionFailure("no feature \(name)") }
            switch Feature.definitions[feature.index].kind {
            case .counter(let counter): add(UInt32(clamping: amount), to: counter)
            case .octets(let octets): add(UInt64(clamping: amount), to: octets)
            case .distinct(let sketch):
                for value in 0..<amount { insert(Mixing.permute(UInt64(value + 1)), into: sketch) }
            default: preconditionFailure("\(name) is computed from other features")
            }
        }
        closeSecond()
    }
}
