import Accounts
import Casework
import HTTPTypes
import Hummingbird
import Persian
import Web

/// The confirmation of a sent request: tracking number, the next step, who acts next, until when.
struct SentPage: GatedPage {
    let site: GatedSite

    static let path = "/cases/:id/sent"
    static let methods: [HTTPRequest.Method] = [.get]
    static let title = Wording(fa: "درخواست شما ثبت شد", en: "Your request was received")

    /// Returns the address for a case.
    static func path(of id: String) -> String { "/cases/\(id)/sent" }

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let id = try request.context.parameters.require("id")
        let view = try await site.caseView(request)
        guard view.capacities.contains(.applicant) else { throw Problem.notFound }
        let visible = view.visible
        var rows = [
            SummaryList.Row(RequestWording.service, .wording(view.service.title)),
            .init(
                RequestWording.tracking,
                .prose(Prose("\(.groups(visible.tracking.inGroups(of: 5), .modest))"))
            ),
            .init(
                Wording(fa: "گام بعد", en: "Next step"),
                .wording(view.step?.title ?? RequestWording.ended)
            ),
            .init(
                Wording(fa: "نزد", en: "Waits for"),
                .wording(try await site.whereabouts(visible.waiting))
            ),
        ]
        if let due = visible.dueAt {
            let wording = try await site.app.domain.cases.wording(
                of: due,
                isProvisional: visible.isProvisional,
                on: request.now.tehranDate
            )
            rows.append(.init(Wording(fa: "مهلت", en: "Due"), .wording(wording)))
        }
        var blocks: [PageBlock] = [
            .notice(.good, Self.received), .summary(SummaryList(rows)),
        ]
        blocks += try await CaseParts(site: site, view: view, request: request).vacancy()
        blocks += [
            .paragraph(Self.next), .paragraph(PaperStanding.ofRequests),
            .links([
                ("/cases/\(id)", Wording(fa: "دیدن درخواست", en: "See the request"), nil),
                (MyRequestsPage.path, MyRequestsPage.title, nil),
            ]),
        ]
        return site.respond(
            .of(blocks, at: Self.path(of: id), titled: Self.title),
            to: request
        )
    }

    private static let received = Prose(
        fa: "کد پیگیری را نگه دارید؛ با آن می‌توانید دربارهٔ درخواست بپرسید.",
        en: "Keep the tracking number; with it you can ask about the request."
    )
    private static let next = Prose(
        fa: """
            اگر چیزی باید اصلاح شود یا تصمیمی گرفته شود، به شما پیام می‌دهیم. این صفحه را می‌توانید چاپ کنید؛ چاپ آن تنها یادداشت \
            شماست.
            """,
        en: """
            We send you a message when something has to be corrected and when a decision is taken. You can print this page; \
            the print is a note for your file.
            """
    )
}

/// Words that the pages of requests share.
enum RequestWording {
    static let service = Wording(fa: "خدمت", en: "Service")
    static let tracking = Wording(fa: "کد پیگیری", en: "Tracking number")
    static let ended = Wording(fa: "پایان یافته", en: "Ended")
}
