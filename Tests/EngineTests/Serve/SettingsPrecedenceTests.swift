import Foundation
import TestSupport
import Testing

/// A flag goes before a variable, a variable before the file, the file before the default.
@Suite struct SettingsPrecedenceTests {
    private let folder: TemporaryFolder
    private let file: String

    init() throws {
        folder = try TemporaryFolder()
        file = folder.write(
            "weir.yaml",
            """
            # Kept by us.
            listen: "[::1]:9000"
            keep_days: 3
            mode: observe
            allow: [10.0.0.0/8, 2001:db8::/32]
            interface: lo
            metrics: off
            filter: "tcp port 80, \\"x\\" # \\t"

            """)
    }

    @Test func whatIsNotGivenHasItsDefault() throws {
        let settings = try Configured.settings(["--data", "d"])
        #expect(settings["listen"]?.value == "127.0.0.1:8000")
        #expect(settings["registration"]?.value == "auto")
        #expect(settings["interface"]?.value == "[]")
        #expect(settings.filter { $0.value.source != "default" }.keys.sorted() == ["data"])
    }

    @Test func eachSourceGoesBeforeTheNext() throws {
        let variables = ["WEIR_KEEP_DAYS": "4", "WEIR_LISTEN": "127.0.0.1:1", "WEIR_CONFIG": file]
        let settings = try Configured.settings(["--keep-days", "5"], variables)
        #expect(try #require(settings["keep_days"]) == ("5", "--keep-days"))
        #expect(try #require(settings["listen"]) == ("127.0.0.1:1", "WEIR_LISTEN"))
        #expect(try #require(settings["mode"]) == ("observe", "\(file):4"))
        #expect(try #require(settings["metrics"]) == ("off", "\(file):7"))
        #expect(try #require(settings["kubectl"]) == ("kubectl", "default"))
    }

    @Test func theFlagNamesTheFileBeforeTheVariable() throws {
        let settings = try Configured.settings(["--config", file], ["WEIR_CONFIG": "/nowhere"])
        #expect(settings["keep_days"]?.value == "3")
    }

    @Test func listsReplaceOneAnother() throws {
        #expect(try Configured.settings(["--config", file])["allow"]?.value == "[10.0.0.0/8, \"2001:db8::/32\"]")
        let variables = ["WEIR_ALLOW": "192.0.2.0/24, 192.0.2.7", "WEIR_CONFIG": file]
        #expect(try Configured.settings([], variables)["allow"]?.value == "[192.0.2.0/24, 192.0.2.7/32]")
        let flags = ["--allow", "198.51.100.0/24", "--allow=203.0.113.0/24"]
        #expect(try Configured.settings(flags, variables)["allow"]?.value == "[198.51.100.0/24, 203.0.113.0/24]")
        #expect(try Configured.settings(["--config", file])["interface"]?.value == "[lo]")
    }

    @Test func aSwitchNeedsNoValueAndTakesOne() throws {
        for flags in [["--promiscuous"], ["--promiscuous", "on"], ["--promiscuous=yes"]] {
            #expect(try Configured.settings(flags)["promiscuous"]?.value == "on")
        }
        #expect(try Configured.settings(["--promiscuous", "--mode", "observe"])["mode"]?.value == "observe")
        #expect(try Configured.settings(["--metrics", "off"])["metrics"]?.value == "off")
        #expect(try Configured.settings([], ["WEIR_METRICS": "false"])["metrics"]?.value == "off")
    }

    /// Compose files write an empty variable for what is not set.
    @Test func anEmptyVariableIsNone() throws {
        #expect(try #require(try Configured.settings([], ["WEIR_LISTEN": ""])["listen"]).source == "default")
    }

    @Test func dataGoesToAFolderOfTheUsers() throws {
        let settings = try Configured.settings([], ["XDG_DATA_HOME": "/x"])
        #expect(settings["data"]?.value == (geteuid() == 0 ? "/var/lib/weir" : "/x/weir"))
    }

    @Test func whatIsPrintedIsAFileThatSaysTheSame() throws {
        let flags = [
            "--config", file, "--name", "a: \"b\" #c", "--tls-certificate", file, "--tls-key", file, "--promiscuous",
        ]
        let first = try Configured.settings(flags)
        let printed = folder.write("printed.yaml", try Configured.run(["serve", "--check"] + flags).output)
        let second = try Configured.settings(["--config", printed])
        #expect(first.mapValues(\.value) == second.mapValues(\.value))
        #expect(first.count > 25)
        #expect(second.values.allSatisfy { $0.source.hasPrefix(printed) })
    }
}
