import Persian
import Web

/// The confirmation of a report: its reference, and what happens next.
struct ReceivedPage {
    let reference: String

    var page: Page {
        var page = Page(
            "received",
            at: ReportPage.path,
            titled: Self.title,
            Self.texts,
            ["reference": .prose(Prose("\(.groups([reference], .code))"))]
        )
        page.isPrivate = true
        return page
    }

    private static let title = Wording(fa: "گزارش شما رسید", en: "We have your report")

    private static let texts: [String: PageValue] = [
        "heading": .wording(title),
        "thanks": .wording(
            fa: "سپاسگزاریم. هر گزارش را یک نفر می‌خواند.",
            en: "Thank you. Every report is read by a person."
        ),
        "referenceTitle": .wording(fa: "شمارهٔ پیگیری", en: "Reference"),
        "next": next.value,
        "first": .wording(fa: "صفحهٔ نخست", en: "First page"),
    ]

    private static let next = ProseSection(
        "next",
        Wording(fa: "بعد چه می‌شود؟", en: "What happens next"),
        [
            .paragraph(
                fa: """
                    این شماره را نگه دارید. اگر راه تماسی داده باشید و پرسشی پیش بیاید، با همین شماره \
                    سراغتان می‌آییم.
                    """,
                en: """
                    Keep this reference. If you left a way to reach you and we have a question, we will \
                    quote it.
                    """
            ),
            .paragraph(
                fa: """
                    تا آن وقت مدرک یا سایت را نپذیرید و کد را فقط در \(.host) بررسی کنید.
                    """,
                en: """
                    Until then do not rely on the document or the site, and check codes only at \(.host).
                    """
            ),
        ]
    )
}
