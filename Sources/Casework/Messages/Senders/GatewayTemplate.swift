/// The templates that an SMS gateway has approved, and the words that fill them.
enum GatewayTemplate {
    /// The most words of a template, and the most characters of a word.
    private static let limits = (words: 3, characters: 100)

    /// Whether the words fill a template: one to three, short and without spaces.
    static func fits(_ tokens: [String]) -> Bool {
        (1...limits.words).contains(tokens.count)
            && tokens.allSatisfy { token in
                (1...limits.characters).contains(token.unicodeScalars.count)
                    && !token.unicodeScalars.contains { $0.properties.isWhitespace }
            }
    }

    /// The name of the template: that of the message, with `-en` for a text without a Persian letter.
    static func name(of message: RenderedMessage) -> String {
        let isPersian = message.text.unicodeScalars.contains { (0x600...0x6FF).contains($0.value) }
        return isPersian ? message.template : "\(message.template)-en"
    }
}
