import Foundation
import TestSupport
import Testing

/// A configuration that cannot be used exits with 2 and says all that is wrong with it, and where.
@Suite struct SettingsErrorTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func everythingIsToldAtOnceWithItsPlace() throws {
        let file = folder.write(
            "weir.yaml",
            """
            keep_day: 3
            keep_days: 0
            tls-key: x
            mode: {a: b}
            listen: [1, 2]
            rules:
            config: other.yaml
            store_mebibytes: 1_024

            """)
        let told = try Configured.errors(
            [
                "--lissten", "127.0.0.1:1", "--snap-length", "5", "stray", "--token-hours", "1", "--token-hours", "2",
                "--user",
            ],
            ["WEIR_CONFIG": file, "WEIR_LISTN": "x", "WEIR_KUBECTL_CONCURRENT": "-1"])
        #expect(
            told.sorted()
                == [
                    "\"--lissten\": unknown flag; did you mean --listen?",
                    "--snap-length: expected a whole number of octets from 64 to 262144, not \"5\"",
                    "\"stray\": unexpected argument; every setting is a flag such as --listen",
                    "--token-hours: given twice; it has one value",
                    "--user: has no value; give it as --user USER",
                    "\"WEIR_LISTN\": unknown variable; did you mean WEIR_LISTEN?",
                    "WEIR_KUBECTL_CONCURRENT: expected a whole number from 1 to 64, not \"-1\"",
                    "\(file):1: unknown key \"keep_day\"; did you mean keep_days?",
                    "\(file):2: keep_days: expected a whole number of days from 1 to 3650, not \"0\"",
                    "\(file):3: unknown key \"tls-key\"; did you mean tls_key?",
                    "\(file):4: mode: expected a value, not a mapping",
                    "\(file):5: listen: expected one value, not a list",
                    "\(file):6: rules: has no value; give one, or leave the key out",
                    "\(file):7: config: a file cannot name another; give it with --config or WEIR_CONFIG",
                    "\(file):8: store_mebibytes: expected a whole number of MiB from 16 to 1048576, not \"1_024\"",
                ].sorted())
    }

    /// A typing error must not wait behind a flag until that is gone.
    @Test func aWrongValueIsToldWhereAnotherGoesBeforeIt() throws {
        let told = try Configured.errors(["--keep-days", "5"], ["WEIR_KEEP_DAYS": "five"])
        #expect(told == ["WEIR_KEEP_DAYS: expected a whole number of days from 1 to 3650, not \"five\""])
    }

    @Test(arguments: [
        ("--listen", "::1:80"), ("--listen", "8000"), ("--listen", ":8000"), ("--listen", "127.0.0.1:65536"),
        ("--listen", "example.com:80"), ("--listen", "[127.0.0.1]:80"), ("--listen", "127.0.0.1:"),
        ("--public-url", "weir.example"), ("--public-url", "https://weir.example/x"),
        ("--public-url", "ftp://weir.example"),
        ("--public-url", "https://a:b@weir.example"), ("--cors-origin", "https://weir.example?x"),
        ("--trusted-proxy", "10.0.0.0/33"), ("--allow", "everybody"), ("--registration", "maybe"), ("--metrics", "2"),
        ("--log-level", "loud"), ("--block-without-proof", "everything"), ("--keep-days", "+3"), ("--keep-days", "3.0"),
        ("--keep-days", ""), ("--keep-days", "99999999999999999999"), ("--name", ""), ("--data", ""), ("--kubectl", ""),
    ])
    func aWrongValueIsRefused(_ flag: String, _ value: String) throws {
        let told = try Configured.errors(["\(flag)=\(value)"])
        #expect(told.count == 1)
        #expect(told[0].hasPrefix("\(flag): expected ") && told[0].hasSuffix(", not \(value.debugDescription)"))
    }

    @Test func filesThatAreNotThereAreTold() throws {
        let file = folder.write("file", "")
        #expect(try Configured.errors(["--rules", file]) == ["--rules: \"\(file)\" is a file"])
        #expect(try Configured.errors(["--replay", folder.path]) == ["--replay: \"\(folder.path)\" is a folder"])
        #expect(try Configured.errors(["--assets", "/nowhere"]) == ["--assets: there is no folder \"/nowhere\""])
        #expect(
            try Configured.errors(["--config", "/nowhere"])
                == ["/nowhere: there is no such file; name one with --config, or none"])
        #expect(try Configured.errors(["--config", folder.path])[0].hasSuffix("is no file of at most 64 KiB"))
    }

    @Test func aCertificateAndItsKeyGoTogether() throws {
        let file = folder.write("file", "")
        #expect(
            try Configured.errors(["--tls-certificate", file])
                == ["--tls-key: is missing: a certificate needs its private key"])
        #expect(
            try Configured.errors([], ["WEIR_TLS_KEY": file])
                == ["--tls-certificate: is missing: a private key needs its certificate"])
    }

    @Test func interfacesAreNamedOnce() throws {
        #expect(
            try Configured.errors(["--interface", "lo", "--interface", "lo"]) == [
                "--interface: name every interface once"
            ])
    }

    @Test(arguments: [
        ("a: [1", ":1: is not YAML: "), ("keep_days: 1\nkeep_days: 2", ":1: a key stands twice: keep_days"),
        ("- 1", ":1: a file of settings is a mapping"), ("listen: *x", ":1: is not YAML: "),
        ("data: \"\\xzz\"", ":1: is not YAML: "), ("? [a]\n: 1", ":1: unknown key"),
        ("listen: \(String(repeating: "[", count: 3_000))", ":1: is nested too deeply"),
        (String(repeating: "- ", count: 3_000), ":1: is nested too deeply"),
        (String(repeating: "#", count: 70_000), ": is no file of at most 64 KiB"),
    ])
    func whatIsNoFileOfSettingsIsRefused(_ text: String, _ words: String) throws {
        let file = folder.write("weir.yaml", text)
        #expect(try Configured.errors(["--config", file])[0].hasPrefix(file + words))
    }

    @Test(arguments: ["", "# nothing\n", "~\n", "---\n"]) func anEmptyFileSaysNothing(_ text: String) throws {
        let file = folder.write("weir.yaml", text)
        #expect(try Configured.settings(["--config", file])["keep_days"]?.source == "default")
    }

    /// In a pod, Kubernetes sets variables for each service of the namespace, and one may well be called `weir`.
    @Test func variablesOfKubernetesServicesAreNoSettings() throws {
        let names = [
            "WEIR_SERVICE_HOST", "WEIR_SERVICE_PORT", "WEIR_SERVICE_PORT_HTTPS", "WEIR_PORT", "WEIR_PORT_8000_TCP",
            "WEIR_PORT_8000_TCP_ADDR", "WEIR_HUB_SERVICE_HOST", "WEIR_HUB_PORT_8000_UDP_PROTO",
        ]
        let variables = Dictionary(uniqueKeysWithValues: names.map { ($0, "tcp://10.0.0.1:8000") })
        #expect(try Configured.settings([], variables)["listen"]?.source == "default")
        #expect(try Configured.errors([], ["WEIR_PORT_X": "1"]).count == 1)
    }
}
