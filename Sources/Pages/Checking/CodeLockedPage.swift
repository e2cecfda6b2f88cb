import Persian
import VerifyCore
import Web

/// The page after too many wrong attempts at one code.
///
/// The code still opens with a right datum about the holder, so the page has this question instead of
/// asking the reader to wait until the next day.
struct CodeLockedPage {
    private let problem: Problem
    private let check: CheckForm
    private let context: AppRequestContext

    init(_ problem: Problem, of check: CheckForm, _ context: AppRequestContext) {
        self.problem = problem
        self.check = check
        self.context = context
    }

    var page: Page {
        var values: [String: PageValue] = [
            "face": VerdictBadge(.rateLimited).value,
            "outcome": .wording(problem.title),
            "message": .wording(problem.detail),
            "nextStep": .wording(nextStep),
            "more": DatumQuestion(Self.question, of: check).value,
            "receipt": SummaryList(
                [
                    ResultPage.checkedAt(context.now), ResultPage.reference(context.requestID),
                ],
                style: nil
            ).value,
        ]
        if let digits = try? AuthenticityCode(parsing: check.typed).digits {
            values["code"] = .prose(Prose(.code(digits)))
        }
        var page = ResultPage.page(titled: problem.title, values)
        page.isPrivate = true
        page.elsewhere = nil
        return page
    }

    private static let question = Wording(
        fa: "با مشخصهٔ صاحب مدرک بررسی کنید",
        en: "Check with something about the holder"
    )

    private var nextStep: Wording {
        let wait = PersianTime.duration(seconds: max(problem.retryAfter ?? 60, 60))
        return Wording(
            fa: """
                مشخصهٔ صاحب مدرک را پایین همین صفحه بنویسید، یا \(wait.fa) دیگر دوباره بررسی کنید.
                """,
            en: "Answer the question about the holder below, or check again in \(wait.en)."
        )
    }
}
