import Accounts
import Foundation
import Testing

@Suite struct SecretKeyTests {
    /// What the key does, since it cannot be looked at.
    private func print(_ key: SecretKey) async throws -> String {
        try await AccessTokens(secret: key).issue(subject: Fixtures.subject, generation: 1, now: Fixtures.now)
    }

    @Test func makesAPrivateFileOnce() async throws {
        let folder = try TemporaryFolder()
        let first = try SecretKey.open(path: folder.file("secret"))
        #expect(try folder.mode("secret") == 0o600)
        #expect(try folder.octets("secret").count == 32)
        #expect(try folder.names == ["secret"], "no draft is left")
        let second = try SecretKey.open(path: folder.file("secret"))
        #expect(try await print(first) == print(second))
    }

    @Test func secretsDiffer() async throws {
        let folder = try TemporaryFolder()
        let one = try SecretKey.open(path: folder.file("one"))
        let other = try SecretKey.open(path: folder.file("other"))
        #expect(try await print(one) != print(other))
        #expect(Set(try folder.octets("one")).count > 8)
    }

    @Test(arguments: [0o644, 0o640, 0o660, 0o604, 0o620, 0o601, 0o666])
    func refusesWhatOthersMayUse(_ mode: Int) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("secret", [UInt8](repeating: 7, count: 32), mode: mode)
        #expect(throws: SecretKeyError.notPrivate(path: path, mode: UInt32(mode))) { try SecretKey.open(path: path) }
        #expect(SecretKeyError.notPrivate(path: path, mode: UInt32(mode)).message.contains("run chmod 600"))
    }

    @Test(arguments: [0o600, 0o400, 0o700]) func takesPrivateModes(_ mode: Int) throws {
        let folder = try TemporaryFolder()
        _ = try SecretKey.open(path: folder.write("secret", [UInt8](repeating: 7, count: 32), mode: mode))
    }

    @Test func refusesALink() throws {
        let folder = try TemporaryFolder()
        let target = try folder.write("target", [UInt8](repeating: 7, count: 32))
        let link = folder.file("secret")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
        #expect(throws: SecretKeyError.symbolicLink(path: link)) { try SecretKey.open(path: link) }
        // A dangling one must not have its target made.
        try FileManager.default.removeItem(atPath: target)
        #expect(throws: SecretKeyError.symbolicLink(path: link)) { try SecretKey.open(path: link) }
        #expect(try folder.names == ["secret"])
    }

    @Test(arguments: [0, 1, 31, 33, 64, 5000]) func refusesOtherSizes(_ size: Int) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("secret", [UInt8](repeating: 7, count: size))
        #expect {
            try SecretKey.open(path: path)
        } throws: {
            if case .wrongSize(path, let octets) = $0 as? SecretKeyError { octets == min(size, 4096) } else { false }
        }
        #expect(try folder.octets("secret").count == size, "it is left as it was")
    }

    @Test func refusesFoldersAndPipes() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.file("folder"), withIntermediateDirectories: false)
        #expect(throws: SecretKeyError.notAFile(path: folder.file("folder"))) {
            try SecretKey.open(path: folder.file("folder"))
        }
        #expect(unsafe mkfifo(folder.file("pipe"), 0o600) == 0)
        #expect(throws: SecretKeyError.notAFile(path: folder.file("pipe"))) {
            try SecretKey.open(path: folder.file("pipe"))
        }
    }

    @Test func refusesAMissingFolder() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("missing/secret")
        #expect(throws: SecretKeyError.noFolder(path: path)) { try SecretKey.open(path: path) }
    }

    @Test(.enabled(if: geteuid() == 0, "only root can give files away"))
    func refusesAnothersFile() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("secret", [UInt8](repeating: 7, count: 32))
        #expect(unsafe chown(path, 65_534, 65_534) == 0)
        #expect(throws: SecretKeyError.foreignOwner(path: path, owner: 65_534)) { try SecretKey.open(path: path) }
        // Root works on the data of the service whose folder it is.
        #expect(unsafe chown(folder.path, 65_534, 65_534) == 0)
        _ = try SecretKey.open(path: path)
    }

    /// Two threads at once, many times: one file, one key, no draft, never a short file.
    @Test func openersAtOnceAgree() async throws {
        for _ in 0..<200 {
            let folder = try TemporaryFolder()
            let keys = try Racers.run(2) { try SecretKey.open(path: folder.file("secret")) }
            #expect(try folder.names == ["secret"])
            #expect(try await print(keys[0]) == print(keys[1]))
        }
    }

    /// A crash between the draft and its second name.
    @Test func aLeftDraftIsNoSecret() throws {
        let folder = try TemporaryFolder()
        try folder.write("secret.new-1", [1, 2, 3])
        _ = try SecretKey.open(path: folder.file("secret"))
        #expect(try folder.octets("secret").count == 32)
    }

    @Test func isNeverShown() throws {
        let key = try Fixtures.secret(0xAB)
        var dumped = ""
        dump(key, to: &dumped)
        dump(TokenVault(secret: key), to: &dumped)
        for text in ["\(key)", String(reflecting: key), dumped, "\(TokenVault(secret: key))"] {
            #expect(!text.lowercased().contains("ab, ") && !text.contains("171") && !text.lowercased().contains("abab"))
        }
        #expect("\(key)" == "SecretKey(not shown)")
    }
}
