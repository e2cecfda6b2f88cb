import Accounts
import Casework
import Persian

/// A small service without a fault, whose parts a test changes.
struct ServiceDraft {
    var id: ServiceID = "sample"
    var version = 1
    var title = Wording.test("Sample")
    var opening = OpeningRule(by: [.person(.matched)], once: ["opener", "institution"])
    var fields = [
        TestServices.institution, TestServices.subject,
        FieldDefinition("scan", .test("Scan"), .file(FileRule())),
    ]
    var formVersion = 1
    var clocks = [
        ClockRule("office", .workDays(5), runsIn: ["review", "confirm"], onBreach: ["escalate"])
    ]
    var exclusions: [Exclusion] = []
    var visibility = VisibilityRules()
    var tariff: TariffKey?
    var retention = RetentionRule()
    var objection: ServiceID?
    var steps = [review, applicant, confirm]
    var examples = ServiceDraft.examples

    var service: Service {
        Service(
            id,
            version: version,
            title,
            owner: "graduates",
            opening: opening,
            form: FormDefinition(version: formVersion, fields),
            clocks: clocks,
            exclusions: exclusions,
            visibility: visibility,
            tariff: tariff,
            retention: retention,
            objection: objection,
            steps: steps,
            examples: examples
        )
    }

    static let review = Step(
        "review",
        .test("Review"),
        waitsFor: .cartable(.reviewer, .chosen("institution")),
        clock: "office",
        actions: [
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
                requires: [.fileDecisions],
                exclusions: [.parties],
                marks: [.initialResult],
                to: .step("confirm")
            ),
            CaseAction("escalate", .test("Escalate"), by: [.clock], to: .stay),
        ]
    )

    static let applicant = Step(
        "applicant",
        .test("Applicant"),
        waitsFor: .applicant,
        timers: .reminders(after: 7, 12, lapse: 15, "lapse"),
        actions: [
            CaseAction("resubmit", .test("Send again"), requires: [.form], to: .back),
            TestServices.lapse(),
        ]
    )

    static let confirm = Step(
        "confirm",
        .test("Confirm"),
        waitsFor: .cartable(.graduatesOffice, .unit("graduates")),
        clock: "office",
        actions: [
            CaseAction(
                "issue",
                .test("Issue"),
                requires: [.freshFactor],
                exclusions: [.actorOf("agree")],
                effects: [Effect("issue", issues: true)],
                notifies: [.applicant],
                to: .byResult(["done": .closed(.issued), "refused": .step("review")])
            )
        ]
    )

    static let examples: [ServiceExample] = [
        .test(
            [:],
            CaseMove(nil, "escalate"),
            CaseMove("reviewer", "return"),
            CaseMove("person", "resubmit"),
            CaseMove("reviewer", "agree"),
            CaseMove("office", "issue"),
            ends: .issued
        ),
        .test([:], CaseMove("reviewer", "return"), CaseMove(nil, "lapse"), ends: .lapsed),
    ]

    /// Replaces an action of a step.
    mutating func replace(_ step: StepName, _ name: ActionName, with action: CaseAction) {
        change(step) { $0.map { $0.name == name ? action : $0 } }
    }

    /// Adds an action to a step, and an example that does nothing but it, where it can.
    mutating func add(_ action: CaseAction, to step: StepName) {
        change(step) { $0 + [action] }
    }

    private mutating func change(_ name: StepName, _ body: ([CaseAction]) -> [CaseAction]) {
        steps = steps.map { step in
            guard step.name == name else { return step }
            return Step(
                step.name,
                step.title,
                waitsFor: step.waitsFor,
                clock: step.clock,
                errands: step.errands,
                joined: step.joined,
                timers: step.timers,
                actions: body(step.actions)
            )
        }
    }
}
