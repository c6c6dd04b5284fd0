import ArgumentParser
import Engine

/// Options of everything that keeps the packets around verdicts.
struct EvidenceOptions: ParsableArguments {
    @Option(
        help: "Mebibytes of the ring of the latest packets, of which those around a verdict are kept; 0 keeps none.")
    var evidenceMebibytes = 64

    @Option(help: "Octets kept of a payload, beside the question of a DNS message; 0 keeps headers alone.")
    var evidencePayloadOctets = 64

    @Option(help: "Seconds before the verdict's window from which packets are kept, 0 to 600.")
    var evidenceBeforeSeconds = 30

    @Option(help: "Seconds after the verdict until which packets are kept, 0 to 60.")
    var evidenceAfterSeconds = 5

    func validate() throws {
        let bounds: [(name: String, value: Int, range: ClosedRange<Int>)] = [
            ("--evidence-mebibytes", evidenceMebibytes, 0...4_096),
            ("--evidence-payload-octets", evidencePayloadOctets, 0...1_460),
            ("--evidence-before-seconds", evidenceBeforeSeconds, 0...600),
            ("--evidence-after-seconds", evidenceAfterSeconds, 0...60),
        ]
        for bound in bounds where !bound.range.contains(bound.value) {
            throw ValidationError(
                "\(bound.name) must lie between \(bound.range.lowerBound) and \(bound.range.upperBound), not \(bound.value)"
            )
        }
    }

    func apply(to evidence: inout EvidenceConfiguration) {
        evidence.ringBytes = evidenceMebibytes << 20
        evidence.payloadOctets = evidencePayloadOctets
        evidence.secondsBefore = Int64(evidenceBeforeSeconds)
        evidence.secondsAfter = Int64(evidenceAfterSeconds)
    }
}
