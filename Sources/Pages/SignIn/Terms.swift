import Hummingbird
import Persian
import Web

/// The terms of use, with their version: a registration accepts this one.
enum Terms {
    /// The version, which a registration stores; a change of the text is a new version.
    static let version = "1"

    /// The text.
    static let text = ProseSection(
        "terms",
        Wording(fa: "آنچه می‌پذیرید", en: "What you accept"),
        [
            .bullets([
                Prose(
                    fa: "حساب را برای خودتان می‌سازید و مشخصاتی که می‌نویسید درست است.",
                    en: "The account is for yourself, and what you enter about yourself is true."
                ),
                Prose(
                    fa: """
                        شماره، نام، تاریخ تولد و راه تماس شما را نگه می‌داریم تا شما را بشناسیم و خبر بدهیم؛ با \
                        ثبت احوال و اپراتور همراه تطبیق داده می‌شود.
                        """,
                    en: """
                        We keep your number, names, birth date and contact in order to know and notify you; they are \
                        compared with the national registers.
                        """
                ),
                Prose(
                    fa: """
                        کد یک‌بارمصرف و گذرواژه را به هیچ‌کس نمی‌دهید. هر کاری که با آن‌ها انجام شود به نام شما ثبت \
                        می‌شود.
                        """,
                    en: """
                        You give one-time codes and passwords to no other person. What is done with them is recorded in \
                        your name.
                        """
                ),
                Prose(
                    fa: """
                        همهٔ داده‌های خود را هر زمان می‌توانید دریافت کنید. ثبت‌نامی که تأیید نشود پس از ۲۴ ساعت پاک \
                        می‌شود.
                        """,
                    en: """
                        You can get all of your data at any time. A registration that is not proven is deleted after 24 \
                        hours.
                        """
                ),
            ])
        ]
    )
}

/// The page of the terms, which reads no cookie.
struct TermsPage: Sendable {
    let renderer: PageRenderer
    let language: Language

    static let path = "/terms"
    static let title = Wording(fa: "شرایط استفاده از حساب", en: "Terms of use of an account")

    func add(to router: Router<AppRequestContext>) {
        let fixed = renderer.fixed(Self.page, in: language)
        router.get(RouterPath(language.base + Self.path)) { request, _ in
            fixed.response(to: request)
        }
    }

    private static let page = Page.of(
        [
            .paragraph(
                Prose(fa: "نسخهٔ \(Terms.version)", en: "Version \(Terms.version)")
            ),
            .prose(Terms.text),
        ],
        at: path,
        titled: title
    )
}
