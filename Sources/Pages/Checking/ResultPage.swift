import Persian
import Registry
import VerifyCore
import Web

/// The result of a check; fits one A4 when printed.
///
/// It has the verdict in words, icon and colour, the record, the next step and the facts of the check.
struct ResultPage {
    let verification: VerificationResult
    let check: CheckForm
    private let publicURL: String
    private let fault: FieldFault?

    /// The page of a verification; the question about the holder shows the fault.
    init(
        _ verification: VerificationResult,
        of check: CheckForm,
        _ publicURL: String,
        _ fault: FieldFault? = nil
    ) {
        self.verification = verification
        self.check = check
        self.publicURL = publicURL
        self.fault = fault
    }

    var page: Page {
        let answer = verification.answer
        let wording = verification.wording
        var values: [String: PageValue] = [
            "face": VerdictBadge(answer).value,
            "outcome": .wording(wording.title),
            "message": .wording(wording.message),
            "nextStep": .wording(wording.nextStep),
            "receipt": SummaryList(receipt, style: nil).value,
        ]
        let fault = fault ?? datumOnPaper
        if let digits { values["code"] = .prose(Prose(.code(digits))) }
        if let status { values["status"] = .wording(status) }
        if answer.degree != nil || answer.isFormerCode {
            values["aboutDocument"] = Self.aboutDocument
            values["standing"] = .wording(PaperStanding.wording)
        }
        if answer.verdict == .notFound {
            values["tries"] = Self.tries
            if check.datum != nil { values["alone"] = checkAlone }
        }
        if let degree = answer.degree {
            values["degree"] = SummaryList(DegreeRows(degree).rows).value
            if isCompared {
                if degree.detail == nil {
                    let title =
                        degree.claimed == nil ? DatumQuestion.details : DatumQuestion.number
                    values["more"] = DatumQuestion(title, of: check, fault).value
                }
            } else {
                values["word"] = .wording(Self.firstStep)
                values["compare"] = DatumQuestion(DatumQuestion.compare, of: check, fault).value
            }
            if let qr { values["qr"] = .markup(qr) }
        }
        var page = Self.page(titled: wording.title, values)
        if let fault { page = page.refusing([fault]) }
        page.isPrivate = true
        page.elsewhere = nil
        return page
    }

    /// Returns a page with the texts of a result.
    static func page(titled title: Wording, _ values: [String: PageValue]) -> Page {
        Page("result", at: CheckPage.path, titled: title, texts, values)
    }
}

/// The texts of the page.
extension ResultPage {
    private static let texts: [String: PageValue] = [
        "word": .wording(fa: "نتیجهٔ بررسی", en: "The result"),
        "codeTitle": .wording(fa: "کدی که بررسی شد", en: "The code that was checked"),
        "degreeTitle": .wording(fa: "مشخصات ثبت‌شده", en: "What the register says"),
        "nextTitle": .wording(fa: "گام بعدی", en: "What to do next"),
        "checkTitle": .wording(fa: "مشخصات این بررسی", en: "About this check"),
        "qrTitle": .wording(fa: "کد QR برای بررسی دوباره", en: "QR code to check this again"),
        "another": .wording(fa: "بررسی مدرکی دیگر", en: "Check another degree"),
        "report": .wording(PageTitle.report),
    ]

    /// The official host, for a reader who came by a QR code or a link.
    static let landed = PageValue.prose(
        fa: """
            این صفحهٔ رسمی است: \(.host). نشانی بالای مرورگر باید همین باشد؛ اگر نیست، \
            \(.link("گزارش دهید", to: "/report")).
            """,
        en: """
            This is the official page: \(.host). Your browser’s address bar must say the same; if it does \
            not, \(.link("report it", to: "/report")).
            """
    )

    private static let aboutDocument = PageValue.wording(
        fa: """
            این پاسخ دربارهٔ خود مدرک است. نمی‌گوید کسی که آن را آورده صاحب مدرک است، و از نمره‌ها یا سوابق \
            کاری او چیزی نمی‌گوید.
            """,
        en: """
            This answer is about the document. It does not say that the person who brought it is its \
            holder, and it says nothing about marks or employment.
            """
    )

    private static let tries: PageValue = [
        "links": [
            .prose(
                fa: "\(.link("مدرک بدون کد: چگونه کد بگیرم؟", to: "/about#no-code"))",
                en: "\(.link("A document without a code: how to obtain one", to: "/about#no-code"))"
            ),
            .prose(
                fa: "\(.link("مدرک‌هایی که جای دیگری ثبت می‌شوند", to: "/about#others"))",
                en: "\(.link("Degrees that are registered elsewhere", to: "/about#others"))"
            ),
        ]
    ]

    private static let firstStep = Wording(
        fa: "گام ۱ از ۲: نتیجهٔ بررسی کد",
        en: "Step 1 of 2: the code"
    )
}

/// The comparison.
extension ResultPage {
    /// Whether nothing is left to compare on this page: false for a valid degree whose name is not shown.
    private var isCompared: Bool {
        let answer = verification.answer
        return answer.verdict != .valid || answer.isTest || answer.degree?.namesHolder == true
    }

    /// The fault of a datum that is right, but opens nothing because the document shows it.
    private var datumOnPaper: FieldFault? {
        guard verification.answer.degree?.isDatumOnPaper == true else { return nil }
        return FieldFault(field: DatumQuestion.kind.name, wording: verification.wording.nextStep)
    }

    /// A form that sends the code or the token again, without a datum.
    var checkAlone: PageValue {
        var form = PageForm(
            to: CheckPage.path,
            [],
            button: Wording(fa: "فقط با کد بررسی کن", en: "Check by the code alone")
        )
        form.hidden = [check.fields[0]]
        return form.value()
    }
}

/// The subject of the check.
extension ResultPage {
    /// The twenty digits; nil for a token that is not known to be genuine.
    var digits: String? {
        switch check.subject {
        case .code(let text):
            do {
                return try AuthenticityCode(parsing: text).digits
            } catch {
                return error.digits
            }
        case .token(let text):
            guard verification.answer.degree != nil else { return nil }
            return Self.code(inToken: text)?.digits
        }
    }

    /// Returns the code in a token; only used for a token that the register found genuine.
    static func code(inToken text: String) -> AuthenticityCode? {
        guard let bytes = try? DegreeToken.bytes(fromText: text) else { return nil }
        return try? UnverifiedToken(decoding: bytes).claims().code
    }

    /// The QR of the token that was checked; for a code, the QR of the link that checks it again.
    ///
    /// Never the token of a code that was typed: it names the holder, which a code alone does not open.
    private var qr: String? {
        guard let digits else { return nil }
        let text =
            switch check.subject {
            case .token(let text):
                (try? DegreeToken.bytes(fromText: text)).map {
                    DegreeToken.text(of: $0, host: publicURL)
                }
            case .code: "\(publicURL.uppercased())/V/\(digits)"
            }
        return text.flatMap { try? QRCode($0) }?.svg()
    }

    private var status: Wording? {
        let answer = verification.answer
        guard let date = answer.statusDate.map(PersianTime.date) else { return nil }
        switch answer.verdict {
        case .revoked:
            let reason = answer.reason?.title
            return .init(
                fa: "تاریخ ابطال: \(date.fa)." + (reason.map { " علت: \($0.fa)." } ?? ""),
                en: "Revoked on \(date.en)." + (reason.map { " Reason: \($0.en)." } ?? "")
            )
        case .superseded:
            return .init(fa: "تاریخ جایگزینی: \(date.fa).", en: "Replaced on \(date.en).")
        case .suspended:
            return .init(fa: "تاریخ تعلیق: \(date.fa).", en: "Suspended on \(date.en).")
        case .valid, .notFound, .mistyped, .truncated, .reversed, .test, .legacyValid,
            .integrityFailure, .rateLimited, .tokenFormat, .tokenKeyUnknown, .tokenSignatureBad,
            .statusStale, .statusUnknown:
            return nil
        }
    }
}

/// The facts of the check.
extension ResultPage {
    var receipt: [SummaryList.Row] {
        let checked = verification.checkedAt
        return [
            Self.checkedAt(checked),
            .init(
                Wording(fa: "تاریخ میلادی", en: "Jalali date"),
                .wording(Self.otherCalendar(checked.tehranDate))
            ),
            .init(
                Wording(fa: "اطلاعات تا این زمان", en: "Records as of"),
                .wording(
                    Self.recordsAsOf(verification.answer.recordsAsOf, checkedAt: checked)
                )
            ),
            Self.reference(verification.reference),
        ]
    }

    /// Returns the row of the time of a check.
    static func checkedAt(_ moment: Timestamp) -> SummaryList.Row {
        .init(Wording(fa: "زمان بررسی", en: "Checked"), .wording(PersianTime.moment(moment)))
    }

    /// Returns the row of the reference number of a check.
    static func reference(_ reference: String) -> SummaryList.Row {
        .init(
            Wording(fa: "کد پیگیری", en: "Reference"),
            .prose(Prose("\(.latin(reference))"))
        )
    }

    /// Returns the time as of which the records were read, and their age: a replica's records are older.
    static func recordsAsOf(_ known: Timestamp, checkedAt checked: Timestamp) -> Wording {
        let moment = PersianTime.moment(known)
        let age = checked.secondsSinceEpoch - known.secondsSinceEpoch
        guard age > 0 else { return moment }
        let duration = PersianTime.duration(seconds: Int(age))
        // Not broken over two lines on a narrow screen.
        return Wording(
            fa: "\(moment.fa) (\(unbroken("\(duration.fa) پیش از بررسی")))",
            en: "\(moment.en) (\(unbroken("\(duration.en) before the check")))"
        )
    }

    private static func unbroken(_ words: String) -> String {
        words.replacing(" ", with: "\u{a0}")
    }

    /// Returns the day in the calendar that the reader's language does not use.
    private static func otherCalendar(_ date: CivilDate) -> Wording {
        let jalali = JalaliDate(date)
        return Wording(
            fa: Digits.persian("\(date.day) \(MonthName.gregorian(date.month).fa) \(date.year)"),
            en: "\(jalali.day) \(MonthName.jalali(jalali.month).en) \(jalali.year)"
        )
    }
}
