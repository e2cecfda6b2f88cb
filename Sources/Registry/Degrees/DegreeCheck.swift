import Persian
import Store
import VerifyCore

/// The result of checking every degree.
package struct DegreeCheck: Sendable, Equatable {
    /// How many rows were read.
    package var rows = 0
    /// How many problems were reported.
    package var problems = 0
    /// How many degrees a case decided.
    package var decided = 0
}

extension Registry {
    /// How many rows are in memory at the same time.
    static let checkedAtOnce = 1_000

    /// Checks every degree with the keys: its MAC and seal, record, decision and code, the order of its versions, and
    /// that the data bank has the same record.
    ///
    /// Degrees of a retired key are no problem. Degrees of a compromised key that are still in force are one
    /// problem a key. The primary key keeps addresses, and so codes, unique; `Database.check` verifies it.
    ///
    /// `problem`: Called with a sentence for each wrong row. It names the row by its record's UUID, never
    /// by a code or a person.
    package func checkDegrees(_ problem: (String) -> Void) async throws -> DegreeCheck {
        let keys = keyring.current
        var check = DegreeCheck()
        var compromised: [UInt8: Int] = [:]
        try await forEachRow(after: Int64.min) { after, connection in
            try connection.all(
                """
                SELECT \(UncheckedRow.columns)
                FROM degree
                WHERE id > \(after)
                ORDER BY id
                LIMIT \(Self.checkedAtOnce)
                """
            ) { row in
                (try row.int(0), keys.outcome(of: row))
            }
            .map { address, outcome in
                (key: address, value: try outcome.comparingDataBank(in: connection))
            }
        } visit: { outcome in
            check.rows += 1
            switch outcome {
            case .right(_, _, _, let isDecided): if isDecided { check.decided += 1 }
            case .compromised(let key): compromised[key, default: 0] += 1
            case .wrong(let sentence):
                check.problems += 1
                report(sentence, problem)
            }
        }
        for (key, count) in compromised.sorted(by: { $0.key < $1.key }) {
            check.problems += 1
            problem("key \(key) is compromised; degrees of it that still stand: \(count)")
        }
        return check
    }
}

/// The result of checking one row.
private enum DegreeOutcome {
    /// Right; with the row of the data bank and its expected content, where that is known.
    case right(graduate: Int64, Graduate?, name: String, isDecided: Bool = false)
    /// Right, under a compromised key, and neither revoked nor replaced.
    case compromised(key: UInt8)
    case wrong(String)

    /// Compares the row of the data bank too: it holds the current version.
    func comparingDataBank(in connection: Connection) throws -> DegreeOutcome {
        guard case .right(let row, let graduate?, let name, _) = self else { return self }
        let banked = try? DataBank.graduate(row, in: connection)
        return banked == graduate ? self : .wrong("\(name): the data bank says otherwise")
    }
}

extension Keyring {
    /// Checks a row of `UncheckedRow.columns`.
    fileprivate func outcome(of row: borrowing Row) -> DegreeOutcome {
        guard let row = try? UncheckedRow(row) else {
            return .wrong("a degree has columns of a wrong type")
        }
        let name = "degree \(RecordID(row.uuid)?.description ?? Hex.encode(row.uuid))"
        guard let id = row.keyID, AuthenticityCode.keyIDs.contains(id) else {
            return .wrong("\(name): its address belongs to no code")
        }
        guard let (key, state) = codeKey(id) else {
            // A retired key may be destroyed.
            if facts(id: String(id))?.state == .retired {
                return .right(graduate: row.graduate, nil, name: name)
            }
            return .wrong("\(name): key \(id) is not in the keyring")
        }
        let sealed: SealedRow
        do {
            sealed = try SealedRow(checking: row, key: key)
        } catch {
            return .wrong("\(name): \(error.description)")
        }
        guard sealed.isAtOneOfItsLocators else {
            return .wrong("\(name): its code is not one that its record makes")
        }
        guard row.replaced == (sealed.isSuperseded ? row.address : 0) else {
            return .wrong("\(name): the versions of its document are not in order")
        }
        // The record is under the MAC, and its decision is that of the row: a person can be led to the events of the case.
        if let decision = row.decision, (try? CaseDecision(parsing: decision)) == nil {
            return .wrong("\(name): its decision names no event of a case")
        }
        switch state {
        case .staged: return .wrong("\(name): key \(id) is staged")
        case .compromised where sealed.isInForce: return .compromised(key: id)
        case .active, .verifyOnly, .retired, .compromised: break
        }
        let graduate = sealed.isSuperseded ? nil : Graduate(sealed.record)
        return .right(
            graduate: row.graduate,
            graduate,
            name: name,
            isDecided: row.decision != nil
        )
    }
}

extension SealedRow {
    /// Whether the row of the data bank has the same record; it follows the current version only.
    func agreesWithDataBank(in connection: Connection) throws -> Bool {
        try isSuperseded || DataBank.graduate(graduate, in: connection) == Graduate(record)
    }

    /// Whether the locator is among the first that the record's UUID makes.
    fileprivate var isAtOneOfItsLocators: Bool {
        (0..<32).contains { key.locator(for: record.uuid, counter: $0) == code.locator }
    }

    /// Whether the degree is in force, or can be again.
    fileprivate var isInForce: Bool {
        switch status {
        case .active, .suspended: true
        case .revoked, .superseded: false
        }
    }
}
