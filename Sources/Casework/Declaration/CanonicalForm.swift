import Persian
package import VerifyCore

/// The canonical bytes of a submission: what is encrypted, and what its digest covers.
///
/// Deterministic CBOR (RFC 8949 §4.2.1): `[1, version of the form, {field: [tag, content]}]`; the format page
/// docs/formats/submission.md has the tags. Equal answers have equal bytes, and each value has one encoding.
package struct CanonicalForm: Sendable, Hashable {
    /// The version of the form.
    package let formVersion: Int
    /// The answers.
    package let values: FormValues

    /// The number of the format.
    static let format: UInt64 = 1
    /// Around the answers two levels, for each level of groups three, and for files two.
    static let depth = 4 + 3 * FormLimit.depth + 2

    /// Answers to be written.
    package init(formVersion: Int, values: FormValues) {
        self.formVersion = formVersion
        self.values = values
    }

    /// Reads canonical bytes.
    ///
    /// - Throws: `DecodingError`.
    package init(decoding bytes: [UInt8]) throws(DecodingError) {
        let cbor: CBOR
        do {
            cbor = try CBOR(decoding: bytes, depth: Self.depth, size: FormLimit.canonicalBytes)
        } catch {
            throw .encoding(error)
        }
        guard let items = cbor.items, items.count == 3, items[0].unsigned == Self.format,
            let version = items[1].unsigned, (1...1_000_000).contains(version)
        else { throw .format }
        formVersion = Int(version)
        values = try FormValues(cbor: items[2], depth: FormLimit.depth)
    }

    /// The bytes.
    package var bytes: [UInt8] {
        CBOR.array([.unsigned(Self.format), .integer(Int64(formVersion)), values.cbor]).encoded()
    }

    /// The SHA-256 of the bytes (`submission.digest`).
    package var digest: Digest { SHA256.digest(of: bytes.span) }

    /// Why bytes are not a submission.
    package enum DecodingError: Error, Equatable, Sendable {
        /// Not one value of deterministic CBOR.
        case encoding(CBOR.DecodingError)
        /// Another number of the format, or not the three parts.
        case format
        /// The name of a field is not a name.
        case name
        /// An answer has another form than its tag.
        case value
    }
}

/// The tags of answers; they are never used again for another type.
private enum ValueTag: UInt64 {
    case text = 0
    case number = 1
    case money = 2
    case date = 3
    case choice = 4
    case confirmed = 5
    case files = 6
    case entries = 7
}

extension FormValues {
    fileprivate var cbor: CBOR {
        .map(byField.map { CBOR.Entry(.text($0.key.text), $0.value.cbor) })
    }

    fileprivate init(cbor: CBOR, depth: Int) throws(CanonicalForm.DecodingError) {
        guard let entries = cbor.entries else { throw .value }
        self.init()
        for entry in entries {
            guard let text = entry.key.text, FieldName(text).isWellFormed else { throw .name }
            self[FieldName(text)] = try FieldValue(cbor: entry.value, depth: depth)
        }
    }
}

extension FieldValue {
    fileprivate var cbor: CBOR {
        switch self {
        case .text(let text): Self.tagged(.text, .text(text))
        case .number(let number): Self.tagged(.number, .integer(number))
        case .money(let rials): Self.tagged(.money, .integer(rials.amount))
        case .date(let date): Self.tagged(.date, .text(date.description))
        case .choice(let value): Self.tagged(.choice, .text(value))
        case .confirmed: .array([.unsigned(ValueTag.confirmed.rawValue)])
        case .files(let files): Self.tagged(.files, .array(files.map(\.cbor)))
        case .entries(let entries): Self.tagged(.entries, .array(entries.map(\.cbor)))
        }
    }

    private static func tagged(_ tag: ValueTag, _ content: CBOR) -> CBOR {
        .array([.unsigned(tag.rawValue), content])
    }

    fileprivate init(cbor: CBOR, depth: Int) throws(CanonicalForm.DecodingError) {
        guard let items = cbor.items, let number = items.first?.unsigned,
            let tag = ValueTag(rawValue: number), items.count == (tag == .confirmed ? 1 : 2),
            let content = items.last
        else { throw .value }
        switch tag {
        case .text: self = .text(try Self.text(content))
        case .choice: self = .choice(try Self.text(content))
        case .number:
            guard let number = content.integer, number >= 0 else { throw .value }
            self = .number(number)
        case .money:
            guard let rials = content.integer.flatMap({ Rials($0) }) else { throw .value }
            self = .money(rials)
        case .date:
            let text = try Self.text(content)
            guard let date = try? CivilDate(parsing: text), date.description == text else {
                throw .value
            }
            self = .date(date)
        case .confirmed: self = .confirmed
        case .files: self = .files(try Self.files(content))
        case .entries: self = .entries(try Self.entries(content, depth: depth))
        }
    }

    private static func text(_ cbor: CBOR) throws(CanonicalForm.DecodingError) -> String {
        guard let text = cbor.text, !text.isEmpty else { throw .value }
        return text
    }

    private static func files(
        _ cbor: CBOR
    ) throws(CanonicalForm.DecodingError) -> [FileReference] {
        guard let items = cbor.items, (1...FormLimit.files).contains(items.count) else {
            throw .value
        }
        var files: [FileReference] = []
        for item in items { files.append(try FileReference(cbor: item)) }
        return files
    }

    private static func entries(
        _ cbor: CBOR,
        depth: Int
    ) throws(CanonicalForm.DecodingError) -> [FormValues] {
        guard depth > 0, let items = cbor.items, (1...FormLimit.entries).contains(items.count)
        else { throw .value }
        var entries: [FormValues] = []
        for item in items { entries.append(try FormValues(cbor: item, depth: depth - 1)) }
        return entries
    }
}

extension FileReference {
    fileprivate var cbor: CBOR { .array([.text(document), .bytes(hash.bytes), .text(shownName)]) }

    fileprivate init(cbor: CBOR) throws(CanonicalForm.DecodingError) {
        guard let items = cbor.items, items.count == 3, let document = items[0].text,
            !document.isEmpty, let hash = items[1].bytes.flatMap({ Digest($0) }),
            let name = items[2].text
        else { throw .value }
        self.init(document: document, hash: hash, shownName: name)
    }
}
