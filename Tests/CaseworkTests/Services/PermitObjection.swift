import Accounts
import Casework
import Persian

extension Service {
    /// An objection: another person decides about the first case; months, and a refer between offices.
    static let permitObjection = Service(
        "permit-objection",
        version: 1,
        .test("Objection to a permit"),
        owner: "graduates",
        opening: OpeningRule(by: [.person(.matched)], once: ["opener"]),
        form: FormDefinition([FieldDefinition("why", .test("Why"), .longText)]),
        clocks: [ClockRule("answer", .months(1), calendar: .everyDay)],
        steps: [
            Step(
                "office",
                .test("Office"),
                waitsFor: .cartable(.graduatesOffice, .unit("graduates")),
                clock: "answer",
                actions: PermitObjection.decisions + [
                    CaseAction(
                        "refer",
                        .test("Refer to the administrator"),
                        requires: [.note],
                        to: .step("administrator")
                    )
                ]
            ),
            Step(
                "administrator",
                .test("Administrator"),
                waitsFor: .cartable(.administrator, .unit("saorg")),
                clock: "answer",
                actions: PermitObjection.decisions
            ),
        ],
        examples: [
            .test(
                ["why": "They erred."],
                CaseMove("office", "grant"),
                ends: .granted,
                notified: [.applicant]
            ),
            .test(
                ["why": "They erred."],
                CaseMove("office", "refuse", note: "No.", reason: "wrong"),
                ends: .refused,
                notified: [.applicant]
            ),
            .test(
                ["why": "They erred."],
                CaseMove("office", "refer", note: "Please decide."),
                CaseMove("office", "grant"),
                ends: .granted,
                notified: [.applicant]
            ),
            .test(
                ["why": "They erred."],
                CaseMove("office", "refer", note: "Please decide."),
                CaseMove("office", "refuse", note: "No.", reason: "wrong"),
                ends: .refused,
                notified: [.applicant]
            ),
        ]
    )
}

private enum PermitObjection {
    static let decisions = [
        CaseAction(
            "grant",
            .test("Grant"),
            requires: [.freshFactor],
            exclusions: [.parties],
            marks: [.initialResult],
            notifies: [.applicant],
            to: .closed(.granted)
        ),
        CaseAction(
            "refuse",
            .test("Refuse"),
            requires: [.reason(TestServices.reasons), .note],
            exclusions: [.parties],
            marks: [.initialResult],
            notifies: [.applicant],
            to: .closed(.refused)
        ),
    ]
}
