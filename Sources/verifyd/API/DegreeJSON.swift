import Persian
import Registry
import VerifyCore

/// Degrees as institutions and the organisation see them.
extension JSONWriter {
    /// The members that every answer about a degree has.
    mutating func state(of degree: IssuedDegree) {
        state(degree.id, degree.code, degree.token, degree.qrText, degree.status, degree.issuedAt)
    }

    private mutating func state(
        _ id: String,
        _ code: AuthenticityCode,
        _ token: [UInt8],
        _ qrText: String,
        _ status: DegreeStatus,
        _ issuedAt: Timestamp
    ) {
        member("id", id)
        member("code", code.grouped)
        member("token", Base32.encode(token))
        member("qr_text", qrText)
        self.status(status)
        member("issued_at", issuedAt.description)
    }

    private mutating func status(_ status: DegreeStatus) {
        member("status", status.word)
        if let reason = status.reason { member("reason", reason.rawValue) }
        if let since = status.since { member("status_since", since.description) }
    }

    /// A degree with its record and its history.
    mutating func details(_ details: DegreeDetails) {
        object { writer in
            writer.state(
                details.id,
                details.code,
                details.token,
                details.qrText,
                details.status,
                details.issuedAt
            )
            writer.name("record")
            writer.record(details.record)
            writer.name("events")
            writer.array { writer in
                for event in details.events {
                    writer.object { writer in
                        writer.member("at", event.at.description)
                        writer.member("kind", event.kind.rawValue)
                        writer.member("by", event.actor)
                        if !event.note.isEmpty { writer.member("note", event.note) }
                    }
                }
            }
        }
    }

    private mutating func record(_ record: DegreeRecord) {
        let graduate = Graduate(record)
        object { writer in
            for column in GraduateColumn.allCases {
                writer.member(column.rawValue, graduate.text(of: column))
            }
            writer.member("institution_name_fa", record.institutionNameFa)
            writer.member("institution_name_en", record.institutionNameEn)
            if let supersedes = record.supersedes {
                writer.member("supersedes", supersedes.description)
            }
        }
    }
}

extension DegreeStatus {
    /// The word for it in JSON.
    fileprivate var word: String {
        switch self {
        case .active: "active"
        case .superseded: "superseded"
        case .revoked: "revoked"
        case .suspended: "suspended"
        }
    }
}

extension JSONFields {
    /// One of a few words.
    mutating func word<Word: RawRepresentable & CaseIterable>(
        _ name: String,
        as type: Word.Type
    ) -> Word? where Word.RawValue == String {
        guard let text = requiredText(name) else { return nil }
        if let word = Word(rawValue: text) { return word }
        let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
        fault(
            .init(
                "/\(name)",
                .unknownWord,
                .init(fa: "یکی از این‌ها لازم است: \(words).", en: "One of: \(words).")
            )
        )
        return nil
    }

    /// The one field `code`; a text that is no code is the code of no degree.
    mutating func onlyCode() throws -> AuthenticityCode {
        let text = requiredText("code") ?? ""
        try finish()
        do {
            return try AuthenticityCode(parsing: text)
        } catch {
            throw RegistryError.noSuchDegree
        }
    }

    /// The fields as columns of an upload; a name that is no column is refused.
    mutating func graduateColumns() throws -> [GraduateColumn: String] {
        var columns: [GraduateColumn: String] = [:]
        for column in GraduateColumn.allCases {
            if let text = cell(column.rawValue) { columns[column] = text }
        }
        try finish()
        return columns
    }
}

extension House {
    /// The graduate that some columns describe, over one that is there already; 422 names each
    /// field that was not accepted.
    func graduate(
        of columns: [GraduateColumn: String],
        over former: Graduate? = nil,
        by actor: Actor,
        at now: Timestamp
    ) async throws -> Graduate {
        let code = Letters.stored(
            Digits.folded(columns[.institutionCode] ?? former?.institutionCode ?? "")
        )
        let institution = try await registry.institution(code)
        let reader = GraduateReader(
            institutions: institution.map { [$0.code] } ?? [],
            own: actor.institution,
            today: now.tehranDate
        )
        switch reader.read({ columns[$0] ?? former?.text(of: $0) }) {
        case .graduate(let graduate, _): return graduate
        case .refused(let remarks):
            throw Problem.validation(
                remarks.map { remark in
                    let pointer = remark.column.map { "/\($0.rawValue)" } ?? ""
                    return FieldProblem(pointer, row: remark.code, remark.wording)
                }
            )
        }
    }
}
