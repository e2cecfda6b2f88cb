#if PostgreSQL
import Foundation
import TestDatabases
import Testing

/// What an administrator reads when a PostgreSQL elsewhere lets him not in, or must not be believed.
@Suite struct `a database that cannot be used` {
    /// What follows the host in the address, what is said, and what to do.
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
                "put the password of the address's user into a file that only you can read: --database-password-file, SEHAT_DATABASE_PASSWORD_FILE"
            ),
            (
                "localhost", "?user=nobody", "role \"nobody\" does not exist",
                "create the user and the database of the address, and admit them in the server's pg_hba.conf"
            ),
        ]

    @Test(arguments: refusals)
    func `is told with the reason and the way out`(
        host: String,
        parameters: String,
        error: String,
        hint: String
    ) throws {
        let server = try EncryptedServer.shared.get()
        let house = try House()
        defer { house.tearDown() }
        let address =
            server.address(at: host)
            + parameters.replacing("OTHER", with: server.otherAuthority)
            .replacing("CA", with: server.authority)
        let outcome = try house.run(
            """
            umask 077; echo wrong horse > p
            verify-cli db check --database '\(address)' --database-password-file p
            """
        )
        let expected = ["error: the database cannot be used: …\(error)", "hint: \(hint)"]
        #expect(fits(outcome.talk.split(separator: "\n")[...], expected[...]), "\(outcome)")
        #expect(outcome.exit == 5)
        #expect(!outcome.talk.contains("horse"))
    }

    @Test
    func `is elsewhere when the environment says so`() throws {
        let server = try EncryptedServer.shared.get()
        let house = try House()
        defer { house.tearDown() }
        for place in ["PGHOST=0.0.0.0", "PGHOST=localhost PGHOSTADDR=0.0.0.0"] {
            let outcome = try house.run(
                "\(place) PGPORT=\(server.port) verify-cli db check --database postgres:///postgres"
            )
            #expect(outcome.talk.contains("root certificate file"), "\(outcome)")
        }
    }
}
#endif
