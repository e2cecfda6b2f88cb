package import HTTPTypes
package import Hummingbird
import NIOCore

/// Renders pages: fills the template of a page, and the frame around it.
package struct PageRenderer: Sendable {
    /// The values of the frame around every page, for a language and the page's path within it.
    package typealias Frame = @Sendable (Language, String) -> [String: PageValue]

    private let templates: Templates
    private let frame: Frame

    /// A renderer of templates by name, of which `layout` is the frame.
    package init(templates: Templates, frame: @escaping Frame) {
        self.templates = templates
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
        var values = frame(language, page.path)
        values.merge(page.values) { _, own in own }
        values["title"] = .text(page.title)
        values["private"] = .flag(page.isPrivate)
        values["elsewhereLang"] = .text(language.other.tag)
        if let resend = page.resend {
            values["resend"] = [
                "action": .text(language.other.base + resend.action),
                "fields": .list(
                    resend.fields.map { ["name": .text($0.name), "value": .text($0.value)] }
                ),
            ]
        } else if let elsewhere = page.elsewhere {
            values["elsewhere"] = .text(language.other.base + elsewhere)
        }
        values["body"] = .markup(templates.render(page.template, values))
        return templates.render("layout", values)
    }
}

extension HTTPField.Name {
    static let referrerPolicy = HTTPField.Name("Referrer-Policy")
}
