import Accounts
import Casework
import HTTPTypes
import Hummingbird
import Persian
import Web

/// The start page of a service: for whom it is, what is needed, cost and time, and whether it is open to the reader.
struct ServicePage: GatedPage {
    let site: GatedSite

    static let path = "/services/:service"
    static let methods: [HTTPRequest.Method] = [.get]

    /// Returns the address of the start page of a service.
    static func path(of service: ServiceID) -> String { "/services/\(service)" }

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let service = try site.service(request)
        let cases = site.app.domain.cases
        let session = try request.requireSession()
        let person = session.person
        let standing = try await cases.standing(
            of: person,
            in: session.kind,
            for: service,
            at: request.now
        )
        guard standing.isListed else { throw Problem.notFound }
        let draft = try await cases.draft(of: person, service: service.id)
        let year = request.now.adding(seconds: -365 * 86_400)
        let facts = ServiceFacts(
            service,
            measured: try await cases.durations(of: service.id, since: year)
        )
        var blocks: [PageBlock] = []
        if let closed = facts.closed(standing) { blocks.append(.notice(.wait, closed)) }
        blocks.append(.summary(SummaryList(facts.rows)))
        blocks.append(.prose(facts.needs))
        if !service.opening.preconditions.isEmpty { blocks.append(.prose(facts.refusals)) }
        if let ways = facts.waysOut { blocks.append(.prose(ways)) }
        blocks.append(.links([(GuidePage.path(of: service.id), GuidePage.title, nil)]))
        blocks += site.support
        blocks.append(.paragraph(PaperStanding.ofRequests))
        if standing == .open {
            let words = draft == nil ? Self.start : Self.goOn
            let path = RequestPage.path(of: service.id)
            let button: PageValue = ["path": .text(path), "words": .wording(words), "look": ""]
            blocks.append(.component("button-links", ["items": .list([button])]))
        }
        return site.respond(
            .of(blocks, at: Self.path(of: service.id), titled: service.title),
            to: request
        )
    }

    private static let start = Wording(fa: "شروع درخواست", en: "Start the request")
    private static let goOn = Wording(
        fa: "ادامهٔ درخواستی که نوشته‌اید",
        en: "Continue the request that you began"
    )
}
