import Persian
import Store
import VerifyCore

/// Files the graduates of one transaction; a dry run files nothing and returns the same results.
struct UploadFiler {
    let work: UploadWork
    let now: Timestamp
    /// What the data bank and the records before know of the same graduates.
    var documents: HolderDocuments
    /// Institutions as they are now, read once in a transaction.
    private var present: [String: Institution] = [:]

    init(work: UploadWork, now: Timestamp, documents: HolderDocuments) {
        self.work = work
        self.now = now
        self.documents = documents
    }

    /// The result of filing a graduate.
    struct Filed {
        /// Nil for a graduate who is refused because of other documents.
        var filing: DataBank.Filing?
        /// The row of the degree.
        var address: Int64?
        var isIssued = false
        /// The reason why there is no degree although one was requested, or why the graduate is refused.
        var fault: RowRemark?
        /// What does not agree with other documents.
        var warnings: [RowRemark] = []
    }

    mutating func file(
        _ graduate: Graduate,
        _ minted: MintedDegree?,
        in connection: Connection
    ) throws -> Filed {
        let (fault, warnings) = documents.judge(graduate)
        if let fault { return Filed(filing: nil, fault: fault) }
        let filing =
            work.isDryRun
            ? try DataBank.dryRunFile(graduate, from: work.upload, in: connection)
            : try DataBank.file(graduate, from: work.upload, at: now, in: connection)
        var filed = Filed(filing: filing, warnings: warnings)
        switch filing {
        case .added(let row), .updated(let row), .unchanged(let row):
            documents.add(HolderDocument(graduate))
            guard work.issues else {
                try invite(graduate, filing, in: connection)
                break
            }
            guard graduate.idKind.recordKind != nil else {
                filed.fault = RowRemark(.notIssuable, .idKind, value: graduate.idKind.rawValue)
                break
            }
            do {
                try issue(row, of: graduate, minted, &filed, in: connection)
            } catch RegistryError.integrityFailure, RegistryError.keyUnusable {
                // One row that was changed in the database must not stop the others.
                filed.fault = RowRemark(.integrityFailure)
            }
        case .alreadyIssued, .contradicted, .taken:
            break
        }
        return filed
    }
}

extension UploadFiler {
    /// Invites the holder of a recent document, which is new or has other data, to confirm it.
    private func invite(
        _ graduate: Graduate,
        _ filing: DataBank.Filing,
        in connection: Connection
    ) throws {
        switch filing {
        case .added, .updated: break
        case .unchanged, .alreadyIssued, .contradicted, .taken: return
        }
        let document = AwaitedDocument(graduate, filedOn: now.tehranDate)
        guard !work.isDryRun, document.isRecent(on: now.tehranDate) else { return }
        try work.registry.awaited(document, connection)
    }

    private mutating func issue(
        _ row: Int64,
        of graduate: Graduate,
        _ minted: MintedDegree?,
        _ filed: inout Filed,
        in connection: Connection
    ) throws {
        let institution = try institution(graduate.institutionCode, in: connection)
        let isClosed =
            if case .institution = work.actor { !institution.mayIssue(at: now) } else { false }
        if work.isDryRun {
            return try dryRunIssue(row, of: graduate, isClosed: isClosed, &filed, in: connection)
        }
        if isClosed {
            // What was issued before stands; nothing new is made.
            let standing = try work.registry.currentDegree(
                of: graduate,
                row: row,
                by: work.actor,
                at: now,
                in: connection
            ).standing
            filed.address = standing?.code.address
            if standing == nil { filed.fault = RowRemark(.windowClosed) }
            return
        }
        try institution.requireIssuing(by: work.actor, at: now)
        let degree = try work.registry.issue(
            row: row,
            of: graduate,
            at: institution,
            minted: minted,
            by: work.actor,
            at: now,
            in: connection
        )
        filed.address = degree.code.address
        filed.isIssued = degree.isNew
    }

    /// Finds the faults that issuing from a row would meet.
    private func dryRunIssue(
        _ row: Int64,
        of graduate: Graduate,
        isClosed: Bool,
        _ filed: inout Filed,
        in connection: Connection
    ) throws {
        // A row that the dry run itself added has the number 0.
        let standing = try work.registry.previewCurrentDegree(
            of: graduate,
            row: row,
            in: connection
        )
        if let standing {
            if !isClosed, Graduate(standing.record) != graduate {
                throw RegistryError.integrityFailure
            }
        } else if isClosed {
            filed.fault = RowRemark(.windowClosed)
        }
    }

    private mutating func institution(
        _ code: String,
        in connection: Connection
    ) throws -> Institution {
        if let known = present[code] { return known }
        let sealed = try work.registry.sealedInstitution(code, issuing: true, in: connection)
        guard let found = sealed else {
            throw RegistryError.institutionUnknown(code: code)
        }
        present[code] = found
        return found
    }
}

extension UploadFiler.Filed {
    /// Returns the result of a record with the warnings of its reading.
    func result(
        _ number: Int,
        _ graduate: Graduate,
        warnings read: [RowRemark]
    ) -> UploadResult {
        var remarks = read + warnings
        var outcome = RowOutcome.accepted
        switch filing {
        case nil:
            return UploadResult(number, .rejected, [fault].compactMap(\.self))
        case .added, .updated:
            if let fault { remarks.insert(fault, at: 0) }
            if !remarks.isEmpty { outcome = .acceptedWithWarning }
            if remarks.isEmpty, case .updated = filing { remarks = [RowRemark(.updated)] }
        case .unchanged:
            outcome = .unchanged
            remarks = [RowRemark(.duplicateRow)]
        case .alreadyIssued:
            return UploadResult(number, .rejected, [RowRemark(.alreadyIssued)])
        case .contradicted:
            return refused(.contradicts, number, graduate)
        case .taken:
            return refused(.diplomaNumberTaken, number, graduate)
        }
        if fault?.code == .integrityFailure {
            return UploadResult(number, .rejected, [RowRemark(.integrityFailure)])
        }
        var result = UploadResult(number, outcome, remarks)
        result.address = address
        result.isIssued = isIssued
        return result
    }

    private func refused(_ code: RowCode, _ number: Int, _ graduate: Graduate) -> UploadResult {
        let value = graduate.diplomaNumber
        return UploadResult(number, .rejected, [RowRemark(code, .diplomaNumber, value: value)])
    }
}
