import Hummingbird
import Persian
import Registry
import VerifyCore
import Web

/// The help page: what a code is, what the verdicts mean, other contacts, privacy.
struct AboutPage: Sendable {
    let renderer: PageRenderer
    let language: Language

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
            let face = VerdictBadge(verdict)
            let words = VerdictWording(verdict)
            return [
                "tone": .text(face.tone.rawValue),
                "seal": .text(face.seal),
                "glyph": .text(face.glyph),
                "title": .text(words.title.text(in: language)),
                "message": .text(words.message.text(in: language)),
            ]
        }
        return Page(
            "about",
            at: "/about",
            titled: Wording(fa: "راهنما", en: "Help").text(in: language),
            ["meanings": .list(meanings)]
        )
    }
}
