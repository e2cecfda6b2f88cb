import Persian
import Registry
import VerifyCore
import Web

/// What a link shows: the status first, what every code shows, and the chosen fields of a degree in force.
struct SharedPage {
    private let view: DegreeView
    private let status: DegreeStatus
    private let values: [SharedDegree.Value]
    private let context: AppRequestContext

    init(
        _ view: DegreeView,
        _ status: DegreeStatus,
        _ values: [SharedDegree.Value],
        _ context: AppRequestContext
    ) {
        self.view = view
        self.status = status
        self.values = values
        self.context = context
    }

    var page: Page {
        let wording = HeldDegreeWording(status)
        let isInForce = status == .active
        var page = Page(
            "degree",
            at: "/share",
            titled: wording.title,
            Self.texts,
            [
                "face": VerdictBadge(status.verdict).value,
                "heading": .wording(wording.title),
                "message": .wording(isInForce ? Self.inForce : Self.notInForce(status)),
                "facts": SummaryList(rows).value,
                "standing": .wording(PaperStanding.wording),
            ]
        )
        page.isPrivate = true
        // The other language would be another use.
        page.elsewhere = nil
        return page
    }

    private var rows: [SummaryList.Row] {
        let chosen = values.map { HeldDegreeRows.row(of: $0.field, $0.value) }
        let namesHolder = values.contains { $0.field == .holder }
        let common = DegreeRows(view).rows.filter { row in
            !(namesHolder && row.name == DegreeRows.holder)
        }
        return chosen + common + [
            .init(
                Wording(fa: "زمان دیدن", en: "Shown"),
                .wording(PersianTime.moment(context.now))
            ),
            .init(
                Wording(fa: "کد پیگیری", en: "Reference"),
                .prose(Prose("\(.latin(context.requestID))"))
            ),
        ]
    }

    private static let inForce = Wording(
        fa: """
            صاحب مدرک این مشخصات را برگزیده است؛ آنچه اینجا نیست نشان داده نمی‌شود. نام را با کارت شناسایی او مقایسه کنید.
            """,
        en: """
            The holder of the degree chose these fields; nothing else is shown. Compare the name with an identity card.
            """
    )

    private static func notInForce(_ status: DegreeStatus) -> Wording {
        let date = status.since.map { PersianTime.date($0.tehranDate) }
        return Wording(
            fa:
                "این وضع از \(date?.fa ?? "") است. برای مدرکی که معتبر نیست هیچ مشخصهٔ دیگری نشان داده نمی‌شود.",
            en:
                "This is so since \(date?.en ?? ""). A degree that is not in force shows no other field."
        )
    }

    private static let texts: [String: PageValue] = [
        "word": .wording(
            fa: "مدرکی که با شما در میان گذاشته شده",
            en: "A degree that is shared with you"
        ),
        "factsTitle": .wording(fa: "مشخصات ثبت‌شده", en: "What the register says"),
    ]
}
