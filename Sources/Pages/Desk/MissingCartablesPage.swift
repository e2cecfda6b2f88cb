import Accounts
import Casework
import HTTPTypes
import Hummingbird
import Persian
import Web

/// The cartables without holder, for the roles of SAORG that approve one: address, waiting cases, request, due.
struct MissingCartablesPage: StaffEntry {
    let site: GatedSite

    static let path = "/staff/cartables/missing"
    static let methods: [HTTPRequest.Method] = [.get]
    static let title = Wording(fa: "کارتابل‌های بی مسئول", en: "Cartables without a holder")

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let cursor = CartableList.Cursor(request.query("after"))
        let queue = try await site.app.domain.cases.cartablesWithoutHolder(after: cursor)
        var blocks: [PageBlock] = [.paragraph(Self.introduction)]
        if queue.isEmpty {
            blocks.append(
                .paragraph(
                    Prose(fa: "هر کارتابل مسئولی دارد.", en: "Every cartable has a holder.")
                )
            )
        } else {
            let rows = CartableRows(site: site, now: request.now)
            blocks.append(.table(try await rows.table(queue, Self.title, showsOrganisation: true)))
        }
        let isFull = queue.count == Inbox.pageSize
        let next = isFull ? queue.last.flatMap { CartableList.Cursor($0) } : nil
        blocks.append(
            .pager(
                Pager(
                    first: cursor == nil ? nil : Self.path,
                    next: next.map { "\(Self.path)?after=\($0.text)" }
                )
            )
        )
        return site.respond(.of(blocks, at: Self.path, titled: Self.title), to: request)
    }

    private static let introduction = Prose(
        fa: """
            پرونده‌هایی که به این نشانی‌ها رسیده‌اند در انتظار مسئول‌اند. رئیس دانشگاه مسئول را درخواست می‌کند و شما آن \
            درخواست را در کارتابل خود تأیید می‌کنید؛ پس از آن پرونده‌ها خودبه‌خود پیش می‌روند.
            """,
        en: """
            Cases at these addresses wait for a holder. The head of the university requests one, and you approve the \
            request in your own cartable; the cases then move on by themselves.
            """
    )
}

/// The cartables of an organisation, for its head: which have a holder, and how one is requested.
struct OrganisationCartablesPage: GatedPage {
    let site: GatedSite

    static let path = "/staff/organisations/:code/cartables"
    static let methods: [HTTPRequest.Method] = [.get]
    static let title = CartableAddress.organisationTitle

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let organisation = try await site.organisation(request)
        let authority = try request.requireAuthority()
        let code = organisation.code
        let domain = site.app.domain
        let cartables = try await domain.cases.cartables(of: OrganisationCode(code))
        var blocks: [PageBlock] = []
        if cartables.isEmpty {
            blocks.append(
                .paragraph(
                    Prose(
                        fa: "هنوز پرونده‌ای به این سازمان نرسیده و مسئولی درخواست نشده است.",
                        en: "No case has come to this organisation, and no holder was requested."
                    )
                )
            )
        } else {
            let rows = CartableRows(
                site: site,
                now: request.now,
                holders: try await domain.cases.holders(
                    of: OrganisationCode(code),
                    at: request.now
                )
            )
            let name = try await site.organisationName(code)
            blocks.append(.table(try await rows.table(cartables, name, showsOrganisation: false)))
        }
        let mayRequest = [Role.head, .accessOfficer].contains { authority.has($0, in: code) }
        if mayRequest, let service = domain.ports.holderRequest,
            let title = domain.cases.catalog.newest(service)?.title
        {
            blocks.append(
                .links([
                    (
                        "/services/\(service)", title,
                        Wording(
                            fa: "نام‌بردن مسئول؛ سازمان امور دانشجویان تأیید می‌کند",
                            en: "Name a holder; the Organisation of Student Affairs approves"
                        )
                    )
                ])
            )
        }
        return site.respond(
            .of(blocks, at: CartableAddress.organisation(code), titled: Self.title),
            to: request
        )
    }
}

/// Cartables as rows of a table.
struct CartableRows {
    let site: GatedSite
    let now: Timestamp
    /// The holders by the ids of their cartables, for the organisation's own list.
    var holders: [String: PersonID] = [:]

    func table(
        _ cartables: [WaitingCartable],
        _ caption: Wording,
        showsOrganisation: Bool
    ) async throws -> PageTable {
        var rows: [[PageValue]] = []
        for waiting in cartables {
            let cells = try await cells(of: waiting)
            if showsOrganisation {
                rows.append(cells)
            } else {
                rows.append(cells.dropFirst() + [try await holder(of: waiting.cartable)])
            }
        }
        var columns = [
            Wording(fa: "سازمان", en: "Organisation"), Wording(fa: "نقش", en: "Role"),
            Wording(fa: "خدمت", en: "Service"), Wording(fa: "وضع", en: "State"),
            Wording(fa: "پرونده‌های منتظر", en: "Waiting cases"),
            Wording(fa: "درخواست", en: "Request"), Wording(fa: "مهلت", en: "Due"),
        ]
        if !showsOrganisation {
            columns.removeFirst()
            columns.append(Wording(fa: "مسئول", en: "Holder"))
        }
        return PageTable(
            titled: .wording(caption),
            columns: columns.map { .wording($0) },
            rows: rows
        )
    }

    private func cells(of waiting: WaitingCartable) async throws -> [PageValue] {
        let cartable = waiting.cartable
        let service =
            site.app.domain.cases.catalog.newest(cartable.service)?.title
            ?? Wording(fa: cartable.service.text, en: cartable.service.text)
        var request: PageValue = "–"
        if let file = waiting.request {
            let path = CasePage.path(of: file.id)
            let from = try await site.organisationName(file.organisation.text)
            request = .prose(
                fa: "\(.link(file.tracking, to: path)) از \(from.fa)",
                en: "\(.link(file.tracking, to: path)) by \(from.en)"
            )
        }
        return [
            try await site.name(ofOrganisation: cartable.organisation.text),
            .wording(cartable.role.name), .wording(service),
            .wording(CaseWords.state(cartable.state)), .number(waiting.waiting), request,
            try await due(cartable),
        ]
    }

    private func holder(of cartable: Cartable) async throws -> PageValue {
        guard let person = holders[cartable.id] else { return "–" }
        return try await site.name(of: person)
    }

    private func due(_ cartable: Cartable) async throws -> PageValue {
        guard let due = cartable.dueAt else { return "–" }
        return try await site.due(due, at: now)
    }
}
