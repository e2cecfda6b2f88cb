package import Persian

/// A value for a template, in every language until the page is rendered.
///
/// Text is escaped before the template gets it, so that no template can forget to escape. Only ``markup``
/// is not escaped; no text of a request may become markup.
package enum PageValue: Sendable, Equatable {
    /// A text that is the same in every language, which is escaped for HTML.
    case text(String)
    /// A sentence in the language of the page.
    case wording(Wording)
    /// A sentence with links and other elements in the language of the page.
    case prose(Prose)
    /// A number in the digits of the page's language.
    case number(Int)
    /// A condition that shows or hides a section.
    case flag(Bool)
    /// Values for which a section is repeated.
    case list([PageValue])
    /// Values by name, for use within a section.
    case fields([String: PageValue])
    /// HTML or SVG that the program wrote.
    case markup(String)
    /// The name of the template that a `{{>*…}}` draws.
    case template(String)
    /// The token of the form of that name for the reader of the page; false on a page without cookies.
    case formToken(String)
}

extension PageValue {
    /// A sentence in the language of the page.
    package static func wording(fa: String, en: String) -> PageValue {
        .wording(Wording(fa: fa, en: en))
    }

    /// A sentence with links and other elements in the language of the page.
    package static func prose(fa: RichText, en: RichText) -> PageValue {
        .prose(Prose(fa: fa, en: en))
    }

    /// Returns the wording, or a false condition where there is none.
    package static func optional(_ wording: Wording?) -> PageValue {
        wording.map { .wording($0) } ?? .flag(false)
    }
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
    /// Returns the value in the form that the mustache library reads.
    func drawn(in context: RenderingContext) -> Any {
        switch self {
        case .text(let text): DrawnText(text.escapedForHTML)
        case .wording(let wording): DrawnText(wording.text(in: context.language).escapedForHTML)
        case .prose(let prose): DrawnText(prose.text(in: context.language).html(in: context))
        case .number(let number): DrawnText(context.language.number(number).escapedForHTML)
        case .flag(let flag): flag
        case .list(let list): list.map { $0.drawn(in: context) }
        case .fields(let fields): DrawnFields(fields, in: context)
        case .markup(let markup): DrawnText(markup)
        case .formToken(let form):
            if let reader = context.reader { DrawnText(reader.formToken(form)) } else { false }
        case .template(let name): name
        }
    }
}
