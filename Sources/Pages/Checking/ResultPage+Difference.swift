import Persian
import Registry
import VerifyCore
import Web

/// The page of a datum that does not match, although the code alone finds a degree.
///
/// It is not drawn as "not found": code and question stay, and the check by the code alone is a button.
extension ResultPage {
    var differingDatum: Page {
        var values: [String: PageValue] = [
            "face": VerdictBadge(.wait, IconPaths.circle, IconPaths.question).value,
            "outcome": .wording(Self.differs),
            "message": .wording(
                fa: """
                    مدرکی با این کد ثبت شده است، اما آنچه دربارهٔ صاحب آن نوشتید با مشخصات ثبت‌شده نمی‌خواند.
                    """,
                en: """
                    A degree with this code is registered, but what you wrote about its holder does not match \
                    the register.
                    """
            ),
            "compare": DatumQuestion(DatumQuestion.again, of: check).value,
            "alone": checkAlone,
            "nextStep": .wording(
                fa: """
                    املای آن را با مدرک مقایسه کنید و دوباره بنویسید. اگر روی مدرک دقیقاً همین نوشته شده است، شاید \
                    مدرک دست‌کاری شده باشد: تا روشن شدن موضوع به آن استناد نکنید و گزارش دهید.
                    """,
                en: """
                    Compare the spelling with the document and enter it again. If the document says exactly \
                    this, it may have been altered: do not rely on it until that is clear, and report it.
                    """
            ),
            "receipt": SummaryList(receipt, style: nil).value,
        ]
        if let codeOfDegree { values["code"] = .prose(Prose(.code(codeOfDegree))) }
        var page = Self.page(titled: Self.differs, values)
        page.isPrivate = true
        page.elsewhere = nil
        return page
    }

    private static let differs = Wording(
        fa: "با این مشخصه پیدا نشد",
        en: "Not found with this detail"
    )

    /// The twenty digits; the code alone has found the degree, so a token is genuine too.
    private var codeOfDegree: String? {
        switch check.subject {
        case .code: digits
        case .token(let text): Self.code(inToken: text)?.digits
        }
    }
}
