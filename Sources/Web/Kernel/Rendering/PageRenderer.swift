package import HTTPTypes
package import Hummingbird
import NIOCore
import Persian

/// Renders pages: fills the template of a page, and the frame around it.
package struct PageRenderer: Sendable {
    /// The values of the frame around every page, for a language, the page's path within it and its reader.
    package typealias Frame = @Sendable (Language, String, PageReader?) -> [String: PageValue]

    private let templates: Templates
    private let host: String
    private let frame: Frame

    /// A renderer of templates by name, of which `layout` is the frame.
    ///
    /// `host` is the official host, as readers should see it in their address bar.
    package init(templates: Templates, host: String, frame: @escaping Frame) {
        self.templates = templates
        self.host = host
        self.frame = frame
    }

    /// Returns the page as a response.
    package func response(
        _ page: Page,
        in language: Language,
        status: HTTPResponse.Status = .ok,
        headers: HTTPFields = [:]
    ) -> Response {
        var fields = self.headers(in: language)
        for field in headers { fields[field.name] = field.value }
        let html = render(page, in: language)
        return Response(
            status: status,
            headers: fields,
            body: .init(byteBuffer: ByteBuffer(string: html))
        )
    }

    /// Returns the header fields of every page in a language.
    package func headers(in language: Language) -> HTTPFields {
        var fields: HTTPFields = [
            .contentType: "text/html; charset=utf-8", .contentLanguage: language.tag,
        ]
        // `no-referrer`, our default, would make browsers send `Origin: null` with our own forms.
        if let name = HTTPField.Name.referrerPolicy { fields[name] = "same-origin" }
        return fields
    }

    /// Returns the page as HTML.
    package func render(_ page: Page, in language: Language) -> String {
        let context = RenderingContext(language: language, host: host, reader: page.reader)
        var outer = frame(language, page.path, page.reader)
        outer.merge(Self.place(of: page, in: language)) { _, own in own }
        let inner = outer.merging(page.values) { _, own in own }
        outer["body"] = .markup(templates.render(page.template, inner, in: context))
        return templates.render("layout", outer, in: context)
    }

    /// Returns the values that every template has.
    private static func place(of page: Page, in language: Language) -> [String: PageValue] {
        [
            "title": .wording(page.title),
            "private": .flag(page.isPrivate),
            "lang": .text(language.tag),
            "dir": .text(language.direction),
            "base": .text(language.base),
            "home": .text(language.home),
            "others": .list(language.others.map { link(to: page, in: $0) }),
        ]
    }

    /// Returns how the same page is had in another language: by its address, or by sending a form again.
    private static func link(to page: Page, in other: Language) -> PageValue {
        var address: PageValue = false
        var resend: PageValue = false
        if let form = page.resend {
            resend = [
                "action": .text(other.base + form.action),
                "fields": .list(
                    form.fields.map { ["name": .text($0.name), "value": .text($0.value)] }
                ),
            ]
        } else if let elsewhere = page.elsewhere {
            let insists = page.isNegotiated && other == .standard
            address = .text(other.base + elsewhere + (insists ? "?lang=\(other.tag)" : ""))
        }
        return [
            "tag": .text(other.tag), "language": .text(other.name), "address": address,
            "resend": resend,
        ]
    }
}

extension HTTPField.Name {
    static let referrerPolicy = HTTPField.Name("Referrer-Policy")
}
