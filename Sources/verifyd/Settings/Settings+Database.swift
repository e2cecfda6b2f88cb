import Foundation
import Store
import Web

/// Where the settings say that the database is, and what follows it.
extension Settings {
    /// The database, with its password; throws what is wrong with the address.
    func database() throws -> DatabaseLocation {
        try location(try value(Setting<String>.database))
    }

    /// Where the replica is; nil without one.
    func replica() throws -> DatabaseLocation? {
        guard let address = self[Setting<String>.replica] else { return nil }
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
                file: self[Setting<String>.databasePasswordFile],
                environment: ProcessInfo.processInfo.environment
            )
        )
    }
}
