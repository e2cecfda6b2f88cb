import HTTPTypes
import Hummingbird
import Persian
import Registry
import VerifyCore
import Web

/// The home page: one box for a code.
///
/// A mistyped code leads to the same page with its fault.
struct HomePage: Sendable {
    let renderer: PageRenderer
    let language: Language

    func add(to router: Router<AppRequestContext>) {
        let fixed = renderer.fixed(Self.page(SubmittedForm()), in: language)
        router.get("\(language.home)") { request, _ in fixed.response(to: request) }
    }

    private static func page(_ submitted: SubmittedForm) -> Page {
        Page("home", at: "/", titled: title, texts, ["form": form.value(submitted)])
    }

    /// Returns the page with what was typed and its fault.
    static func page(typed: String, answer: Answer, wording: VerdictWording) -> Page {
        let fault = FieldFault(
            field: code.name,
            wording: wording.message,
            read: digitsRead(in: typed, answer)
        )
        let shown = String(typed.prefix(longestTyped))
        var page = page(SubmittedForm([code.name: shown], fault: fault))
        page.title = wording.title
        page = page.refusing([fault])
        if let code = answer.suggestion ?? withLettersRead(typed, answer.typing) {
            page.values["suggestion"] = suggestion(of: code)
        }
        page.elsewhere = nil
        page.resend = .init(action: CheckPage.path, fields: [(Self.code.name, typed)])
        return page
    }

    /// How much of a mistaken paste is shown again.
    private static let longestTyped = 200

    private static func suggestion(of code: AuthenticityCode) -> PageValue {
        var form = PageForm(
            to: CheckPage.path,
            [],
            button: Wording(fa: "همین کد را بررسی کن", en: "Check this code")
        )
        form.hidden = [(Self.code.name, code.digits)]
        return [
            "suggestionTitle": .wording(fa: "منظورتان این کد است؟", en: "Did you mean this code?"),
            "suggestedCode": .prose(Prose(.code(code.digits))),
            "suggestionForm": form.value(),
        ]
    }
}

/// The form and the texts of the page.
extension HomePage {
    private static let form = PageForm(
        to: CheckPage.path,
        [code],
        button: Wording(fa: "بررسی مدرک", en: "Check the degree")
    )

    /// The register reads the code, and finds what is wrong with it.
    private static let code = PageField(
        "code",
        .digits,
        label: Wording(fa: "کد صحت", en: "Authenticity code"),
        hint: Wording(
            fa: "۲۰ رقم، در پنج گروه چهارتایی. با رقم فارسی یا انگلیسی، با فاصله یا بی فاصله.",
            en: "20 digits in five groups of four. Persian or Latin digits, with or without spaces."
        ),
        required: VerdictWording.message(for: .empty),
        style: "code-box"
    )

    private static let title = Wording(
        fa: "بررسی اصالت مدرک تحصیلی",
        en: "Check that a degree is genuine"
    )

    private static let texts: [String: PageValue] = [
        "heading": .wording(
            fa: "اصالت مدرک تحصیلی را بررسی کنید",
            en: "Check that a degree is genuine"
        ),
        "promise": .wording(
            fa: "با کد صحتی که روی مدرک چاپ شده است، در حدود ده ثانیه.",
            en: "With the authenticity code printed on it, in about ten seconds."
        ),
        "camera": .wording(
            fa: "کد QR روی مدرک را هم می‌توانید با دوربین گوشی بخوانید؛ همین سایت باز می‌شود.",
            en: """
                You can also point your phone’s camera at the QR code on the document: it opens this \
                site.
                """
        ),
        "facts": [
            fact(
                Wording(fa: "رایگان", en: "Free"),
                Wording(fa: "برای همه، بی هیچ هزینه‌ای", en: "for everyone, always")
            ),
            fact(
                Wording(fa: "بدون ثبت‌نام", en: "No account"),
                Wording(fa: "حساب کاربری لازم نیست", en: "nothing to sign up for")
            ),
            fact(
                Wording(fa: "پاسخ رسمی", en: "Official"),
                Wording(
                    fa: "از بانک اطلاعات دانش‌آموختگان",
                    en: "from the register itself, this very moment"
                )
            ),
        ],
        "where": whereIsIt,
        "doorsTitle": .wording(fa: "کارهای دیگر", en: "Also here"),
        "doors": [
            door(
                "/batches",
                Wording(fa: "بررسی گروهی", en: "Check many codes"),
                Wording(
                    fa: "فهرستی از کدها را یکجا بفرستید",
                    en: "Send a list of codes in one file"
                )
            ),
            door(
                "/report",
                Wording(fa: "گزارش جعل", en: "Report a fake"),
                Wording(
                    fa: "سایت یا مدرکی که ساختگی به نظر می‌رسد",
                    en: "A site or a document that looks forged"
                )
            ),
            door(
                "/about",
                Wording(fa: "راهنما", en: "Help"),
                Wording(
                    fa: "کد صحت چیست و پاسخ‌ها چه معنایی دارند",
                    en: "What the code is and what the answers mean"
                )
            ),
        ],
    ]

    private static let whereIsIt: PageValue = [
        "title": .wording(fa: "کد کجای مدرک است؟", en: "Where is the code?"),
        "text": .prose(
            fa: """
                پایین مدرک، کنار کد QR و زیر عنوان «کد صحت». همان ۲۰ رقم را بنویسید؛ اگر رقمی جا بیفتد یا \
                اشتباه شود، پیش از جست‌وجو به شما می‌گوییم.
                """,
            en: """
                At the foot of the document, next to the QR code, under the words \
                \(.foreign("«کد صحت»", .persian)). Type those 20 digits. If one is missing or mistyped, we tell you before anything is looked up.
                """
        ),
        "none": .prose(
            fa: "مدرک شما کد ندارد؟ \(.link("ببینید چه باید کرد", to: "/about#no-code")).",
            en: "No code on the document? \(.link("See what to do", to: "/about#no-code"))."
        ),
        "picture": .wording(
            fa: "نمونهٔ مدرک: کد صحت و کد QR در پایین آن است",
            en: "A sample document: the code and the QR code are at its foot"
        ),
        // As on the document, in every language.
        "printed": "کد صحت",
    ]

    private static func fact(_ title: Wording, _ text: Wording) -> PageValue {
        ["title": .wording(title), "text": .wording(text)]
    }

    private static func door(_ path: String, _ title: Wording, _ text: Wording) -> PageValue {
        ["path": .text(path), "title": .wording(title), "text": .wording(text)]
    }
}

extension HomePage {
    /// Returns the digits of a code that is too short or a little too long, in groups, so that the reader sees
    /// the gap; none otherwise.
    private static func digitsRead(in typed: String, _ answer: Answer) -> [String] {
        guard case .length(let count) = answer.typing, (1...28).contains(count) else { return [] }
        return Digits.folded(typed).filter { $0.isASCII && $0.isNumber }.inGroups(of: 4)
    }

    /// Returns the code that is meant when a letter was typed for a digit that looks like it.
    private static func withLettersRead(
        _ typed: String,
        _ error: AuthenticityCode.ParsingError?
    ) -> AuthenticityCode? {
        var text = typed
        var error = error
        // The number of letters that look like digits.
        for _ in 0..<4 {
            guard case .character(let letter, let digit?) = error else { return nil }
            text = text.replacing(String(letter), with: String(digit))
            do {
                return try AuthenticityCode(parsing: text)
            } catch let next {
                error = next
            }
        }
        return nil
    }
}
