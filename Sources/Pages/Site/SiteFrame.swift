import Persian
import Web

/// The frame around every page: name, menu, footer, addresses of the assets.
struct SiteFrame: Sendable {
    let publicURL: String
    let assets: SiteAssets

    /// Returns the values of the frame for a page at a path within a language, and for its reader.
    func values(
        in language: Language,
        at path: String,
        for reader: PageReader?
    ) -> [String: PageValue] {
        let values: [String: PageValue] = [
            "publicURL": .text(publicURL),
            "asset": [
                "css": .text(assets.style.path),
                "mark": .text(assets.mark.path),
            ],
            "fonts": language.script == .arabic ? [.text(assets.arabicFont.path)] : [],
            "shape": ["star": .text(IconPaths.star), "tick": .text(IconPaths.tick)],
            "menu": .list(
                Self.menu.map {
                    [
                        "href": .text(language.base + $0.path), "text": .wording($0.title),
                        "here": .flag(path == $0.path),
                    ]
                }
            ),
            "account": Self.account(of: reader, in: language, at: path),
            "footer": .list(
                Self.footer.map {
                    ["href": .text(language.base + $0.path), "text": .wording($0.title)]
                }
            ),
        ]
        return Self.texts.merging(values) { _, value in value }
    }

    /// The official host, as readers should see it in their address bar.
    var host: String {
        publicURL.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first
            .map(String.init) ?? publicURL
    }
}

extension SiteFrame {
    private static let texts: [String: PageValue] = [
        "site": .wording(fa: "صحت", en: "Sehat"),
        "siteOf": .wording(
            fa: "استعلام اصالت مدرک تحصیلی · سازمان امور دانشجویان",
            en: "Degree authenticity · Organisation of Student Affairs, Iran"
        ),
        "skip": .wording(fa: "رفتن به متن اصلی", en: "Skip to main content"),
        "menuTitle": .wording(fa: "اصلی", en: "Main"),
        "footerTitle": .wording(fa: "پایین صفحه", en: "Footer"),
        "official": .prose(
            fa: """
                نشانی رسمی این خدمت \(.host) است. اگر نتیجه‌ای را در نشانی دیگری می‌بینید، به آن اعتماد \
                نکنید\(.onScreen(" و \(.link("به ما گزارش دهید", to: "/report"))")).
                """,
            en: """
                The official address of this service is \(.host). If you see a result at any other \
                address, do not rely on it\(.onScreen(", and \(.link("tell us", to: "/report"))")).
                """
        ),
        "purposeOfSite": .wording(
            fa: "صحت، خدمت رایگان سازمان امور دانشجویان برای اطمینان از اصالت مدارک دانشگاهی",
            en: """
                Sehat is a free service of Iran’s Organisation of Student Affairs for making sure that \
                university degrees are genuine.
                """
        ),
    ]

    /// Returns the links of a reader who is signed in; false for any other.
    private static func account(
        of reader: PageReader?,
        in language: Language,
        at path: String
    ) -> PageValue {
        guard let reader, let signOut = reader.signOut else { return false }
        return [
            "accountTitle": .wording(fa: "حساب من", en: "My account"),
            "links": .list(
                reader.links.map {
                    [
                        "href": .text(language.base + $0.path), "text": .wording($0.title),
                        "here": .flag(path == $0.path),
                    ]
                }
            ),
            "signOut": signOut,
        ]
    }

    private static let menu = [
        (path: "/batches", title: Wording(fa: "بررسی گروهی", en: "Check many")),
        (path: "/report", title: Wording(fa: "گزارش جعل", en: "Report a fake")),
        (path: "/about", title: Wording(fa: "راهنما", en: "Help")),
        // The same words for every reader: a page that reads no cookie does not know who is signed in.
        (path: "/account", title: Wording(fa: "حساب من", en: "My account")),
    ]

    private static let footer = [
        (path: "/about", title: Wording(fa: "راهنما و حریم خصوصی", en: "Help and privacy")),
        (path: "/keys", title: PageTitle.keys),
        (path: "/developers", title: PageTitle.developers),
        (path: "/report", title: PageTitle.report),
    ]
}

extension PageRenderer {
    /// A renderer with the templates and the frame of this site.
    ///
    /// - Throws: What is malformed in one of the embedded templates.
    init(publicURL: String, assets: SiteAssets) throws {
        let frame = SiteFrame(publicURL: publicURL, assets: assets)
        self.init(
            templates: try Templates(Templates.components + Templates.embedded),
            host: frame.host,
            frame: frame.values(in:at:for:)
        )
    }
}
