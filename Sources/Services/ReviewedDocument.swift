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
                actions: reviewing(agreeingTo: Self.second)
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
                actions: confirming(backTo: .step("review"))
            ),
            Step(
                "confirm",
                Wording(fa: "تأیید در سازمان", en: "Confirmation by SAORG"),
                waitsFor: .cartable(.graduatesOffice, .unit("graduates")),
                clock: "organisation",
                actions: confirming(backTo: .step("review"))
            ),
        ]
    }

    /// To the second person: of SAORG for a sample, else of the university.
    static let second = Transition.sampled(.step("confirm"), otherwise: .step("second-review"))

    /// The actions of the first person, at the university or in its place.
    func reviewing(agreeingTo next: Transition) -> [CaseAction] {
        [
            CaseAction(
                "agree",
                Wording(fa: "موافقت", en: "Agree"),
                requires: (hasFiles ? [.fileDecisions] : []) + [.choices, .freshFactor],
                exclusions: [.parties, .requesterOfHolder],
                effects: [Effect(review)],
                marks: [.initialResult],
                to: next
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

    /// The actions of the second person, who issues or sends the case back.
    func confirming(backTo review: Transition) -> [CaseAction] {
        [
            CaseAction(
                "issue",
                confirmation,
                requires: [.freshFactor],
                exclusions: [.parties, .actorOf("agree")],
                effects: [Effect(issue, issues: true)],
                marks: [.asksRating],
                notifies: [.applicant],
                to: .byResult(["done": .closed(.issued), "refused": review])
            ),
            CaseAction(
                "send-back",
                Wording(fa: "بازگرداندن به بررسی", en: "Send back to the review"),
                requires: [.note],
                exclusions: [.parties],
                to: review
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
            Self.example(typed, moves, end, notified)
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

extension ReviewedDocument {
    /// A path with the persons of both offices.
    static func example(
        _ typed: TypedForm,
        with others: [ExampleActor] = [],
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
            ] + others,
            moves: [.opens("graduate", typed)] + moves,
            ends: end,
            notified: notified,
            within: .days(60)
        )
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
