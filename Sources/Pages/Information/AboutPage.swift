import Hummingbird
import Persian
import Registry
import VerifyCore
import Web

/// The help page: what a code is, what the verdicts mean, other contacts, privacy.
struct AboutPage: Sendable {
    let renderer: PageRenderer
    let language: Language
    /// The address of the licence of the font.
    let licence: String

    func add(to router: Router<AppRequestContext>) {
        let fixed = renderer.fixed(page, in: language)
        router.get("\(language.base)/about") { request, _ in fixed.response(to: request) }
    }

    /// The verdicts that are explained, in this order.
    private static let explained: [Verdict] = [
        .valid, .superseded, .revoked, .suspended, .notFound,
    ]

    private var page: Page {
        let meanings = Self.explained.map { verdict -> PageValue in
            let words = VerdictWording(verdict)
            return [
                "face": VerdictBadge(verdict).value,
                "title": .wording(words.title),
                "message": .wording(words.message),
            ]
        }
        let title = Wording(fa: "راهنما", en: "Help")
        return Page(
            "about",
            at: "/about",
            titled: title,
            [
                "heading": .wording(title),
                "code": AboutText.code.value,
                "meaningsTitle": .wording(
                    fa: "پاسخ‌ها چه معنایی دارند؟",
                    en: "What do the answers mean?"
                ),
                "meanings": .list(meanings),
                "sections": .list(AboutText.sections.map(\.value)),
                "font": .prose(AboutText.font(under: licence)),
            ]
        )
    }
}
