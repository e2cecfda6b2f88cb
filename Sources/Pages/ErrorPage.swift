import Persian
import VerifyCore
import Web

/// A problem as a page: what happened, what to do, and when to try again.
struct ErrorPage {
    private let problem: Problem
    private let requestID: String
    private let language: Language

    init(_ problem: Problem, requestID: String, in language: Language) {
        self.problem = problem
        self.requestID = requestID
        self.language = language
    }

    var page: Page {
        let title = heading.text(in: language)
        var values: [String: PageValue] = [
            "face": face.value,
            "status": .text(String(problem.status)),
            "heading": .text(title),
            "detail": .text(detail),
            "requestID": .text(requestID),
        ]
        if let seconds = problem.retryAfter {
            let wait = PersianTime.duration(seconds: max(seconds, 60)).text(in: language)
            values["wait"] = .text(
                Wording(fa: "\(wait) دیگر دوباره تلاش کنید.", en: "Try again in \(wait).").text(
                    in: language
                )
            )
        }
        var page = Page("error", at: "/", titled: title, values)
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

    private var detail: String {
        let said =
            switch problem.status {
            case 404:
                Wording(
                    fa: "نشانی را بازبینی کنید. این پاسخ دربارهٔ هیچ مدرکی نیست.",
                    en: "Look at the address again. This answer is not about any degree."
                )
            default: problem.detail
            }
        let faults = problem.errors.map { $0.detail.text(in: language) }
        return ([said.text(in: language)] + faults).joined(separator: " ")
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
