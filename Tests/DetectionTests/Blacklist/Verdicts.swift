import Detection
import Features
import Packets

/// Verdicts made by hand.
enum Verdicts {
    static let attacker = IPAddress(v4: 0xC633_6409)
    static let victim = IPAddress(v4: 0x0A00_0005)

    static func verdict(
        of entity: IPAddress = attacker, peer: IPAddress? = victim, role: EntityRole = .pair, at seconds: Int64 = 1_000,
        kind: Kind = .portScan, proven: Bool = true, action: Response.Action = .block,
        subject: Response.Subject = .entity
    ) -> Verdict {
        Verdict(
            time: Timestamp(seconds: seconds), windowSeconds: 1, entity: entity, role: role, peer: peer, kind: kind,
            score: 0.9991, severity: .high, rule: "test", attack: ["T1046"], proofOfPath: proven,
            reasons: [Reason(feature: "new_flows", observed: 212, expected: 2.1)],
            response: Response(action: action, subject: subject))
    }

    /// The n-th of addresses that nothing allows.
    static func address(_ number: Int) -> IPAddress { IPAddress(v4: 0xC000_0000 &+ UInt32(number)) }

    static func policy(_ change: (inout BlacklistPolicy.Configuration) -> Void = { _ in }) -> PolicyUnderTest {
        var configuration = BlacklistPolicy.Configuration()
        change(&configuration)
        return PolicyUnderTest(BlacklistPolicy(configuration))
    }
}
