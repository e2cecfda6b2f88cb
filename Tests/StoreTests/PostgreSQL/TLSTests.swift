#if PostgreSQL
import Foundation
import Store
import TestDatabases
import Testing

/// A server on TCP: its identity, and which clients it accepts.
@Suite
struct TLSTests {
    private let server = Result { try EncryptedServer.shared.get() }

    /// Opens a database; returns the version of TLS that the server reports for the connection.
    private func version(
        _ address: String,
        _ parameters: String = "",
        password: PasswordFile? = nil
    ) async throws -> String? {
        let location = try DatabaseLocation(parsing: address + parameters)
        let database = try Database(location.opened(with: password))
        defer { database.close() }
        return try await database.lookUp { connection in
            try connection.first(
                "SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl"
            ) { try $0.text(0) }
        }
    }

    /// Expects that opening fails with a reason, and with a message that contains some words.
    private func expect(
        _ reason: RejectionReason,
        _ words: String...,
        opening address: String,
        password: PasswordFile? = nil,
        _ sourceLocation: SourceLocation = #_sourceLocation
    ) async {
        await #expect(sourceLocation: sourceLocation) {
            _ = try await version(address, password: password)
        } throws: { error in
            guard case .rejected(reason, let message) = error as? StoreError else { return false }
            return words.allSatisfy(message.contains) && !message.contains("horse")
        }
    }

    @Test(arguments: ["localhost", "0.0.0.0"])
    func `a server that proves its identity is used through TLS`(host: String) async throws {
        let server = try server.get()
        let version = try await version(
            server.address(at: host),
            "?sslmode=verify-full&sslrootcert=\(server.authority)"
        )
        #expect(["TLSv1.2", "TLSv1.3"].contains(version))
    }

    @Test
    func `a server on another machine has to prove its identity by default`() async throws {
        let server = try server.get()
        let address = server.address(at: "0.0.0.0")
        let version = try await version(address, "?sslrootcert=\(server.authority)")
        #expect(version?.hasPrefix("TLSv1.") == true)
        await expect(
            .certificate,
            "certificate verify failed",
            opening: "\(address)?sslrootcert=\(server.otherAuthority)"
        )
        await expect(
            .authorityMissing,
            "/nowhere/ca.pem",
            opening: "\(address)?sslrootcert=/nowhere/ca.pem"
        )
    }

    @Test
    func `an address may waive that, but not TLS where the server requires it`() async throws {
        let server = try server.get()
        let address = server.address(at: "0.0.0.0")
        #expect(try await version(address, "?sslmode=require") != nil)
        await expect(.unencrypted, "no encryption", opening: "\(address)?sslmode=disable")
    }

    @Test
    func `a certificate of another authority or for another name is rejected`() async throws {
        let server = try server.get()
        let full = "?sslmode=verify-full&sslrootcert="
        await expect(
            .certificate,
            "certificate verify failed",
            opening: server.address(at: "localhost") + full + server.otherAuthority
        )
        await expect(
            .hostName,
            "does not match host name \"127.0.0.1\"",
            opening: server.address(at: "127.0.0.1") + full + server.authority
        )
        await expect(
            .authorityMissing,
            "no certificate",
            opening: server.address(at: "localhost") + full + "/dev/null"
        )
    }

    @Test
    func `libpq's advice to disable verification is not passed on`() async throws {
        let address = try server.get().address(at: "localhost")
        await #expect {
            _ = try await version(address, "?sslmode=verify-full&sslrootcert=/nowhere/ca.pem")
        } throws: { error in
            !"\(error)".contains("disable")
        }
    }

    @Test
    func `a password opens, and a wrong one does not and is not repeated`() async throws {
        let server = try server.get()
        let folder = try TemporaryDirectory.make("password")
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "password").path
        let named = PasswordFile.found(file: path, environment: [:])
        func write(_ password: String, mode: Int = 0o600) throws {
            try Data(password.utf8).write(to: URL(filePath: path))
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        }
        let address =
            server.address("keyholder", at: "localhost")
            + "?sslmode=verify-full&sslrootcert=\(server.authority)"
        try write("correct horse\n")
        #expect(try await version(address, password: named) != nil)
        try write("wrong horse\n")
        await expect(
            .password,
            "authentication failed for user \"keyholder\"",
            opening: address,
            password: named
        )
        try write("correct horse\n", mode: 0o640)
        await expect(.passwordFile, "chmod 600 \(path)", opening: address, password: named)
        await expect(.password, "no password", opening: address)
    }

    @Test
    func `an unknown user or database is reported as such`() async throws {
        let server = try server.get()
        await expect(
            .unknown,
            "role \"unknown\" does not exist",
            opening: server.address("unknown", at: "localhost")
        )
        await expect(
            .unknown,
            "database \"none\" does not exist",
            opening: server.address(at: "localhost").replacing("/postgres", with: "/none")
        )
    }

    @Test
    func `an address without a server is unreachable, not rejected`() async throws {
        let port = try LoopbackListener().freed()
        await #expect {
            _ = try await version("postgres://sehat@127.0.0.1:\(port)/postgres")
        } throws: { error in
            if case .unreachable = error as? StoreError { true } else { false }
        }
    }
}
#endif
