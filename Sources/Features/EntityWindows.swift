import Flows
import Packets

/// The windows of one entity at the end of a second: what detectors look at.
public struct EntityWindows: Sendable {
    public let entity: Entity
    private let second: WindowState
    private let tenSeconds: WindowState
    private let minute: WindowState
    private let tenMinutes: WindowState
    private let beats: BeatRing

    init(_ record: borrowing EntityRecord) {
        entity = record.entity
        second = record.second
        tenSeconds = record.state(.tenSeconds)
        minute = record.state(.minute)
        tenMinutes = record.state(.tenMinutes)
        beats = record.beats
    }

    /// The value of a feature over a span, in the feature's unit.
    public func value(_ feature: Feature, over span: WindowSpan) -> Double {
        switch span {
        case .second: feature.value(in: second, beats)
        case .tenSeconds: feature.value(in: tenSeconds, beats)
        case .minute: feature.value(in: minute, beats)
        case .tenMinutes: feature.value(in: tenMinutes, beats)
        }
    }
}
