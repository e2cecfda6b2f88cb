#if PostgreSQL
import Foundation

/// A PostgreSQL on TCP that takes nobody without TLS.
///
/// Its certificate is for the names `localhost` and 0.0.0.0: the latter leads to this machine, and by its
/// look to another one.
package final class EncryptedServer: Sendable {
    /// Started when the first test asks for it.
    package static let shared = Result { try EncryptedServer() }

    /// Where it listens.
    package let port: Int
    /// The file with the certificate of the authority that signed the server's.
    package let authority: String
    /// The file with that of an authority that signed nothing.
    package let otherAuthority: String
    private let server: PostgreSQLServer

    private init() throws {
        // Somebody else may take the port just before the server does.
        var attempts = 3
        while true {
            let port = try Self.freePort()
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

    /// Its database by a name of the server.
    package func address(_ user: String = "sehat", at host: String) -> String {
        "postgres://\(user)@\(host):\(port)/postgres"
    }

    /// A port of this machine that nobody listens at.
    package static func freePort() throws -> Int {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isNamed = unsafe withUnsafeMutablePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(listener, $0, length) == 0 && getsockname(listener, $0, &length) == 0
            }
        }
        guard isNamed else { throw POSIXError(.EADDRNOTAVAIL) }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
#endif
