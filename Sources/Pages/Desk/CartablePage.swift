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
        case assigned
        case partly
        case nothing

        static let parameter = CartableAddress.notice

        /// The address of the page with the notice.
        var path: String { "\(CartablePage.path)?\(Self.parameter)=\(rawValue)" }

        fileprivate var tone: PageBlock.Tone {
            switch self {
            case .moved, .claimed, .assigned: .good
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
            case .assigned:
                Prose(
                    fa: "پرونده‌های انتخابی به همکارتان سپرده شد.",
                    en: "The selected cases are with your colleague."
                )
            case .partly:
                Prose(
                    fa:
                        "بعضی از پرونده‌ها را همکاران پیش‌تر برداشته بودند و همان جا ماند؛ بقیه سپرده شد.",
                    en:
                        "Colleagues had claimed some of the cases, which stay with them; the others are assigned."
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
                    Wording(fa: "وضع", en: "State"), Wording(fa: "برداشته‌شده", en: "Claimed by"),
                ]
                .map { .wording($0) }
            ),
            "rows": .list(rows),
            "assign": hasFree ? try await assignment(list.colleagues) : false,
            "button": hasFree
                ? .wording(fa: "برداشتن انتخاب‌شده‌ها", en: "Claim the selected cases") : false,
        ]
    }

    /// The choice of the person who gets the selected cases; false where there is no colleague.
    private func assignment(_ colleagues: [PersonID]) async throws -> PageValue {
        guard !colleagues.isEmpty else { return false }
        var choices: [PageValue] = [
            ["value": "", "title": .wording(fa: "خودم", en: "me")]
        ]
        for person in colleagues {
            let name = try await site.name(of: person)
            choices.append(["value": .text(person.description), "title": name])
        }
        return [
            "label": .wording(fa: "برای", en: "For"),
            "choices": .list(choices),
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
