import Capture
import Dispatch
import Foundation
import Logging
import Packets
import Synchronization

/// One of several capture threads: the frames of its share into its member, seconds by the clock while the link is idle.
final class MemberThread: Sendable {
    let waker: LiveCapture.Waker
    /// The member; nobody else may take it while the thread runs.
    let member: Handover<Member>
    private let capture: Mutex<LiveCapture>
    private let isStopped: StopFlag
    /// Why the thread ended by itself.
    private let failure = Mutex<CaptureError?>(nil)
    private let hasEnded = StopFlag()
    private let bell: DispatchSemaphore
    private let log: Logger

    /// Ends once `isStopped`; rings `bell` when it has.
    init(
        capture: consuming sending LiveCapture, member: Handover<Member>, isStopped: StopFlag, bell: DispatchSemaphore,
        log: Logger
    ) {
        waker = capture.waker
        self.capture = Mutex(capture)
        self.member = member
        self.isStopped = isStopped
        self.bell = bell
        self.log = log
    }

    /// Whether the thread is over, and the member free.
    var isOver: Bool { hasEnded.isSet }

    /// What ended it early; to be asked when it is over.
    var error: CaptureError? { failure.withLock { $0 } }

    func start() {
        Thread.start(named: "weir-capture") { [self] in
            capture.withLock { capture in member.write { run(&capture, &$0) } }
            hasEnded.set()
            bell.signal()
        }
    }

    private func run(_ capture: inout LiveCapture, _ member: inout Member) {
        var nextLook = ContinuousClock.now
        while !isStopped.isSet {
            do throws(CaptureError) {
                try capture.takeBurst(into: &member)
            } catch .interfaceDown(let name) {
                log.warning("interface is down; waiting for it", metadata: ["interface": "\(name)"])
            } catch {
                failure.withLock { $0 = error }
                break
            }
            let now = ContinuousClock.now
            if now >= nextLook {
                nextLook = now.advanced(by: .seconds(1))
                member.captured = capture.statistics
            }
            member.advance(to: .settled)
        }
        capture.drain(into: &member)
        member.captured = capture.statistics
    }
}
