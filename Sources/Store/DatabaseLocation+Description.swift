extension DatabaseLocation.ParsingError: CustomStringConvertible {
    /// What is wrong with the address, as one clause for an `error:` line.
    package var description: String {
        switch self {
        case .engineUnknown(let name):
            "\(name) is not a kind of database"
        case .engineLeftOut(let name):
            "this program was built without \(name)"
        case .pathMissing:
            "the address of the database has no path"
        case .parameterUnknown(let name):
            "the address of the database has an unknown parameter: \(name)"
        case .addressMalformed:
            "the address of the database is not one that PostgreSQL understands"
        case .passwordInside:
            "the address of the database holds a password, which other users can read there"
        }
    }

    /// Returns what the operator can do, as one clause for a `hint:` line, or nil.
    ///
    /// `setting` is what the program calls the setting that names the password file.
    package func hint(passwordFile setting: String) -> String? {
        switch self {
        case .engineUnknown:
            "write it like sqlite:/var/lib/sehat/sehat.db or postgres://sehat@db.example.ir/sehat"
        case .engineLeftOut:
            "use the program of the package, or build without --disable-default-traits"
        case .pathMissing:
            "write it like sqlite:/var/lib/sehat/sehat.db"
        case .parameterUnknown:
            nil
        case .addressMalformed:
            "write it like postgres://sehat@db.example.ir/sehat?sslrootcert=/etc/sehat/db-ca.pem"
        case .passwordInside:
            "put it into a file: \(setting)"
        }
    }
}
