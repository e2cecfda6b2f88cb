import Persian

/// The problem of a check that the limit of its code stops.
extension Problem {
    /// Too many wrong attempts at one code today; the code still opens with a right datum about the holder.
    package static func codeLocked(retryAfter seconds: Int) -> Self {
        .init(
            status: 429,
            code: .codeLocked,
            title: .init(
                fa: "برای این کد، امروز یکی از مشخصات صاحب مدرک هم لازم است",
                en: "Something about the holder is needed for this code today"
            ),
            detail: .init(
                fa: """
                    این ایرادی در مدرک نیست. این کد امروز بارها اشتباه نوشته شده است؛ برای جلوگیری از حدس \
                    زدن، امروز فقط همراه با مشخصه‌ای درست از صاحب مدرک پاسخ می‌دهیم: نام خانوادگی، سال تولد یا \
                    چهار رقم آخر کد ملی.
                    """,
                en: """
                    The document is not at fault. The code was mistyped many times today. To keep \
                    codes from being guessed, it is answered today only together with \
                    something true about the holder: family name, year of birth or last four digits \
                    of the ID.
                    """
            ),
            retryAfter: seconds
        )
    }
}
