import Accounts
import Foundation
import Testing

@Suite struct PasswordHasherTests {
    @Test func hashesAndVerifies() async throws {
        let hasher = PasswordHasher()
        let text = try await hasher.hash(Password("password123"))
        #expect(try await hasher.verify("password123", against: text))
        #expect(try await !hasher.verify("password124", against: text))
    }

    /// Whatever is wrong with a login, it costs one derivation.
    @Test func everyLoginDerivesOnce() async throws {
        let hasher = PasswordHasher()
        let text = try await hasher.hash(Password("password123"))
        #expect(hasher.derivations == 1)
        let logins: [(String, String?)] = [
            ("password123", text), ("password124", text), ("password123", nil), ("", text), ("", nil),
            (String(repeating: "x", count: 100_000), text), ("password123", "damaged"),
            ("password123", "$scrypt$ln=31,r=8,p=5$AAAA$AAAA"),
        ]
        for (number, login) in logins.enumerated() {
            _ = try await hasher.verify(login.0, against: login.1)
            #expect(hasher.derivations == number + 2)
        }
    }

    @Test func refusesWhatCannotWait() async throws {
        let hasher = PasswordHasher(threads: 1, capacity: 2)
        let outcomes = await withTaskGroup(of: Bool?.self) { group in
            for _ in 0..<12 { group.addTask { try? await hasher.verify("password123", against: nil) } }
            return await group.reduce(into: [Bool?]()) { $0.append($1) }
        }
        let done = outcomes.count { $0 == false }
        #expect(done >= 3 && done < 12)
        #expect(hasher.derivations == done, "a refused one costs nothing")
        // Nothing is left behind: the next has its turn.
        #expect(try await !hasher.verify("password123", against: nil))
        #expect(hasher.waiting == 0)
    }

    @Test func saysThatItIsBusy() async throws {
        let hasher = PasswordHasher(threads: 1, capacity: 0)
        let errors = await withTaskGroup(of: PasswordHasherError?.self) { group in
            for _ in 0..<6 {
                group.addTask {
                    do {
                        _ = try await hasher.verify("password123", against: nil)
                        return nil
                    } catch { return error as? PasswordHasherError }
                }
            }
            return await group.reduce(into: [PasswordHasherError]()) { errors, error in error.map { errors.append($0) }
            }
        }
        #expect(!errors.isEmpty)
        #expect(Set(errors) == [.busy])
        #expect(PasswordHasherError.busy.message == "Too many logins at once; try again in 5 seconds")
    }

    @Test func allThatMayWaitAreDone() async throws {
        let hasher = PasswordHasher(threads: 2, capacity: 64)
        let done = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<24 { group.addTask { (try? await hasher.verify("password123", against: nil)) != nil } }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(done == 24)
        #expect(hasher.derivations == 24)
    }

    /// Whether it waits already or comes later, a cancelled one costs nothing that was not begun.
    @Test func cancelledOnesGiveTheirPlacesUp() async throws {
        let hasher = PasswordHasher(threads: 1, capacity: 8)
        let tasks = (0..<9).map { _ in Task { try await hasher.verify("password123", against: nil) } }
        try await Task.sleep(for: .milliseconds(20))
        for task in tasks { task.cancel() }
        var done = 0
        for task in tasks {
            switch await task.result {
            case .success: done += 1
            case .failure(let error): #expect(error is CancellationError)
            }
        }
        #expect(hasher.waiting == 0)
        #expect(hasher.derivations == done)
        #expect(try await !hasher.verify("password123", against: nil), "the next has its turn")
    }

    @Test func whatIsCancelledBeforeDoesNotBegin() async throws {
        let hasher = PasswordHasher()
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await hasher.verify("password123", against: nil)
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(hasher.derivations == 0)
    }
}
