import Accounts
import Casework
import HTTPTypes
import Hummingbird
import Persian
import Web

/// The guide of a service in words and pictures, for its three audiences: applicants, universities, SAORG (R112, R113).
struct GuidePage: GatedPage {
    let site: GatedSite

    static let path = "/services/:service/guide"
    static let methods: [HTTPRequest.Method] = [.get]
    static let title = Wording(fa: "راهنمای گام به گام", en: "Guide, step by step")

    init(_ site: GatedSite) { self.site = site }

    static func path(of service: ServiceID) -> String { "/services/\(service)/guide" }

    func show(_ request: PageRequest) async throws -> Response {
        let service = try site.service(request)
        let person = try request.requireSession().person
        let standing = try await site.app.domain.cases.standing(
            of: person,
            for: service,
            at: request.now
        )
        guard standing.isListed else { throw Problem.notFound }
        let title = service.title
        var blocks: [PageBlock] = []
        for reader in GuideReader.allCases {
            guard let section = reader.section(of: service) else { continue }
            blocks.append(.prose(section))
            let picture = GuidePicture(service, for: reader, in: request.language)
            blocks.append(
                .component(
                    "picture",
                    [
                        "picture": .markup(picture.svg),
                        "words": .wording(reader.caption(of: service)),
                    ]
                )
            )
        }
        blocks += site.support
        blocks.append(.paragraph(PaperStanding.ofRequests))
        blocks.append(.links([(ServicePage.path(of: service.id), title, nil)]))
        return site.respond(
            .of(
                blocks,
                at: Self.path(of: service.id),
                titled: Wording(fa: "راهنمای \(title.fa)", en: "Guide: \(title.en)")
            ),
            to: request
        )
    }
}

/// An audience of a guide.
enum GuideReader: String, CaseIterable {
    case applicant
    case institution
    case saorg

    /// Whether a step waits for this audience.
    func acts(in step: Step) -> Bool {
        switch step.waitsFor {
        case .applicant, .party, .gateway, .date: self == .applicant
        case .cartable(_, .unit), .commission, .errands: self == .saorg
        case .cartable: self == .institution
        }
    }

    /// The words under the picture.
    func caption(of service: Service) -> Wording {
        let isRare = service.steps.contains(where: service.isOnlyInPlace)
        let rare =
            isRare
            ? Wording(
                fa: " گام خط‌چین تنها وقتی است که دفتری پاسخ نداده باشد.",
                en: " The dashed step is taken only where an office did not answer."
            ) : Wording(fa: "", en: "")
        return Wording(
            fa: "مسیر درخواست؛ گام‌های \(name.fa) پررنگ است.\(rare.fa)",
            en: "The path of a request; the steps of \(name.en) have a thick frame.\(rare.en)"
        )
    }

    private var name: Wording {
        switch self {
        case .applicant: Wording(fa: "متقاضی", en: "the applicant")
        case .institution: Wording(fa: "دانشگاه", en: "the university")
        case .saorg: Wording(fa: "سازمان", en: "SAORG")
        }
    }

    private var title: Wording {
        switch self {
        case .applicant: Wording(fa: "برای متقاضی", en: "For the applicant")
        case .institution:
            Wording(fa: "برای همکاران دانشگاه", en: "For colleagues at the university")
        case .saorg: Wording(fa: "برای همکاران سازمان", en: "For colleagues at SAORG")
        }
    }

    /// What the audience does, step by step; nil where it does nothing.
    func section(of service: Service) -> ProseSection? {
        var items = service.steps.filter(acts).map { step in
            let actions = step.actions.filter { action in
                // Applicants withdraw; offices do not.
                action.by.isDisjoint(with: [.clock, .ownerUnit])
                    && (self == .applicant || !action.isWithdrawal)
            }
            let (fa, en) = (
                actions.map(\.title.fa).joined(separator: "، "),
                actions.map(\.title.en).joined(separator: ", ")
            )
            let limit = step.clock.flatMap { service.clock($0)?.budget.wording }
            return Prose(
                fa:
                    "\(.isolated(step.title.fa)): \(.isolated(fa)) \(.soft(limit.map { "در \($0.fa)" } ?? ""))",
                en:
                    "\(.isolated(step.title.en)): \(.isolated(en)) \(.soft(limit.map { "within \($0.en)" } ?? ""))"
            )
        }
        guard !items.isEmpty || self == .applicant else { return nil }
        if self == .applicant {
            items.insert(Self.opening, at: 0)
            items.append(Self.following)
        } else {
            items.insert(Self.cartable, at: 0)
        }
        return ProseSection(rawValue, title, [.bullets(items)])
    }

    private static let opening = Prose(
        fa: "پرسش‌ها را یک‌به‌یک پاسخ دهید، تصویرها را بارگذاری کنید، پاسخ‌ها را مرور کنید و بفرستید.",
        en: "Answer the questions one by one, upload the scans, check the answers, and send them."
    )
    private static let following = Prose(
        fa: "در \(.link("درخواست‌های من", to: MyRequestsPage.path)) ببینید درخواست کجاست و تا کی.",
        en: "See in \(.link("my requests", to: MyRequestsPage.path)) where it is, and until when."
    )
    private static let cartable = Prose(
        fa: """
            پرونده‌ها در \(.link("کارتابل", to: CartableAddress.work)) شما است، دیرترین نخست؛ یکی را بردارید، با سابقهٔ \
            خود مقایسه کنید و تصمیم بگیرید.
            """,
        en: """
            The cases are in your \(.link("cartable", to: CartableAddress.work)), the most overdue first: claim one, \
            compare it with your own records, and decide.
            """
    )
}

extension GatedSite {
    /// The support lines that are set.
    var support: [PageBlock] {
        let lines = app.edge.support
        var rows: [SummaryList.Row] = []
        if !lines.regulations.isEmpty {
            rows.append(
                .init(
                    Wording(fa: "پرسش از آیین‌نامه‌ها", en: "Questions about regulations"),
                    .prose(Prose("\(.isolated(lines.regulations))"))
                )
            )
        }
        if !lines.technical.isEmpty {
            rows.append(
                .init(
                    Wording(fa: "مشکل فنی", en: "Technical problems"),
                    .prose(Prose("\(.isolated(lines.technical))"))
                )
            )
        }
        guard !rows.isEmpty else { return [] }
        return [
            .title("support", Wording(fa: "پشتیبانی", en: "Support")), .summary(SummaryList(rows)),
        ]
    }
}
