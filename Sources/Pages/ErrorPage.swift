import Persian
import VerifyCore
import Web

/// A problem as a page: what happened, what to do, and when to try again.
struct ErrorPage {
    private let problem: Problem
    private let requestID: String

    init(_ problem: Problem, requestID: String) {
        self.problem = problem
        self.requestID = requestID
    }

    var page: Page {
        var values: [String: PageValue] = [
            "face": face.value,
            "heading": .wording(heading),
            "detail": detailValue,
            "faults": .list(problem.errors.map { .wording($0.detail) }),
            "request": request,
            "first": .wording(fa: "صفحهٔ نخست", en: "First page"),
            "help": .wording(fa: "راهنما", en: "Help"),
        ]
        if let seconds = problem.retryAfter {
            let wait = PersianTime.duration(seconds: max(seconds, 60))
            values["wait"] = .wording(
                fa: "\(wait.fa) دیگر دوباره تلاش کنید.",
                en: "Try again in \(wait.en)."
            )
        }
        var page = Page("error", at: "/", titled: heading, values)
        page.isPrivate = true
        return page
    }

    /// "Not found" alone would read like the verdict on a degree.
    private var heading: Wording {
        switch problem.status {
        case 404: .init(fa: "این صفحه را پیدا نکردیم", en: "We could not find this page")
        default: problem.title
        }
    }

    private var detail: Wording {
        switch problem.status {
        case 404:
            Wording(
                fa: "نشانی را بازبینی کنید. این پاسخ دربارهٔ هیچ مدرکی نیست.",
                en: "Look at the address again. This answer is not about any degree."
            )
        default: problem.detail
        }
    }

    /// The detail; with the way back for a reader whose session has ended.
    private var detailValue: PageValue {
        guard problem.code == .signedOut else { return .wording(detail) }
        return .prose(
            fa: "\(detail.fa) \(.link(SignInPage.title.fa, to: SignInPage.path))",
            en: "\(detail.en) \(.link(SignInPage.title.en, to: SignInPage.path))"
        )
    }

    private var request: PageValue {
        let status = String(problem.status)
        return .prose(
            fa: "خطای \(.latin(status)) · شمارهٔ درخواست \(.latin(requestID))",
            en: "Error \(status) · request \(.latin(requestID))"
        )
    }

    private var face: VerdictBadge {
        switch problem.status {
        case 429: VerdictBadge(.rateLimited)
        case 503, 507: .init(.wait, IconPaths.circle, IconPaths.pause)
        case 500...: .init(.bad, IconPaths.triangle, IconPaths.alert)
        default: .init(.none, IconPaths.circle, IconPaths.question)
        }
    }
}
