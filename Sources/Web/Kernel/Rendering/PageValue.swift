/// A value for a template.
///
/// Text is escaped before the template gets it, so that no template can forget to escape. Only ``markup``
/// is not escaped; no text of a request may become markup.
package enum PageValue: Sendable, Equatable {
    /// A text, which is escaped for HTML.
    case text(String)
    /// A condition that shows or hides a section.
    case flag(Bool)
    /// Values for which a section is repeated.
    case list([PageValue])
    /// Values by name, for use within a section.
    case fields([String: PageValue])
    /// HTML or SVG that the program wrote.
    case markup(String)
}

extension PageValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral text: String) { self = .text(text) }
    package init(booleanLiteral flag: Bool) { self = .flag(flag) }
    package init(arrayLiteral elements: PageValue...) { self = .list(elements) }
    package init(dictionaryLiteral elements: (String, PageValue)...) {
        self = .fields(Dictionary(elements) { _, last in last })
    }
}

extension PageValue {
    /// The value in the form that the mustache library reads.
    package var drawn: Any {
        switch self {
        case .text(let text): text.escapedForHTML
        case .flag(let flag): flag
        case .list(let list): list.map(\.drawn)
        case .fields(let fields): fields.mapValues(\.drawn)
        case .markup(let markup): markup
        }
    }
}

extension String {
    /// The text escaped for an HTML element or a quoted attribute.
    ///
    /// It works on scalars: for a loop over characters, a `<` or a quote that a combining mark follows, or that
    /// follows a prepending mark (U+0600 ARABIC NUMBER SIGN), is another character and would pass.
    var escapedForHTML: String {
        guard utf8.contains(where: Self.isSpecial) else { return self }
        var escaped = ""
        escaped.reserveCapacity(utf8.count + 32)
        for scalar in unicodeScalars {
            switch scalar {
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "&": escaped += "&amp;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte == 0x3c || byte == 0x3e || byte == 0x26 || byte == 0x22 || byte == 0x27
    }
}
