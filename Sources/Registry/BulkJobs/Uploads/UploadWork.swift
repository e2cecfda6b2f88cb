import Persian
import Store
import VerifyCore

/// Files the records of an upload in the data bank, and issues their degrees where that is wanted.
struct UploadWork: RecordWork {
    let registry: Registry
    let upload: String
    let actor: Actor
    let issues: Bool
    let isDryRun: Bool
    /// Nil for NDJSON, whose members have names.
    let columns: UploadColumns?
    /// By code, as they were when the work began.
    let institutions: [String: Institution]

    /// A record that was read.
    struct ReadRecord: Sendable {
        let number: Int
        let content: Content

        enum Content: Sendable {
            case graduate(Graduate, warning: RowRemark?, minted: MintedDegree?)
            case refused([RowRemark])
        }
    }

    func prepare(_ records: [RawRecord], at now: Timestamp) async throws -> [ReadRecord] {
        var own: String?
        if case .institution(let code, _) = actor { own = code }
        let reader = GraduateReader(
            institutions: Set(institutions.keys),
            own: own,
            today: now.tehranDate
        )
        let readings = records.map { read($0, by: reader) }
        let isNew = try await findNew(readings)
        return try zip(records, readings).enumerated().map { index, pair in
            let (record, reading) = pair
            switch reading {
            case .refused(let remarks):
                return ReadRecord(number: record.number, content: .refused(remarks))
            case .graduate(let graduate, let warning):
                var minted: MintedDegree?
                if isNew[index], let institution = institutions[graduate.institutionCode] {
                    minted = try registry.mint(graduate, of: institution, at: now)
                }
                return ReadRecord(
                    number: record.number,
                    content: .graduate(graduate, warning: warning, minted: minted)
                )
            }
        }
    }

    private func read(_ record: RawRecord, by reader: GraduateReader) -> GraduateReader.Reading {
        switch record.content {
        case .fault(let code):
            return .refused([RowRemark(code)])
        case .object(let object):
            return reader.read(object)
        case .cells(let row):
            guard let columns, columns.fit(row) else { return .refused([RowRemark(.columnCount)]) }
            return reader.read { columns.text(of: $0, in: row) }
        }
    }

    /// Which graduates the data bank does not know yet: for these a degree is minted beforehand.
    ///
    /// Whatever changes until they are filed is met there.
    private func findNew(_ readings: [GraduateReader.Reading]) async throws -> [Bool] {
        guard issues, !isDryRun else { return readings.map { _ in false } }
        return try await registry.database.read { connection in
            try readings.map { reading in
                guard case .graduate(let graduate, _) = reading else { return false }
                return try !DataBank.hasRow(like: graduate, in: connection)
            }
        }
    }

    func keep(
        _ prepared: [ReadRecord],
        at now: Timestamp,
        in connection: Connection
    ) throws -> PartResults {
        var part = PartResults()
        var present: [String: Institution] = [:]
        var writer = JSONWriter(capacity: prepared.count * 64)
        try writer.array { writer in
            for record in prepared {
                let result: UploadResult
                switch record.content {
                case .refused(let remarks):
                    result = UploadResult(record.number, refused: remarks)
                case .graduate(let graduate, let warning, let minted):
                    result = try file(
                        graduate,
                        minted,
                        &present,
                        at: now,
                        in: connection
                    ).result(record.number, warning: warning)
                }
                part.count(result)
                result.write(to: &writer)
            }
        }
        part.lines = writer.bytes
        return part
    }
}

extension UploadWork {
    /// What became of a graduate.
    fileprivate struct Filed {
        let filing: DataBank.Filing
        var address: Int64?
        var isIssued = false
        /// Why there is no degree although one was wanted.
        var fault: RowCode?
        /// The number that another person's document has.
        let diplomaNumber: String
    }

    private func file(
        _ graduate: Graduate,
        _ minted: MintedDegree?,
        _ present: inout [String: Institution],
        at now: Timestamp,
        in connection: Connection
    ) throws -> Filed {
        if isDryRun {
            return Filed(
                filing: try DataBank.tryToFile(graduate, upload: upload, in: connection),
                diplomaNumber: graduate.diplomaNumber
            )
        }
        let filing = try DataBank.file(graduate, at: now, in: connection)
        var filed = Filed(filing: filing, diplomaNumber: graduate.diplomaNumber)
        switch filing {
        case .added(let row), .updated(let row), .unchanged(let row):
            guard issues else { break }
            do {
                try issue(row, of: graduate, minted, &present, &filed, at: now, in: connection)
            } catch RegistryError.integrityFailure, RegistryError.keyUnusable {
                // One row that somebody touched must not stop the others.
                filed.fault = .integrityFailure
            }
        case .alreadyIssued, .taken:
            break
        }
        return filed
    }

    private func issue(
        _ row: Int64,
        of graduate: Graduate,
        _ minted: MintedDegree?,
        _ present: inout [String: Institution],
        _ filed: inout Filed,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        let institution = try self.institution(graduate.institutionCode, &present, in: connection)
        if case .institution = actor, !institution.mayIssue(at: now) {
            // What was issued before stands; nothing new is made.
            let standing = try registry.currentDegree(row: row, by: actor, at: now, in: connection)
            filed.address = standing?.code.address
            filed.fault = standing == nil ? .windowClosed : nil
            return
        }
        try institution.requireIssuing(by: actor, at: now)
        let isSame = institutions[institution.code]?.hasNames(of: institution) ?? false
        let degree = try registry.issue(
            row: row,
            isNew: filed.filing == .added(row),
            of: graduate,
            at: institution,
            // A new name of the institution since the work began belongs into the record.
            minted: isSame ? minted : nil,
            by: actor,
            at: now,
            in: connection
        )
        filed.address = degree.code.address
        filed.isIssued = degree.isNew
    }

    /// An institution as it is now, asked for once a transaction.
    private func institution(
        _ code: String,
        _ present: inout [String: Institution],
        in connection: Connection
    ) throws -> Institution {
        if let known = present[code] { return known }
        guard let found = try Institution.find(code, in: connection) else {
            throw RegistryError.institutionUnknown(code: code)
        }
        present[code] = found
        return found
    }
}

extension UploadWork.Filed {
    fileprivate func result(_ number: Int, warning: RowRemark?) -> UploadResult {
        var result: UploadResult
        switch filing {
        case .added:
            result = UploadResult(number, .accepted, warning)
        case .updated:
            result = UploadResult(number, .accepted, warning ?? RowRemark(.updated))
        case .unchanged:
            result = UploadResult(number, .unchanged, RowRemark(.duplicateRow))
        case .alreadyIssued:
            return UploadResult(number, refused: [RowRemark(.alreadyIssued)])
        case .taken:
            return UploadResult(
                number,
                refused: [RowRemark(.diplomaNumberTaken, .diplomaNumber, value: diplomaNumber)]
            )
        }
        if result.outcome == .accepted, warning != nil { result.outcome = .acceptedWithWarning }
        switch fault {
        case .windowClosed? where result.outcome != .unchanged:
            result = UploadResult(number, .acceptedWithWarning, RowRemark(.windowClosed))
        case .integrityFailure?:
            return UploadResult(number, refused: [RowRemark(.integrityFailure)])
        default:
            break
        }
        result.address = address
        result.isIssued = isIssued
        return result
    }
}

extension PartResults {
    fileprivate mutating func count(_ result: UploadResult) {
        counts[result.outcome.rawValue, default: 0] += 1
        if result.outcome == .rejected { errors += 1 }
        if result.isIssued { counts[Upload.issuedCount, default: 0] += 1 }
    }
}
