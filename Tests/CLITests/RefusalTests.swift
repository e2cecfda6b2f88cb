#if PostgreSQL
import Foundation
import TestDatabases
import Testing

/// The messages for a PostgreSQL server that rejects the program, or that cannot be trusted.
@Suite struct `a database that cannot be used` {
    /// The end of the address, the message, and the hint.
    private static let refusals: [(host: String, parameters: String, error: String, hint: String)] =
        [
            (
                "0.0.0.0", "", "root certificate file \"…/.postgresql/root.crt\" does not exist",
                "add sslrootcert=FILE to the address: the certificate of the authority that signed the server's"
            ),
            (
                "0.0.0.0", "?sslrootcert=OTHER", "certificate verify failed",
                "sslrootcert names the authority that signed the server's certificate, which may have expired"
            ),
            (
                "127.0.0.1", "?sslmode=verify-full&sslrootcert=CA",
                "server certificate for \"localhost\" (and 1 other name) does not match host name \"127.0.0.1\"",
                "write a name into the address that the server's certificate has"
            ),
            (
                "localhost", "?sslmode=disable", "no pg_hba.conf entry …, no encryption",
                "leave sslmode out of the address, and PGSSLMODE out of the environment; else see the server's pg_hba.conf"
            ),
            (
                "localhost", "?user=keyholder",
                "password authentication failed for user \"keyholder\"…",
                "put the password of the address's user into a file that only you can read: --database-password-file FILE or SEHAT_DATABASE_PASSWORD_FILE"
            ),
            (
                "localhost", "?user=absent", "role \"absent\" does not exist",
                "create the user and the database of the address, and admit them in the server's pg_hba.conf"
            ),
        ]

    @Test(arguments: refusals)
    func `is reported with the reason and a hint`(
        host: String,
        parameters: String,
        error: String,
        hint: String
    ) throws {
        let server = try EncryptedServer.shared.get()
        let sandbox = try Sandbox()
        defer { sandbox.tearDown() }
        let address =
            server.address(at: host)
            + parameters.replacing("OTHER", with: server.otherAuthority)
            .replacing("CA", with: server.authority)
        let outcome = try sandbox.run(
            """
            umask 077; echo wrong horse > p
            verify-cli db check --database '\(address)' --database-password-file p
            """
        )
        let expected = ["error: the database cannot be used: …\(error)", "hint: \(hint)"]
        #expect(fits(outcome.notes.split(separator: "\n")[...], expected[...]), "\(outcome)")
        #expect(outcome.exit == 5)
        #expect(!outcome.notes.contains("horse"))
    }

    @Test
    func `is on another host when the environment names one`() throws {
        let server = try EncryptedServer.shared.get()
        let sandbox = try Sandbox()
        defer { sandbox.tearDown() }
        for variables in ["PGHOST=0.0.0.0", "PGHOST=localhost PGHOSTADDR=0.0.0.0"] {
            let outcome = try sandbox.run(
                "\(variables) PGPORT=\(server.port) verify-cli db check --database postgres:///postgres"
            )
            #expect(outcome.notes.contains("root certificate file"), "\(outcome)")
        }
    }
}
#endif
