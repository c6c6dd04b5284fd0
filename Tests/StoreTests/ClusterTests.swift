import Foundation
import Packets
import Store
import Testing

@Suite struct ClusterTests {
    let folder: TemporaryFolder
    let store: DataStore

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.store { $0.clock = { Fixtures.noon } }
    }

    @Test func clustersComeBackAsTheyWereRegistered() throws {
        let outcome = try store.createCluster(
            name: "prod", apiServer: "192.0.2.7", port: 8_443, description: "Production", caCertificate: "PEM",
            insecureSkipTLSVerify: true, by: "alice")
        guard case .created(let cluster) = outcome else { throw Unexpected() }
        #expect(cluster.name == "prod" && cluster.apiServer == "192.0.2.7" && cluster.port == 8_443)
        #expect(cluster.description == "Production" && cluster.caCertificate == "PEM" && cluster.insecureSkipTLSVerify)
        #expect(cluster.createdBy == "alice" && cluster.createdAt == Fixtures.noon)
        #expect(try store.createCluster(name: "prod", apiServer: "a", port: 1, by: "bob") == .nameTaken)
        #expect(try store.cluster(id: cluster.id) == cluster)
        #expect(try store.cluster(id: cluster.id + 1) == nil)
        #expect(try store.deleteCluster(id: cluster.id) == cluster)
        #expect(try store.deleteCluster(id: cluster.id) == nil)
        let again = try store.madeCluster("prod")
        #expect(again.id == cluster.id + 1 && again.caCertificate == nil && !again.insecureSkipTLSVerify)
        try store.close()
        #expect(try folder.store().clusters() == [again])
    }

    @Test(arguments: [0, 65_536, -1, Int.max]) func aPortThatIsNoneIsRefused(_ port: Int) throws {
        let error = #expect(throws: StoreError.self) {
            try store.createCluster(name: "prod", apiServer: "a", port: port, by: "alice")
        }
        guard case .refused = error else { throw try #require(error) }
        #expect(try store.clusterCount() == 0)
    }

    @Test func pagesGoBothWays() throws {
        let all = try (1...7).map { try store.madeCluster("cluster \($0)") }
        #expect(try store.clusterCount() == 7)
        #expect(try store.clusters() == all)
        #expect(try store.clusters(IDPage(limit: 3)) == Array(all[0..<3]))
        #expect(try store.clusters(IDPage(afterID: all[2].id, limit: 3)) == Array(all[3..<6]))
        #expect(try store.clusters(IDPage(afterID: all[5].id, limit: 3)) == [all[6]])
        // The page before, nearest first.
        #expect(try store.clusters(IDPage(order: .descending, beforeID: all[3].id, limit: 2)) == [all[2], all[1]])
        #expect(try store.clusters(IDPage(limit: 0)) == [])
        #expect(try store.clusters(IDPage(limit: -1)) == [])
    }

    private func bind(
        _ account: Int64, _ cluster: Int64, _ token: String = "sealed", namespace: String = "default"
    ) throws -> BindingOutcome {
        try store.bind(
            accountID: account, clusterID: cluster, namespace: namespace, account: "system:serviceaccount:default:me",
            listNodes: true, listPods: false, sealedToken: Data(token.utf8))
    }

    @Test func aBindingIsReplacedUnderItsNumber() throws {
        let alice = try store.made("alice")
        let bob = try store.made("bob")
        let prod = try store.madeCluster("prod")
        guard case .bound(let first) = try bind(alice.id, prod.id) else { throw Unexpected() }
        #expect(first.accountID == alice.id && first.clusterID == prod.id && first.namespace == "default")
        #expect(first.listNodes && !first.listPods && first.sealedToken == Data("sealed".utf8))
        #expect(first.createdAt == Fixtures.noon && first.updatedAt == Fixtures.noon)
        let later = try folder.store { $0.clock = { Fixtures.noon.advanced(bySeconds: 9) } }
        let outcome = try later.bind(
            accountID: alice.id, clusterID: prod.id, namespace: "web", account: "me", listNodes: false, listPods: true,
            sealedToken: Data([0, 1]))
        guard case .replaced(let second) = outcome else { throw Unexpected() }
        #expect(second.id == first.id && second.namespace == "web" && second.account == "me")
        #expect(!second.listNodes && second.listPods && second.sealedToken == Data([0, 1]))
        #expect(second.createdAt == first.createdAt && second.updatedAt == Fixtures.noon.advanced(bySeconds: 9))
        #expect(try store.binding(accountID: alice.id, clusterID: prod.id) == second)
        #expect(try store.binding(accountID: bob.id, clusterID: prod.id) == nil)
        #expect(try !store.unbind(id: second.id, accountID: bob.id))
        #expect(try store.unbind(id: second.id, accountID: alice.id))
        #expect(try !store.unbind(id: second.id, accountID: alice.id))
    }

    @Test func aSealedTokenIsNotDescribed() throws {
        let alice = try store.made("alice")
        let prod = try store.madeCluster("prod")
        let outcome = try bind(alice.id, prod.id, "SECRET")
        var dumped = ""
        dump(outcome, to: &dumped)
        for text in ["\(outcome)", String(reflecting: outcome), dumped] {
            #expect(text.contains("binding") || text.contains("clusterID"))
            #expect(!text.contains("SECRET") && !text.contains("6 bytes"))
        }
    }

    @Test func bindingsGoWithTheirClusterAndTheirAccount() throws {
        let alice = try store.made("alice")
        let bob = try store.made("bob")
        let clusters = try (1...4).map { try store.madeCluster("cluster \($0)") }
        for cluster in clusters {
            _ = try bind(alice.id, cluster.id)
            _ = try bind(bob.id, cluster.id)
        }
        #expect(try store.bindings(accountID: bob.id).map(\.clusterID) == clusters.map(\.id))
        #expect(try store.bindings(accountID: bob.id, IDPage(afterID: 4, limit: 1)).map(\.id) == [6])
        try store.deleteCluster(id: clusters[0].id)
        #expect(try store.bindingCount(accountID: alice.id) == 3)
        #expect(try store.bindingCount(accountID: bob.id) == 3)
        _ = try store.removeAccount(uuid: bob.uuid)
        #expect(try store.bindingCount(accountID: bob.id) == 0)
        #expect(try store.bindingCount(accountID: alice.id) == 3)
        #expect(try bind(alice.id, clusters[0].id) == .clusterNotFound)
        #expect(try bind(bob.id, clusters[1].id) == .accountNotFound)
        #expect(try store.bindings(accountID: alice.id).count == 3)
    }
}
