import Store
import VerifyCore

extension Registry {
    /// Checks the seal of every code of the former system, and that the degree of each link exists.
    ///
    /// Calls `problem` with one sentence for each row that was changed by hand, and with one for all rows that
    /// an earlier version imported without a seal. A row is named by the beginning of its keyed hash, never by
    /// a code.
    package func checkFormerCodes(_ problem: (String) -> Void) async throws {
        let keys = keyring.current
        var unsealed = 0
        try await forEachRow(after: [UInt8]()) { after, connection in
            try connection.all(
                """
                SELECT \(FormerCodeRow.columns)
                FROM legacy_code
                WHERE hash > \(after)
                ORDER BY hash
                LIMIT \(Self.checkedAtOnce)
                """
            ) { (hash: try $0.blob(0), row: try? FormerCodeRow($0)) }
            .map { hash, row in
                (key: hash, value: (hash: hash, fault: try keys.fault(of: row, in: connection)))
            }
        } visit: { row in
            switch row.fault {
            case nil: break
            case .unsealed: unsealed += 1
            case .wrong(let words):
                report("former code \(Hex.encode(Array(row.hash.prefix(8)))): \(words)", problem)
            }
        }
        if unsealed > 0 {
            problem(
                "former codes without a seal, which are not believed: \(unsealed); import their list again"
            )
        }
    }
}

/// What is wrong with a row.
private enum FormerCodeFault: Sendable {
    /// An earlier version of the program imported it.
    case unsealed
    /// A clause about a row that was changed by hand, or that cannot be checked here.
    case wrong(String)
}

extension Keyring {
    /// Returns what is wrong with a row; nil for one that could not be read is wrong too.
    fileprivate func fault(
        of row: FormerCodeRow?,
        in connection: Connection
    ) throws -> FormerCodeFault? {
        guard let row else { return .wrong("the row cannot be read") }
        switch row.verdict(by: self) {
        case nil: return .unsealed
        case .broken: return .wrong("the row does not match its seal")
        case .undecided(let missing):
            return .wrong("its data key \(missing.id) is not in the keyring")
        case .distrusted: return nil
        case .intact: break
        }
        guard let status = row.status else { return .wrong("the row does not match its seal") }
        guard let degree = status.degree else { return nil }
        let target = try connection.first(
            "SELECT 1 FROM degree WHERE uuid = \(degree.bytes)"
        ) { try $0.int(0) }
        return target == nil ? .wrong("the degree that it is linked to is missing") : nil
    }
}
