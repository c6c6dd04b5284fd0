import Accounts
import Testing

@Suite struct LoginThrottleTests {
    private let start = ContinuousClock.now

    private func after(_ seconds: Double) -> ContinuousClock.Instant { start + .seconds(seconds) }

    /// Fails a number of times; false where one was not let in.
    @discardableResult
    private func fail(
        _ throttle: LoginThrottle, _ count: Int, address: String = "192.0.2.1", name: String = "ann",
        at seconds: Double = 0
    ) -> Bool {
        for _ in 0..<count {
            if throttle.check(address: address, name: name, now: after(seconds)) != nil { return false }
            throttle.recordFailure(address: address, name: name, now: after(seconds))
        }
        return true
    }

    private func wait(
        _ throttle: LoginThrottle, address: String = "192.0.2.1", name: String = "ann", at seconds: Double = 0
    ) -> Int? {
        let wait = throttle.check(address: address, name: name, now: after(seconds))
        if wait == nil { throttle.cancel(address: address, name: name, now: after(seconds)) }
        return wait
    }

    @Test func fiveFailuresAMinute() {
        let throttle = LoginThrottle()
        #expect(fail(throttle, 5))
        #expect(wait(throttle) == 60)
        #expect(wait(throttle, at: 0.5) == 60)
        #expect(wait(throttle, at: 59) == 1)
        #expect(wait(throttle, at: 59.999) == 1)
        #expect(wait(throttle, at: 60) == nil)
    }

    @Test func theOldestFailureDecides() {
        let throttle = LoginThrottle()
        for second in 0..<5 { #expect(fail(throttle, 1, at: Double(second) * 10)) }
        #expect(wait(throttle, at: 41) == 19)
        #expect(wait(throttle, at: 60) == nil)
        #expect(fail(throttle, 1, at: 60))
        #expect(wait(throttle, at: 60) == 10)
    }

    @Test func byAddressWhateverTheName() {
        let throttle = LoginThrottle()
        for number in 0..<5 { #expect(fail(throttle, 1, name: "user\(number)")) }
        #expect(wait(throttle, name: "somebody else") == 60)
        #expect(wait(throttle, address: "192.0.2.2", name: "user1") == nil)
    }

    @Test func byNameWhateverTheAddress() {
        let throttle = LoginThrottle()
        for number in 0..<5 { #expect(fail(throttle, 1, address: "192.0.2.\(number)")) }
        #expect(wait(throttle, address: "198.51.100.1") == 60)
        #expect(wait(throttle, address: "198.51.100.1", name: "ANN") == 60, "the same name")
        #expect(wait(throttle, address: "198.51.100.1", name: "ａｎｎ") == 60, "the same name")
        #expect(wait(throttle, address: "198.51.100.1", name: "bob") == nil)
    }

    @Test func refusedAttemptsDoNotProlong() {
        let throttle = LoginThrottle()
        fail(throttle, 5)
        for second in 1..<60 { #expect(wait(throttle, at: Double(second)) == 60 - second) }
        #expect(wait(throttle, at: 60) == nil)
    }

    /// Before the first has failed, as many are let in as may fail.
    @Test func attemptsAtOnceDoNotSlipIn() {
        let throttle = LoginThrottle()
        for _ in 0..<5 { #expect(throttle.check(address: "192.0.2.1", name: "ann", now: start) == nil) }
        #expect(throttle.check(address: "192.0.2.1", name: "ann", now: start) == 1)
        throttle.recordSuccess(address: "192.0.2.1", name: "ann", now: start)
        #expect(wait(throttle) == nil)
        for _ in 0..<4 { throttle.recordFailure(address: "192.0.2.1", name: "ann", now: start) }
        #expect(fail(throttle, 1))
        #expect(wait(throttle) == 60)
    }

    @Test func aThousandTasksGetFive() async {
        let throttle = LoginThrottle()
        let admitted = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<1000 {
                group.addTask {
                    guard throttle.check(address: "192.0.2.\(number % 250)", name: "ann") == nil else { return false }
                    await Task.yield()
                    throttle.recordFailure(address: "192.0.2.\(number % 250)", name: "ann")
                    return true
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(admitted == 5)
    }

    /// An attempt whose end nobody told holds its place for a minute, not for ever.
    @Test func forgottenAttemptsLapse() {
        let throttle = LoginThrottle()
        for _ in 0..<5 { _ = throttle.check(address: "192.0.2.1", name: "ann", now: start) }
        #expect(wait(throttle, at: 59) == 1)
        #expect(wait(throttle, at: 60) == nil)
    }

    @Test func cancelledAttemptsLeaveNothing() {
        let throttle = LoginThrottle()
        for _ in 0..<100 { #expect(wait(throttle) == nil) }
        #expect(throttle.remembered == (0, 0))
    }

    /// An attacker who logs in to his own account between guesses gains nothing.
    @Test func aSuccessDoesNotClearTheAddress() {
        let throttle = LoginThrottle()
        fail(throttle, 4, name: "victim")
        #expect(throttle.check(address: "192.0.2.1", name: "attacker", now: start) == nil)
        throttle.recordSuccess(address: "192.0.2.1", name: "attacker", now: start)
        #expect(fail(throttle, 1, name: "victim"))
        #expect(wait(throttle, name: "victim") == 60)
        #expect(wait(throttle, name: "attacker") == 60)
    }

    @Test func aSuccessDoesNotClearTheName() {
        let throttle = LoginThrottle()
        for number in 0..<4 { fail(throttle, 1, address: "192.0.2.\(number)") }
        #expect(throttle.check(address: "203.0.113.1", name: "ann", now: start) == nil)
        throttle.recordSuccess(address: "203.0.113.1", name: "ann", now: start)
        #expect(fail(throttle, 1, address: "192.0.2.9"))
        #expect(wait(throttle, address: "192.0.2.10") == 60)
    }

    /// Strangers cannot keep an owner out of an address that he uses.
    @Test func knownAddressesHaveACountOfTheirOwn() {
        let throttle = LoginThrottle()
        #expect(throttle.check(address: "203.0.113.1", name: "ann", now: start) == nil)
        throttle.recordSuccess(address: "203.0.113.1", name: "ann", now: start)
        for number in 0..<5 { fail(throttle, 1, address: "192.0.2.\(number)", at: 10) }
        #expect(wait(throttle, address: "198.51.100.1", at: 10) == 60)
        #expect(wait(throttle, address: "203.0.113.1", at: 10) == nil)
        #expect(wait(throttle, address: "203.0.113.2", at: 10) == 60, "another address")
        #expect(fail(throttle, 5, address: "203.0.113.1", at: 10), "its own count is as strict")
        #expect(wait(throttle, address: "203.0.113.1", at: 10) == 60)
        // For a day.
        for number in 0..<5 { fail(throttle, 1, address: "192.0.2.\(number)", at: 86_400) }
        #expect(wait(throttle, address: "203.0.113.1", at: 86_400) == 60)
    }

    @Test(arguments: [
        ("2001:db8::1", "2001:db8::ffff:1", true), ("2001:db8::1", "2001:DB8:0:0:1:2:3:4", true),
        ("2001:db8::1", "2001:db8:0:1::1", false), ("192.0.2.1", "::ffff:192.0.2.1", true),
        ("192.0.2.1", "192.0.2.2", false),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", false), ("fe80::1%eth0", "fe80::2", true),
        ("nonsense", "other", false),
        ("", "x", false),
    ])
    func addressesByNetwork(_ one: String, _ other: String, _ isSame: Bool) {
        let throttle = LoginThrottle()
        for number in 0..<5 { fail(throttle, 1, address: one, name: "user\(number)") }
        #expect(wait(throttle, address: other, name: "somebody") == (isSame ? 60 : nil))
    }

    @Test func memoryIsBounded() {
        let throttle = LoginThrottle(capacity: 100)
        for number in 0..<1000 {
            fail(throttle, 1, address: "10.0.\(number / 250).\(number % 250)", name: "user\(number)")
        }
        #expect(throttle.remembered == (100, 100))
    }

    /// What is out of date goes before what still counts.
    @Test func theOldestGoesFirst() {
        let throttle = LoginThrottle(capacity: 10)
        for number in 0..<9 { fail(throttle, 1, address: "10.0.0.\(number)", name: "user\(number)") }
        fail(throttle, 5, address: "192.0.2.1", name: "ann", at: 30)
        fail(throttle, 1, address: "192.0.2.2", name: "bob", at: 31)
        #expect(wait(throttle, at: 31) == 59)
        fail(throttle, 1, address: "192.0.2.3", name: "eve", at: 61)
        #expect(throttle.remembered == (3, 3))
        #expect(wait(throttle, at: 61) == 29)
    }

    @Test func hugeNamesAreNoBurden() {
        let throttle = LoginThrottle()
        let name = String(repeating: "x", count: 1_000_000)
        fail(throttle, 5, name: name)
        #expect(wait(throttle, address: "192.0.2.9", name: name) == 60)
        #expect(wait(throttle, address: "192.0.2.9", name: name + "y") == nil)
    }
}
