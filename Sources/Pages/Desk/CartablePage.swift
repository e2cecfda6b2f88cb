import Accounts
import Casework
import HTTPTypes
import Hummingbird
import Persian
import Web

/// The work of the reader's cartables: whose it is, how late it is, with filters in the address.
struct CartablePage: StaffEntry {
    let site: GatedSite

    static let path = CartableAddress.work
    static let methods: [HTTPRequest.Method] = [.get]
    static let title = CartableAddress.workTitle

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let filter = Self.filter(of: request)
        let cursor = CartableList.Cursor(request.query("after"))
        let list = try await site.app.domain.cases.work(
            of: try request.requireAuthority().person,
            filter,
            after: cursor,
            at: request.now
        )
        var blocks: [PageBlock] = []
        if let notice = Notice(rawValue: request.query(Notice.parameter) ?? "") {
            blocks.append(.notice(notice.tone, notice.words))
        }
        guard !list.services.isEmpty else {
            blocks.append(.paragraph(Self.none))
            return respond(blocks, request)
        }
        if list.sections[.mine, default: 0] + list.sections[.unclaimed, default: 0]
            + list.sections[.deputised, default: 0] > 0
        {
            blocks.append(.form(NextCase.form, SubmittedForm()))
        }
        let links = CartableLinks(
            list: list,
            filter: filter,
            catalog: site.app.domain.cases.catalog
        )
        var table: PageValue = false
        if !list.entries.isEmpty { table = try await self.table(list, request) }
        blocks.append(
            .component("cartable", ["filters": .list(links.filters), "list": table])
        )
        if list.entries.isEmpty { blocks.append(.paragraph(Self.empty)) }
        let pager = Pager(
            first: cursor == nil ? nil : links.path(filter),
            next: list.next.map { links.path(filter, after: $0) }
        )
        blocks.append(.pager(pager))
        return respond(blocks, request)
    }

    private func respond(_ blocks: [PageBlock], _ request: PageRequest) -> Response {
        site.respond(.of(blocks, at: Self.path, titled: Self.title), to: request)
    }

    private static func filter(of request: PageRequest) -> CartableList.Filter {
        CartableList.Filter(
            group: request.query("group").flatMap { Inbox.Group(rawValue: $0) },
            section: request.query("section").flatMap { CartableList.Section(rawValue: $0) },
            service: request.query("service").map { ServiceID($0) }
        )
    }

    private static let none = Prose(
        fa: "شما مسئول یا جانشین هیچ کارتابلی نیستید.",
        en: "You hold no cartable, and are the deputy of no holder."
    )
    private static let empty = Prose(
        fa: "با این انتخاب، پرونده‌ای در انتظار نیست.",
        en: "No case waits with this choice."
    )

    /// What happened before the page was opened, by a word in its address.
    enum Notice: String {
        case moved
        case claimed
        case partly
        case nothing

        static let parameter = CartableAddress.notice

        /// The address of the page with the notice.
        var path: String { "\(CartablePage.path)?\(Self.parameter)=\(rawValue)" }

        fileprivate var tone: PageBlock.Tone {
            switch self {
            case .moved, .claimed: .good
            case .partly, .nothing: .wait
            }
        }

        fileprivate var words: Prose {
            switch self {
            case .moved:
                Prose(
                    fa: "اقدام شما ثبت شد و پرونده از کارتابل شما رفت.",
                    en: "Your action was recorded, and the case has left your cartable."
                )
            case .claimed:
                Prose(fa: "پرونده‌های انتخابی نزد شما است.", en: "You have claimed the cases.")
            case .partly:
                Prose(
                    fa: "بعضی از پرونده‌ها را همکاران برداشته بودند؛ بقیه نزد شما است.",
                    en: "Colleagues had claimed some of the cases; you have claimed the others."
                )
            case .nothing:
                Prose(fa: "پروندهٔ آزادی در انتظار نیست.", en: "No free case waits.")
            }
        }
    }
}

/// The table.
extension CartablePage {
    private func table(_ list: CartableList, _ request: PageRequest) async throws -> PageValue {
        let reader = try request.requireAuthority().person
        var rows: [PageValue] = []
        for entry in list.entries { rows.append(try await row(of: entry, reader, request)) }
        let hasFree = list.entries.contains { $0.claimedBy == nil }
        return [
            "action": .text(BulkClaim.path), "token": .formToken(BulkClaim.path),
            "tokenField": .text(PageForm.tokenField), "region": .wording(Self.title),
            "caption": .wording(fa: "پرونده‌ها، نزدیک‌ترین مهلت نخست", en: "Cases by due day"),
            "columns": .list(
                [
                    Wording(fa: "انتخاب", en: "Select"), Wording(fa: "پرونده", en: "Case"),
                    Wording(fa: "متقاضی", en: "Applicant"), Wording(fa: "مهلت", en: "Due"),
                    Wording(fa: "وضع", en: "State"), Wording(fa: "نزد", en: "Claimed by"),
                ]
                .map { .wording($0) }
            ),
            "rows": .list(rows),
            "button": hasFree
                ? .wording(fa: "برداشتن انتخاب‌شده‌ها", en: "Claim the selected cases") : false,
        ]
    }

    private func row(
        of entry: CartableList.Entry,
        _ reader: PersonID,
        _ request: PageRequest
    ) async throws -> PageValue {
        let title =
            site.app.domain.cases.catalog.newest(entry.service)?.title
            ?? Wording(fa: entry.service.text, en: entry.service.text)
        let path = CasePage.path(of: entry.caseID)
        var applicant: PageValue = "–"
        if let person = entry.applicant { applicant = try await site.name(of: person) }
        var owner: PageValue = "–"
        if let person = entry.claimedBy, person == reader {
            owner = .wording(fa: "خودم", en: "me")
        } else if let person = entry.claimedBy {
            owner = try await site.name(of: person)
        }
        return [
            "box": entry.claimedBy == nil
                ? .text(BulkClaim.prefix + entry.caseID) : false,
            "boxLabel": .wording(
                fa: "انتخاب پروندهٔ \(entry.tracking)",
                en: "Select the case \(entry.tracking)"
            ),
            "cells": [
                .prose(
                    fa: "\(.link(title.fa, to: path)) \(.latin(entry.tracking))",
                    en: "\(.link(title.en, to: path)) \(.latin(entry.tracking))"
                ),
                applicant, try await site.due(entry.dueAt, at: request.now),
                .wording(CaseWords.group(entry.group)), owner,
            ],
        ]
    }
}

/// Claims the selected cases; those of colleagues stay with them.
struct BulkClaim: GatedPage {
    let site: GatedSite

    static let path = "/staff/cartable/claim"
    static let methods: [HTTPRequest.Method] = [.post]
    /// Before the id in the name of a checkbox.
    static let prefix = "case-"

    init(_ site: GatedSite) { self.site = site }

    func receive(_ request: PageRequest) async throws -> Response {
        let person = try request.requireAuthority().person
        let ids = request.fields.keys.filter { $0.hasPrefix(Self.prefix) }.sorted()
            .map { String($0.dropFirst(Self.prefix.count)) }
        var results: [ClaimResult] = []
        for id in ids.prefix(Inbox.pageSize) {
            results.append(
                try await site.app.domain.cases.claim(id, by: person, at: request.now)
            )
        }
        let done = results.count { $0 == .done }
        let notice: CartablePage.Notice =
            done == 0 ? .nothing : done == results.count ? .claimed : .partly
        return site.redirect(to: notice.path, request)
    }
}

/// Claims the free case that is due first, and opens it; before that an own one.
struct NextCase: GatedPage {
    let site: GatedSite

    static let path = "/staff/cartable/next"
    static let methods: [HTTPRequest.Method] = [.post]

    init(_ site: GatedSite) { self.site = site }

    static var form: PageForm {
        var form = PageForm(to: path, [], button: Wording(fa: "پروندهٔ بعدی", en: "Next case"))
        form.look = .line
        return form
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let person = try request.requireAuthority().person
        let cases = site.app.domain.cases
        for section in [CartableList.Section.mine, .unclaimed, .deputised] {
            let list = try await cases.work(
                of: person,
                CartableList.Filter(section: section),
                at: request.now
            )
            // A colleague may claim one of them at the same moment.
            for entry in list.entries {
                let result = try await cases.claim(entry.caseID, by: person, at: request.now)
                if result == .done {
                    return site.redirect(
                        to: CasePage.Notice.claimed.path(of: entry.caseID),
                        request
                    )
                }
            }
        }
        return site.redirect(to: CartablePage.Notice.nothing.path, request)
    }
}
