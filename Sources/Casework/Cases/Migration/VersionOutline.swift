import Persian
import VerifyCore

/// The steps and fields of a version as its canonical text has them.
///
/// A program that does not have a version any more reads it from the text that was stored at the version's first run.
package struct VersionOutline: Sendable, Hashable {
    /// A step.
    package struct Step: Sendable, Hashable {
        /// The name.
        package let name: StepName
        /// The party for which it waits, in the words of the canonical text.
        package let waitsFor: String
        /// The rule of its errands, in the same words; nil for a step without errands.
        package var errands: String?
    }

    /// A field of the form.
    package struct Field: Sendable, Hashable {
        /// The name.
        package let name: FieldName
        /// The type, for a group with the fields in it: answers move only between equal shapes.
        package fileprivate(set) var shape: String
        /// Whether no answer can be required.
        package fileprivate(set) var isNeverRequired = false
    }

    /// The service.
    package let service: ServiceID
    /// The version.
    package let version: Int
    /// The SHA-256 of the canonical text, in hexadecimal.
    package let fingerprint: String
    /// The steps, in their order.
    package private(set) var steps: [Step] = []
    /// The fields, in their order.
    package private(set) var fields: [Field] = []

    /// The outline of a version that the program has.
    package init(_ service: Service) {
        let text = service.canonicalText
        self.service = service.id
        version = service.version
        fingerprint = Hex.encode(SHA256.hash(Array(text.utf8)))
        read(text)
    }

    /// Reads the canonical text of a version; nil for another text.
    package init?(canonicalText text: String) {
        let words = text.prefix { $0 != "\n" }.split(separator: " ").map(String.init)
        guard words.count >= 4, words[0] == "service", words[2] == "version",
            let version = Int(words[3])
        else { return nil }
        service = ServiceID(words[1])
        self.version = version
        fingerprint = Hex.encode(SHA256.hash(Array(text.utf8)))
        read(text)
        guard !steps.isEmpty else { return nil }
    }

    /// The step with a name; nil when there is none.
    package func step(_ name: StepName) -> Step? { steps.first { $0.name == name } }

    /// The field with a name; nil when there is none.
    package func field(_ name: FieldName) -> Field? { fields.first { $0.name == name } }

    private mutating func read(_ text: String) {
        for line in text.split(separator: "\n") {
            let depth = line.prefix { $0 == " " }.count
            let words = line.dropFirst(depth).split(separator: " ", maxSplits: 2).map(String.init)
            guard words.count > 1 else { continue }
            let rest = words.count > 2 ? words[2] : ""
            switch (depth, words[0]) {
            case (0, "step"):
                let party = rest.before(" clock ")
                steps.append(Step(name: StepName(words[1]), waitsFor: party))
            case (2, "errands") where !steps.isEmpty:
                let rule = line.dropFirst("  errands ".count)
                steps[steps.count - 1].errands = String(rule).before(" joined ")
            case (2, "field"): fields.append(Field(name: FieldName(words[1]), shape: rest))
            case (3..., "field") where !fields.isEmpty:
                fields[fields.count - 1].shape += " [\(depth) \(words[1]) \(rest)]"
            case (4, "required") where !fields.isEmpty:
                let isOfGroup = fields[fields.count - 1].shape.contains(" [")
                if !isOfGroup {
                    fields[fields.count - 1].isNeverRequired =
                        words[1] == Condition.never.canonicalText
                }
            default: continue
            }
        }
    }
}

extension String {
    /// The part before the last occurrence of a text; all of it where the text does not occur.
    fileprivate func before(_ end: String) -> String {
        ranges(of: end).last.map { String(self[..<$0.lowerBound]) } ?? self
    }
}
