import Accounts
import Persian

/// The text of a message about a case: what happened, what the reader can do now, until which day, and the tracking number.
///
/// It has titles of the declaration and nothing that a person typed, no link, and in a text message no invisible marks of
/// direction; a text message has at most two parts.
struct CaseMessage: Sendable {
    /// What happened.
    enum News: Sendable, Hashable {
        /// The fields of a form went back to the reader.
        case returned
        /// The case waits for the reader.
        case waitsForReader
        /// The case waits at a cartable of the reader.
        case atCartable
        /// The case is at a step of another party.
        case moved(Wording)
        /// An action was done, and the case stays where it is.
        case done(Wording)
        /// The case ended.
        case closed(CaseOutcome)
        /// The party has not acted yet.
        case reminder
        /// A due time has passed, or will soon.
        case late
        /// The due is another day.
        case dueMoved
        /// The office stayed silent, and the unit of the service may act in its place.
        case silent
    }

    /// The title of the service.
    let title: Wording
    /// Whether the service has an objection.
    let canObject: Bool
    let news: News
    /// Until when, as readers see it; nil where nothing is to be done until a day.
    let until: Wording?
    let tracking: String

    /// The most UTF-16 units of a part with Persian letters, and the most characters of a part in ASCII, where there are two.
    private static let part = (persian: 67, ascii: 153)
    /// The same where there is only one.
    private static let single = (persian: 70, ascii: 160)
    /// The most parts of a text message.
    static let mostParts = 2

    /// How many parts a text message has.
    static func parts(of text: String) -> Int {
        let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
        let (one, each) = isASCII ? (single.ascii, part.ascii) : (single.persian, part.persian)
        let count = text.utf16.count
        return count <= one ? 1 : (count + each - 1) / each
    }

    /// The text message: the longest of its forms that fits.
    func short(in language: MessageLanguage) -> String {
        let first = "\(language.text(title)): \(language.text(happened))"
        let number = "\(language.text(Self.trackingTitle)):\n\(tracking)"
        let (day, advice) = (until.map(language.text), advice.map(language.text))
        let limit = until.map { language.text(Self.deadline($0)) }
        let forms = [
            [first, limit, advice, number], [first, limit ?? advice, number],
            [first, day ?? advice, number], [language.text(happened), day ?? advice, number],
            [first, number],
        ].map { $0.compactMap(\.self).joined(separator: "\n") }
        return forms.first { Self.parts(of: $0) <= Self.mostParts } ?? number
    }

    /// The subject of an e-mail.
    ///
    /// A Persian one that begins with a Latin letter or a digit begins with a mark of direction, or mail programs would show it
    /// from left to right.
    func subject(in language: MessageLanguage) -> String {
        let text = "\(language.text(title)): \(language.text(happened))"
        guard language == .fa, text.unicodeScalars.first.map({ $0.value < 0x590 }) == true else {
            return text
        }
        return "\u{200F}\(text)"
    }

    /// The text of an e-mail.
    func long(in language: MessageLanguage) -> String {
        let lines = [
            "\(language.text(title)): \(language.text(happened))",
            until.map { language.text(Self.deadline($0)) }, advice.map(language.text),
            "\(language.text(Self.trackingTitle)):\n\(tracking)", language.text(Self.closing),
        ]
        return lines.compactMap(\.self).joined(separator: "\n\n")
    }
}

extension CaseMessage {
    /// A message about a case of a service.
    init(_ service: Service, _ news: News, until: Wording?, tracking: String) {
        self.init(
            title: service.title,
            canObject: service.objection != nil,
            news: news,
            until: until,
            tracking: tracking
        )
    }
}

/// The words.
extension CaseMessage {
    private static let trackingTitle = Wording(fa: "کد پیگیری", en: "Tracking number")

    private static let closing = Wording(
        fa: """
            برای دیدن پرونده، نشانی سامانه را خودتان در مرورگر بنویسید. \
            در پیام‌های ما پیوند ورود نیست.
            """,
        en: """
            To see the case, enter the address of the site yourself. \
            Our messages have no link that signs in.
            """
    )

    private static func deadline(_ until: Wording) -> Wording {
        Wording(fa: "مهلت: \(until.fa)", en: "Time limit: \(until.en)")
    }

    /// What happened, as a sentence.
    private var happened: Wording {
        switch news {
        case .returned: Wording(fa: "برای اصلاح برگشت.", en: "returned to you for correction.")
        case .waitsForReader: Wording(fa: "منتظر اقدام شماست.", en: "waits for you.")
        case .atCartable: Wording(fa: "به کارتابل شما رسید.", en: "arrived at your cartable.")
        case .moved(let step):
            Wording(
                fa: "به مرحلهٔ «\(step.fa)» رسید.",
                en: "is now at the step \"\(step.en)\"."
            )
        case .done(let action):
            Wording(fa: "«\(action.fa)» ثبت شد.", en: "\"\(action.en)\" was recorded.")
        case .closed(let outcome): Self.ending(outcome)
        case .reminder:
            Wording(fa: "یادآوری: منتظر اقدام شماست.", en: "reminder: it waits for you.")
        case .late: Wording(fa: "رسیدگی به تأخیر افتاده است.", en: "the work on it is late.")
        case .dueMoved: Wording(fa: "مهلت رسیدگی تغییر کرد.", en: "the due date has changed.")
        case .silent:
            Wording(
                fa: "رسیدگی‌کننده در مهلت پاسخ نداد.",
                en: "the office did not answer in its time."
            )
        }
    }

    private static func ending(_ outcome: CaseOutcome) -> Wording {
        switch outcome {
        case .granted: Wording(fa: "با درخواست موافقت شد.", en: "the request was granted.")
        case .issued:
            Wording(
                fa: "درخواست پذیرفته و سند آن صادر شد.",
                en: "the request was granted, and its document was issued."
            )
        case .paid: Wording(fa: "مبلغ پرداخت شد.", en: "the amount was paid.")
        case .refused: Wording(fa: "درخواست رد شد.", en: "the request was refused.")
        case .withdrawn: Wording(fa: "درخواست پس گرفته شد.", en: "the request was withdrawn.")
        case .lapsed:
            Wording(
                fa: "درخواست با پایان مهلت بسته شد.",
                en: "the request was closed: its time limit passed."
            )
        }
    }

    /// What the reader can do now; nil where the time limit says it.
    private var advice: Wording? {
        switch news {
        case .returned:
            Wording(
                fa: "موارد را در سامانه ببینید، اصلاح کنید و دوباره بفرستید.",
                en: "See what to correct, and send it again."
            )
        case .waitsForReader, .reminder:
            Wording(fa: "در سامانه اقدام کنید.", en: "Sign in to act.")
        case .atCartable: Wording(fa: "در کارتابل رسیدگی کنید.", en: "Handle it in your cartable.")
        case .moved, .dueMoved:
            Wording(
                fa: "اکنون کاری لازم نیست؛ نتیجه را خبر می‌دهیم.",
                en: "Nothing to do now; we send you the result."
            )
        case .done: Wording(fa: "آن را در سامانه ببینید.", en: "See it on the site.")
        case .silent:
            Wording(
                fa: "سازمان می‌تواند به جای آن رسیدگی کند.",
                en: "SAORG may now decide in its place."
            )
        case .late: Wording(fa: "آن را پیگیری کنید.", en: "Please follow it up.")
        case .closed(let outcome): advice(after: outcome)
        }
    }

    private func advice(after outcome: CaseOutcome) -> Wording? {
        switch outcome {
        case .granted, .issued, .paid:
            return Wording(fa: "نتیجه را در سامانه ببینید.", en: "See the result on the site.")
        case .refused where canObject:
            return Wording(
                fa: "دلیل را در سامانه ببینید؛ می‌توانید اعتراض کنید.",
                en: "See the reason on the site; you may object."
            )
        case .refused:
            return Wording(fa: "دلیل را در سامانه ببینید.", en: "See the reason on the site.")
        case .withdrawn: return nil
        case .lapsed:
            return Wording(
                fa: "در صورت نیاز، درخواست تازه‌ای ثبت کنید.",
                en: "If you still need it, open a new request."
            )
        }
    }
}
