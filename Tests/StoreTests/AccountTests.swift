import Foundation
import Packets
import Store
import Synchronization
import Testing

@Suite struct AccountTests {
    let folder: TemporaryFolder
    let store: DataStore

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.store { $0.clock = { Fixtures.noon } }
    }

    private func made(_ name: String, role: AccountRole? = nil) throws -> Account {
        try store.made(name, role: role)
    }

    @Test func theFirstIsAnAdministratorAndTheOthersAnalysts() throws {
        let alice = try made("Alice")
        let bob = try made("bob")
        let carol = try made("carol", role: .enforcer)
        #expect(alice.role == .admin && bob.role == .analyst && carol.role == .enforcer)
        #expect(alice.name == "Alice" && alice.passwordHash == "hash of Alice" && alice.generation == 1)
        #expect(alice.createdAt == Fixtures.noon)
        #expect(try store.accounts() == [alice, bob, carol])
        #expect(try store.accountCount() == 3)
        #expect(try store.account(key: "alice") == alice)
        #expect(try store.account(key: "Alice") == nil)
        #expect(try store.account(uuid: bob.uuid) == bob)
        #expect(try store.account(uuid: UUID()) == nil)
        try store.close()
        #expect(try folder.store().accounts() == [alice, bob, carol])
    }

    @Test func aNameIsTakenOnceAndRegistrationCanBeClosed() throws {
        let first = try store.createAccount(name: "Alice", key: "alice", passwordHash: "1", onlyFirst: true)
        guard case .created = first else { throw Unexpected() }
        #expect(try store.createAccount(name: "ALICE", key: "alice", passwordHash: "2") == .nameTaken)
        #expect(try store.createAccount(name: "bob", key: "bob", passwordHash: "3", onlyFirst: true) == .closed)
        // Who may not register learns nothing about names.
        #expect(try store.createAccount(name: "alice", key: "alice", passwordHash: "3", onlyFirst: true) == .closed)
        #expect(try store.accounts().map(\.passwordHash) == ["1"])
    }

    @Test func theHashOfAPasswordIsNotDescribed() throws {
        let account = try made("alice")
        var dumped = ""
        dump(account, to: &dumped)
        let all = [
            "\(account)", String(reflecting: account), dumped, "\(AccountOutcome.created(account))", "\([account])",
        ]
        for text in all {
            #expect(text.contains("alice") && !text.contains("hash of"))
        }
    }

    @Test func aNewPasswordEndsWhatWasGivenOut() throws {
        let alice = try made("alice")
        guard case .done(let changed) = try store.setPassword(uuid: alice.uuid, hash: "new", expectedGeneration: 1)
        else { throw Unexpected() }
        #expect(changed.generation == 2 && changed.passwordHash == "new" && changed.role == .admin)
        #expect(try store.setPassword(uuid: alice.uuid, hash: "newer", expectedGeneration: 1) == .stale)
        #expect(try store.account(uuid: alice.uuid) == changed)
        #expect(try store.setPassword(uuid: UUID(), hash: "newer") == .notFound)
        #expect(try store.renewPasswordHash(uuid: alice.uuid, old: "new", new: "stronger"))
        #expect(try !store.renewPasswordHash(uuid: alice.uuid, old: "new", new: "weaker"))
        let renewed = try #require(try store.account(uuid: alice.uuid))
        #expect(renewed.generation == 2 && renewed.passwordHash == "stronger")
    }

    @Test func theLastAdministratorStays() throws {
        let alice = try made("alice")
        let bob = try made("bob")
        #expect(try store.setRole(uuid: alice.uuid, role: .analyst) == .lastAdmin)
        #expect(try store.removeAccount(uuid: alice.uuid) == .lastAdmin)
        #expect(try store.setRole(uuid: alice.uuid, role: .admin) == .done(alice))
        #expect(try store.setRole(uuid: UUID(), role: .admin) == .notFound)
        guard case .done(let raised) = try store.setRole(uuid: bob.uuid, role: .admin) else { throw Unexpected() }
        #expect(raised.role == .admin && raised.generation == 2)
        guard case .done(let lowered) = try store.setRole(uuid: alice.uuid, role: .sensor) else { throw Unexpected() }
        #expect(lowered.role == .sensor && lowered.generation == 2)
        #expect(try store.removeAccount(uuid: alice.uuid) == .done(lowered))
        #expect(try store.removeAccount(uuid: alice.uuid) == .notFound)
        #expect(try store.accounts() == [raised])
    }

    @Test func ofManyAtOnceOneIsTheFirst() throws {
        let roles = Mutex<[AccountRole]>([])
        let closed = Mutex(0)
        let second = try folder.store { $0.busySeconds = 20 }
        let first = try folder.store { $0.busySeconds = 20 }
        DispatchQueue.concurrentPerform(iterations: 32) { number in
            let store = number % 2 == 0 ? first : second
            let outcome = try? store.createAccount(
                name: "user \(number)", key: "user \(number)", passwordHash: "", onlyFirst: number % 4 == 0)
            switch outcome {
            case .created(let account): roles.withLock { $0.append(account.role) }
            case .closed: closed.withLock { $0 += 1 }
            case .nameTaken, nil: break
            }
        }
        let found = roles.withLock { $0 }
        #expect(found.count + closed.withLock { $0 } == 32)
        #expect(found.filter { $0 == .admin }.count == 1)
        #expect(try store.accounts().first?.role == .admin)
        #expect(try store.accountCount() == found.count)
    }

    @Test func ofManyWithOneNameOneGetsIt() throws {
        let store = try folder.store { $0.busySeconds = 20 }
        let taken = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: 16) { _ in
            if (try? store.createAccount(name: "Eve", key: "eve", passwordHash: "")) == .nameTaken {
                taken.withLock { $0 += 1 }
            }
        }
        #expect(taken.withLock { $0 } == 15)
        #expect(try store.accountCount() == 1)
    }
}

/// An outcome that a test did not expect.
struct Unexpected: Error {}

extension DataStore {
    /// Makes an account of this name.
    func made(_ name: String, role: AccountRole? = nil) throws -> Account {
        let outcome = try createAccount(
            name: name, key: name.lowercased(), passwordHash: "hash of \(name)", role: role)
        guard case .created(let account) = outcome else { throw Unexpected() }
        return account
    }

    /// Registers a cluster of this name.
    func madeCluster(_ name: String) throws -> Cluster {
        let outcome = try createCluster(name: name, apiServer: "192.0.2.7", port: 6_443, by: "alice")
        guard case .created(let cluster) = outcome else { throw Unexpected() }
        return cluster
    }
}
