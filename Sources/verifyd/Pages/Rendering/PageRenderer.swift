import HTTPTypes
import Hummingbird
import NIOCore

/// Draws pages: the frame around them, the menu, the addresses of the assets.
struct PageRenderer: Sendable {
    let assets: Assets
    private let templates: Templates
    private let publicURL: String
    /// The official host, as people should see it in their address bar.
    let host: String

    init(publicURL: String) throws {
        assets = Assets()
        templates = try Templates(Templates.embedded)
        self.publicURL = publicURL
        host =
            publicURL.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first
            .map(String.init) ?? publicURL
    }

    /// The page as an answer.
    func response(
        _ page: Page,
        in language: Language,
        status: HTTPResponse.Status = .ok,
        headers: HTTPFields = [:]
    ) -> Response {
        var fields = headers
        fields[.contentType] = "text/html; charset=utf-8"
        fields[.contentLanguage] = language.tag
        // `no-referrer`, the house's default, would make browsers say `Origin: null` with our own forms.
        if let name = HTTPField.Name.referrerPolicy { fields[name] = "same-origin" }
        let html = render(page, in: language)
        return Response(
            status: status,
            headers: fields,
            body: .init(byteBuffer: ByteBuffer(string: html))
        )
    }

    /// The page as HTML.
    func render(_ page: Page, in language: Language) -> String {
        var values = frame(in: language)
        values.merge(page.values) { _, own in own }
        values["title"] = .text(page.title)
        values["private"] = .flag(page.isPrivate)
        values["menu"] = .list(Self.menu(in: language, at: page.path))
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

extension PageRenderer {
    private func frame(in language: Language) -> [String: PageValue] {
        [
            "fa": .flag(language == .persian),
            "en": .flag(language == .english),
            "lang": .text(language.tag),
            "dir": .text(language.direction),
            "base": .text(language.base),
            "home": .text(language.home),
            "host": .text(host),
            "publicURL": .text(publicURL),
            "asset": [
                "css": .text(assets.style.path),
                "arabic": .text(assets.arabicFont.path),
                "mark": .text(assets.mark.path),
                "licence": .text(assets.licence.path),
            ],
            "shape": ["star": .text(IconPaths.star), "tick": .text(IconPaths.tick)],
            "footer": .list(Self.footer(in: language)),
        ]
    }

    private static func menu(in language: Language, at path: String) -> [PageValue] {
        [
            ("/batches", "بررسی گروهی", "Check many"),
            ("/report", "گزارش جعل", "Report a fake"),
            ("/about", "راهنما", "Help"),
        ].map { (address, fa, en) in
            [
                "href": .text(language.base + address),
                "text": .text(language.either(fa, en)),
                "here": .flag(path == address),
            ]
        }
    }

    private static func footer(in language: Language) -> [PageValue] {
        [
            ("/about", "راهنما و حریم خصوصی", "Help and privacy"),
            ("/keys", "کلیدهای عمومی و بررسی بدون اینترنت", "Public keys, checking offline"),
            ("/developers", "برای برنامه‌نویسان", "For developers"),
            ("/report", "گزارش سایت یا مدرک جعلی", "Report a fake site or document"),
        ].map { (address, fa, en) in
            ["href": .text(language.base + address), "text": .text(language.either(fa, en))]
        }
    }
}

extension HTTPField.Name {
    static let referrerPolicy = HTTPField.Name("Referrer-Policy")
}

extension Templates {
    /// The files of `Resources/Templates`.
    static let embedded: [(name: String, bytes: [UInt8])] = [
        ("layout", PackageResources.layout_mustache),
        ("summary", PackageResources.summary_mustache),
        ("code", PackageResources.code_mustache),
        ("code-modest", PackageResources.code_modest_mustache),
        ("home", PackageResources.home_mustache),
        ("result", PackageResources.result_mustache),
        ("report", PackageResources.report_mustache),
        ("received", PackageResources.received_mustache),
        ("batches", PackageResources.batches_mustache),
        ("batch", PackageResources.batch_mustache),
        ("keys", PackageResources.keys_mustache),
        ("developers", PackageResources.developers_mustache),
        ("about", PackageResources.about_mustache),
        ("error", PackageResources.error_mustache),
    ]
}
