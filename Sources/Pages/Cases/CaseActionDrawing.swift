import Casework
import Persian
import Web

/// Draws the page of an action.
struct CaseActionDrawing {
    let site: GatedSite
    let form: ActionForm
    /// What programs proposed, above the form and not in it.
    private let proposals: [PageBlock]
    private var view: CaseView { form.view }
    private var action: CaseAction { form.action }

    /// Reads what the form shows: the answers, and their comparison with a register.
    init(
        site: GatedSite,
        view: CaseView,
        action: CaseAction,
        _ request: PageRequest
    ) async throws {
        self.site = site
        proposals = try await CaseParts(site: site, view: view, request: request).proposals()
        var comparison: CaseComparison?
        if action.requires.contains(.choices),
            let snapshot = try await site.app.domain.cases.snapshot(view.id)
        {
            comparison = try await site.app.domain.ports.comparison(snapshot, request.now)
        }
        var values: [String: PageValue] = [:]
        if action.requires.contains(.returnedFields) {
            let answers = CaseAnswers(site: site, form: view.service.form)
            for field in view.service.form.fields {
                guard let value = view.visible.values[field.name] else { continue }
                values["/\(field.name)"] = try await answers.drawn(value, of: field.type)
            }
        }
        var images: Set<String> = []
        if action.decidesAboutFiles {
            for file in view.visible.files {
                let document = try await site.app.domain.documents.document(file.file.document)
                if let document, document.kind != .pdf, !document.isRemoved {
                    images.insert(document.id)
                }
            }
        }
        form = ActionForm(
            view: view,
            action: action,
            comparison: comparison,
            values: values,
            images: images
        )
    }

    /// Returns the page with what was submitted.
    func page(
        _ submitted: SubmittedForm,
        moveID: String,
        revision: Int64,
        isKept: Bool
    ) async throws -> Page {
        let consequences = ActionConsequences(site: site, view: view, action: action)
        let drawn = form.value(
            form.form(moveID: moveID, revision: revision),
            submitted,
            consequences: try await consequences.sentences()
        )
        var blocks: [PageBlock] = []
        if isKept { blocks.append(.notice(.wait, Self.kept)) }
        blocks.append(.summary(try await summary()))
        blocks += proposals
        blocks.append(.component("case-action", drawn))
        blocks.append(
            .links([
                (
                    CasePage.path(of: view.id),
                    Wording(fa: "بازگشت به پرونده", en: "Back to the case"), nil
                )
            ])
        )
        return .of(
            blocks,
            at: CaseActionPage.path(of: action, in: view),
            titled: action.title
        )
    }

    private static let kept = Prose(
        fa: "آنچه پیش‌تر نوشته بودید نگه داشته شده و در فرم آمده است.",
        en: "What you typed before was kept and is in the form."
    )

    private func summary() async throws -> SummaryList {
        var rows = [
            SummaryList.Row(
                Wording(fa: "خدمت", en: "Service"),
                .wording(view.service.title)
            ),
            .init(
                Wording(fa: "کد پیگیری", en: "Tracking number"),
                .prose(Prose("\(.groups(view.visible.tracking.inGroups(of: 5), .modest))"))
            ),
        ]
        if view.isOfficial, let person = view.visible.applicant {
            rows.append(
                .init(Wording(fa: "متقاضی", en: "Applicant"), try await site.name(of: person))
            )
        }
        return SummaryList(rows)
    }

    /// What a person typed, without what the page itself sent.
    func typed(_ submitted: SubmittedForm) -> [String: String] {
        let names = Set(form.sections.flatMap(\.groups).flatMap(\.fields).map(\.name))
        return submitted.texts.filter { names.contains($0.key) && !$0.value.isEmpty }
    }

    /// What a person typed, with the titles of the fields, for a page without the form.
    func shown(_ submitted: SubmittedForm) -> [(title: Wording, text: PageValue)] {
        form.sections.flatMap(\.groups).flatMap(\.fields).compactMap { field in
            let text = submitted[field.name]
            guard !text.isEmpty else { return nil }
            switch field.kind {
            case .choice(let choices):
                guard let choice = choices.first(where: { $0.value == text }) else { return nil }
                return (field.label, .wording(choice.title))
            case .checkbox: return (field.label, "✓")
            default: return (field.label, .prose(Prose("\(.isolated(text))")))
            }
        }
    }

    static let noteTitle = Wording(fa: "یادداشت", en: "Note")
}
