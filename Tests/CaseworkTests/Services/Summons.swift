import Accounts
import Casework
import Persian

extension Service {
    /// Opened in bulk about persons who did not ask: a step waits for the subject; an answer from outside is an errand.
    static let summons = Service(
        "summons",
        version: 1,
        .test("Summons"),
        owner: "graduates",
        opening: OpeningRule(by: [.bulk, .unit("graduates")], about: .named(by: "person")),
        form: FormDefinition([TestServices.subject]),
        clocks: [ClockRule("notice", .workDays(10), calendar: .ownerUnit)],
        steps: [
            Step(
                "notice",
                .test("Notice"),
                waitsFor: .errands,
                clock: "notice",
                errands: .outside("fund", "notified"),
                joined: "notified",
                actions: [
                    CaseAction(
                        "notified",
                        .test("Notified"),
                        by: [.clock],
                        notifies: [.party(.subject)],
                        to: .step("subject")
                    )
                ]
            ),
            Step(
                "subject",
                .test("Answer of the subject"),
                waitsFor: .party(.subject),
                timers: .reminders(after: 7, 12, lapse: 15, "lapse"),
                actions: [
                    CaseAction("commit", .test("Commit"), requires: [.file], to: .step("office")),
                    TestServices.lapse(.step("office")),
                ]
            ),
            Step(
                "office",
                .test("Office"),
                waitsFor: .cartable(.graduatesOffice, .unit("graduates")),
                clock: "notice",
                actions: [
                    CaseAction(
                        "accept",
                        .test("Accept"),
                        exclusions: [.parties, .namedIn("person")],
                        notifies: [.applicant, .party(.subject)],
                        to: .closed(.granted)
                    )
                ]
            ),
        ],
        examples: [
            .test(
                opens: nil,
                ["person": "0084575948"],
                CaseMove(nil, "notified"),
                CaseMove("person", "commit"),
                CaseMove("office", "accept"),
                ends: .granted,
                notified: [.party(.subject), .applicant, .party(.subject)]
            ),
            .test(
                opens: nil,
                ["person": "0084575948"],
                CaseMove(nil, "notified"),
                CaseMove(nil, "lapse", after: .days(15)),
                CaseMove("office", "accept"),
                ends: .granted,
                notified: [.party(.subject), .applicant, .applicant, .party(.subject)]
            ),
        ]
    )
}
