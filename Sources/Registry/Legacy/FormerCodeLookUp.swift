import Persian
import Store
import VerifyCore

/// Answers about codes of the former system.
extension LookUp {
    private static let anyFormerCode = PreparedSQL { "SELECT 1 FROM legacy_code LIMIT 1" }

    /// Returns whether the register has any code of the former system, so that digits could be a guess at one.
    func hasFormerCodes(in connection: Connection) throws -> Bool {
        try connection.first(Self.anyFormerCode()) { _ in true } ?? false
    }

    /// Judges twenty digits as a code of the former system; nil when that system did not issue them.
    ///
    /// The answer never holds a field of a degree: a former code has no tag that would protect it.
    func formerCode(_ digits: String, in connection: Connection) throws -> Judgement? {
        let code = FormerCode(digits: digits)
        do {
            guard
                let row = try FormerCodeRow.find(code, under: keyring.dataKeys, in: connection)
            else { return nil }
            return try judge(row, in: connection)
        } catch StoreError.column {
            // Another type than the program writes: the row was changed by hand.
            return former(.integrityFailure, .tampering)
        }
    }

    private func judge(_ row: FormerCodeRow, in connection: Connection) throws -> Judgement {
        switch row.verdict(by: keyring) {
        case .intact: break
        case .broken, nil: return former(.integrityFailure, .tampering)
        case .distrusted: return former(.integrityFailure, .distrustedKey)
        case .undecided(let missing): return self.missing(missing)
        }
        switch row.status {
        case .inForce: return former(.legacyValid)
        case .withdrawn(let reason, let since):
            return former(.revoked(reason, since: since))
        case .linked(let degree, let since):
            return try judge(linkedTo: degree, since: since, in: connection)
        case nil: return former(.integrityFailure, .tampering)
        }
    }

    private static let byUUID = PreparedSQL { (uuid: [UInt8]) in
        "SELECT \(UncheckedRow.columns) FROM degree WHERE uuid = \(uuid)"
    }

    /// Judges a code that a degree has replaced.
    ///
    /// The degree was in the register when the link was sealed: if it is missing or changed, the database was
    /// edited.
    private func judge(
        linkedTo degree: RecordID,
        since: Timestamp,
        in connection: Connection
    ) throws -> Judgement {
        let found = try connection.first(Self.byUUID(degree.bytes)) { try UncheckedRow($0) }
        guard let row = found, let id = row.keyID else {
            return former(.integrityFailure, .tampering)
        }
        guard let (key, state) = keyring.codeKey(id), state != .staged else {
            // The key may be retired and destroyed; otherwise another machine is ahead of this one.
            let isRetired = keyring.facts(id: String(id))?.state == .retired
            return isRetired ? former(.superseded(since: since)) : missing(.code(id))
        }
        guard let sealed = try? SealedRow(checking: row, key: key) else {
            return former(.integrityFailure, .tampering)
        }
        if case .compromised = state { return former(.integrityFailure, .distrustedKey) }
        switch sealed.status {
        case .revoked, .suspended: return former(sealed.status)
        case .active, .superseded: return former(.superseded(since: since))
        }
    }

    private func former(
        _ verdict: Verdict,
        _ notices: RegistryObserver.Notice...
    ) -> Judgement {
        var judgement = Judgement(answer: Answer(verdict, asOf: now), notices: notices)
        judgement.answer.isFormerCode = true
        return judgement
    }

    private func former(_ status: DegreeStatus) -> Judgement {
        var judgement = former(status.verdict)
        judgement.answer.statusDate = status.since?.tehranDate
        judgement.answer.reason = status.reason
        return judgement
    }
}
