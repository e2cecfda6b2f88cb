import Persian
import Registry
import VerifyCore
import Web

/// The result of a check; fits one A4 when printed.
///
/// It has the verdict in words, icon and colour, the record, the next step and the facts of the check.
struct ResultPage {
    private let verification: VerificationResult
    private let check: CheckForm
    private let publicURL: String
    private let language: Language
    private let fault: Wording?

    /// The page of a verification; the question about the holder shows the fault.
    init(
        _ verification: VerificationResult,
        of check: CheckForm,
        _ publicURL: String,
        in language: Language,
        _ fault: Wording? = nil
    ) {
        self.verification = verification
        self.check = check
        self.publicURL = publicURL
        self.language = language
        self.fault = fault
    }

    var page: Page {
        let answer = verification.answer
        let wording = verification.wording
        let title = wording.title.text(in: language)
        let error = fault == nil ? "" : Wording(fa: "خطا: ", en: "Error: ").text(in: language)
        var values: [String: PageValue] = [
            // A withdrawn key says nothing against the document.
            "face": VerdictBadge(answer.keyWithdrawnOn == nil ? answer.verdict : .statusUnknown)
                .value,
            "wording": [
                "title": .text(title),
                "message": .text(wording.message.text(in: language)),
                "nextStep": .text(wording.nextStep.text(in: language)),
            ],
            "receipt": .list(receipt),
            "aboutDocument": .flag(answer.degree != nil || answer.verdict == .legacyValid),
            "tries": .flag(answer.verdict == .notFound),
            "datumGiven": .flag(answer.verdict == .notFound && check.datum != nil && fault == nil),
        ]
        if let digits { values["code"] = ["groups": .list(digits.groups)] }
        if let status { values["status"] = .text(status.text(in: language)) }
        if let degree = answer.degree {
            values["degree"] = ["rows": .list(DegreeRows(degree, in: language).rows)]
            if degree.detail == nil, answer.verdict != .integrityFailure {
                values["more"] =
                    DatumQuestion(DatumQuestion.details, of: check, in: language, fault).value
            }
            if let qr { values["qr"] = .markup(qr) }
        }
        var page = Page("result", at: CheckPage.path, titled: error + title, values)
        page.isPrivate = true
        page.elsewhere = nil
        return page
    }
}

/// The subject of the check.
extension ResultPage {
    /// The twenty digits; nil for a token that is not known to be genuine.
    private var digits: String? {
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
    private static func code(inToken text: String) -> AuthenticityCode? {
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
    private var receipt: [PageValue] {
        let checked = verification.checkedAt
        let known = Self.recordsAsOf(
            verification.answer.recordsAsOf,
            checkedAt: checked,
            in: language
        )
        return [
            row("زمان بررسی", "Checked", PersianTime.moment(checked).text(in: language)),
            row("به میلادی", "Jalali date", otherCalendar(checked.tehranDate)),
            row("به‌روز تا", "Records as of", known),
            [
                "name": .text(Wording(fa: "شمارهٔ پیگیری", en: "Reference").text(in: language)),
                "ltr": .text(verification.reference),
            ],
        ]
    }

    /// Returns the time as of which the records were read, and their age: a replica's records are older.
    static func recordsAsOf(
        _ known: Timestamp,
        checkedAt checked: Timestamp,
        in language: Language
    ) -> String {
        let moment = PersianTime.moment(known).text(in: language)
        let age = checked.secondsSinceEpoch - known.secondsSinceEpoch
        guard age > 0 else { return moment }
        let duration = PersianTime.duration(seconds: Int(age))
        let words = Wording(
            fa: "\(duration.fa) پیش از بررسی",
            en: "\(duration.en) before the check"
        )
        .text(in: language)
        // Not broken over two lines on a narrow screen.
        return "\(moment) (\(words.replacing(" ", with: "\u{a0}")))"
    }

    private func row(_ fa: String, _ en: String, _ value: String) -> PageValue {
        [
            "name": .text(Wording(fa: fa, en: en).text(in: language)), "value": .text(value),
            "ltr": false,
        ]
    }

    /// Returns the day in the calendar that the reader's language does not use.
    private func otherCalendar(_ date: CivilDate) -> String {
        let jalali = JalaliDate(date)
        return Wording(
            fa: Digits.persian("\(date.day) \(MonthName.gregorian(date.month).fa) \(date.year)"),
            en: "\(jalali.day) \(MonthName.jalali(jalali.month).en) \(jalali.year)"
        )
        .text(in: language)
    }
}
