package import NIOCore
import Persian
package import VerifyCore

/// A JSON object of a request, read field by field; faults are collected and thrown by `finish`.
package struct JSONFields {
    private let members: [JSON.Member]
    /// The faults found so far, in the order in which the fields were read.
    package private(set) var faults: [FieldProblem] = []
    private var known: [String] = []
    /// Whether a null is a fault instead of an absent field.
    package var refusesNulls = false

    /// The deepest nesting: a file in an entry of a group of a form has 7.
    private static let depth = 8

    /// An empty body is read as an empty object.
    package init(parsing buffer: ByteBuffer) throws {
        guard buffer.readableBytes > 0 else {
            members = []
            return
        }
        do {
            let json = try JSON(parsing: buffer.readableBytesUInt8Span, depth: Self.depth)
            guard let members = json.members else { throw Problem.notAnObject }
            self.members = members
        } catch is JSON.ParsingError {
            throw Problem.badJSON
        }
    }

    /// Returns a field that may be absent; null counts as absent, unless it is refused.
    private mutating func value(_ name: String) -> JSON? {
        known.append(name)
        guard let value = members.first(where: { $0.name == name })?.value else { return nil }
        if value != .null { return value }
        if refusesNulls { faults.append(.text("/\(name)")) }
        return nil
    }

    /// Returns a value of any type; nil when the field is absent or null.
    package mutating func json(_ name: String) -> JSON? { value(name) }

    /// Whether the field is present, also as null.
    package func has(_ name: String) -> Bool { members.contains { $0.name == name } }

    /// Returns a text; nil when the field is absent, or not a text, which is a fault.
    package mutating func text(_ name: String) -> String? {
        guard let value = value(name) else { return nil }
        guard let text = value.string else {
            faults.append(.text("/\(name)"))
            return nil
        }
        return text
    }

    /// Returns a text; nil when the field is absent or not a text, both of which are faults.
    package mutating func requiredText(_ name: String) -> String? {
        let before = faults.count
        if let text = text(name) { return text }
        if faults.count == before { faults.append(.required("/\(name)")) }
        return nil
    }

    /// Returns a text or an integer, as text: clients send years and numbers as either.
    package mutating func textOrInteger(_ name: String) -> String? {
        guard let value = value(name) else { return nil }
        if let number = value.year { return String(number) }
        guard let text = value.string else {
            faults.append(.text("/\(name)"))
            return nil
        }
        return text
    }

    /// Adds a fault that the caller found in the value of a field.
    package mutating func fault(_ problem: FieldProblem) { faults.append(problem) }

    /// Ends the reading.
    ///
    /// - Throws: The 400 problem with every fault; a field that was not read is one. Its name is not repeated,
    ///   because it may be a code or a person's name.
    package func finish() throws {
        var all = faults
        if members.contains(where: { !known.contains($0.name) }) {
            all.append(.unknown(among: known))
        }
        guard all.isEmpty else { throw Problem.badRequest(all) }
    }

    /// Returns a text or a number as it was written; for the cells of a row.
    package mutating func cell(_ name: String) -> String? {
        switch value(name) {
        case nil, .null: return nil
        case .string(let text), .number(let text): return text
        case .integer(let number): return String(number)
        case .bool, .array, .object:
            faults.append(.text("/\(name)"))
            return nil
        }
    }
}

extension JSON {
    /// A whole number of at most four digits, also when it is written `1372.0`.
    fileprivate var year: Int? {
        let number: Double?
        switch self {
        case .integer(let value): number = Double(value)
        case .number(let text): number = Double(text)
        case .null, .bool, .string, .array, .object: number = nil
        }
        guard let number, (0...9999).contains(number), number.rounded() == number else {
            return nil
        }
        return Int(number)
    }
}

extension Problem {
    static let notAnObject = Problem.malformed(
        .init(fa: "بدنه باید یک شیء JSON باشد.", en: "The body must be a JSON object.")
    )

    static let badJSON = Problem.malformed(
        .init(
            fa: "بدنه JSON درستی نیست (نام تکراری و ویرگول پایانی پذیرفته نمی‌شود).",
            en: "The body is not strict JSON (no duplicate names, no trailing commas)."
        )
    )
}
