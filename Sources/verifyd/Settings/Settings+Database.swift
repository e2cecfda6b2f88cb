import Foundation
import Store
import Web

/// The database of the settings, and its replica.
extension Settings {
    /// Returns the location of the database, with its password.
    ///
    /// - Throws: What is malformed in the address; a password file that cannot be used.
    func database() throws -> DatabaseLocation {
        try location(try value(\.database))
    }

    /// Returns the location of the replica; nil without one.
    func replica() throws -> DatabaseLocation? {
        guard let address = self[\.replica] else { return nil }
        let location = try location(address)
        guard location.isShared else {
            throw Faults(all: [
                .malformed(name: "replica", origin: "the settings", expected: "postgres://…")
            ])
        }
        return location
    }

    private func location(_ address: String) throws -> DatabaseLocation {
        try DatabaseLocation(parsing: address).opened(
            with: .found(
                file: self[\.databasePasswordFile],
                environment: ProcessInfo.processInfo.environment
            )
        )
    }
}
