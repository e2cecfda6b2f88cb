package import Accounts
package import Persian
import Store

extension Cases {
    /// Returns the holders of an organisation's cartables at a moment, by the id of the cartable.
    ///
    /// - Throws: `CaseError.integrityFailure` for an edited row, with the alarm; `MissingKey`; `StoreError`.
    package func holders(
        of organisation: OrganisationCode,
        at now: Timestamp
    ) async throws -> [String: PersonID] {
        try await database.read { connection in
            let found = try connection.all(
                """
                SELECT \(Cartable.columns)
                FROM cartable
                WHERE organisation = \(organisation.text) AND state = 'active'
                """
            ) { try Cartable($0) }
            var holders: [String: PersonID] = [:]
            for cartable in found {
                holders[cartable.id] =
                    try cartables.holder(of: cartable, at: now, in: connection)?.person
            }
            return holders
        }
    }
}
