internal import Persian
internal import VerifyCore

extension Conformance {
    static func encodeRecord(_ arguments: Arguments) throws -> [JSON.Member] {
        let record = try DegreeRecord(RecordFields(knownIn: arguments.value("record")))
        return [JSON.Member("bytes", .string(Hex.encode(record.encoded())))]
    }
}

/// The fields of a record as JSON, by the names of docs/formats/record.md.
private struct RecordFields {
    private let record: JSON

    /// Refuses a schema that is another table, and names that this table has not.
    init(knownIn record: JSON) throws {
        self.record = record
        guard let members = record.members else { throw malformed("uuid") }
        if let unknown = members.first(where: { !Self.names.contains($0.name) }) {
            throw malformed(unknown.name)
        }
        if let schema = record["schema"], schema.integer != 1 { throw malformed("schema") }
    }

    private func malformed(_ name: String) -> Refusal {
        Refusal("FIELD", [JSON.Member("field", .string(name))])
    }

    private static let names: Set = [
        "schema", "uuid", "first_name_fa", "last_name_fa", "first_name_en", "last_name_en",
        "father_name_fa", "id_kind", "id_number", "birth_date", "institution_code",
        "institution_name_fa", "institution_name_en", "document_kind", "level", "field_code",
        "field_fa", "field_en", "mode", "entrance_date", "graduation_date", "diploma_number",
        "average", "files", "decision", "supersedes",
    ]

    /// A text in the form in which a register stores it.
    func text(_ name: String) throws -> String {
        guard let text = record[name]?.string else { throw malformed(name) }
        return Letters.stored(text)
    }

    /// The number of the ID; a national one has ten ASCII digits.
    func idNumber() throws -> String {
        let text = try text("id_number")
        guard try word("id_kind") == IDKind.national else { return text }
        let digits = Digits.folded(text)
        guard digits.utf8.count == 10,
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else {
            throw malformed("id_number")
        }
        return digits
    }

    func word<Word: RawRepresentable<String>>(_ name: String) throws -> Word {
        guard let word = Word(rawValue: try text(name)) else { throw malformed(name) }
        return word
    }

    func date(_ name: String) throws -> CivilDate {
        guard let date = try? CivilDate(parsing: text(name)) else { throw malformed(name) }
        return date
    }

    func recordID(_ name: String) throws -> RecordID {
        let text = try text(name)
        guard let id = RecordID(parsing: text) ?? (try? Hex.decode(text)).flatMap({ RecordID($0) })
        else { throw malformed(name) }
        return id
    }

    func hundredths(_ name: String) throws -> Int {
        guard let value = record[name]?.integer, (0...2000).contains(value) else {
            throw malformed(name)
        }
        return Int(value)
    }

    func digests(_ name: String) throws -> [Digest] {
        guard let items = record[name]?.array else { throw malformed(name) }
        return try items.map { item in
            guard let bytes = item.string.flatMap({ try? Hex.decode($0) }),
                let digest = Digest(bytes)
            else { throw malformed(name) }
            return digest
        }
    }

    func ifPresent<Value>(_ name: String, _ read: (String) throws -> Value) rethrows -> Value? {
        record[name] == nil || record[name] == .null ? nil : try read(name)
    }
}

extension DegreeRecord {
    fileprivate init(_ fields: RecordFields) throws {
        self.init(
            uuid: try fields.recordID("uuid"),
            firstNameFa: try fields.text("first_name_fa"),
            lastNameFa: try fields.text("last_name_fa"),
            firstNameEn: try fields.text("first_name_en"),
            lastNameEn: try fields.text("last_name_en"),
            fatherNameFa: try fields.text("father_name_fa"),
            idKind: try fields.word("id_kind"),
            idNumber: try fields.idNumber(),
            birthDate: try fields.date("birth_date"),
            institutionCode: try fields.text("institution_code"),
            institutionNameFa: try fields.text("institution_name_fa"),
            institutionNameEn: try fields.text("institution_name_en"),
            documentKind: try fields.word("document_kind"),
            level: try fields.word("level"),
            fieldCode: try fields.text("field_code"),
            fieldFa: try fields.text("field_fa"),
            fieldEn: try fields.text("field_en"),
            mode: try fields.word("mode"),
            entranceDate: try fields.ifPresent("entrance_date", fields.date),
            graduationDate: try fields.date("graduation_date"),
            diplomaNumber: try fields.text("diploma_number"),
            average: try fields.ifPresent("average", fields.hundredths),
            files: try fields.ifPresent("files", fields.digests) ?? [],
            decision: try fields.ifPresent("decision", fields.text),
            supersedes: try fields.ifPresent("supersedes", fields.recordID)
        )
    }
}
