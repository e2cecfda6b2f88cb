/// Why a server rejects this program, or this program does not trust the server.
///
/// Another attempt would fail in the same way: an operator has to change something.
package enum RejectionReason: String, CaseIterable, Sendable {
    /// The file with the password cannot be read, or other users can read it.
    case passwordFile = "password_file"
    /// The password is wrong or missing.
    case password
    /// The file with the trusted certificate authorities is missing or empty.
    case authorityMissing = "authority_missing"
    /// The server's certificate is signed by an authority that is not trusted, or has expired.
    case certificate
    /// The server's certificate is for other names than the one in the address.
    case hostName = "host_name"
    /// The server accepts TLS connections only, and the address turns TLS off.
    case unencrypted
    /// The address requires TLS, and the server has none.
    case withoutTLS = "without_tls"
    /// The server does not know the user or the database, or does not accept them from this machine.
    case unknown
    /// The database stores texts in another encoding than UTF-8.
    case encoding

    /// What the operator can do.
    ///
    /// `setting` is the program's name for the setting of the password file.
    package func hint(passwordFile setting: String) -> String {
        switch self {
        case .passwordFile:
            "name a file with the password that only its owner can read: \(setting)"
        case .password:
            "put the password of the address's user into a file that only you can read: \(setting)"
        case .authorityMissing:
            "add sslrootcert=FILE to the address: the certificate of the authority that signed the server's"
        case .certificate:
            "sslrootcert names the authority that signed the server's certificate, which may have expired"
        case .hostName:
            "write a name into the address that the server's certificate has"
        case .unencrypted:
            "leave sslmode out of the address, and PGSSLMODE out of the environment; else see the server's pg_hba.conf"
        case .withoutTLS:
            "switch ssl on at the server, with a certificate for the name in the address"
        case .unknown:
            "create the user and the database of the address, and admit them in the server's pg_hba.conf"
        case .encoding:
            "create it again: CREATE DATABASE … ENCODING UTF8 TEMPLATE template0"
        }
    }
}
