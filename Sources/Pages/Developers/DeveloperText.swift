import Persian
import Registry
import Web

/// The sections of the page for developers that are text.
enum DeveloperText {
    static let files = ProseSection(
        "files",
        Wording(fa: "فایل‌ها: فرستادن، پیشرفت، نتیجه", en: "Files: sending, progress, results"),
        [
            .paragraph(
                fa: """
                    \(.code("POST /api/v1/batches")) (فهرست کدها) و \(.code("POST /api/v1/uploads")) (دانش‌آموختگان) با 202 \
                    پاسخ می‌دهند؛ نشانی کار در \(.code("Location")) است.
                    """,
                en: """
                    \(.code("POST /api/v1/batches")) (a list of codes) and \(.code("POST /api/v1/uploads")) \
                    (graduates) answer 202 with the address of the work in \(.code("Location")).
                    """
            ),
            .steps([
                Prose(
                    fa: """
                        آن نشانی را هر ثانیه بخوانید تا \(.code("state")) برابر \(.code("done")) یا \(.code("failed")) شود؛ \
                        \(.code("records")) از \(.code("total")) ردیف نتیجه دارد.
                        """,
                    en: """
                        Read that address once a second until \(.code("state")) is \(.code("done")) or \
                        \(.code("failed")); \(.code("records")) of \(.code("total")) have results.
                        """
                ),
                Prose(
                    fa: """
                        \(.code("results.csv")) در همان نشانی همهٔ ردیف‌ها را دارد و \(.code("errors.csv")) آن‌هایی را که \
                        پذیرفته یا معتبر نیستند؛ UTF-8 با BOM، به زبان \(.code("Accept-Language")).
                        """,
                    en: """
                        \(.code("results.csv")) at that address has every record, \(.code("errors.csv")) those that \
                        are refused or not in force: UTF-8 with a byte order mark, in the language of \
                        \(.code("Accept-Language")).
                        """
                ),
                Prose(
                    fa: """
                        فرستادن دوبارهٔ همان فایل چیزی را دو بار انجام نمی‌دهد؛ با \(.code("Idempotency-Key")) پاسخ نخست \
                        دوباره می‌آید.
                        """,
                    en: """
                        Sending the same file again does nothing twice; with an \(.code("Idempotency-Key")) the \
                        first answer comes again.
                        """
                ),
            ]),
            .paragraph(
                fa: "ستون‌های \(.code("results.csv")) برای فهرست کدها: \(.code(batchColumns))",
                en:
                    "The columns of \(.code("results.csv")) of a list of codes: \(.code(batchColumns))"
            ),
            .paragraph(
                fa: "ستون‌های \(.code("results.csv")) برای دانش‌آموختگان: \(.code(uploadColumns))",
                en: "The columns of \(.code("results.csv")) of graduates: \(.code(uploadColumns))"
            ),
            .paragraph(
                fa: """
                    بدون کلید، هر فایل تا \(PersianNumber.grouped(BulkJobLimits.visitorCodes)) کد؛ با کلید تا \
                    \(PersianNumber.grouped(BulkJobLimits.records)) ردیف.
                    """,
                en: """
                    Without a key \(PersianNumber.groupedInEnglish(BulkJobLimits.visitorCodes)) codes a file; \
                    with a key \(PersianNumber.groupedInEnglish(BulkJobLimits.records)) records.
                    """
            ),
        ]
    )

    private static let batchColumns = Batch.resultColumns.joined(separator: ", ")
    private static let uploadColumns = Upload.resultColumns.joined(separator: ", ")

    static let keys = ProseSection(
        "api-keys",
        Wording(fa: "کلید دسترسی", en: "API keys"),
        [
            .paragraph(
                fa: """
                    برای بررسی یک کد کلید لازم نیست. سازمان‌ها و دانشگاه‌ها کلید خود را می‌فرستند: \
                    \(.code("Authorization: Bearer sehat_…"))
                    """,
                en: """
                    A single check needs no key. Organisations and universities send theirs: \
                    \(.code("Authorization: Bearer sehat_…"))
                    """
            ),
            .steps([
                Prose(
                    fa: """
                        با نامهٔ رسمی به سازمان امور دانشجویان بنویسید: نام سازمان، هدف، دامنهٔ لازم و نشانی کسی که کلید را \
                        نگه می‌دارد.
                        """,
                    en: """
                        Write to the Organisation of Student Affairs on letterhead: the organisation's name, the \
                        purpose, the scope that is needed, and who will keep the key.
                        """
                ),
                Prose(
                    fa: """
                        سازمان کلید را می‌سازد (\(.code("verify-cli api-keys create"))) و یک بار به شما می‌دهد؛ بعد از \
                        آن هیچ‌کس نمی‌تواند آن را ببیند.
                        """,
                    en: """
                        The Organisation makes the key (\(.code("verify-cli api-keys create"))) and hands it \
                        over once; it cannot be read afterwards.
                        """
                ),
                Prose(
                    fa: """
                        کلید را مانند گذرواژه نگه دارید: نه در نشانی، نه در برنامهٔ مرورگر، نه در مخزن کد. کلید گم‌شده را \
                        خبر دهید تا باطل شود.
                        """,
                    en: """
                        Keep it like a password: not in an address, not in a program of a browser, not in a \
                        repository. Report a lost key, so that it is revoked.
                        """
                ),
            ]),
        ]
    )
}
