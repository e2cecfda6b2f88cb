import Casework
import Persian
import Web

/// What programs of the organisation proposed: shown to the persons who decide, and never put into a form.
extension CaseParts {
    /// The proposals since the last turn; none for a reader who sees none.
    func proposals() async throws -> [PageBlock] {
        let proposals = view.proposals
        guard !proposals.isEmpty else { return [] }
        var events: [Timeline.Event] = []
        for event in proposals.reversed() {
            events.append(
                Timeline.Event(
                    title(of: event.proposal),
                    at: event.at,
                    by: try await actor(of: event),
                    detail: view.notes[event.seq].map { Prose("\(.isolated($0))") }
                )
            )
        }
        return [
            .title("proposals", Wording(fa: "پیشنهاد سامانهٔ سازمان", en: "Proposed by a program")),
            .paragraph(Self.explanation),
            .component("timeline", Timeline(events).value),
        ]
    }

    /// The proposed action and its text, in the history of a case; nil for an event that proposes nothing.
    func proposed(by event: VisibleEvent) -> Prose? {
        guard event.proposal != nil else { return nil }
        let title = title(of: event.proposal)
        let note = view.notes[event.seq] ?? ""
        return Prose(
            fa: "\(.isolated(title.fa)) – \(.isolated(note))",
            en: "\(.isolated(title.en)) – \(.isolated(note))"
        )
    }

    private static let explanation = Prose(
        fa: """
            این را یک برنامهٔ رایانه‌ای سازمان فرستاده است، نه همکار شما. چیزی در فرم پر نشده است؛ پرونده را خودتان بررسی \
            کنید و تصمیم بگیرید.
            """,
        en: """
            A program of the organisation sent this, no colleague. Nothing is filled in; look at the case yourself and decide.
            """
    )

    /// The title of the proposed action in the step of the case; its name where the step has none such now.
    private func title(of action: ActionName?) -> Wording {
        guard let action else { return Wording(fa: "پیشنهاد", en: "Proposal") }
        let title = view.step?.actions.first { $0.name == action }?.title
        return Wording(
            fa: "پیشنهاد: \(title?.fa ?? action.text)",
            en: "Proposed: \(title?.en ?? action.text)"
        )
    }
}
