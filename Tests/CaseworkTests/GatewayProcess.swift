import Foundation
import TestDatabases

/// A sandbox of `Tests/Gateways` on a free port of loopback, ended with the test.
final class GatewayProcess {
    /// The port at which it listens.
    let port: Int
    private let process = Process()
    /// The server ends with this input, also when the tests end without a word.
    private let input = Pipe()

    /// The directory of the package.
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Starts `Tests/Gateways/sms_gateway.py`, which needs Python alone.
    static func sms(_ arguments: String...) throws -> GatewayProcess {
        let script = root.appending(path: "Tests/Gateways/sms_gateway.py").path
        return try GatewayProcess(["/usr/bin/env", "python3", script] + arguments)
    }

    /// Starts `Tests/Gateways/webhook_receiver.py`, which needs Python alone.
    static func webhooks(_ arguments: String...) throws -> GatewayProcess {
        let script = root.appending(path: "Tests/Gateways/webhook_receiver.py").path
        return try GatewayProcess(["/usr/bin/env", "python3", script] + arguments)
    }

    /// Starts `Tests/Gateways/smtp_server.py`, with the packages of scripts/python.
    static func smtp(_ arguments: String...) throws -> GatewayProcess {
        _ = try packages.get()
        let script = root.appending(path: "Tests/Gateways/smtp_server.py").path
        return try GatewayProcess(
            [root.appending(path: "scripts/python").path, script] + arguments
        )
    }

    /// Installs the packages once, before several servers would install them together.
    private static let packages = Result {
        var python = Program(root.appending(path: "scripts/python").path, "-c", "import aiosmtpd")
        python.directory = root.path
        let outcome = try python.run()
        guard outcome.status == 0 else { throw NoStart(reason: outcome.talk) }
    }

    struct NoStart: Error {
        let reason: String
    }

    private init(_ words: [String]) throws {
        let output = Pipe()
        process.executableURL = URL(filePath: words[0])
        process.arguments = words.dropFirst() + ["--until-eof"]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        var line: [UInt8] = []
        while line.last != 0x0A,
            let byte = try output.fileHandleForReading.read(upToCount: 1)?.first
        {
            line.append(byte)
        }
        let words = String(decoding: line, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard words.first == "listening", let port = words.last.flatMap({ Int($0) }) else {
            process.terminate()
            throw NoStart(reason: String(decoding: line, as: UTF8.self))
        }
        self.port = port
    }

    // A signal would not do: children inherit that a daemon in these tests ignores SIGTERM.
    deinit { try? input.fileHandleForWriting.close() }
}

/// A certificate for `localhost` that signed itself, for the sandboxes.
struct TestCertificate {
    /// The certificate and its key, for a server.
    let both: String
    /// The certificate alone, for a client that accepts it.
    let authority: String

    init(in folder: String) throws {
        (both, authority) = ("\(folder)/server.pem", "\(folder)/authority.pem")
        let outcome = try Program(
            "/usr/bin/env",
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=DNS:localhost",
            "-keyout",
            "\(folder)/key.pem",
            "-out",
            authority
        )
        .run()
        guard outcome.status == 0 else { throw GatewayProcess.NoStart(reason: outcome.talk) }
        let parts = try ["key.pem", "authority.pem"].map {
            try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8)
        }
        try parts.joined().write(toFile: both, atomically: true, encoding: .utf8)
    }
}
