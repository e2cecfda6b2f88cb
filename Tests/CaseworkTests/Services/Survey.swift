import Accounts
import Casework
import Persian

extension Service {
    /// Errands with each rule: all, any, at least two, lapse; and a sub-case.
    static let survey = Service(
        "survey",
        version: 1,
        .test("Survey of opinions"),
        owner: "graduates",
        opening: OpeningRule(by: [.unit("graduates")], about: .organisation("institution")),
        form: FormDefinition([TestServices.institution]),
        clocks: [ClockRule("work", .workDays(20), calendar: .ownerUnit)],
        steps: [
            Survey.step("all", .all, next: "any"),
            Survey.step("any", .any, next: "two"),
            Survey.step("two", .atLeast(2), next: "term"),
            Survey.step(
                "term",
                .lapse(.all, after: .workDays(5), then: "lapse"),
                next: "inquiry",
                more: [TestServices.lapse(.step("inquiry"))]
            ),
            Step(
                "inquiry",
                .test("Inquiry"),
                waitsFor: .errands,
                clock: "work",
                errands: .child("inquiry"),
                joined: "joined",
                actions: [
                    CaseAction(
                        "joined",
                        .test("Answered"),
                        by: [.clock],
                        notifies: [.applicant],
                        to: .closed(.granted)
                    )
                ]
            ),
        ],
        examples: [
            .test(
                opens: "office",
                ["institution": "1004"],
                CaseMove("reviewer", "answer", note: "Yes."),
                CaseMove(nil, "joined"),
                CaseMove("confirmer", "answer", note: "Yes."),
                CaseMove(nil, "joined"),
                CaseMove("desk", "answer", note: "Yes."),
                CaseMove(nil, "joined"),
                CaseMove("desk", "answer", note: "Yes."),
                CaseMove(nil, "lapse"),
                CaseMove(nil, "joined"),
                ends: .granted,
                notified: [.applicant, .applicant]
            ),
            .test(
                opens: "office",
                ["institution": "1004"],
                CaseMove(nil, "joined"),
                CaseMove(nil, "joined"),
                CaseMove(nil, "joined"),
                CaseMove(nil, "joined"),
                CaseMove(nil, "joined"),
                ends: .granted,
                notified: [.applicant]
            ),
        ]
    )

    /// A sub-case: opened by an effect or an errand, without a person who applies.
    static let inquiry = Service(
        "inquiry",
        version: 1,
        .test("Inquiry"),
        sector: .g2g,
        owner: "graduates",
        opening: OpeningRule(by: [.effect], about: .none),
        clocks: [ClockRule("answer", .workDays(3), calendar: .ownerUnit)],
        steps: [
            Step(
                "answer",
                .test("Answer"),
                waitsFor: .cartable(.helpDesk, .unit("graduates")),
                clock: "answer",
                actions: [
                    CaseAction(
                        "answer",
                        .test("Answer"),
                        requires: [.note],
                        notifies: [.applicant],
                        to: .closed(.granted)
                    )
                ]
            )
        ],
        examples: [
            .test(
                opens: nil,
                [:],
                CaseMove("desk", "answer", note: "It is so."),
                ends: .granted,
                notified: [.applicant]
            )
        ]
    )
}

private enum Survey {
    /// A step in which three offices give their opinion.
    static func step(
        _ name: StepName,
        _ rule: JoinRule,
        next: StepName,
        more: [CaseAction] = []
    ) -> Step {
        Step(
            name,
            .test("Opinions"),
            waitsFor: .errands,
            clock: "work",
            errands: .opinions(
                [
                    .reviewer: .chosen("institution"), .confirmer: .chosen("institution"),
                    .helpDesk: .unit("graduates"),
                ],
                until: rule
            ),
            joined: "joined",
            actions: [
                CaseAction(
                    "answer",
                    .test("Give an opinion"),
                    by: [.addressee],
                    requires: [.note],
                    to: .stay
                ),
                CaseAction("joined", .test("Answered"), by: [.clock], to: .step(next)),
            ] + more
        )
    }
}
