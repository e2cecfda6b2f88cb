import Store
import VerifyCore

extension People {
    /// Returns the numbers under which documents of a person may be registered; none for a person of level 0.
    ///
    /// These are the proven numbers, and those of passports that were renewed: a document keeps the number of its time. A
    /// renewed one no longer counts when another person has proven it.
    package func documentNumbers(of person: Person) async throws -> [IDNumber] {
        guard person.level == .matched else { return [] }
        let proven = person.numbers.filter(\.isProven).map(\.number)
        let renewed = person.numbers
            .filter { $0.provenAt != nil && $0.endedAt != nil && $0.number.kind == .passport }
            .map(\.number)
        if renewed.isEmpty { return proven }
        return try await database.read { connection in
            proven + (try renewed.filter { try ownerNumber($0, in: connection) == nil })
        }
    }
}
