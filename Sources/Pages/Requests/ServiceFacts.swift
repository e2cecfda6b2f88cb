import Accounts
import Casework
import Persian
import Web

/// What a reader learns of a service before the form, from its declaration.
struct ServiceFacts {
    let service: Service
    /// How long its cases took in the last 12 months; nil where too few ended.
    private let measured: CaseDurations?

    init(_ service: Service, measured: CaseDurations? = nil) {
        self.service = service
        self.measured = measured
    }

    /// For whom it is, cost, time.
    var rows: [SummaryList.Row] {
        var rows = [
            SummaryList.Row(Wording(fa: "برای چه کسانی", en: "For whom"), .wording(openers))
        ]
        if service.opening.about == .opener {
            rows.append(
                .init(
                    Wording(fa: "برای چه کسانی نیست", en: "Not for"),
                    .wording(
                        fa: "نماینده، وکیل و وارث؛ تنها خود شخص می‌تواند درخواست کند",
                        en: "Representatives and heirs; only the person concerned can request it"
                    )
                )
            )
        }
        if service.tariff == nil {
            rows.append(
                .init(
                    Wording(fa: "هزینهٔ امروز", en: "Cost today"),
                    .wording(fa: "رایگان", en: "Free of charge")
                )
            )
        }
        if let time {
            rows.append(
                .init(Wording(fa: "چقدر طول می‌کشد", en: "How long it takes"), .wording(time))
            )
        }
        rows.append(.init(Wording(fa: "زمان معمول", en: "Usual time"), .wording(usualTime)))
        return rows
    }

    private var usualTime: Wording {
        guard let measured else {
            return Wording(fa: "هنوز اندازه‌گیری نشده است", en: "Not yet measured")
        }
        let (half, most) = (TimeBudget.days(measured.median), TimeBudget.days(measured.ninety))
        return Wording(
            fa: """
                نیمی از درخواست‌ها تا \(half.wording.fa) و ۹ درخواست از ۱۰ تا \(most.wording.fa) به نتیجه رسیده است \
                (\(PersianNumber.grouped(measured.count)) درخواست در ۱۲ ماه گذشته)
                """,
            en: """
                Half of the requests ended within \(half.wording.en), nine of ten within \(most.wording.en) \
                (\(measured.count) requests in the last 12 months)
                """
        )
    }

    var openers: Wording {
        let known = service.opening.by.compactMap { opener -> Wording? in
            switch opener {
            case .person(.matched):
                Wording(
                    fa: "هر کس که هویتش با ثبت احوال تطبیق داده شده است",
                    en: "Everyone whose identity is matched with the registers"
                )
            case .person(.claimed):
                Wording(fa: "هر کس که حساب دارد", en: "Everyone with an account")
            case .holder(let role): role.name
            case .unit: Wording(fa: "کارکنان سازمان", en: "Staff of SAORG")
            case .anonymous, .effect, .bulk: nil
            }
        }
        .sorted { $0.en < $1.en }
        return Wording(
            fa: known.map(\.fa).joined(separator: "؛ "),
            en: known.map(\.en).joined(separator: "; ")
        )
    }

    /// The budgets of the steps at offices, in the order of the service; each clock once.
    private var time: Wording? {
        var seen: Set<ClockName> = []
        let parts = service.steps.compactMap { step -> Wording? in
            guard step.waitsFor.isOffice, !service.isOnlyInPlace(step), let name = step.clock,
                seen.insert(name).inserted,
                let clock = service.clock(name)
            else { return nil }
            let budget = clock.budget.wording
            return Wording(
                fa: "\(step.title.fa): حداکثر \(budget.fa)",
                en: "\(step.title.en): at most \(budget.en)"
            )
        }
        guard !parts.isEmpty else { return nil }
        return Wording(
            fa: parts.map(\.fa).joined(separator: "؛ "),
            en: parts.map(\.en).joined(separator: "; ")
        )
    }

    /// The questions and files of the form, with their limits.
    var needs: ProseSection {
        let fields = service.form.fields.filter { $0.type != .declaration }
        let items = fields.map { field -> Prose in
            let optional =
                field.required == .never ? ("اختیاری", "optional") : ("", "")
            let limits: Wording? =
                if case .file(let rule) = field.type { rule.limits } else { nil }
            let more = Wording(
                fa: [optional.0, limits?.fa ?? ""].filter { !$0.isEmpty }
                    .joined(separator: "، "),
                en: [optional.1, limits?.en ?? ""].filter { !$0.isEmpty }
                    .joined(separator: ", ")
            )
            return Prose(
                fa: "\(.isolated(field.title.fa)) \(.soft(more.fa))",
                en: "\(.isolated(field.title.en)) \(.soft(more.en))"
            )
        }
        return ProseSection(
            "needs",
            Wording(fa: "چه چیزهایی لازم است", en: "What you need"),
            [.bullets(items)]
        )
    }

    /// When a request is not accepted, each with what can be done in its place.
    var refusals: ProseSection {
        ProseSection(
            "refusals",
            Wording(fa: "چه زمانی پذیرفته نمی‌شود", en: "When it is not accepted"),
            [
                .bullets(
                    service.opening.preconditions.map { condition in
                        let other = condition.alternative
                        return Prose(
                            fa: "\(.isolated(condition.sentence.fa)) \(.soft(other?.fa ?? ""))",
                            en: "\(.isolated(condition.sentence.en)) \(.soft(other?.en ?? ""))"
                        )
                    }
                )
            ]
        )
    }
}

extension Service {
    /// Whether cases come to a step only after an office stayed silent.
    func isOnlyInPlace(_ step: Step) -> Bool {
        var leadsHere = false
        for other in steps where other.name != step.name {
            for action in other.actions where action.to.ends.contains(.step(step.name)) {
                guard action.name == other.inPlace else { return false }
                leadsHere = true
            }
        }
        return leadsHere
    }
}

extension TimeBudget {
    /// The time in words.
    var wording: Wording {
        switch self {
        case .hours(let count): Self.wording(count, "ساعت", "hour")
        case .workDays(let count): Self.wording(count, "روز کاری", "work day")
        case .days(let count): Self.wording(count, "روز", "day")
        case .months(let count): Self.wording(count, "ماه", "month")
        }
    }

    private static func wording(_ count: Int, _ fa: String, _ en: String) -> Wording {
        Wording(
            fa: "\(PersianNumber.plain(count)) \(fa)",
            en: "\(count) \(en)\(count == 1 ? "" : "s")"
        )
    }
}
