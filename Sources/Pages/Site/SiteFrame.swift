import Persian
import Web

/// The frame around every page: language, menu, footer, addresses of the assets.
struct SiteFrame: Sendable {
    let publicURL: String
    let assets: SiteAssets
    /// The official host, as readers should see it in their address bar.
    private let host: String

    init(publicURL: String, assets: SiteAssets) {
        self.publicURL = publicURL
        self.assets = assets
        host =
            publicURL.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first
            .map(String.init) ?? publicURL
    }

    /// Returns the values of the frame for a page at a path within a language.
    func values(in language: Language, at path: String) -> [String: PageValue] {
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
            "menu": .list(Self.menu(in: language, at: path)),
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
                "text": .text(Wording(fa: fa, en: en).text(in: language)),
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
            [
                "href": .text(language.base + address),
                "text": .text(Wording(fa: fa, en: en).text(in: language)),
            ]
        }
    }
}

extension PageRenderer {
    /// A renderer with the templates and the frame of this site.
    ///
    /// - Throws: What is malformed in one of the embedded templates.
    init(publicURL: String, assets: SiteAssets) throws {
        let frame = SiteFrame(publicURL: publicURL, assets: assets)
        self.init(templates: try Templates(Templates.embedded), frame: frame.values(in:at:))
    }
}
