import Foundation
import TestDatabases
import Testing

@testable import Pages
@testable import Web
@testable import verifyd

struct SettingsTests {
    private func source(_ origin: String, _ texts: [String: String]) -> SettingSource {
        SettingSource(origin: origin, texts: texts)
    }

    private func settings(_ sources: [SettingSource]) throws -> Settings {
        try Settings(sources)
    }

    @Test func `the source that is named first wins`() throws {
        let settings = try settings([
            source("flags", ["limits.body": "1KiB"]),
            source("environment", ["limits.body": "2KiB", "limits.upload": "2MiB"]),
            source("file", ["limits.upload": "3MiB", "workers": "3"]),
        ])
        #expect(settings[\.bodyLimit] == 1024)
        #expect(settings[\.uploadLimit] == 2 << 20)
        #expect(settings[\.workers] == 3)
        #expect(settings[\.headerCount] == 100)
    }

    @Test(
        arguments: [
            ["database": "here"], ["database": "sqlite:"], ["database": "postgres://a:b@db/sehat"],
            ["database": "sqlite:a", "replica": "sqlite:b"],
            ["database": "sqlite:a", "replica": "postgres://db/sehat?colour=red"],
        ]
    )
    func `a malformed address is refused before anything is opened`(
        _ texts: [String: String]
    ) throws {
        let settings = try settings([source("file", texts)])
        #expect(throws: (any Error).self) {
            _ = (try settings.database(), try settings.replica())
        }
    }

    @Test(
        arguments: [
            ("security@uni.example.ir", true), ("a.b+c@d.ir", true), ("security", false),
            ("@uni.ir", false), ("a@b", false), ("a@b@c.ir", false), ("a b@c.ir", false),
            ("a@b.ir\"", false),
        ]
    )
    func `a security contact is an e-mail address`(_ text: String, _ isAddress: Bool) {
        #expect((SettingTable().securityContact.read(text) != nil) == isAddress)
    }

    @Test func `every default is a value of its setting`() throws {
        for row in SettingTable.rows where !row.standard.isEmpty {
            #expect(row.read(row.standard) != nil, "\(row.name)")
        }
        #expect(Set(SettingTable.rows.map(\.name)).count == SettingTable.rows.count)
    }

    @Test func `every unknown name and malformed value is reported, whichever source wins`() {
        let faulty = [
            source("flags", ["limits.body": "1KiB"]),
            source("file", ["limits.body": "much", "limit.body": "1", "listen": "here"]),
        ]
        #expect {
            try settings(faulty)
        } throws: { error in
            let faults = (error as? Settings.Faults)?.all ?? []
            return faults == [
                .unknown(name: "limit.body", origin: "file"),
                .malformed(name: "limits.body", origin: "file", expected: "BYTES"),
                .malformed(name: "listen", origin: "file", expected: "ADDRESS:PORT"),
            ]
        }
    }

    @Test(
        arguments: [
            ("64KiB", 65_536), ("1000", 1000), ("1GiB", 1 << 30), ("1.5MiB", nil), ("-1", nil),
            ("", nil), ("64kb", nil), ("99999999999999999999GiB", nil),
        ] as [(String, Int?)]
    )
    func `bytes are read with their unit`(_ text: String, _ bytes: Int?) {
        #expect(SettingKind.bytes(0...(1 << 40)).parse(text) == bytes)
    }

    @Test(
        arguments: [
            ("250ms", Duration.milliseconds(250)), ("10s", .seconds(10)), ("5m", .seconds(300)),
            ("24h", .seconds(86_400)), ("10", nil), ("s", nil), ("25h", nil), ("1.5s", nil),
        ] as [(String, Duration?)]
    )
    func `durations are read with their unit`(_ text: String, _ duration: Duration?) {
        #expect(SettingKind.duration(.zero ... .seconds(86_400)).parse(text) == duration)
    }

    @Test(arguments: [
        ("127.0.0.1:8080", "127.0.0.1", 8080), ("[::1]:80", "::1", 80),
        ("localhost:0", "localhost", 0),
    ])
    func `a listener is an address and a port`(_ text: String, _ host: String, _ port: Int) throws {
        let endpoint = try #require(Endpoint(parsing: text))
        #expect(endpoint.host == host)
        #expect(endpoint.port == port)
    }

    @Test(arguments: [
        ("https://sehat.example.ir", true), ("http://127.0.0.1:8080/", true),
        ("https://sehat.example.ir/x", false), ("sehat.example.ir", false), ("ftp://x", false),
        ("https://", false), ("https://a b", false), ("https://user@host", false),
    ])
    func `the public address has no path`(_ text: String, _ isOne: Bool) {
        #expect((SettingKind.origin.parse(text) != nil) == isOne)
    }

    @Test func `a file may nest its names or not, and is read strictly`() throws {
        let folder = try TemporaryDirectory.make("settings")
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "verifyd.json").path
        func settings(_ text: String) throws -> Settings {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            return try self.settings([.file(path)])
        }
        let read = try settings(
            """
            {"limits": {"body": "1KiB", "connections": 100}, "log.requests": false,
             "trusted-proxies": ["127.0.0.1", "10.0.0.0/8"]}
            """
        )
        #expect(read[\.bodyLimit] == 1024)
        #expect(read[\.connections] == 100)
        #expect(read[\.logRequests] == false)
        #expect(read[\.trustedProxies]?.count == 2)
        for wrong in ["[]", "{", "{\"workers\": 1,}", "{\"workers\": null}", "{\"worker\": 1}"] {
            #expect(throws: Settings.Faults.self) { try settings(wrong) }
        }
    }

    @Test func `an unknown variable is a fault only when the check is strict`() {
        let variables = ["SEHAT_LIMITS_BODY": "1KiB", "SEHAT_LIMIT": "1", "SEHAT_SERVER": "x"]
        let strict = SettingSource.environment(variables, table: SettingTable.rows, strict: true)
        #expect(strict.texts == ["limits.body": "1KiB"])
        #expect(strict.faults == [.unknown(name: "SEHAT_LIMIT", origin: "the environment")])
        let lenient = SettingSource.environment(
            variables,
            table: SettingTable.rows,
            strict: false
        )
        #expect(lenient.faults.isEmpty)
    }
}

struct ConfigurationPageTests {
    @Test func `the page of the documentation has the table of the program`() throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../docs/configuration.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        for line in SettingTable.markdown.split(separator: "\n") {
            #expect(text.contains(line), "docs/configuration.md lacks: \(line)")
        }
    }
}
