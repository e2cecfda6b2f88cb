package import Casework
package import Persian

extension Services {
    /// What the effects do, for the official who decides.
    package static let effectSentences: [EffectName: Wording] = [
        "request-holder": Wording(
            fa: "کارتابل در انتظار تأیید مسئول می‌ماند.",
            en: "The cartable waits for the approval of its holder."
        ),
        "withdraw-holder-request": Wording(
            fa: "درخواست مسئول برای کارتابل برداشته می‌شود و کارتابل بی مسئول می‌ماند.",
            en: "The request for a holder is withdrawn, and the cartable stays without one."
        ),
        "approve-holder": Wording(
            fa: """
                شخصی که در درخواست آمده است مسئول کارتابل می‌شود: پرونده‌های آن را می‌بیند و دربارهٔ آن‌ها تصمیم \
                می‌گیرد.
                """,
            en: """
                The person named in the request becomes the holder of the cartable, sees its cases and decides about \
                them.
                """
        ),
        "examine-claim": Wording(
            fa: "بررسی می‌شود که مدرک کد صحت نداشته باشد.",
            en: "It is checked that the document has no code."
        ),
        "review-claim": Wording(
            fa: "بررسی می‌شود که مقدارهای برگزیده با هم بخواند و چیزی بی تصمیم نمانده باشد.",
            en: "It is checked that the chosen values fit together and that nothing is undecided."
        ),
        "issue-degree": Wording(
            fa: "کد صحت صادر می‌شود و مدرک از همان لحظه معتبر است؛ این کار برگشت ندارد.",
            en:
                "The code is issued, and the document is valid from that moment; this cannot be undone."
        ),
        "examine-confirmation": Wording(
            fa: "بررسی می‌شود که دانشگاه این مدرک را ثبت کرده و مهلت نگذشته باشد.",
            en: "It is checked that the university recorded the document and the term is not over."
        ),
        "review-confirmation": Wording(
            fa: "بررسی می‌شود که مقدارهای برگزیده با هم بخواند و چیزی بی تصمیم نمانده باشد.",
            en: "It is checked that the chosen values fit together and that nothing is undecided."
        ),
        "issue-confirmed": Wording(
            fa: """
                کد صحت صادر می‌شود و مدرک از همان لحظه معتبر است؛ مقدارهایی که از دانشجو پذیرفته شده در بانک اطلاعات هم \
                نوشته می‌شود. این کار برگشت ندارد.
                """,
            en: """
                The code is issued, and the document is valid from that moment; values that were taken from the student are \
                written to the data bank too. This cannot be undone.
                """
        ),
        "examine-correction": Wording(
            fa: "بررسی می‌شود که مدرک به نام متقاضی و معتبر باشد و مقداری فرق کند.",
            en:
                "It is checked that the degree is the applicant's, is in force, and that a value differs."
        ),
        "review-correction": Wording(
            fa: "بررسی می‌شود که مقدارهای برگزیده با هم بخواند و چیزی اصلاح شود.",
            en: "It is checked that the chosen values fit together and that something is corrected."
        ),
        "correct-degree": Wording(
            fa: """
                نسخهٔ تازهٔ مدرک با کد صحت تازه صادر می‌شود و کد کنونی از همان لحظه «جایگزین‌شده» پاسخ می‌دهد؛ این کار برگشت \
                ندارد.
                """,
            en: """
                A new version with a new code is issued, and the present code answers SUPERSEDED from that moment; this \
                cannot be undone.
                """
        ),
    ]
}
