/// Why a server that is there lets this program not in, or why this program does not trust it.
///
/// Another attempt would end in the same way: somebody has to put something right.
package enum RejectionReason: String, CaseIterable, Sendable {
    /// The file with the password cannot be read, or can be read by others.
    case passwordFile = "password_file"
    /// The password is wrong, or there is none.
    case password
    /// No file says whose certificates are believed, or it holds none.
    case authorityMissing = "authority_missing"
    /// An authority that is not believed has signed the server's certificate, or its time is over.
    case certificate
    /// The server's certificate is for other names than the one in the address.
    case hostName = "host_name"
    /// The server takes nobody without TLS, and the address gives it up.
    case unencrypted
    /// The address asks for TLS, and the server has none.
    case withoutTLS = "without_tls"
    /// The server does not know the user or the database, or not from this machine.
    case unknown
    /// The database keeps texts otherwise than in UTF-8.
    case encoding

    /// What to do; `passwordFile` is what the program calls the setting of that file.
    package func wayOut(passwordFile setting: String) -> String {
        switch self {
        case .passwordFile:
            "name a file with the password that its owner alone can read: \(setting)"
        case .password:
            "put the password of the address's user into a file that you alone can read: \(setting)"
        case .authorityMissing:
            "add sslrootcert=FILE to the address: the certificate of the authority behind the server's"
        case .certificate:
            "sslrootcert names the authority that signed the server's certificate, which may have run out"
        case .hostName:
            "write a name into the address that the server's certificate has"
        case .unencrypted:
            "leave sslmode out of the address, and PGSSLMODE out of the environment; else see the server's pg_hba.conf"
        case .withoutTLS:
            "switch ssl on at the server, with a certificate for the name in the address"
        case .unknown:
            "make the user and the database of the address, and let them in by the server's pg_hba.conf"
        case .encoding:
            "make it anew: CREATE DATABASE … ENCODING UTF8 TEMPLATE template0"
        }
    }
}
