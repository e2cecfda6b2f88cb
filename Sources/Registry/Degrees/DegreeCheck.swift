import Persian
import Store
import VerifyCore

/// What a check of every degree found.
package struct DegreeCheck: Sendable, Equatable {
    /// How many rows were read.
    package var rows = 0
    /// How many things are not as they should be.
    package var problems = 0
}

extension Registry {
    /// How many rows are in memory at once.
    static let checkedAtOnce = 1_000

    /// Checks every degree with the keys: its MAC, its record, its code, that none is there twice, and that
    /// the data bank says the same.
    ///
    /// Calls `problem` with a sentence for each row that is wrong; it names the row by its record's UUID,
    /// never by a code or a person. What a retired key made is as it should be; what a compromised one made
    /// and still stands is one sentence a key. That addresses are unique, and so codes, is the primary key's
    /// doing, which `Database.check` verifies.
    package func checkDegrees(_ problem: (String) -> Void) async throws -> DegreeCheck {
        let keys = keyring.current
        var check = DegreeCheck()
        var compromised: [UInt8: Int] = [:]
        var last = Int64.min
        while true {
            let after = last
            let page = try await database.read { connection in
                try connection.all(
                    """
                    SELECT \(UncheckedRow.columns)
                    FROM degree
                    WHERE id > \(after)
                    ORDER BY id
                    LIMIT \(Self.checkedAtOnce)
                    """
                ) { row in
                    (try row.int(0), keys.finding(on: row))
                }
                .map { address, finding in
                    (address: address, finding: try finding.comparingDataBank(in: connection))
                }
            }
            for row in page {
                check.rows += 1
                switch row.finding {
                case .asItShouldBe: break
                case .compromised(let key): compromised[key, default: 0] += 1
                case .wrong(let sentence):
                    check.problems += 1
                    observer.notice(.tampering)
                    problem(sentence)
                }
            }
            guard let end = page.last?.address else { break }
            last = end
        }
        for (key, count) in compromised.sorted(by: { $0.key < $1.key }) {
            check.problems += 1
            problem("key \(key) is compromised; degrees of it that still stand: \(count)")
        }
        return check
    }
}

/// What a check says of one row.
private enum DegreeOutcome {
    /// Right; with the row of the data bank and what should stand in it, where it can be told.
    case asItShouldBe(graduate: Int64, Graduate?, name: String)
    /// Right, under a key that is known to others, and not revoked or replaced.
    case compromised(key: UInt8)
    case wrong(String)

    /// Looks at the row of the data bank too: it follows the version that stands.
    func comparingDataBank(in connection: Connection) throws -> DegreeOutcome {
        guard case .asItShouldBe(let row, let graduate?, let name) = self else { return self }
        let banked = try? DataBank.graduate(row, in: connection)
        return banked == graduate ? self : .wrong("\(name): the data bank says otherwise")
    }
}

extension Keyring {
    /// What is to be said of a row of `UncheckedRow.columns`.
    fileprivate func finding(on row: borrowing Row) -> DegreeOutcome {
        guard let row = try? UncheckedRow(row) else {
            return .wrong("a degree has columns of a wrong type")
        }
        let name = "degree \(RecordID(row.uuid)?.description ?? Hex.encode(row.uuid))"
        guard let id = row.keyID, AuthenticityCode.keyIDs.contains(id) else {
            return .wrong("\(name): its address belongs to no code")
        }
        guard let (key, state) = codeKey(id) else {
            // Whoever retires a key may destroy it.
            if facts(id: String(id))?.state == .retired {
                return .asItShouldBe(graduate: row.graduate, nil, name: name)
            }
            return .wrong("\(name): key \(id) is not in the keyring")
        }
        guard let sealed = SealedRow(row, key: key) else {
            return .wrong("\(name): the row does not match its MAC")
        }
        guard sealed.isAtOneOfItsLocators else {
            return .wrong("\(name): its code is not one that its record makes")
        }
        guard row.replaced == (sealed.isSuperseded ? row.address : 0) else {
            return .wrong("\(name): the versions of its document are not in order")
        }
        switch state {
        case .staged: return .wrong("\(name): key \(id) is staged")
        case .compromised where sealed.stands: return .compromised(key: id)
        case .active, .verifyOnly, .retired, .compromised: break
        }
        let graduate = sealed.isSuperseded ? nil : Graduate(sealed.record)
        return .asItShouldBe(graduate: row.graduate, graduate, name: name)
    }
}

extension SealedRow {
    /// Whether the locator is among the first that the record's UUID makes.
    fileprivate var isAtOneOfItsLocators: Bool {
        (0..<32).contains { key.locator(for: record.uuid, counter: $0) == code.locator }
    }

    fileprivate var isSuperseded: Bool {
        if case .superseded = status { true } else { false }
    }

    /// Whether somebody may still hold it for a degree in force, or one that comes into force again.
    fileprivate var stands: Bool {
        switch status {
        case .active, .suspended: true
        case .revoked, .superseded: false
        }
    }
}
