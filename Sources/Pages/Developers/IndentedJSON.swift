import VerifyCore

extension JSON {
    /// The value for readers: a member or an item a line, two spaces a level.
    var indented: String { indented(at: 0) }

    private func indented(at level: Int) -> String {
        let space = String(repeating: "  ", count: level)
        switch self {
        case .object(let members) where !members.isEmpty:
            let lines = members.map { member in
                "\(space)  \(JSON.string(member.name).line): \(member.value.indented(at: level + 1))"
            }
            return "{\n\(lines.joined(separator: ",\n"))\n\(space)}"
        case .array(let items) where !items.isEmpty:
            let lines = items.map { "\(space)  \($0.indented(at: level + 1))" }
            return "[\n\(lines.joined(separator: ",\n"))\n\(space)]"
        case .null, .bool, .integer, .number, .string, .array, .object:
            return line
        }
    }

    private var line: String { String(decoding: encoded(), as: UTF8.self) }
}
