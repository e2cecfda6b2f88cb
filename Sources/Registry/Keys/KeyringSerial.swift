package import Store
package import VerifyCore

/// The highest serial number of a keyring that a database has seen, under a MAC.
///
/// A key directory that was put back as a whole is consistent in itself. With this number, a program that puts back an
/// older keyring, in which a compromised key still verifies, has to put back the database too.
package struct KeyringSerial: Sendable {
    private let database: Database

    /// The serial number in a database whose migrations have run.
    package init(in database: Database) {
        self.database = database
    }

    /// Why a keyring is not accepted with a database.
    package enum Refusal: Error, Equatable, Sendable {
        /// The database has seen a newer keyring.
        case older(serial: Int64, seen: Int64)
        /// The number in the database has no MAC of this keyring's key-encryption key.
        case foreign
    }

    static let migrations = [
        Migration(
            "keys",
            1,
            "the highest serial number of a keyring",
            """
            CREATE TABLE keyring_serial (
                serial BIGINT NOT NULL PRIMARY KEY,
                mac BLOB NOT NULL CHECK (length(mac) = 32)
            ) STRICT;
            """
        )
    ]
}

extension KeyringSerial {
    /// Requires that a keyring is not older than the newest one that the database has seen.
    ///
    /// - Throws: `Refusal`; `StoreError`.
    package func require(_ keyring: Keyring) async throws {
        _ = try await database.read { try Self.seen(by: keyring, in: $0) }
    }

    /// The same; from then on the database has seen this keyring.
    ///
    /// - Throws: As `require`.
    package func record(_ keyring: Keyring) async throws {
        // Most starts find the number as it is, and write nothing.
        if try await database.read({ try Self.seen(by: keyring, in: $0) }) == keyring.serial {
            return
        }
        try await database.write { connection in
            _ = try Self.seen(by: keyring, in: connection)
            try Self.write(keyring, in: connection)
        }
    }

    /// Returns the highest number in the database, without a look at its MAC; 0 without one.
    package func unchecked() async throws -> Int64 {
        try await database.read { try Self.rows(in: $0).map(\.serial).max() ?? 0 }
    }

    /// Takes the number of a keyring in place of the one in the database, whatever that is.
    package func replace(by keyring: Keyring) async throws {
        try await database.write { connection in
            try connection.execute("DELETE FROM keyring_serial")
            try Self.write(keyring, in: connection)
        }
    }

    private static func seen(by keyring: Keyring, in connection: Connection) throws -> Int64 {
        let rows = try rows(in: connection)
        guard rows.allSatisfy({ keyring.isIntact($0.mac, ofSerial: $0.serial) }) else {
            throw Refusal.foreign
        }
        let seen = rows.map(\.serial).max() ?? 0
        guard keyring.serial >= seen else {
            throw Refusal.older(serial: keyring.serial, seen: seen)
        }
        return seen
    }

    private static func rows(in connection: Connection) throws -> [(serial: Int64, mac: [UInt8])] {
        try connection.all("SELECT serial, mac FROM keyring_serial") { row in
            (try row.int(0), try row.blob(1))
        }
    }

    private static func write(_ keyring: Keyring, in connection: Connection) throws {
        guard let mac = keyring.seal(ofSerial: keyring.serial) else { return }
        try connection.execute("DELETE FROM keyring_serial WHERE serial < \(keyring.serial)")
        try connection.execute(
            """
            INSERT INTO keyring_serial (serial, mac)
            VALUES (\(keyring.serial), \(mac))
            ON CONFLICT (serial) DO NOTHING
            """
        )
    }
}

extension KeyringSerial.Refusal: CustomStringConvertible {
    /// What is wrong, as one clause in lower case without a full stop.
    package var description: String {
        switch self {
        case .older(let serial, let seen):
            "the key directory is an older version: its keyring is at ceremony \(serial), the database has seen \(seen)"
        case .foreign:
            "the database has seen a keyring under another key-encryption key, or its number was changed by hand"
        }
    }

    /// What the operator can do.
    package var hint: String {
        switch self {
        case .older:
            "copy the newest key directory here; if it is lost permanently: verify-cli keys new-log --keys DIR --database ADDRESS, then repeat the ceremonies since"
        case .foreign:
            "check that the keys and the database belong together; if they do: verify-cli keys new-log --keys DIR --database ADDRESS"
        }
    }
}
