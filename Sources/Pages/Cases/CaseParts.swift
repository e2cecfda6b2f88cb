import Casework
import Persian
import VerifyCore
import Web

/// The parts of the page of a case.
struct CaseParts {
    let site: GatedSite
    let view: CaseView
    let request: PageRequest

    private var visible: VisibleCase { view.visible }

    /// Where the case is: the step in words, by role and organisation, since when, until when.
    func state() async throws -> [PageBlock] {
        var rows = [
            SummaryList.Row(
                Wording(fa: "کد پیگیری", en: "Tracking number"),
                .prose(Prose("\(.groups(visible.tracking.inGroups(of: 5), .modest))"))
            )
        ]
        if view.isOfficial || view.capacities.contains(.ownerUnit), let person = visible.applicant {
            rows.append(
                .init(Wording(fa: "متقاضی", en: "Applicant"), try await site.name(of: person))
            )
        }
        if let outcome = visible.outcome, let closedAt = visible.closedAt {
            rows += [
                .init(
                    Wording(fa: "نتیجه", en: "Result"),
                    .wording(CaseWords.outcome(outcome))
                )
            ]
            if let reason = visible.events.last?.reason {
                rows.append(.init(Wording(fa: "دلیل", en: "Reason"), .wording(reason.title)))
            }
            rows += [
                .init(
                    Wording(fa: "پایان", en: "Closed"),
                    .prose(GatedSite.time(PersianTime.moment(closedAt), closedAt))
                )
            ]
        } else {
            rows += try await openRows()
        }
        return [.summary(SummaryList(rows))] + (try await vacancy())
    }

    private func openRows() async throws -> [SummaryList.Row] {
        var rows: [SummaryList.Row] = []
        if let step = view.step {
            rows.append(.init(Wording(fa: "مرحله", en: "Step"), .wording(step.title)))
            if let party = try await site.party(of: view, in: step) {
                rows.append(.init(Wording(fa: "نزد", en: "Waits for"), .wording(party)))
            }
        }
        let since = PersianTime.date(visible.since.tehranDate)
        rows.append(
            .init(Wording(fa: "از", en: "Since"), .prose(GatedSite.time(since, visible.since)))
        )
        if let due = visible.dueAt {
            let words = try await site.due(
                due,
                isProvisional: visible.isProvisional,
                at: request.now
            )
            rows.append(.init(Wording(fa: "مهلت", en: "Due"), words))
        }
        if view.isOfficial, let owner = view.claimedBy {
            rows.append(
                .init(Wording(fa: "برداشته‌شده", en: "Claimed by"), try await site.name(of: owner))
            )
        }
        return rows
    }

    /// The truth about a cartable without a holder, for all who wait.
    func vacancy() async throws -> [PageBlock] {
        guard let cartable = try await site.app.domain.cases.cartable(of: view),
            let dueAt = cartable.dueAt
        else { return [] }
        let due = try await site.app.domain.cases.wording(of: dueAt, on: request.now.tehranDate)
        return [
            .notice(
                .wait,
                Prose(
                    fa: """
                        این نقش در آن سازمان هنوز مسئولی ندارد. سازمان امور دانشجویان \(due.fa) مسئول را تعیین می‌کند و \
                        پرونده خودبه‌خود پیش می‌رود؛ کاری از شما خواسته نمی‌شود.
                        """,
                    en: """
                        This role has no holder in that organisation yet. The Organisation of Student Affairs finds one \
                        \(due.en), and the case then moves on by itself; you need to do nothing.
                        """
                )
            )
        ]
    }

    /// The truth about an office that stayed silent, and who may decide in its place.
    func silence() -> [PageBlock] {
        let isSilent = visible.events.contains {
            $0.action == CaseSilence.event && $0.at >= visible.since
        }
        guard isSilent, visible.outcome == nil, view.step?.inPlace != nil else { return [] }
        return [
            .notice(
                .wait,
                Prose(
                    fa: """
                        این دفتر تا مدتی پس از مهلت هم پاسخ نداده است. سازمان امور دانشجویان می‌تواند به جای آن رسیدگی \
                        کند؛ کاری از متقاضی خواسته نمی‌شود.
                        """,
                    en: """
                        The office has not answered, even some time after its due day. The Organisation of Student Affairs \
                        may decide in its place; the applicant needs to do nothing.
                        """
                )
            )
        ]
    }

    /// The one thing that an applicant must do, as a button.
    func tasks() -> [PageBlock] {
        let open = view.actions.filter { !$0.action.isWithdrawal }
        guard !open.isEmpty else { return [] }
        let isApplicant = view.capacities.contains(.applicant)
        let title =
            isApplicant
            ? Wording(fa: "کار شما", en: "What you must do")
            : Wording(fa: "کاری که می‌توانید انجام دهید", en: "What you can do")
        return [.title("task", title)] + offers(open)
    }

    /// The claim and the actions of an official.
    func work() -> [PageBlock] {
        var blocks: [PageBlock] = [
            .title("work", Wording(fa: "رسیدگی", en: "Your work at the case"))
        ]
        if let form = ClaimPage.form(view, request) { blocks.append(.form(form, SubmittedForm())) }
        let open = view.actions.filter { !$0.action.isWithdrawal }
        blocks += offers(open)
        return blocks
    }

    /// The buttons of the actions, and why others are not possible for this reader.
    private func offers(_ open: [OpenAction]) -> [PageBlock] {
        let possible = open.filter(\.problems.isEmpty)
        let buttons = possible.isEmpty ? [] : [Self.buttons(possible, in: view)]
        return buttons + open.flatMap(refusals)
    }

    private static func buttons(
        _ open: [OpenAction],
        in view: CaseView,
        look: String = ""
    ) -> PageBlock {
        .component(
            "button-links",
            [
                "items": .list(
                    open.map { open in
                        [
                            "path": .text(CaseActionPage.path(of: open.action, in: view)),
                            "words": .wording(open.action.title), "look": .text(look),
                        ]
                    }
                )
            ]
        )
    }

    private func refusals(_ open: OpenAction) -> [PageBlock] {
        open.problems.map { problem in
            let more = problem.alternative ?? Wording(fa: "", en: "")
            let (title, why) = (open.action.title, problem.sentence)
            return .notice(
                .wait,
                Prose(
                    fa: "«\(title.fa)» برای شما ممکن نیست: \(why.fa) \(more.fa)",
                    en: "You cannot use “\(title.en)”: \(why.en) \(more.en)"
                )
            )
        }
    }

    /// What goes back to the applicant, each with its reason.
    func returned() -> [PageBlock] {
        let waiting = visible.returned.filter { $0.answeredBySubmission == nil }
        guard !waiting.isEmpty else { return [] }
        let rows = waiting.map { entry in
            let reason = ReturnReason.title(of: entry.reason)
            return SummaryList.Row(
                CaseAnswers.title(of: entry.field, entry.ordinal, in: view.service.form),
                .prose(
                    fa: "\(reason.fa) \(.isolated(entry.note ?? ""))",
                    en: "\(reason.en) \(.isolated(entry.note ?? ""))"
                )
            )
        }
        return [
            .title(
                "returned",
                Wording(fa: "برای اصلاح برگشته است", en: "Returned for correction")
            ), .summary(SummaryList(rows)),
        ]
    }

    /// The last way out of an applicant.
    func withdrawal() -> [PageBlock] {
        let open = view.actions.filter { $0.action.isWithdrawal && $0.problems.isEmpty }
        return open.isEmpty ? [] : [Self.buttons(open, in: view, look: "plain")]
    }
}

extension CaseAction {
    /// Whether the action ends the case at the applicant's own request.
    var isWithdrawal: Bool { to == .closed(.withdrawn) }
}
