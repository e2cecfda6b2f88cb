internal import Persian
internal import VerifyCore

extension Conformance {
    static func encodeRecord(_ arguments: Arguments) throws -> [JSON.Member] {
        var reader = try JSONRecordReader(arguments.value("record"))
        let record = try DegreeRecord(visiting: &reader, [UInt8]().span)
        return [JSON.Member("bytes", .string(Hex.encode(record.encoded())))]
    }
}

/// Reads the fields of a record from JSON, by the names of docs/formats/record.md.
private struct JSONRecordReader: RecordVisitor {
    private let record: JSON

    /// Rejects another schema, and names that the table of fields does not have.
    init(_ record: JSON) throws {
        self.record = record
        guard let members = record.members else { throw Self.malformed("uuid") }
        let names = Set(RecordKey.allCases.map(\.name))
        if let unknown = members.first(where: { !names.contains($0.name) }) {
            throw Self.malformed(unknown.name)
        }
        if let schema = record["schema"], schema.integer != 1 { throw Self.malformed("schema") }
    }

    private static func malformed(_ name: String) -> Refusal {
        Refusal("FIELD", [JSON.Member("field", .string(name))])
    }

    mutating func field<Value: RecordValue>(
        _ key: RecordKey,
        _ value: inout Value,
        _ bytes: Span<UInt8>
    ) throws {
        let json = record[key.name] ?? .null
        if json == .null, Value.isOptional { return }
        guard let type = Value.self as? any JSONReadable.Type,
            let read = type.init(recordField: json) as? Value
        else { throw Self.malformed(key.name) }
        value = read
        if key == .idNumber { value = try nationalDigits(read) }
    }

    /// Returns the number of an ID; a national one in its ten ASCII digits.
    private func nationalDigits<Value>(_ number: Value) throws -> Value {
        guard record[RecordKey.idKind.name]?.string == IDKind.national.rawValue,
            let text = number as? String
        else { return number }
        let digits = Digits.folded(text)
        guard digits.utf8.count == 10, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let folded = digits as? Value
        else { throw Self.malformed(RecordKey.idNumber.name) }
        return folded
    }
}

extension RecordKey {
    /// The field's name in docs/formats/record.md: the name of the case in snake case.
    fileprivate var name: String {
        "\(self)".reduce(into: "") { name, letter in
            if letter.isUppercase { name += "_" }
            name += letter.lowercased()
        }
    }
}

/// A type of a record's field that has a form in JSON.
private protocol JSONReadable {
    /// Reads the field's JSON; nil when it is malformed.
    init?(recordField json: JSON)
}

extension String: JSONReadable {
    /// Reads a text and brings it into the form in which a register stores it.
    fileprivate init?(recordField json: JSON) {
        guard let text = json.string else { return nil }
        self = Letters.stored(text)
    }
}

extension CivilDate: JSONReadable {
    fileprivate init?(recordField json: JSON) {
        guard let text = String(recordField: json) else { return nil }
        try? self.init(parsing: text)
    }
}

extension RecordID: JSONReadable {
    /// Reads a UUID as usual or in hexadecimal.
    fileprivate init?(recordField json: JSON) {
        guard let text = String(recordField: json) else { return nil }
        if let id = RecordID(parsing: text) {
            self = id
        } else {
            guard let bytes = try? Hex.decode(text) else { return nil }
            self.init(bytes)
        }
    }
}

extension Int: JSONReadable {
    /// Reads the average in hundredths.
    fileprivate init?(recordField json: JSON) {
        guard let value = json.integer, (0...2000).contains(value) else { return nil }
        self.init(exactly: value)
    }
}

extension [Digest]: JSONReadable {
    fileprivate init?(recordField json: JSON) {
        guard let items = json.array else { return nil }
        self = []
        for item in items {
            guard let bytes = item.string.flatMap({ try? Hex.decode($0) }),
                let digest = Digest(bytes)
            else { return nil }
            append(digest)
        }
    }
}

extension Optional: JSONReadable where Wrapped: JSONReadable {
    fileprivate init?(recordField json: JSON) {
        guard let value = Wrapped(recordField: json) else { return nil }
        self = .some(value)
    }
}

extension JSONReadable where Self: RawRepresentable<String> {
    /// Reads a word of a closed vocabulary.
    fileprivate init?(recordField json: JSON) {
        guard let text = String(recordField: json) else { return nil }
        self.init(rawValue: text)
    }
}

extension IDKind: JSONReadable {}
extension DocumentKind: JSONReadable {}
extension Level: JSONReadable {}
extension StudyMode: JSONReadable {}
