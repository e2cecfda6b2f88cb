import Accounts
import Casework
import Hummingbird
import Persian
import Web

/// "Changed in the meantime": what came first, by which role, when; and what the reader typed, which is kept.
struct CaseConflictPage {
    let site: GatedSite
    let request: PageRequest
    let conflict: MoveConflict

    static let title = Wording(
        fa: "پرونده در این میان تغییر کرد",
        en: "The case changed in the meantime"
    )

    /// Returns the page (409); `view` is nil where the reader sees the case no longer.
    func response(
        in view: CaseView?,
        typed: [(title: Wording, text: PageValue)]
    ) async throws -> Response {
        var blocks: [PageBlock] = [
            .notice(
                .wait,
                Prose(
                    fa: "اقدام شما ثبت نشد، زیرا پیش از آن این تغییر رخ داده است.",
                    en: "Your action was not recorded, because this change came first."
                )
            ), .summary(SummaryList(try await facts(view))),
        ]
        if !typed.isEmpty {
            blocks += [
                .title("typed", Wording(fa: "آنچه نوشته بودید", en: "What you typed")),
                .paragraph(
                    Prose(
                        fa: "این متن نگه داشته شده است.",
                        en: "It is kept."
                    )
                ),
                .summary(
                    SummaryList(
                        typed.map { .init($0.title, $0.text) }
                    )
                ),
            ]
        }
        blocks.append(.links(links(view)))
        var page = Page.of(blocks, at: CartableAddress.work, titled: Self.title)
        page.elsewhere = view.map { CasePage.path(of: $0.id) } ?? CartableAddress.work
        return site.respond(page, to: request, status: .conflict)
    }

    private func facts(_ view: CaseView?) async throws -> [SummaryList.Row] {
        var rows: [SummaryList.Row] = []
        if let view {
            let event = view.visible.events.last {
                $0.action == conflict.action && $0.at == conflict.at
            }
            let title = CaseWords.title(
                of: conflict.action,
                from: event?.fromStep,
                in: view.service
            )
            rows.append(.init(Wording(fa: "تغییر", en: "Change"), .wording(title)))
            if let event {
                let parts = CaseParts(site: site, view: view, request: request)
                if let actor = try await parts.actor(of: event) {
                    rows.append(.init(Wording(fa: "از سوی", en: "By"), .wording(actor)))
                }
            }
            if let step = view.service.step(conflict.step) {
                rows.append(.init(Wording(fa: "مرحلهٔ کنونی", en: "Step now"), .wording(step.title)))
            }
        } else {
            rows.append(
                .init(
                    Wording(fa: "تغییر", en: "Change"),
                    .wording(
                        fa: "مسئول دیگری دربارهٔ پرونده اقدام کرد و پرونده دیگر نزد شما نیست.",
                        en: "Another official acted, and the case no longer waits for you."
                    )
                )
            )
        }
        rows.append(
            .init(
                Wording(fa: "زمان", en: "Time"),
                .prose(GatedSite.time(PersianTime.moment(conflict.at), conflict.at))
            )
        )
        return rows
    }

    private func links(_ view: CaseView?) -> [(path: String, title: Wording, text: Wording?)] {
        var links: [(path: String, title: Wording, text: Wording?)] = []
        if let view {
            for open in view.actions
            where open.problems.isEmpty && request.path.hasSuffix("/\(open.action.name)") {
                links.append(
                    (
                        request.path,
                        Wording(fa: "باز کردن دوبارهٔ فرم", en: "Open the form again"),
                        Wording(fa: "با آنچه نوشته بودید", en: "With what you typed")
                    )
                )
            }
            links.append(
                (
                    CasePage.path(of: view.id), Wording(fa: "دیدن پرونده", en: "View the case"),
                    nil
                )
            )
        }
        if request.session?.kind == .staff {
            links.append((CartableAddress.work, CartableAddress.workTitle, nil))
        }
        return links
    }
}
