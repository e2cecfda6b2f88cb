import Accounts
import Casework
import Persian

/// The steps in which the university reviews a document and another person confirms it; a service on its register names
/// the two effects.
struct ReviewedDocument {
    /// Examines what the first person agrees to.
    let review: EffectName
    /// Makes the code, or the new version.
    let issue: EffectName
    /// The title of the confirmation.
    let confirmation: Wording
    /// Why the university refuses.
    let reasons: ReasonList
    /// Whether the form has files, each of which is decided.
    let hasFiles: Bool

    static let clocks = [
        ClockRule("institution", .workDays(10), runsIn: ["review", "second-review"]),
        ClockRule("organisation", .workDays(3), calendar: .ownerUnit, runsIn: ["confirm"]),
    ]

    var steps: [Step] {
        [
            Step(
                "review",
                Wording(fa: "بررسی در دانشگاه", en: "Review by the university"),
                waitsFor: .cartable(.reviewer, .chosen("institution")),
                clock: "institution",
                timers: AcademicConfirmation.reminders,
                actions: reviewing
            ),
            Step(
                "correction",
                Wording(fa: "اصلاح به دست متقاضی", en: "Correction by the applicant"),
                waitsFor: .applicant,
                timers: .reminders(after: 7, 12, lapse: 15, "lapse"),
                actions: [.resubmit(to: "review"), .withdraw(), .lapse()]
            ),
            Step(
                "second-review",
                Wording(fa: "تأیید نفر دوم در دانشگاه", en: "Confirmation by the university"),
                waitsFor: .cartable(.confirmer, .chosen("institution")),
                clock: "institution",
                timers: AcademicConfirmation.reminders,
                actions: confirming
            ),
            Step(
                "confirm",
                Wording(fa: "تأیید در سازمان", en: "Confirmation by SAORG"),
                waitsFor: .cartable(.graduatesOffice, .unit("graduates")),
                clock: "organisation",
                actions: confirming
            ),
        ]
    }

    private var reviewing: [CaseAction] {
        [
            CaseAction(
                "agree",
                Wording(fa: "موافقت", en: "Agree"),
                requires: (hasFiles ? [.fileDecisions] : []) + [.choices, .freshFactor],
                exclusions: [.parties, .requesterOfHolder],
                effects: [Effect(review)],
                marks: [.initialResult],
                to: .sampled(.step("confirm"), otherwise: .step("second-review"))
            ),
            .returnForCorrection,
            CaseAction(
                "refuse",
                Wording(fa: "رد درخواست", en: "Refuse the request"),
                requires: [.reason(reasons), .note],
                exclusions: [.parties],
                marks: [.initialResult],
                notifies: [.applicant],
                to: .closed(.refused)
            ),
            .withdraw(),
        ]
    }

    private var confirming: [CaseAction] {
        [
            CaseAction(
                "issue",
                confirmation,
                requires: [.freshFactor],
                exclusions: [.parties, .actorOf("agree")],
                effects: [Effect(issue, issues: true)],
                marks: [.asksRating],
                notifies: [.applicant],
                to: .byResult(["done": .closed(.issued), "refused": .step("review")])
            ),
            CaseAction(
                "send-back",
                Wording(fa: "بازگرداندن به بررسی", en: "Send back to the review"),
                requires: [.note],
                exclusions: [.parties],
                to: .step("review")
            ),
        ]
    }
}

/// The paths of these steps.
extension ReviewedDocument {
    /// Examples that do every action, with a complete form; `field` is one that the university returns.
    func examples(
        _ typed: TypedForm,
        returning field: FieldName,
        refusing reason: String
    )
        -> [ServiceExample]
    {
        let back = CaseMove("reviewer", "return", returned: [field: "wrong"])
        func example(
            _ moves: [CaseMove],
            _ end: CaseOutcome,
            _ notified: [Recipient]
        ) -> ServiceExample {
            ServiceExample(
                actors: [
                    ExampleActor("graduate", .person(.matched)),
                    ExampleActor("reviewer", .holder(.reviewer, "1004")),
                    ExampleActor("confirmer", .holder(.confirmer, "1004")),
                    ExampleActor("office", .holder(.graduatesOffice, "graduates")),
                ],
                moves: [.opens("graduate", typed)] + moves,
                ends: end,
                notified: notified,
                within: .days(60)
            )
        }
        return [
            example(
                [
                    back, CaseMove("graduate", "resubmit", form: typed, after: .days(3)),
                    CaseMove("reviewer", "agree", after: .workDays(1)),
                    CaseMove(
                        "office",
                        "send-back",
                        note: "The number belongs to another document."
                    ),
                    CaseMove("reviewer", "agree"), CaseMove("office", "issue"),
                ],
                .issued,
                [.applicant, .applicant]
            ),
            example(
                [CaseMove("reviewer", "agree"), CaseMove("confirmer", "issue")],
                .issued,
                [.applicant]
            ),
            example(
                [CaseMove("reviewer", "refuse", note: "See the register.", reason: reason)],
                .refused,
                [.applicant]
            ),
            example([CaseMove("graduate", "withdraw", after: .days(1))], .withdrawn, []),
            example([back, CaseMove("graduate", "withdraw")], .withdrawn, [.applicant]),
            example(
                [back, CaseMove(nil, "lapse", after: .days(15))],
                .lapsed,
                [.applicant, .applicant, .applicant, .applicant]
            ),
        ]
    }
}

extension FieldDefinition {
    /// The same question, whose first answer is the value of the register's entry that the form is about.
    func fromEntry(required: Condition? = nil, shown: Condition) -> FieldDefinition {
        FieldDefinition(
            name,
            title,
            type,
            help: help,
            required: required ?? self.required,
            shown: shown,
            viewers: viewers,
            prefill: .entry(name.text)
        )
    }
}
