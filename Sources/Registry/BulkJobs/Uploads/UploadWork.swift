import Persian
import Store
import Tabular
import VerifyCore

/// Files the records of an upload in the data bank, and issues their degrees where the upload requests it.
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
        let origin: RecordOrigin
        let content: Content

        enum Content: Sendable {
            case graduate(Graduate, warnings: [RowRemark], minted: MintedDegree?)
            case refused([RowRemark])
        }
    }

    func prepare(_ records: [RawRecord], at now: Timestamp) async throws -> [ReadRecord] {
        var own: String?
        if case .institution(let code, _) = actor { own = code }
        let reader = GraduateReader(
            institutions: Set(institutions.keys),
            own: own,
            today: now.tehranDate,
            takesBirthCertificates: true
        )
        let readings = records.map { read($0, by: reader) }
        let isNew = try await findNew(readings)
        return try zip(records, readings).enumerated().map { index, pair in
            let (record, reading) = pair
            switch reading {
            case .refused(let remarks):
                return ReadRecord(
                    number: record.number,
                    origin: record.origin,
                    content: .refused(remarks)
                )
            case .graduate(let graduate, let warnings):
                var minted: MintedDegree?
                if isNew[index], let institution = institutions[graduate.institutionCode] {
                    minted = try registry.mint(graduate, of: institution, at: now)
                }
                return ReadRecord(
                    number: record.number,
                    origin: record.origin,
                    content: .graduate(graduate, warnings: warnings, minted: minted)
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

    /// Which graduates are not in the data bank yet: for these a degree is minted before the transaction.
    ///
    /// A change until the transaction is detected there.
    private func findNew(_ readings: [GraduateReader.Reading]) async throws -> [Bool] {
        guard issues, !isDryRun else { return readings.map { _ in false } }
        return try await registry.database.read { connection in
            try readings.map { reading in
                guard case .graduate(let graduate, _) = reading, graduate.idKind.recordKind != nil
                else { return false }
                return try !DataBank.hasRow(like: graduate, in: connection)
            }
        }
    }

    func keep(
        _ prepared: [ReadRecord],
        at now: Timestamp,
        in connection: Connection
    ) throws -> RecordResults {
        var results = RecordResults()
        let graduates = prepared.compactMap { record -> Graduate? in
            if case .graduate(let graduate, _, _) = record.content { graduate } else { nil }
        }
        var filer = UploadFiler(
            work: self,
            now: now,
            documents: try HolderDocuments(
                ofHoldersOf: graduates,
                dryRun: isDryRun ? upload : nil,
                in: connection
            )
        )
        var writer = JSONWriter(capacity: prepared.count * 64)
        try writer.array { writer in
            for record in prepared {
                var result: UploadResult
                switch record.content {
                case .refused(let remarks):
                    result = UploadResult(record.number, .rejected, remarks)
                case .graduate(let graduate, let warnings, let minted):
                    let filed = try filer.file(graduate, minted, in: connection)
                    result = filed.result(record.number, graduate, warnings: warnings)
                }
                result.locate(at: record.origin) { columns?.place(of: $0, at: record.origin) }
                results.count(result)
                result.write(to: &writer)
            }
        }
        results.lines = writer.bytes
        return results
    }
}

extension RecordResults {
    fileprivate mutating func count(_ result: UploadResult) {
        counts[result.outcome.rawValue, default: 0] += 1
        if result.outcome == .rejected { errors += 1 }
        if result.isIssued { counts[Upload.issuedCount, default: 0] += 1 }
    }
}
