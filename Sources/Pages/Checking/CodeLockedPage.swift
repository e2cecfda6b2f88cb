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
    private let language: Language

    init(
        _ problem: Problem,
        of check: CheckForm,
        _ context: AppRequestContext,
        in language: Language
    ) {
        self.problem = problem
        self.check = check
        self.context = context
        self.language = language
    }

    var page: Page {
        let title = problem.title.text(in: language)
        var values: [String: PageValue] = [
            "face": VerdictBadge(.rateLimited).value,
            "wording": [
                "title": .text(title),
                "message": .text(problem.detail.text(in: language)),
                "nextStep": .text(nextStep),
            ],
            "more": DatumQuestion(Self.question, of: check, in: language).value,
            "receipt": [
                [
                    "name": .text(Wording(fa: "زمان بررسی", en: "Checked").text(in: language)),
                    "value": .text(PersianTime.moment(context.now).text(in: language)),
                    "ltr": false,
                ],
                [
                    "name": .text(Wording(fa: "شمارهٔ پیگیری", en: "Reference").text(in: language)),
                    "ltr": .text(context.requestID),
                ],
            ],
        ]
        if let digits = try? AuthenticityCode(parsing: check.typed).digits {
            values["code"] = ["groups": .list(digits.groups)]
        }
        var page = Page("result", at: CheckPage.path, titled: title, values)
        page.isPrivate = true
        page.elsewhere = nil
        return page
    }

    private static let question = Wording(
        fa: "با مشخصهٔ صاحب مدرک بررسی کنید",
        en: "Check with something about the holder"
    )

    private var nextStep: String {
        let wait = PersianTime.duration(seconds: max(problem.retryAfter ?? 60, 60))
        return Wording(
            fa: "مشخصهٔ صاحب مدرک را پایین همین صفحه بنویسید، یا \(wait.fa) دیگر دوباره بررسی کنید.",
            en: "Answer the question about the holder below, or check again in \(wait.en)."
        ).text(in: language)
    }
}
