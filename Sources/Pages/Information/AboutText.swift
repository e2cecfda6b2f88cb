import Persian
import Web

/// The text of the help page.
enum AboutText {
    static let code = ProseSection(
        "what",
        Wording(fa: "کد صحت چیست؟", en: "What is the authenticity code?"),
        [
            .paragraph(
                fa: """
                    کد صحت بیست رقم است که هنگام صدور مدرک ساخته و روی آن چاپ می‌شود. کدِ ساختگی پیدا نمی‌شود. اگر \
                    کسی نوشتهٔ کاغذ را عوض کرده باشد، با مشخصات این صفحه نمی‌خواند؛ پس همیشه مقایسه کنید.
                    """,
                en: """
                    The authenticity code is twenty digits, made when a degree is issued and printed on it. \
                    An invented code is not found. A document whose text was altered does not match this \
                    page, so always compare the two.
                    """
            ),
            .paragraph(
                fa: """
                    کد راز نیست. هر کس که مدرک را پیش رو دارد، می‌تواند آن را بررسی کند؛ رایگان و بی حساب \
                    کاربری.
                    """,
                en: """
                    It is not a secret. Every holder or reader of the document may check it, free of charge \
                    and without an account.
                    """
            ),
            .paragraph(
                fa: """
                    تنها پاسخی که در \(.host) می‌بینید ملاک است. چاپ نتیجه یادداشتی برای پروندهٔ شماست و جای \
                    بررسی را نمی‌گیرد.
                    """,
                en: """
                    Only the answer that you see at \(.host) counts. A printed result is a note for your \
                    file; it does not replace the check.
                    """
            ),
        ]
    )

    static let sections = [proof, withoutCode, elsewhere, typing, privacy]

    static func font(under licence: String) -> Prose {
        Prose(
            fa: """
                قلم این صفحه‌ها وزیرمتن است؛ با \(.file("پروانهٔ آزاد SIL OFL", at: licence)).
                """,
            en: """
                These pages are set in Vazirmatn, under the \
                \(.file("SIL Open Font Licence", at: licence)).
                """
        )
    }
}

extension AboutText {
    private static let proof = ProseSection(
        "proves",
        Wording(
            fa: "کد چه چیزی را ثابت می‌کند و چه چیزی را نه؟",
            en: "What does a code prove, and what not?"
        ),
        [
            .bullets([
                Prose(
                    fa: """
                        پاسخ «معتبر» ثابت می‌کند که مدرکی با این کد ثبت شده و باطل، معلق یا جایگزین نشده است.
                        """,
                    en: """
                        “Valid” proves that a degree with this code is registered, and that it is not \
                        revoked, suspended or replaced.
                        """
                ),
                Prose(
                    fa: """
                        ثابت نمی‌کند که کاغذ پیش روی شما همان مدرک است. کد یا QR یک مدرک واقعی را می‌توان روی کاغذی \
                        با نام دیگر چاپ کرد. نام، رشته و تاریخ را با پاسخ مقایسه کنید.
                        """,
                    en: """
                        It does not prove that the paper before you is that degree. The code or the QR code \
                        of a genuine degree can be printed on a paper with another name. Compare name, \
                        field and date with the answer.
                        """
                ),
                Prose(
                    fa: """
                        ثابت نمی‌کند که آورندهٔ کاغذ صاحب مدرک است. کارت شناسایی او را ببینید.
                        """,
                    en: """
                        It does not prove that the person who brought the paper is its holder. Look at an \
                        identity card.
                        """
                ),
                Prose(
                    fa: """
                        کد QR امضای سازمان را دارد: نام، رشته و تاریخِ درون آن را سازمان نوشته است. اینکه مدرک \
                        هنوز معتبر است، فقط از همین سایت معلوم می‌شود.
                        """,
                    en: """
                        The QR code is signed: the organisation has written the name, field and date in it. \
                        Whether the degree is still in force is answered by this site only.
                        """
                ),
                Prose(
                    fa: "«پیدا نشد» به‌تنهایی ثابت نمی‌کند که مدرک جعلی است.",
                    en: "“Not found” alone does not prove that a document is forged."
                ),
            ])
        ]
    )

    private static let withoutCode = ProseSection(
        "no-code",
        Wording(fa: "مدرک من کد ندارد", en: "My document has no code"),
        [
            .paragraph(
                fa: """
                    دانشنامه‌های قدیمی کد ندارند. نداشتن کد نشانهٔ جعلی بودن نیست؛ می‌توان برای آن‌ها کد گرفت.
                    """,
                en: """
                    Older diplomas have no code. That is no sign of forgery; a code can be obtained for them.
                    """
            ),
            .paragraph(
                fa: "فقط خود صاحب مدرک می‌تواند درخواست دهد، نه کارفرما و نه دانشگاه:",
                en: "Only the holder can apply, neither an employer nor a university:"
            ),
            .steps([
                Prose(
                    fa: "در \(.latin("portal.saorg.ir")) ثبت‌نام اولیه کنید.",
                    en: "Register at \(.latin("portal.saorg.ir"))."
                ),
                Prose(
                    fa: """
                        به «خدمات»، سپس «ادارهٔ کل امور دانش‌آموختگان»، سپس «دریافت تأییدیهٔ تحصیلی» بروید.
                        """,
                    en: """
                        Go to \(.foreign("خدمات", .persian)) (Services), then \
                        \(.foreign("ادارهٔ کل امور دانش‌آموختگان", .persian)) (Graduates’ Affairs), then \
                        \(.foreign("دریافت تأییدیهٔ تحصیلی", .persian)) (Academic confirmation).
                        """
                ),
                Prose(
                    fa: """
                        مدرک و سوابق تحصیلی‌تان را بارگذاری کنید. دانشگاه شما آن‌ها را بررسی می‌کند.
                        """,
                    en: """
                        Upload the document and your academic records. Your university reviews them.
                        """
                ),
                Prose(
                    fa: "پس از تأیید دانشگاه، کد صحت بیست‌رقمی را دریافت می‌کنید.",
                    en: """
                        When the university has confirmed them, you receive a twenty-digit code.
                        """
                ),
            ]),
        ]
    )

    private static let elsewhere = ProseSection(
        "others",
        Wording(
            fa: "مدرک‌هایی که جای دیگری ثبت می‌شوند",
            en: "Degrees that are registered elsewhere"
        ),
        [
            .paragraph(
                fa: """
                    این خدمت برای دانشگاه‌ها و مؤسسه‌های زیر نظر وزارت علوم، تحقیقات و فناوری است. برای این \
                    مدرک‌ها از نهاد خودشان بپرسید:
                    """,
                en: """
                    This service covers the universities and institutes of the Ministry of Science, Research \
                    and Technology. For these, ask the body that issued them:
                    """
            ),
            .bullets([
                Prose(
                    fa: "دانشگاه‌های علوم پزشکی: وزارت بهداشت، درمان و آموزش پزشکی",
                    en: """
                        Universities of medical sciences: the Ministry of Health and Medical Education
                        """
                ),
                Prose(
                    fa: "دیپلم و گواهی مدرسه: وزارت آموزش و پرورش",
                    en: "School certificates: the Ministry of Education"
                ),
                Prose(
                    fa: "مدرک‌های حوزوی: مرکز مدیریت حوزه‌های علمیه",
                    en: "Seminary degrees: the Seminaries’ Management Centre"
                ),
            ]),
        ]
    )

    private static let typing = ProseSection(
        "typing",
        Wording(fa: "اگر کد پذیرفته نمی‌شود", en: "If the code is not accepted"),
        [
            .bullets([
                Prose(
                    fa: """
                        بیست رقم را از روی خود مدرک بنویسید. فاصله، خط تیره و نوع رقم (فارسی یا انگلیسی) فرقی \
                        نمی‌کند.
                        """,
                    en: """
                        Type the twenty digits from the document itself. Spaces, dashes and the kind of \
                        digits, Persian or Latin, make no difference.
                        """
                ),
                Prose(
                    fa: "حرف O را به جای صفر و حرف l را به جای یک ننویسید.",
                    en: """
                        Mind the letter O, which is not a zero, and the letter l, which is not a one.
                        """
                ),
                Prose(
                    fa: """
                        اکسل رقم‌های آخر عددهای بلند را پاک می‌کند. پیش از نوشتن کد، نوع ستون را «متن» بگذارید.
                        """,
                    en: """
                        Spreadsheets wipe out the last digits of long numbers. Format the column as text \
                        before you type a code.
                        """
                ),
                Prose(
                    fa: """
                        گاهی در متن فارسی گروه‌های کد وارونه دیده می‌شوند. اگر چنین شده باشد، خودمان ترتیب درست \
                        را پیشنهاد می‌کنیم.
                        """,
                    en: """
                        In Persian text the groups of a code are sometimes drawn in reverse order. If that \
                        happened, we offer the right order.
                        """
                ),
            ])
        ]
    )

    private static let privacy = ProseSection(
        "privacy",
        Wording(fa: "حریم خصوصی", en: "Privacy"),
        [
            .bullets([
                Prose(
                    fa: """
                        با کد تنها، فقط نوع مدرک، مقطع، دانشگاه، سال و حرف نخست نام‌ها دیده می‌شود.
                        """,
                    en: """
                        The code alone shows the kind of document, the level, the university, the year and \
                        the initials.
                        """
                ),
                Prose(
                    fa: """
                        نام کامل، رشته و تاریخ را کسی می‌بیند که چیزی دربارهٔ صاحب مدرک هم بداند: نام خانوادگی، \
                        سال تولد یا چهار رقم آخر کد ملی. این بازدیدها ثبت می‌شود و صاحب مدرک می‌تواند فهرست \
                        آن‌ها را از سازمان بخواهد.
                        """,
                    en: """
                        The full name, the field and the date are shown to those who know one more thing \
                        about the holder: the family name, the year of birth or the last four digits of the \
                        ID. These views are kept, and holders can ask the organisation for the list.
                        """
                ),
                Prose(
                    fa: """
                        نام، رشته و تاریخی که درون کد QR آشکار است، به خوانندهٔ همان QR نشان داده می‌شود.
                        """,
                    en: """
                        The name, field and date that a QR code carries in clear are shown to the reader of \
                        that QR code.
                        """
                ),
                Prose(
                    fa: "کد ملی، نمره‌ها و تصویر مدارک هرگز در اینجا نشان داده نمی‌شود.",
                    en: "ID numbers, marks and scans are never shown here."
                ),
                Prose(
                    fa: """
                        کدها، نام‌ها و شماره‌ها در گزارش‌های فنی ثبت نمی‌شود. بررسی مدرک کوکی ندارد، و هیچ صفحه‌ای \
                        جاوااسکریپت و ردیاب ندارد.
                        """,
                    en: """
                        No code, name or number is kept in technical logs. Checking a document has no cookies, and \
                        no page has JavaScript or trackers.
                        """
                ),
                Prose(
                    fa: "هیچ‌کس نمی‌تواند با نام افراد در این سامانه جست‌وجو کند.",
                    en: "The register cannot be searched by a person’s name."
                ),
            ])
        ]
    )
}
