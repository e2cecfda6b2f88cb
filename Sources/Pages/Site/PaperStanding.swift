import Persian
import Web

/// The legal standing of confirmations on paper (circular of 1402, requirement R142).
enum PaperStanding {
    /// On documents, results and prints.
    static let wording = Wording(
        fa: """
            تأییدیهٔ تحصیلی کاغذی وجاهت قانونی ندارد. آنچه اعتبار دارد پاسخ همین سامانه به کد صحت است، نه برگهٔ چاپ‌شده.
            """,
        en: """
            A confirmation of studies on paper has no legal standing. What counts is the answer of this service to the \
            code, not the printed sheet.
            """
    )

    /// On the pages of requests, before there is a document.
    static let ofRequests = Prose(
        fa: "تأییدیهٔ تحصیلی کاغذی وجاهت قانونی ندارد؛ نتیجه با کد صحت بررسی می‌شود.",
        en: "Confirmations on paper have no legal standing; a result is checked by its code."
    )
}
