#if PostgreSQL
import Foundation

/// A PostgreSQL server on TCP that accepts TLS connections only.
///
/// Its certificate is for the names `localhost` and 0.0.0.0: the latter reaches this machine but counts as another
/// one.
package final class EncryptedServer: Sendable {
    /// Started when the first test needs it.
    package static let shared = Result { try EncryptedServer() }

    /// The port where it listens.
    package let port: Int
    /// The file with the certificate of the authority that signed the server's.
    package let authority: String
    /// The file with that of an authority that signed nothing.
    package let otherAuthority: String
    private let server: PostgreSQLServer

    private init() throws {
        // Another process may take the port just before the server does.
        var attempts = 3
        while true {
            let port = try LoopbackListener().freed()
            attempts -= 1
            do {
                server = try PostgreSQLServer(port: port, "listen_addresses=127.0.0.1", "ssl=on")
                self.port = port
                break
            } catch let error where attempts == 0 {
                throw error
            } catch {}
        }
        authority = "\(server.folder)/ca.pem"
        otherAuthority = "\(server.folder)/other-ca.pem"
    }

    /// Returns the address of its database by a name of the server.
    package func address(_ user: String = "sehat", at host: String) -> String {
        "postgres://\(user)@\(host):\(port)/postgres"
    }
}
#endif
