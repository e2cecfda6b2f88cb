import Accounts
import Casework
import Persian
import Store

extension Service {
    /// Person, preconditions, once-key, prefill, groups, conditions, files, returns, sample, two persons, an effect that
    /// issues, objection; budgets of hours, work days and days.
    static let permit = Service(
        "permit",
        version: 1,
        .test("Permit"),
        owner: "graduates",
        opening: OpeningRule(
            by: [.person(.matched)],
            once: ["opener", "institution", "number"],
            preconditions: [
                Guard(
                    "no-hold",
                    .test("A hold stands against you."),
                    alternative: .test("Settle the debt first."),
                    reading: { snapshot, connection in
                        try connection.first(
                            "SELECT id FROM person WHERE id = \(snapshot.file.openedBy) AND deceased = 1"
                        ) { try $0.text(0) } == nil
                    }
                )
            ]
        ),
        form: Permit.form,
        clocks: [
            ClockRule(
                "institution",
                .workDays(10),
                runsIn: ["review", "second-review"],
                onBreach: ["escalate"]
            ),
            ClockRule("office", .hours(16), calendar: .ownerUnit, runsIn: ["confirm"]),
            ClockRule("total", .days(60), calendar: .everyDay, pauses: ["applicant": "waits"]),
        ],
        visibility: VisibilityRules(events: ["escalate": [.holder, .ownerUnit]]),
        retention: RetentionRule(drafts: 10, refusedFiles: 30, completed: 100),
        objection: "permit-objection",
        steps: [
            Step(
                "review",
                .test("Review"),
                waitsFor: .cartable(.reviewer, .chosen("institution")),
                clock: "institution",
                timers: [
                    TimerRule("half", after: .workDays(5), does: .remind),
                    TimerRule("late", after: .workDays(12), does: .escalate(.graduatesOffice)),
                ],
                actions: Permit.review
            ),
            Step(
                "applicant",
                .test("Correction"),
                waitsFor: .applicant,
                timers: .reminders(after: 7, 12, lapse: 15, "lapse"),
                actions: [
                    CaseAction("resubmit", .test("Send again"), requires: [.form], to: .back),
                    TestServices.lapse(),
                ]
            ),
            Step(
                "second-review",
                .test("Second review"),
                waitsFor: .cartable(.confirmer, .asIn("review")),
                clock: "institution",
                actions: Permit.confirmation + [Permit.escalate]
            ),
            Step(
                "confirm",
                .test("Confirmation"),
                waitsFor: .cartable(.graduatesOffice, .unit("graduates")),
                clock: "office",
                actions: Permit.confirmation
            ),
        ],
        examples: Permit.examples
    )
}

enum Permit {
    static let escalate = CaseAction(
        "escalate",
        .test("Escalate"),
        by: [.clock],
        notifies: [.ownerUnit],
        to: .stay
    )

    static let review = [
        CaseAction(
            "return",
            .test("Return"),
            requires: [.returnedFields],
            notifies: [.applicant],
            to: .step("applicant")
        ),
        CaseAction(
            "agree",
            .test("Agree"),
            by: [.holder, .deputy],
            requires: [.fileDecisions, .freshFactor],
            exclusions: [.parties, .requesterOfHolder],
            marks: [.initialResult],
            to: .sampled(.step("confirm"), otherwise: .step("second-review"))
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
        CaseAction(
            "withdraw",
            .test("Withdraw"),
            by: [.applicant],
            to: .closed(.withdrawn)
        ),
        escalate,
    ]

    static let confirmation = confirmation(sendingTo: "review")

    static func confirmation(sendingTo review: StepName) -> [CaseAction] {
        [
            CaseAction(
                "issue",
                .test("Issue"),
                requires: [.freshFactor],
                exclusions: [.parties, .actorOf("agree")],
                effects: [Effect("issue-permit", issues: true)],
                marks: [.asksRating],
                notifies: [.applicant],
                to: .byResult(["done": .closed(.issued), "refused": .step(review)])
            ),
            CaseAction(
                "send-back",
                .test("Send back"),
                requires: [.note],
                notifies: [.holder],
                to: .step(review)
            ),
        ]
    }

    static let examples: [ServiceExample] = [
        .test(
            typed,
            CaseMove("reviewer", "return", returned: ["scan": "incomplete"]),
            CaseMove("person", "resubmit", form: typed, after: .days(3)),
            CaseMove("reviewer", "agree"),
            CaseMove("office", "send-back", note: "Look again."),
            CaseMove("reviewer", "agree"),
            CaseMove("office", "issue"),
            ends: .issued,
            notified: [.applicant, .holder, .applicant]
        ),
        .test(
            typed,
            CaseMove(nil, "escalate", after: .workDays(10)),
            CaseMove("reviewer", "agree"),
            CaseMove(nil, "escalate", after: .workDays(10)),
            CaseMove("confirmer", "issue"),
            ends: .issued,
            notified: [.ownerUnit, .ownerUnit, .applicant]
        ),
        .test(
            typed,
            CaseMove("reviewer", "refuse", note: "No.", reason: "wrong"),
            ends: .refused,
            notified: [.applicant]
        ),
        .test(typed, CaseMove("person", "withdraw"), ends: .withdrawn),
        .test(
            typed,
            CaseMove("reviewer", "return", returned: ["number": "wrong"]),
            CaseMove(nil, "lapse", after: .days(15)),
            ends: .lapsed,
            notified: [.applicant, .applicant, .applicant, .applicant]
        ),
    ]
}
