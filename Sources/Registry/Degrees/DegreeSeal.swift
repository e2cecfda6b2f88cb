import Persian
import VerifyCore

/// The second seal of a degree's row: of the columns that no look-up reads.
///
/// The row's MAC covers what verifiers are answered. This seal covers what decides about another issue of the same
/// document (its keyed hash, the row of the data bank) and what the history shows (who issued it, when, and by which
/// decision). It is made once, when the degree is issued; `uuid` and `replaced` are recomputed from the record and the
/// status, and `decision` has to be that of the record.
extension CodeKey {
    /// Returns the keyed hash of a document: equal for every spelling of the same number of an institution and kind.
    ///
    /// The column `degree.document` is unique among the current versions, so that a document is issued once whatever
    /// the data bank says.
    func documentHash(of graduate: Graduate) -> [UInt8] {
        seal(
            RowStatement(
                .document,
                .text(graduate.institutionCode),
                .integer(Int64(graduate.documentKind.code)),
                .text(graduate.diplomaKey)
            )
        )
    }
}

extension RowStatement {
    /// What the seal of a degree covers; the values are as the columns have them.
    ///
    /// Without a decision it is the statement that versions before decisions made, so that their seals stay valid.
    static func degree(
        _ address: Int64,
        graduate: Int64,
        document: [UInt8]?,
        issuedAt: String,
        issuedBy: String?,
        decision: String?
    ) -> RowStatement {
        let parts: [Part] = [
            .integer(address), .integer(graduate), .init(document), .text(issuedAt),
            .init(issuedBy),
        ]
        guard let decision else { return RowStatement(.degree, parts) }
        return RowStatement(.decidedDegree, parts + [.text(decision)])
    }
}

extension MintedDegree {
    /// Returns the seal of the row for a row of the data bank and an actor.
    func seal(row: Int64, by actor: Actor) -> [UInt8] {
        key.seal(
            .degree(
                code.address,
                graduate: row,
                document: document,
                issuedAt: issuedAt.description,
                issuedBy: actor.label,
                decision: record.decision
            )
        )
    }
}

extension UncheckedRow {
    /// What the row's seal has to cover.
    var statement: RowStatement {
        .degree(
            address,
            graduate: graduate,
            document: document,
            issuedAt: issuedAt,
            issuedBy: issuedBy,
            decision: decision
        )
    }
}
