import Accounts
import Casework
import Persian

/// Broken actions, clocks and examples.
extension BrokenService {
    static let ofActions = [
        BrokenService(.unknownAction, at: "visibility", "events of no action") {
            $0.visibility = VisibilityRules(events: ["fly": [.applicant]])
        },
        BrokenService(.unknownAction, at: "exclusions", "the actor of no action") {
            $0.exclusions = [.actorOf("fly")]
        },
        BrokenService(.capacity, at: "step applicant, action x", "a holder where none is") {
            $0.add(CaseAction("x", .test("X"), by: [.holder], to: .stay), to: "applicant")
        },
        BrokenService(.silentDecision, at: "step review, action no", "a refusal without message") {
            $0.add(close("no", .refused), to: "review")
        },
        BrokenService(.silentDecision, at: "step review, action agree", "a result that is not told")
        {
            $0.steps = [
                step(
                    "review",
                    [
                        CaseAction("agree", .test("A"), marks: [.initialResult], to: .stay),
                        close("end", .withdrawn),
                    ]
                )
            ]
        },
        BrokenService(.returnedFields, at: "step review, action give", "fields go to an office") {
            $0.add(
                CaseAction("give", .test("G"), requires: [.returnedFields], to: .step("confirm")),
                to: "review"
            )
        },
        BrokenService(.requirement, at: "step review, action agree", "decisions without files") {
            $0.fields.removeLast()
        },
        BrokenService(.requirement, at: "step review, action x", "an empty list of reasons") {
            let none = ReasonList("none", [])
            $0.add(CaseAction("x", .test("X"), requires: [.reason(none)], to: .stay), to: "review")
        },
        BrokenService(.result, at: "step review, action x", "a result without effect") {
            let branches: [String: Transition] = ["done": .stay, "refused": .stay]
            $0.add(CaseAction("x", .test("X"), to: .byResult(branches)), to: "review")
        },
        BrokenService(.result, at: "step review, action x", "a branch that no effect has") {
            $0.add(
                CaseAction(
                    "x",
                    .test("X"),
                    effects: [Effect("e")],
                    to: .byResult(["done": .stay, "maybe": .stay])
                ),
                to: "review"
            )
        },
        BrokenService(.issuesAlone, at: "step review, action x", "one person issues") {
            $0.add(
                CaseAction(
                    "x",
                    .test("X"),
                    requires: [.freshFactor],
                    exclusions: [.parties, .actorOf("x")],
                    effects: [Effect("e", issues: true)],
                    to: .stay
                ),
                to: "review"
            )
        },
        BrokenService(.sample, at: "step review, action x", "a sample without once-key") {
            $0.opening = OpeningRule(by: [.person(.matched)])
            $0.add(
                CaseAction("x", .test("X"), to: .sampled(.stay, otherwise: .stay)),
                to: "review"
            )
        },
    ]

    static let ofClocks = [
        BrokenService(.budget, at: "clock office", "a budget of nothing") {
            $0.clocks = [ClockRule("office", .hours(0), runsIn: ["review", "confirm"])]
        },
        BrokenService(.unknownStep, at: "clock office", "a clock of no step") {
            $0.clocks = [ClockRule("office", .hours(1), pauses: ["nowhere": "x"])]
        },
        BrokenService(.unknownAction, at: "clock office", "a breach without action") {
            $0.clocks = [ClockRule("office", .hours(1), onBreach: ["fly"])]
        },
        BrokenService(.refusalByTimer, at: "step review, action no", "a breach that refuses") {
            $0.clocks = [ClockRule("office", .hours(1), onBreach: ["escalate", "no"])]
            $0.add(
                CaseAction(
                    "no",
                    .test("No"),
                    by: [.clock],
                    notifies: [.applicant],
                    to: .closed(.refused)
                ),
                to: "review"
            )
        },
        BrokenService(.lapse, at: "step review", "an office that lapses") {
            let timer = TimerRule("t", after: .days(9), does: .lapse("escalate"))
            $0.steps[0] = Step(
                "review",
                .test("Review"),
                waitsFor: .cartable(.reviewer, .chosen("institution")),
                clock: "office",
                timers: [timer],
                actions: ServiceDraft.review.actions
            )
        },
        BrokenService(.reminders, at: "step applicant", "one reminder before the end") {
            $0.steps[1] = Step(
                "applicant",
                .test("Applicant"),
                waitsFor: .applicant,
                timers: .reminders(after: 7, 20, lapse: 15, "lapse"),
                actions: ServiceDraft.applicant.actions
            )
        },
    ]

    static let ofExamples = [
        BrokenService(.example, at: "example 3", "another end") {
            $0.examples.append(.test([:], CaseMove("reviewer", "agree"), ends: .refused))
        },
        BrokenService(.example, at: "example 1", "no opening") {
            $0.examples = [
                ServiceExample(actors: [], moves: [], ends: .issued, notified: [], within: .days(1))
            ]
        },
        BrokenService(.uncovered, at: "step review, action x", "an action without example") {
            $0.add(stay("x"), to: "review")
        },
    ]

    static func stay(_ name: ActionName) -> CaseAction {
        CaseAction(name, .test("Stay"), to: .stay)
    }

    static func close(_ name: ActionName, _ outcome: CaseOutcome) -> CaseAction {
        CaseAction(name, .test("Close"), to: .closed(outcome))
    }

    static func step(_ name: StepName, _ actions: [CaseAction]) -> Step {
        Step(
            name,
            .test("Step"),
            waitsFor: .cartable(.graduatesOffice, .unit("graduates")),
            clock: "office",
            actions: actions
        )
    }
}
