import Accounts
import Casework
import Persian
import Web

/// What a reader learns of a service before the form, from its declaration.
struct ServiceFacts {
    private let service: Service

    init(_ service: Service) { self.service = service }

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
        return rows
    }

    private var openers: Wording {
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
            guard step.waitsFor.isOffice, let name = step.clock, seen.insert(name).inserted,
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

    /// R142.
    static let physical = Prose(
        fa: "تأییدیهٔ تحصیلی کاغذی وجاهت قانونی ندارد؛ نتیجه با کد صحت بررسی می‌شود.",
        en: "Confirmations on paper have no legal standing; a result is checked by its code."
    )
}

/// Why a service is not open to the reader.
extension ServiceFacts {
    /// Returns the reason with the way out; nil for a service that is open.
    func closed(_ standing: OpeningStanding) -> Prose? {
        switch standing {
        case .open: nil
        case .unproven:
            Prose(
                fa: """
                    این خدمت برای کسانی است که هویتشان تأیید شده است. \
                    \(.link("هویت خود را تأیید کنید", to: AccountAddress.identity)) و بازگردید.
                    """,
                en: """
                    This service is for persons whose identity is proven. \
                    \(.link("Prove your identity", to: AccountAddress.identity)) and come back.
                    """
            )
        case .otherReaders:
            Prose(
                fa: """
                    این خدمت برای شما نیست: تنها \(.isolated(openers.fa)). اگر این نقش را باید داشته باشید، رئیس سازمان شما \
                    آن را می‌دهد.
                    """,
                en: """
                    This service is not for you, only for: \(.isolated(openers.en)). If you should have this role, the \
                    head of your organisation grants it.
                    """
            )
        case .otherSession:
            Prose(
                fa: "این خدمت به نقش شما مربوط است؛ با گذرواژه و عامل دوم وارد شوید.",
                en: "This service belongs to your role; sign in with password and second factor."
            )
        case .closed(let offer): closed(offer)
        }
    }

    private func closed(_ offer: ServiceOffer) -> Prose {
        if offer.phase == .on, let opensAt = offer.opensAt {
            let moment = PersianTime.moment(opensAt)
            if let closesAt = offer.closesAt {
                let end = PersianTime.moment(closesAt)
                return Prose(
                    fa: """
                        درخواست تازه از \(.isolated(moment.fa)) تا \(.isolated(end.fa)) پذیرفته می‌شود.
                        """,
                    en: """
                        New requests are accepted from \(.isolated(moment.en)) to \(.isolated(end.en)).
                        """
                )
            }
            return Prose(
                fa: "درخواست تازه از \(.isolated(moment.fa)) پذیرفته می‌شود.",
                en: "New requests are accepted from \(.isolated(moment.en))."
            )
        }
        return Prose(
            fa: """
                این خدمت اکنون درخواست تازه نمی‌پذیرد. درخواست‌های پیشین ادامه دارد: \
                \(.link("درخواست‌های من", to: MyRequestsPage.path)).
                """,
            en: """
                The service takes no new requests now. Open ones continue: \
                \(.link("my requests", to: MyRequestsPage.path)).
                """
        )
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
