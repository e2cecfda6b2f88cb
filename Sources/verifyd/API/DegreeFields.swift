import Persian
import Registry
import VerifyCore

/// What a request says of a degree.
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
        switch reader.read(columns, over: former) {
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
