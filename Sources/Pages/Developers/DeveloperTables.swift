import Accounts
import Persian
import Registry
import VerifyCore
import Web

/// What answers consist of, as tables: from the values that the program itself answers with.
enum DeveloperTables {
    /// The verdicts, each with its meaning and a code to try.
    static var verdicts: PageValue {
        let specimens = Dictionary(
            Specimen.all.map { ($0.verdict, $0.code.grouped) },
            uniquingKeysWith: { first, _ in first }
        )
        return PageTable(
            region: .wording(
                Wording(fa: "پاسخ‌ها (verdict) و کدهای آزمایشی", en: "Verdicts and test codes")
            ),
            caption: .wording(
                Wording(fa: "پاسخ‌ها (verdict) و کدهای آزمایشی", en: "Verdicts and test codes")
            ),
            columns: [
                .wording(fa: "واژه", en: "Word"), .wording(fa: "معنا", en: "Meaning"),
                .wording(fa: "کدی برای آزمایش", en: "A code to try"),
            ],
            rows: Verdict.allCases.map { verdict in
                [
                    code(verdict.rawValue), .wording(VerdictWording(verdict).message),
                    specimens[verdict].map(code) ?? .text("–"),
                ]
            }
        ).value
    }

    /// The words of problem documents.
    static var problems: PageValue {
        english(
            "Error words (code)",
            ["code", "Meaning"],
            Problem.Code.allCases.map { [code($0.rawValue), .text($0.meaning)] }
        )
    }

    /// The words about a field of a request.
    static var fields: PageValue {
        english(
            "Words about a field (errors[].code)",
            ["code", "Meaning"],
            FieldProblem.Word.allCases.map { [code($0.rawValue), .text($0.meaning)] }
        )
    }

    /// The words about a row of an upload.
    static var rows: PageValue {
        english(
            "Words about a row of an upload (column code of results.csv and errors.csv)",
            ["code", "Meaning"],
            RowCode.allCases.map { [code($0.rawValue), .text($0.wording().en)] }
        )
    }

    /// The scopes of API keys.
    static var scopes: PageValue {
        PageTable(
            region: .wording(fa: "دامنهٔ کلیدها", en: "Scopes"),
            caption: .wording(fa: "دامنهٔ کلیدها (scope)", en: "Scopes of API keys"),
            columns: [
                .wording(fa: "دامنه", en: "Scope"), .wording(fa: "اجازه", en: "Permits"),
            ],
            rows: Scope.allCases.map { [code($0.rawValue), .wording($0.meaning)] }
        ).value
    }

    /// The limits of this service, as it is configured.
    static func limits(_ limits: RateLimits, notFoundCost: Int) -> PageValue {
        let rows = Budget.allCases.compactMap { budget -> [PageValue]? in
            guard let meaning = budget.meaning, let limit = limits.description(of: budget) else {
                return nil
            }
            return [.wording(meaning), .number(limit.perMinute), .number(limit.burst)]
        }
        let note = Wording(
            fa:
                "بررسی‌ای که چیزی پیدا نمی‌کند، \(PersianNumber.grouped(notFoundCost)) بررسی شمرده می‌شود.",
            en: """
                A check that finds nothing counts as \
                \(PersianNumber.groupedInEnglish(notFoundCost)) checks.
                """
        )
        return PageTable(
            region: .wording(fa: "محدودیت‌های این سامانه", en: "Limits of this service"),
            caption: .wording(fa: "محدودیت‌های این سامانه", en: "Limits of this service"),
            note: .wording(note),
            columns: [
                .wording(fa: "چه چیز", en: "What"),
                .wording(fa: "در دقیقه", en: "A minute"),
                .wording(fa: "یکجا", en: "Together"),
            ],
            rows: rows
        ).value
    }

    private static func english(
        _ caption: String,
        _ columns: [String],
        _ rows: [[PageValue]]
    ) -> PageValue {
        PageTable(
            titled: .text(caption),
            columns: columns.map { .text($0) },
            rows: rows
        ).value
    }

    private static func code(_ text: String) -> PageValue {
        .prose(Prose("\(.code(text))"))
    }
}

extension Scope {
    /// What a key of the scope may do.
    fileprivate var meaning: Wording {
        switch self {
        case .institution:
            .init(
                fa: "دانشگاه: مدرک‌های خودش را صادر، اصلاح، باطل و معلق می‌کند و فایل می‌فرستد.",
                en:
                    "A university: issues, corrects, revokes and suspends its own degrees, and sends files."
            )
        case .verifier:
            .init(
                fa:
                    "سازمانی که مدرک‌ها را بررسی می‌کند: فهرست‌های بزرگ، و با رضایت دانش‌آموخته مشخصات کامل.",
                en: """
                    An organisation that checks degrees: large lists, and with the graduates' consent the \
                    full details.
                    """
            )
        case .admin:
            .init(
                fa: "سازمان امور دانشجویان.",
                en: "The Organisation of Student Affairs itself."
            )
        }
    }
}

extension Budget {
    /// What the budget counts; nil for one that a program does not meet.
    fileprivate var meaning: Wording? {
        switch self {
        case .requests:
            .init(fa: "درخواست بدون کلید، از یک شبکه", en: "Requests without a key, of one network")
        case .verifications:
            .init(fa: "بررسی بدون کلید، از یک شبکه", en: "Checks without a key, of one network")
        case .keyRequests:
            .init(fa: "درخواست با یک کلید", en: "Requests with one key")
        case .records:
            .init(
                fa: "ردیف فایل‌های یک کلید",
                en: "Records of the files that come with one key"
            )
        case .wrongKeys:
            .init(fa: "کلید نادرست، از یک شبکه", en: "Wrong keys, of one network")
        case .reports, .caseFiles, .uploads: nil
        }
    }
}
