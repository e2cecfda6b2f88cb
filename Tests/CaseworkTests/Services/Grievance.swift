import Accounts
import Casework
import Persian

extension Service {
    /// Anonymous or claimed applicants, a protected identity, a thread of notes with viewers, excluded units, a transfer.
    static let grievance = Service(
        "grievance",
        version: 1,
        .test("Grievance"),
        audiences: [.citizens],
        owner: "monitoring",
        opening: OpeningRule(by: [.anonymous, .person(.claimed)], about: .none),
        form: FormDefinition([
            FieldDefinition(
                "text",
                .test("What happened"),
                .longText,
                viewers: [.applicant, .holder, .custodian]
            ),
            FieldDefinition("person", .test("Against"), .nationalID, required: .never),
        ]),
        clocks: [ClockRule("answer", .days(10), calendar: .ownerUnit)],
        exclusions: [.unit(of: .respondent), .namedIn("person")],
        visibility: VisibilityRules(
            identity: [.custodian],
            notes: [.holder, .custodian],
            events: ["message": [.applicant, .holder, .custodian], "transfer": [.holder]]
        ),
        steps: [
            Step(
                "custodian",
                .test("Custodian"),
                waitsFor: .cartable(.custodian, .unit("monitoring")),
                clock: "answer",
                actions: [
                    CaseAction(
                        "message",
                        .test("Write"),
                        by: [.applicant, .holder],
                        requires: [.note],
                        notifies: [.applicant, .holder],
                        to: .stay
                    ),
                    CaseAction(
                        "transfer",
                        .test("Transfer"),
                        requires: [.note],
                        notifies: [.holder],
                        to: .step("desk")
                    ),
                    Grievance.answer,
                ]
            ),
            Step(
                "desk",
                .test("Help desk"),
                waitsFor: .cartable(.helpDesk, .unit("graduates")),
                clock: "answer",
                timers: [TimerRule("half", after: .days(5), does: .escalate(.custodian))],
                actions: [Grievance.answer]
            ),
        ],
        examples: [
            .test(
                ["text": "It was slow."],
                CaseMove("custodian", "message", note: "When?"),
                CaseMove("custodian", "answer", note: "We are sorry."),
                ends: .granted,
                notified: [.applicant, .holder, .applicant]
            ),
            .test(
                ["text": "It was slow."],
                CaseMove("custodian", "transfer", note: "For you."),
                CaseMove("desk", "answer", note: "We are sorry."),
                ends: .granted,
                notified: [.holder, .applicant]
            ),
        ]
    )
}

private enum Grievance {
    static let answer = CaseAction(
        "answer",
        .test("Answer"),
        requires: [.note],
        marks: [.initialResult, .publishes],
        notifies: [.applicant],
        to: .closed(.granted)
    )
}
