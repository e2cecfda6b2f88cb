import Accounts
import Casework
import Persian
import Testing

/// A service with one broken rule.
struct BrokenService: Sendable, CustomTestStringConvertible {
    let rule: DeclarationFault.Rule
    let place: String
    let what: String
    let service: Service

    var testDescription: String { "\(rule.rawValue): \(what)" }

    init(
        _ rule: DeclarationFault.Rule,
        at place: String = "",
        _ what: String,
        _ change: (inout ServiceDraft) -> Void
    ) {
        self.rule = rule
        self.place = place
        self.what = what
        var draft = ServiceDraft()
        change(&draft)
        service = draft.service
    }

    static let all = ofNames + ofForms + ofSteps + ofActions + ofClocks + ofExamples
}

extension BrokenService {
    static let ofNames = [
        BrokenService(.name, "a capital letter") { $0.id = "Sample" },
        BrokenService(.name, "version 0") { $0.version = 0 },
        BrokenService(.repeatedName, "a step twice") { $0.steps.append(ServiceDraft.confirm) },
        BrokenService(.repeatedName, at: "step review", "an action twice") {
            $0.add(stay("agree"), to: "review")
        },
        BrokenService(.wording, "a title without Persian") { $0.title = Wording(fa: "", en: "x") },
        BrokenService(.wording, at: "field note", "a field without English") {
            $0.fields.append(FieldDefinition("note", Wording(fa: "متن", en: ""), .text))
        },
        BrokenService(.wording, at: "step review, action x, guard g", "a guard without sentence") {
            let empty = Guard("g", Wording(fa: "", en: "No.")) { _ in true }
            $0.add(CaseAction("x", .test("X"), guards: [empty], to: .stay), to: "review")
        },
    ]

    static let ofForms = [
        BrokenService(.unknownField, at: "opening", "a once-key of no field") {
            $0.opening = OpeningRule(by: [.person(.matched)], once: ["nothing"])
        },
        BrokenService(.fieldType, at: "opening", "a subject that is no person") {
            $0.opening = OpeningRule(by: [.person(.matched)], about: .named(by: "scan"))
        },
        BrokenService(.condition, at: "field early", "a condition on a later field") {
            $0.fields.insert(
                FieldDefinition("early", .test("Early"), .text, shown: .present("scan")),
                at: 0
            )
        },
        BrokenService(.limit, at: "field many", "too many entries") {
            let inner = [FieldDefinition("x", .test("X"), .text)]
            $0.fields.append(FieldDefinition("many", .test("Many"), .group(inner, 1...51)))
        },
        BrokenService(.limit, at: "field pick", "a choice without answers") {
            $0.fields.append(FieldDefinition("pick", .test("Pick"), .choice([])))
        },
        BrokenService(.limit, at: "field big", "a file above the limit") {
            let rule = FileRule(bytes: FormLimit.fileBytes + 1)
            $0.fields.append(FieldDefinition("big", .test("Big"), .file(rule)))
        },
        BrokenService(.party, at: "field blind", "a field without readers") {
            $0.fields.append(FieldDefinition("blind", .test("Blind"), .text, viewers: []))
        },
        BrokenService(.laterStage, "a price") { $0.tariff = "price" },
        BrokenService(.budget, at: "retention", "files kept for no day") {
            $0.retention = RetentionRule(refusedFiles: 0)
        },
    ]

    static let ofSteps = [
        BrokenService(.unreachable, at: "step lost", "no path to a step") {
            $0.steps.append(step("lost", [close("end", .withdrawn)]))
        },
        BrokenService(.noEnd, at: "step loop", "no path to an end") {
            $0.steps.append(step("loop", [stay("again")]))
            $0.add(CaseAction("enter", .test("Enter"), to: .step("loop")), to: "review")
        },
        BrokenService(.noWayBack, at: "step review, action again", "back where nothing came from") {
            $0.steps = [step("review", [CaseAction("again", .test("Again"), to: .back)])]
        },
        BrokenService(.unknownStep, at: "step review, action go", "to a step that is not there") {
            $0.add(CaseAction("go", .test("Go"), to: .step("nowhere")), to: "review")
        },
        BrokenService(.party, at: "opening", "nothing opens a case") {
            $0.opening = OpeningRule(by: [])
        },
        BrokenService(.due, at: "step idle", "a step without a due") {
            $0.steps.append(
                Step("idle", .test("Idle"), waitsFor: .applicant, actions: [stay("x")])
            )
        },
        BrokenService(.due, at: "step applicant", "a clock that does not run in the step") {
            $0.steps[1] = step("applicant", [stay("x")])
        },
        BrokenService(.unknownClock, at: "step late", "a clock that is not there") {
            $0.steps.append(
                Step("late", .test("Late"), waitsFor: .applicant, clock: "sun", actions: [])
            )
        },
        BrokenService(.naturalPerson, at: "step applicant", "an applicant that is a job") {
            $0.opening = OpeningRule(by: [.bulk])
        },
        BrokenService(.naturalPerson, at: "step subject", "a subject that is an organisation") {
            $0.opening = OpeningRule(by: [.person(.matched)], about: .organisation("institution"))
            $0.steps.append(
                Step("subject", .test("Subject"), waitsFor: .party(.subject), actions: [])
            )
        },
        BrokenService(.role, at: "step review", "a role that a unit does not have") {
            $0.steps[0] = Step(
                "review",
                .test("Review"),
                waitsFor: .cartable(.reviewer, .unit("graduates")),
                clock: "office",
                actions: ServiceDraft.review.actions
            )
        },
        BrokenService(.laterStage, at: "step pay", "a step that waits for a payment") {
            $0.steps.append(Step("pay", .test("Pay"), waitsFor: .gateway, actions: []))
        },
        BrokenService(.errands, at: "step ask", "a rule that is never met") {
            $0.steps.append(
                Step(
                    "ask",
                    .test("Ask"),
                    waitsFor: .errands,
                    clock: "office",
                    errands: .opinions([.helpDesk: .unit("graduates")], until: .atLeast(2)),
                    joined: "joined",
                    actions: [CaseAction("joined", .test("Joined"), by: [.clock], to: .stay)]
                )
            )
        },
        BrokenService(.inPlace, at: "step idle", "a unit takes a case from a person") {
            $0.steps.append(
                Step(
                    "idle",
                    .test("Idle"),
                    waitsFor: .applicant,
                    inPlace: "take",
                    actions: [
                        CaseAction("take", .test("Take"), by: [.ownerUnit], to: .step("review"))
                    ]
                )
            )
        },
        BrokenService(.inPlace, at: "step idle, action take", "an office takes its own case") {
            $0.steps.append(
                Step(
                    "idle",
                    .test("Idle"),
                    waitsFor: .cartable(.graduatesOffice, .unit("graduates")),
                    clock: "office",
                    inPlace: "take",
                    actions: [CaseAction("take", .test("Take"), to: .step("review"))]
                )
            )
        },
        BrokenService(.errands, at: "step ask", "errands without declaration") {
            $0.steps.append(Step("ask", .test("Ask"), waitsFor: .errands, actions: []))
        },
    ]
}
