/// A text of one language with inline elements: links, code, runs in another script.
///
/// Elements come by interpolation, `"… \(.host) …"`; every text in it is escaped.
package struct RichText: Sendable, Equatable {
    private var pieces: [Piece] = []

    fileprivate enum Piece: Sendable, Equatable {
        case text(String)
        case element(Element)
    }

    /// An element within a line.
    package indirect enum Element: Sendable, Equatable {
        /// The official host of this service.
        case host
        /// Text of a program or for one.
        case code(String)
        /// Latin letters or digits, whose order text from right to left would change.
        case latin(String)
        /// A text in another language than the one around it.
        case foreign(String, Language)
        /// The same, less prominent: the second of two names.
        case second(String, Language)
        /// A text of unknown language, such as the name of a file.
        case isolated(String)
        /// Words that are less prominent than those around them.
        case soft(String)
        /// A text between spaces at which a line may break, such as the groups of a code.
        case groups([String], GroupStyle)
        /// A link to a page of this site in the reader's language; the address begins with a slash.
        case link(String, to: String)
        /// A link to a file, whose address is the same in every language.
        case file(String, at: String)
        /// A text that is not printed.
        case onScreen(RichText)
        /// A time in words, with the moment for programs (RFC 3339).
        case time(String, datetime: String)
    }

    /// The look of groups: a class of the style sheet.
    package enum GroupStyle: String, Sendable {
        /// A code in large digits.
        case code
        /// A code in the size of the text around it.
        case modest = "code modest"
        /// Bytes in hexadecimal.
        case hexadecimal = "hex"

        /// The text between two groups, also where they are copied.
        ///
        /// A spreadsheet keeps a code with spaces as text, but destroys twenty bare digits. Bytes are copied
        /// without spaces.
        fileprivate var separator: String {
            switch self {
            case .code, .modest: " "
            case .hexadecimal: ""
            }
        }
    }
}

extension RichText: ExpressibleByStringInterpolation {
    /// Collects the texts and the elements.
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var pieces: [Piece] = []

        /// An empty text.
        package init(literalCapacity: Int, interpolationCount: Int) {}
        /// Appends a part of the literal.
        package mutating func appendLiteral(_ literal: String) { pieces.append(.text(literal)) }
        /// Appends a text, which is escaped when it is drawn.
        package mutating func appendInterpolation(_ text: String) { pieces.append(.text(text)) }
        /// Appends an element.
        package mutating func appendInterpolation(_ element: Element) {
            pieces.append(.element(element))
        }
    }

    /// A literal without elements.
    package init(stringLiteral text: String) { pieces = [.text(text)] }
    /// A literal with elements.
    package init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

    /// A text without elements.
    package init(_ text: String) { pieces = [.text(text)] }
}

extension RichText {
    /// A code of twenty digits, in groups of four, which are copied with their spaces.
    package static func code(_ digits: some StringProtocol, _ style: GroupStyle = .code) -> RichText
    {
        "\(.groups(digits.inGroups(of: 4), style))"
    }

    /// Returns the text as HTML.
    func html(in context: RenderingContext) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): text.escapedForHTML
            case .element(let element): element.html(in: context)
            }
        }
        .joined()
    }
}

extension RichText.Element {
    fileprivate func html(in context: RenderingContext) -> String {
        switch self {
        case .host:
            #"<bdi dir="ltr" class="host" translate="no">\#(context.host.escapedForHTML)</bdi>"#
        case .code(let text):
            #"<code dir="ltr" translate="no">\#(text.escapedForHTML)</code>"#
        case .latin(let text):
            #"<bdi dir="ltr" translate="no">\#(text.escapedForHTML)</bdi>"#
        case .isolated(let text):
            #"<bdi translate="no">\#(text.escapedForHTML)</bdi>"#
        case .foreign(let text, let language):
            "<bdi \(Self.attributes(language))>\(text.escapedForHTML)</bdi>"
        case .second(let text, let language):
            #"<bdi class="soft" \#(Self.attributes(language))>\#(text.escapedForHTML)</bdi>"#
        case .soft(let text):
            #"<span class="soft">\#(text.escapedForHTML)</span>"#
        case .groups(let groups, let style):
            #"<bdi dir="ltr" class="\#(style.rawValue)" translate="no">"#
                + groups.map { "<span>\($0.escapedForHTML)</span>" }
                .joined(separator: style.separator) + "</bdi>"
        case .link(let text, let path):
            Self.link(text, to: context.language.base + path)
        case .file(let text, let path):
            Self.link(text, to: path)
        case .time(let text, let datetime):
            #"<time datetime="\#(datetime.escapedForHTML)">\#(text.escapedForHTML)</time>"#
        case .onScreen(let text):
            #"<span class="no-print">\#(text.html(in: context))</span>"#
        }
    }

    private static func attributes(_ language: Language) -> String {
        #"lang="\#(language.tag)" dir="\#(language.direction)""#
    }

    private static func link(_ text: String, to address: String) -> String {
        #"<a href="\#(address.escapedForHTML)">\#(text.escapedForHTML)</a>"#
    }
}

extension StringProtocol {
    /// Returns the text in groups of `size` characters; the last one may be shorter.
    package func inGroups(of size: Int) -> [String] {
        var rest = self[...]
        var groups: [String] = []
        while !rest.isEmpty {
            groups.append(String(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        return groups
    }
}
