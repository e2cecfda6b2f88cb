import Foundation
import TestDatabases
import Testing

@testable import Web
@testable import verifyd

/// Settings that are well-formed and dangerous.
struct SettingHazardTests {
    private static let safe = [
        "database": "sqlite:/nowhere/sehat.db", "keys": "/nowhere/keys",
        "public-url": "https://sehat.example.ir",
        "trusted-proxies": "127.0.0.1, ::1, 10.0.0.0/8, 2001:db8::/32",
        "smtp.server": "smtp://mail.example.ir:587", "sms.gateway": "https://sms.example.ir/v1",
    ]

    private func hazards(_ texts: [String: String]) throws -> [SettingHazard] {
        let all = Self.safe.merging(texts) { _, given in given }
        return try Settings([SettingSource(origin: "test", texts: all)]).hazards()
    }

    @Test(
        arguments: [
            [:], ["public-url": "http://127.0.0.1:8080"], ["public-url": "http://[::1]:8080"],
            ["public-url": "http://localhost:8080", "environment": "development"],
            ["metrics-listen": "10.1.2.3:9464"],
            ["metrics-listen": "0.0.0.0:9464", "metrics": "off"],
            ["listen": "0.0.0.0:8080"],
            ["smtp.server": "smtp://127.0.0.1:25", "smtp.tls": "off"],
            ["smtp.server": "smtp://[::1]:25", "smtp.tls": "off"],
            ["sms.gateway": "http://127.0.0.1:8099/v1"],
            ["sms.second-gateway": "http://localhost:8099"],
        ] as [[String: String]]
    )
    func `usual settings are not named`(_ texts: [String: String]) throws {
        #expect(try hazards(texts) == [])
    }

    @Test(
        arguments: [
            (
                "public-url", ["public-url": "http://sehat.example.ir"],
                SettingHazard.Severity.refused
            ),
            ("public-url", ["public-url": "http://203.0.113.5"], .refused),
            ("public-url", ["public-url": "http://192.168.1.5:8080"], .warned),
            ("trusted-proxies", ["trusted-proxies": "0.0.0.0/0"], .refused),
            ("trusted-proxies", ["trusted-proxies": "127.0.0.1, ::/0"], .refused),
            ("trusted-proxies", ["trusted-proxies": "0.0.0.0/1"], .warned),
            ("trusted-proxies", ["trusted-proxies": "2000::/3"], .warned),
            ("metrics-listen", ["metrics-listen": "203.0.113.5:9464"], .refused),
            ("metrics-listen", ["metrics-listen": "0.0.0.0:9464"], .warned),
            ("metrics-listen", ["metrics-listen": "[::]:9464"], .warned),
            ("environment", ["environment": "development"], .refused),
            (
                "environment",
                [
                    "environment": "development", "public-url": "http://127.0.0.1",
                    "listen": "203.0.113.5:80",
                ], .refused
            ),
            (
                "environment",
                [
                    "environment": "development", "public-url": "http://127.0.0.1",
                    "listen": "0.0.0.0:80",
                ], .warned
            ),
            ("rate-limits", ["rate-limits": "off"], .warned),
            ("limits.connections-per-network", ["limits.connections-per-network": "0"], .warned),
            ("database", ["database": "sqlite:/nowhere/a?synchronous=normal"], .warned),
            ("smtp.tls", ["smtp.tls": "off"], .refused),
            ("smtp.tls", ["smtp.server": "smtp://10.0.0.7", "smtp.tls": "off"], .refused),
            ("sms.gateway", ["sms.gateway": "http://sms.example.ir/v1"], .refused),
            ("sms.gateway", ["sms.gateway": "http://10.0.0.7/v1"], .refused),
            ("sms.gateway", ["sms.gateway": "http://127.0.0.1.example.ir/v1"], .refused),
            ("sms.second-gateway", ["sms.second-gateway": "http://[2001:db8::1]"], .refused),
        ]
    )
    func `a dangerous setting is named`(
        _ name: String,
        _ texts: [String: String],
        _ severity: SettingHazard.Severity
    ) throws {
        let found = try hazards(texts)
        #expect(found.map(\.setting) == [name])
        #expect(found.map(\.severity) == [severity])
    }

    @Test(arguments: [(0o600, false), (0o640, false), (0o644, true), (0o602, true)])
    func `a database that every user can read is named`(_ mode: Int, _ isNamed: Bool) throws {
        let folder = try TemporaryDirectory.make("hazards")
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "sehat.db").path
        try Data().write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        let found = try hazards(["database": "sqlite:\(path)"])
        #expect(found.map(\.setting) == (isNamed ? ["database"] : []))
    }

    @Test func `the daemon does not start with what is refused, and starts with what is warned of`()
        throws
    {
        func settings(_ texts: [String: String]) throws -> Settings {
            try Settings([
                SettingSource(origin: "test", texts: Self.safe.merging(texts) { $1 })
            ])
        }
        try settings(["rate-limits": "off"]).requireSafe()
        #expect {
            try settings(["trusted-proxies": "0.0.0.0/0"]).requireSafe()
        } throws: { error in
            let text = (error as? Settings.Faults)?.all.map(\.description).joined() ?? ""
            return text.hasPrefix(
                "trusted-proxies: with 0.0.0.0/0 every client names its own address"
            )
        }
    }

    @Test func `config check prints warnings and exits with 64 for what is refused`() throws {
        func check(_ words: [String]) throws -> (code: Int32, out: String, error: String) {
            let (out, error) = (Pipe(), Pipe())
            let process = Process()
            process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
                .deletingLastPathComponent().appending(path: "verifyd")
            process.arguments =
                ["config", "check"]
                + Self.safe.flatMap { ["--set", "\($0.key)=\($0.value)"] } + words
            process.environment = ["PATH": "/usr/bin:/bin"]
            (process.standardOutput, process.standardError) = (out, error)
            try process.run()
            let text = String(
                decoding: out.fileHandleForReading.readDataToEndOfFile(),
                as: UTF8.self
            )
            let said = String(
                decoding: error.fileHandleForReading.readDataToEndOfFile(),
                as: UTF8.self
            )
            process.waitUntilExit()
            return (process.terminationStatus, text, said)
        }
        let warned = try check(["--rate-limits", "off"])
        #expect(warned.code == 0 && warned.out == "ok\n")
        #expect(warned.error.hasPrefix("warning: rate-limits: "))
        let refused = try check(["--metrics-listen", "203.0.113.5:9464"])
        #expect(refused.code == 64 && refused.out.isEmpty)
        #expect(refused.error.hasPrefix("error: metrics-listen: "))
    }

    @Test func `a channel without a sender is named in production, unless another daemon sends`()
        throws
    {
        var texts = Self.safe
        texts["smtp.server"] = nil
        texts["sms.gateway"] = nil
        func named(_ more: [String: String]) throws -> [String] {
            let all = texts.merging(more) { _, given in given }
            return try Settings([SettingSource(origin: "test", texts: all)]).hazards()
                .filter { $0.severity == .warned }.map(\.setting)
        }
        #expect(try named([:]) == ["smtp.server", "sms.gateway"])
        #expect(try named(["sms.second-gateway": "https://sms.example.ir"]) == ["smtp.server"])
        #expect(try named(["messages.workers": "0"]) == [])
        let development = ["environment": "development", "public-url": "http://127.0.0.1"]
        #expect(try named(development) == [])
    }
}
