import Accounts
import Casework
import Persian

extension Service {
    /// A holder asks, an outside office deposits: facts with references that are unique everywhere, an amount, a second
    /// person, an effect that lays a hold.
    static let deposit = Service(
        "deposit",
        version: 1,
        .test("Deposit"),
        sector: .g2b,
        owner: "graduates",
        opening: OpeningRule(
            by: [.holder(.head)],
            about: .named(by: "person"),
            once: ["person"]
        ),
        form: FormDefinition([
            TestServices.subject, FieldDefinition("account", .test("Account"), .iban),
        ]),
        clocks: [ClockRule("deposit", .months(2), calendar: .everyDay)],
        steps: [
            Step(
                "deposit",
                .test("Deposit"),
                waitsFor: .cartable(.reviewer, .outside("fund")),
                clock: "deposit",
                actions: [
                    CaseAction(
                        "deposited",
                        .test("Deposited"),
                        requires: [
                            .reference(FactKind("deposit", isGlobal: true)), .amount, .secondPerson,
                        ],
                        guards: [
                            Guard("one-subject", .test("The case needs one subject.")) {
                                $0.parties(.subject).count == 1
                            }
                        ],
                        effects: [Effect("lay-hold")],
                        notifies: [.applicant, .party(.subject)],
                        to: .closed(.paid)
                    ),
                    CaseAction(
                        "bounced",
                        .test("Wrong account"),
                        requires: [.returnedFields, .note],
                        notifies: [.applicant],
                        to: .step("applicant")
                    ),
                ]
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
        ],
        examples: [
            .test(
                opens: "head",
                Deposit.typed,
                CaseMove(
                    "fund",
                    "bounced",
                    note: "No such account.",
                    returned: ["account": "wrong"]
                ),
                CaseMove("head", "resubmit", form: Deposit.typed),
                CaseMove("fund", "deposited"),
                ends: .paid,
                notified: [.applicant, .applicant, .party(.subject)]
            ),
            .test(
                opens: "head",
                Deposit.typed,
                CaseMove(
                    "fund",
                    "bounced",
                    note: "No such account.",
                    returned: ["account": "wrong"]
                ),
                CaseMove(nil, "lapse", after: .days(15)),
                ends: .lapsed,
                notified: [.applicant, .applicant, .applicant, .applicant]
            ),
        ]
    )
}

private enum Deposit {
    static let typed: TypedForm = [
        "person": "0084575948", "account": "IR480170000000105123456789",
    ]
}
