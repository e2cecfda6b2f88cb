import Casework
import Persian
import Web

/// The answers, the files, the notes and the history of a case.
extension CaseParts {
    /// The answers that the reader sees.
    func answers() async throws -> [PageBlock] {
        let answers = CaseAnswers(site: site, form: view.service.form)
        let rows = try await answers.rows(of: view.visible.values)
        guard !rows.isEmpty else { return [] }
        return [
            .title("answers", Wording(fa: "پاسخ‌ها", en: "Answers")), .summary(SummaryList(rows)),
        ]
    }

    /// The files that the reader sees.
    func files() -> [PageBlock] {
        guard !view.visible.files.isEmpty else { return [] }
        return [
            .title("files", Wording(fa: "فایل‌ها", en: "Files")),
            .table(
                PageTable(
                    region: .wording(fa: "فایل‌ها", en: "Files"),
                    caption: .wording(fa: "فایل‌های آخرین نسخهٔ فرم", en: "Files of the last form"),
                    columns: [
                        .wording(fa: "فایل", en: "File"), .wording(fa: "نام", en: "Name"),
                        .wording(fa: "وضع", en: "State"),
                    ],
                    rows: view.visible.files.map { file in
                        let title = CaseAnswers.title(
                            of: file.field,
                            file.ordinal,
                            in: view.service.form
                        )
                        let path = CaseFilePage.path(of: file.file.document, in: view.id)
                        return [
                            .prose(
                                fa: "\(.link(title.fa, to: path))",
                                en: "\(.link(title.en, to: path))"
                            ),
                            .prose(Prose("\(.isolated(file.file.shownName))")),
                            .wording(Self.state(of: file)),
                        ]
                    }
                )
            ),
        ]
    }

    /// What was decided about a file.
    static func state(of file: FileDecision) -> Wording {
        switch file.isAccepted {
        case true?: return Wording(fa: "پذیرفته شد", en: "Accepted")
        case false?:
            guard let reason = file.reason else { return Wording(fa: "برگشت", en: "Returned") }
            let title = ReturnReason.title(of: reason)
            return Wording(fa: "برگشت: \(title.fa)", en: "Returned: \(title.en)")
        case nil: return Wording(fa: "بررسی نشده", en: "Not decided")
        }
    }

    /// The words to colleagues, apart from those to the applicant.
    func notes() async throws -> [PageBlock] {
        var notes: [Timeline.Event] = []
        // Proposals are shown apart: they are no words of a colleague.
        for event in view.visible.events.reversed() where event.proposal == nil {
            guard let note = view.notes[event.seq] else { continue }
            notes.append(
                Timeline.Event(
                    title(of: event),
                    at: event.at,
                    by: try await actor(of: event),
                    detail: Prose("\(.isolated(note))")
                )
            )
        }
        guard !notes.isEmpty else { return [] }
        let seesApplicant = view.service.visibility.notes.contains(.applicant)
        return [
            .component(
                "colleague-notes",
                [
                    "words": .wording(seesApplicant ? Self.sharedNotes : Self.hiddenNotes),
                    "timeline": Timeline(notes).value,
                ]
            )
        ]
    }

    private static let sharedNotes = Wording(fa: "یادداشت‌ها", en: "Notes")
    private static let hiddenNotes = Wording(
        fa: "یادداشت برای همکاران – متقاضی نمی‌بیند",
        en: "Notes to colleagues – the applicant does not see them"
    )

    /// The events that the reader sees, the newest first.
    func timeline() async throws -> [PageBlock] {
        var events: [Timeline.Event] = []
        for event in view.visible.events.reversed() {
            events.append(
                Timeline.Event(
                    title(of: event),
                    at: event.at,
                    by: try await actor(of: event),
                    detail: event.reason.map {
                        Prose(fa: .init($0.title.fa), en: .init($0.title.en))
                    } ?? proposed(by: event)
                )
            )
        }
        guard !events.isEmpty else { return [] }
        return [
            .title("history", Wording(fa: "رویدادها", en: "History")),
            .component("timeline", Timeline(events).value),
        ]
    }

    private func title(of event: VisibleEvent) -> Wording {
        CaseWords.title(of: event.action, from: event.fromStep, in: view.service)
    }

    /// The role and organisation of an event, never the person.
    func actor(of event: VisibleEvent) async throws -> Wording? {
        let words = CaseWords.capacity(event.capacity)
        guard event.capacity == .holder || event.capacity == .deputy,
            let step = event.fromStep.flatMap({ view.service.step($0) }),
            case .cartable = step.waitsFor
        else { return words }
        guard let party = try await site.party(of: view, in: step) else { return words }
        if event.capacity == .holder { return party }
        return Wording(fa: "جانشین \(party.fa)", en: "Deputy of \(party.en)")
    }
}
