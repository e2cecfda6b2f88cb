import Casework
import Hummingbird
import Persian
import Web

/// The messages that the development environment shows instead of sending; absent in any other environment.
struct MessagesPage: Sendable {
    let messages: DevelopmentMessages
    let renderer: PageRenderer
    let language: Language

    static let path = "/dev/messages"

    func add(to router: Router<AppRequestContext>) {
        router.get(RouterPath(language.base + Self.path)) { _, _ in
            renderer.response(page, in: language)
        }
    }

    private var page: Page {
        let shown = messages.newest.map { message -> PageValue in
            [
                "recipient": .prose(Prose("\(.latin(message.recipient))")),
                "time": .wording(
                    PersianTime.moment(Timestamp(secondsSinceEpoch: message.queuedAt))
                ),
                "text": .text(message.text),
            ]
        }
        var page = Page(
            "messages",
            at: Self.path,
            titled: Self.title,
            Self.texts,
            ["messages": .list(shown)]
        )
        page.isPrivate = true
        return page
    }

    private static let title = Wording(
        fa: "پیام‌های محیط توسعه",
        en: "Messages of the development environment"
    )

    private static let texts: [String: PageValue] = [
        "heading": .wording(title),
        "introduction": .wording(
            fa: "این پیام‌ها فرستاده نمی‌شوند. در محیط واقعی این صفحه وجود ندارد.",
            en: "These messages are not sent. The production environment does not have this page."
        ),
        "none": .wording(fa: "هنوز پیامی نیست.", en: "There is no message yet."),
    ]
}
