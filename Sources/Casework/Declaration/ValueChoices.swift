/// Whose values a reviewer takes where the answers of a form and the entry of a register differ.
///
/// The event that brings them stores them as a fact, so they are sealed and a later effect of the case finds them.
package struct ValueChoices: Sendable, Hashable {
    /// The fingerprint of the register's entry that the reviewer saw, in hexadecimal; nil where it had none.
    package let seen: String?
    /// The word of the source, by the name of the value.
    package let sources: [String: String]

    /// The most values with a choice.
    static let limit = 60

    /// Creates the choices of a reviewer who saw an entry.
    ///
    /// Returns nil for more than 60 of them, and where a part is not 1–64 small letters, digits, `-` or `_`.
    package init?(seen: String?, sources: [String: String]) {
        let parts = [seen].compactMap { $0 } + sources.keys + sources.values
        guard sources.count <= Self.limit, parts.allSatisfy(Self.isWord) else { return nil }
        self.seen = seen
        self.sources = sources
    }

    private static func isWord(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }
}

/// The body of a fact.
extension ValueChoices {
    /// The kind of the fact.
    static let factKind: FactKind = "choices"

    /// `seen:FINGERPRINT`, then `NAME:SOURCE` by name, one a line.
    var text: String {
        let lines = sources.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }
        return (["seen:\(seen ?? "")"] + lines).joined(separator: "\n")
    }

    /// Reads the body of a fact; nil for any other text.
    init?(parsing text: String) {
        var (seen, sources): (String?, [String: String]) = (nil, [:])
        for (index, line) in text.split(separator: "\n").enumerated() {
            let parts = line.split(separator: ":", omittingEmptySubsequences: false)
                .map(String.init)
            guard parts.count == 2 else { return nil }
            if index == 0 {
                guard parts[0] == "seen" else { return nil }
                seen = parts[1].isEmpty ? nil : parts[1]
            } else {
                sources[parts[0]] = parts[1]
            }
        }
        self.init(seen: seen, sources: sources)
    }
}

extension CaseSnapshot {
    /// The choices of the last reviewer since the last submission; nil where there are none.
    package var choices: ValueChoices? {
        let start = submission?.seq ?? 0
        let fact = facts.last {
            $0.kind == ValueChoices.factKind.name && ($0.usedBySeq ?? 0) >= start
        }
        return fact.flatMap { ValueChoices(parsing: $0.body) }
    }
}
