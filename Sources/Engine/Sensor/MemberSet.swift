import Capture
import Dispatch
import Flows
import Logging

/// The capture threads of a sensor with several cores, their interfaces open.
struct MemberSet {
    let threads: [MemberThread]
    let queues: [ParcelQueue]
    let secret: (UInt64, UInt64)
    /// Ends the threads.
    let isStopped = StopFlag()
    /// Rung by them when there is something to fold, or when they are over.
    let bell = DispatchSemaphore(value: 0)
    /// Bytes that their tables and parcels take at most.
    let bytes: Int

    /// Opens the interfaces once for each core, to be shared by all; tells their warnings.
    init(_ configuration: SensorConfiguration, in memory: TableMemory?, log: Logger) throws(CaptureError) {
        var random = SystemRandomNumberGenerator()
        secret = (random.next(), random.next())
        var settings = configuration.capture
        // Any number that no other program has on these interfaces.
        settings.fanoutGroup = UInt16.random(in: .min ... .max, using: &random)
        var (threads, queues, bytes) = ([MemberThread](), [ParcelQueue](), 0)
        for number in 0..<configuration.cores {
            let capture = try Self.open(settings)
            if number == 0 { for warning in capture.warnings { log.warning("\(warning)") } }
            let queue = ParcelQueue(bell: bell)
            let member = Member(
                configuration.pipeline.flows, members: configuration.cores, secret: secret, queue: queue,
                evidence: configuration.pipeline.evidence, in: memory)
            bytes += member.bytes
            queues.append(queue)
            threads.append(
                MemberThread(capture: capture, member: Handover(member), isStopped: isStopped, bell: bell, log: log))
        }
        (self.threads, self.queues, self.bytes) = (threads, queues, bytes)
    }

    /// What cannot be shared is told by the setting's name that a user knows.
    private static func open(_ settings: LiveCapture.Configuration) throws(CaptureError) -> LiveCapture {
        do throws(CaptureError) {
            return try LiveCapture(settings)
        } catch .invalidConfiguration("fanoutGroup", let reason) {
            throw .invalidConfiguration(setting: "cores", reason: reason)
        }
    }
}
