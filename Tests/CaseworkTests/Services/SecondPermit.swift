import Accounts
import Casework
import Persian

extension Service {
    /// The next version of the permit: its first step and one field have other names, and one field is gone.
    static let secondPermit = Service(
        "permit",
        version: 2,
        permit.title,
        owner: permit.owner,
        opening: permit.opening,
        form: FormDefinition(
            version: 2,
            permit.form.fields.filter { $0.name != "postcode" }.map { field in
                field.name == "remarks"
                    ? FieldDefinition("comment", field.title, .longText, required: .never) : field
            }
        ),
        clocks: [
            ClockRule("institution", .workDays(10), runsIn: ["check", "second-review"]),
            ClockRule("office", .hours(16), calendar: .ownerUnit, runsIn: ["confirm"]),
            ClockRule("total", .days(60), calendar: .everyDay, pauses: ["applicant": "waits"]),
        ],
        visibility: permit.visibility,
        retention: permit.retention,
        objection: permit.objection,
        steps: permit.steps.map { step in
            switch step.name {
            case "review":
                Step(
                    "check",
                    step.title,
                    waitsFor: step.waitsFor,
                    clock: step.clock,
                    actions: step.actions
                )
            case "second-review":
                Step(
                    step.name,
                    step.title,
                    waitsFor: .cartable(.confirmer, .asIn("check")),
                    clock: step.clock,
                    actions: Permit.confirmation(sendingTo: "check") + [Permit.escalate]
                )
            case "confirm":
                Step(
                    step.name,
                    step.title,
                    waitsFor: step.waitsFor,
                    clock: step.clock,
                    actions: Permit.confirmation(sendingTo: "check")
                )
            default: step
            }
        }
    )

    /// The survey under a new number, and one that asks another office in its first step.
    static let secondSurvey = survey(version: 2, survey.steps)
    static let thirdSurvey = survey(
        version: 3,
        survey.steps.map { step in
            guard step.name == "all" else { return step }
            return Step(
                step.name,
                step.title,
                waitsFor: .errands,
                clock: step.clock,
                errands: .opinions([.helpDesk: .unit("graduates")], until: .all),
                joined: step.joined,
                actions: step.actions
            )
        }
    )

    private static func survey(version: Int, _ steps: [Step]) -> Service {
        Service(
            "survey",
            version: version,
            survey.title,
            owner: survey.owner,
            opening: survey.opening,
            form: survey.form,
            clocks: survey.clocks,
            steps: steps
        )
    }
}
