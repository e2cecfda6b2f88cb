import Persian
import Store
import VerifyCore

/// What a check of every degree found.
package struct DegreeCheck: Sendable, Equatable {
    /// How many rows were read.
    package var rows = 0
    /// How many of them are not as they should be.
    package var problems = 0
}

extension Registry {
    /// How many rows are in memory at once.
    private static let checkedAtOnce = 1_000

    /// Checks every degree with the keys: its MAC, its record, its code, and that none is there twice.
    ///
    /// Calls `problem` with a sentence for each row that is wrong; it names the row by its record's UUID,
    /// never by a code or a person. That addresses are unique, and so codes, is the primary key's doing,
    /// which `Database.check` verifies.
    package func checkDegrees(_ problem: (String) -> Void) async throws -> DegreeCheck {
        let keys = keyring.current
        var check = DegreeCheck()
        var last = Int64.min
        while true {
            let after = last
            let page: [(address: Int64, problem: String?)] = try await database.read { connection in
                try connection.all(
                    """
                    SELECT \(UncheckedRow.columns)
                    FROM degree
                    WHERE id > \(after)
                    ORDER BY id
                    LIMIT \(Self.checkedAtOnce)
                    """
                ) { row in
                    (try row.int(0), keys.problem(with: row))
                }
            }
            for row in page {
                check.rows += 1
                guard let sentence = row.problem else { continue }
                check.problems += 1
                observer.notice(.tampering)
                problem(sentence)
            }
            guard let end = page.last?.address else { return check }
            last = end
        }
    }
}

extension Keyring {
    /// What is wrong with a row of `UncheckedRow.columns`; nil when nothing is.
    fileprivate func problem(with row: borrowing Row) -> String? {
        guard let row = try? UncheckedRow(row) else {
            return "a degree has columns of a wrong type"
        }
        let name = "degree \(RecordID(row.uuid)?.description ?? Hex.encode(row.uuid))"
        guard let id = row.keyID, AuthenticityCode.keyIDs.contains(id) else {
            return "\(name): its address belongs to no code"
        }
        guard let (key, state) = codeKey(id) else {
            return "\(name): key \(id) is not in the keyring"
        }
        switch state {
        case .active, .verifyOnly: break
        case .staged, .retired, .compromised: return "\(name): key \(id) is \(state.word)"
        }
        guard let sealed = SealedRow(row, key: key) else {
            return "\(name): the row does not match its MAC"
        }
        guard sealed.isAtOneOfItsLocators else {
            return "\(name): its code is not one that its record makes"
        }
        var isSuperseded = false
        if case .superseded = sealed.status { isSuperseded = true }
        guard row.replaced == (isSuperseded ? row.address : 0) else {
            return "\(name): the versions of its document are not in order"
        }
        return nil
    }
}

extension SealedRow {
    /// Whether the locator is among the first that the record's UUID makes.
    fileprivate var isAtOneOfItsLocators: Bool {
        (0..<32).contains { key.locator(for: record.uuid, counter: $0) == code.locator }
    }
}
