import VerifyCore

/// Seals and encrypted columns of the tables of cases.
extension Keyring {
    /// Returns the seal of a row of a case.
    ///
    /// - Throws: `CaseError.noActiveKey`.
    func caseSeal(_ statement: RowStatement) throws -> [UInt8] {
        guard let seal = seal(statement) else { throw CaseError.noActiveKey }
        return seal
    }

    /// Refuses a row whose seal is not intact, and calls the alarm.
    ///
    /// - Throws: `CaseError.integrityFailure`; `MissingKey` for a row that is sealed by a data key of another machine.
    func requireIntact(
        _ statement: RowStatement,
        _ seal: [UInt8],
        _ row: String,
        alarm: (SealVerdict) -> Void
    ) throws {
        switch verdict(on: statement, sealed: seal) {
        case .intact: return
        case .undecided(let missing): throw missing
        case .broken, .distrusted:
            alarm(verdict(on: statement, sealed: seal))
            throw CaseError.integrityFailure(row)
        }
    }
}

/// An encrypted column of a case, bound to table, column and row.
struct CaseColumn: Sendable {
    let table: String
    let column: String

    static let note = CaseColumn(table: "case_note", column: "body")
    static let submission = CaseColumn(table: "submission", column: "body")
    static let draft = CaseColumn(table: "draft", column: "body")
    static let errandNote = CaseColumn(table: "errand", column: "note")

    /// The use of the data key.
    private static let use = "saorg/cases/1"

    /// Encrypts the value of a row.
    ///
    /// - Throws: `CaseError.noActiveKey`.
    func seal(_ value: [UInt8], row: String, by keys: Keyring) throws -> [UInt8] {
        guard let key = keys.activeDataKey else { throw CaseError.noActiveKey }
        return try key.seal(value, for: Self.use, authenticating: place(row))
    }

    /// Decrypts the value of a row.
    ///
    /// - Throws: `CaseError.integrityFailure` for one that was changed or moved; `MissingKey`.
    func open(_ sealed: [UInt8], row: String, by keys: Keyring) throws -> [UInt8] {
        if let missing = keys.missingDataKey(of: sealed) { throw missing }
        for key in keys.dataKeys where sealed.starts(with: key.id) {
            let value = try? key.open(sealed, for: Self.use, authenticating: place(row))
            if let value { return value }
        }
        throw CaseError.integrityFailure("\(table).\(column) of \(row)")
    }

    private func place(_ row: String) -> [UInt8] {
        RowStatement(.encryptedColumn, .text(table), .text(column), .text(row)).bytes
    }
}

/// Random ids of rows that a person can see: UUIDs (RFC 9562, version 4) in lower case.
package enum CaseID {
    /// Returns a new id.
    package static func make() -> String {
        var bytes = Random.bytes(16)
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let hex = Array(Hex.encode(bytes))
        return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(hex[$0]) }
            .joined(separator: "-")
    }
}

extension RowStatement {
    /// The SHA-256 of the statement.
    var digest: Digest { SHA256.digest(of: bytes.span) }
}
