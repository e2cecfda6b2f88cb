import Accounts
import Casework
import HTTPTypes
import Hummingbird
import Persian
import Web

/// The requests of the reader: where each one is, since when, until when, what the reader must do.
struct MyRequestsPage: GatedPage {
    let site: GatedSite

    static let path = "/cases"
    static let methods: [HTTPRequest.Method] = [.get]
    static let title = Wording(fa: "درخواست‌های من", en: "My requests")
    /// Cases of one page.
    private static let limit = 20

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let person = try request.requireSession().person
        let last = try await last(request, person)
        var page = try await cases.opened(by: person, after: last, limit: Self.limit + 1)
        let hasMore = page.count > Self.limit
        if hasMore { page.removeLast() }
        var blocks: [PageBlock] = []
        if last == nil { blocks += try await unsent(person) }
        if !page.isEmpty { blocks.append(.title("sent", Self.sent)) }
        for file in page { blocks.append(try await card(of: file, request)) }
        if page.isEmpty, blocks.isEmpty { blocks.append(.paragraph(Self.none)) }
        blocks.append(
            .pager(
                Pager(
                    first: last == nil ? nil : Self.path,
                    next: hasMore ? page.last.map { "\(Self.path)?after=\($0.id)" } : nil
                )
            )
        )
        blocks.append(.links([(ServicesPage.path, ServicesPage.title, Self.more)]))
        return site.respond(.of(blocks, at: Self.path, titled: Self.title), to: request)
    }

    private var cases: Cases { site.app.domain.cases }

    /// The last case of the page before; a cursor that names no case of the reader is refused.
    private func last(_ request: PageRequest, _ person: PersonID) async throws -> CaseFile? {
        guard let id = request.query("after") else { return nil }
        guard let file = try await cases.snapshot(id)?.file, file.openedBy == person else {
            throw Problem.notFound
        }
        return file
    }

    private func unsent(_ person: PersonID) async throws -> [PageBlock] {
        let drafts = try await cases.unsent(of: person)
        let links = drafts.compactMap { draft in
            cases.catalog.newest(draft.service).map { service in
                (
                    RequestPage.path(of: service.id), service.title,
                    Wording(
                        fa: "آخرین تغییر: \(PersianTime.moment(draft.changedAt).fa)",
                        en: "Last changed: \(PersianTime.moment(draft.changedAt).en)"
                    ) as Wording?
                )
            }
        }
        guard !links.isEmpty else { return [] }
        return [
            .title("unsent", Wording(fa: "نوشته‌شده و فرستاده‌نشده", en: "Begun and not sent")),
            .links(links),
        ]
            + drafts.compactMap { cases.catalog.newest($0.service) }
            .map { .form(DiscardedRequest.form($0), SubmittedForm()) }
    }

    private func card(of file: CaseFile, _ request: PageRequest) async throws -> PageBlock {
        let service = cases.catalog[file.service, file.version]
        let title = service?.title ?? Wording(fa: file.service.text, en: file.service.text)
        let address = "/cases/\(file.id)"
        var rows = [
            SummaryList.Row(
                RequestWording.tracking,
                .prose(Prose("\(.groups(file.tracking.inGroups(of: 5), .modest))"))
            ),
            .init(Wording(fa: "وضعیت", en: "State"), .wording(state(of: file, service))),
        ]
        if file.closedAt == nil {
            let moment = PersianTime.moment(file.since)
            let place = try await site.whereabouts(file.waiting)
            rows.append(
                .init(
                    Wording(fa: "نزد", en: "Waits for"),
                    .prose(
                        fa: "\(.isolated(place.fa)) \(.soft("از \(moment.fa)"))",
                        en: "\(.isolated(place.en)) \(.soft("since \(moment.en)"))"
                    )
                )
            )
        }
        if let due = file.dueAt {
            let wording = try await cases.wording(
                of: due,
                isProvisional: file.isProvisional,
                on: request.now.tehranDate
            )
            rows.append(.init(Wording(fa: "مهلت", en: "Due"), .wording(wording)))
        }
        if file.waiting == .applicant, let action = service?.correction(in: file.step) {
            rows.append(
                .init(
                    Wording(fa: "کار شما", en: "What you must do"),
                    .prose(
                        fa: "\(.link(action.title.fa, to: CorrectionPage.path(of: file.id)))",
                        en: "\(.link(action.title.en, to: CorrectionPage.path(of: file.id)))"
                    )
                )
            )
        }
        return .card(
            .prose(
                fa: "\(.link(title.fa, to: address))",
                en: "\(.link(title.en, to: address))"
            ),
            SummaryList(rows),
            []
        )
    }

    private func state(of file: CaseFile, _ service: Service?) -> Wording {
        if let outcome = file.outcome { return outcome.ending }
        return service?.step(file.step)?.title ?? Wording(fa: file.step.text, en: file.step.text)
    }

    private static let none = Prose(
        fa: "هنوز درخواستی ندارید.",
        en: "You have no requests yet."
    )
    private static let sent = Wording(fa: "فرستاده‌شده", en: "Sent")
    private static let more = Wording(fa: "شروع درخواستی تازه", en: "Start a new request")
}

extension Service {
    /// The action of a step by which the applicant sends the form again; nil where there is none.
    func correction(in step: StepName) -> CaseAction? {
        self.step(step)?.actions.first { $0.requires.contains(.form) }
    }
}
