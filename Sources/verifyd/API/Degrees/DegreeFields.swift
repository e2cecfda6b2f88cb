import Persian
import Registry
import VerifyCore
import Web

/// The fields of a request about a degree.
extension JSONFields {
    /// Returns the only field, `code`; a text that is no code names no degree.
    mutating func onlyCode() throws -> AuthenticityCode {
        let text = requiredText("code") ?? ""
        try finish()
        do {
            return try AuthenticityCode(parsing: text)
        } catch {
            throw RegistryError.noSuchDegree
        }
    }

    /// Returns the fields as columns of an upload; refuses a name that is no column.
    mutating func graduateColumns() throws -> [GraduateColumn: String] {
        var columns: [GraduateColumn: String] = [:]
        for column in GraduateColumn.allCases {
            if let text = cell(column.rawValue) { columns[column] = text }
        }
        try finish()
        return columns
    }
}

extension App.Domain {
    /// Returns the graduate that some columns describe, over a former one where they are absent.
    ///
    /// - Throws: The 422 problem, which names each field that was not accepted.
    func graduate(
        of columns: [GraduateColumn: String],
        over former: Graduate? = nil,
        by actor: Actor,
        at now: Timestamp
    ) async throws -> Graduate {
        switch try await registry.readGraduate(columns, over: former, by: actor, at: now) {
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
