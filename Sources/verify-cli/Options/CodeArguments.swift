/// Codes as they are typed on a command line: whole, or with each group as a separate word.
///
/// `1795 8396 5972 7439 0942` is one code in five words; five words of at most five characters belong
/// together, so that an extra letter or sign in a group is reported as a mistake in its code.
struct CodeArguments {
    let codes: [String]

    private static let groupsInCode = 5
    private static let longestGroup = 5

    init(_ words: [String]) {
        var codes: [String] = []
        var groups: [String] = []
        for word in words {
            guard word.count <= Self.longestGroup else {
                if !groups.isEmpty { codes.append(groups.joined(separator: " ")) }
                groups = []
                codes.append(word)
                continue
            }
            groups.append(word)
            if groups.count == Self.groupsInCode {
                codes.append(groups.joined(separator: " "))
                groups = []
            }
        }
        if !groups.isEmpty { codes.append(groups.joined(separator: " ")) }
        self.codes = codes
    }

    /// Reads the codes of a text, one a line; empty lines do not count.
    init(lines text: String) {
        codes = text.split(whereSeparator: \.isNewline)
            .map { $0.trimmingPrefix(while: \.isWhitespace) }
            .filter { !$0.isEmpty }
            .map(String.init)
    }
}
