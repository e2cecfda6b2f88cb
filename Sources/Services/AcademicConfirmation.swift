import Accounts
package import Casework
import Persian

extension Service {
    /// دریافت تأییدیهٔ تحصیلی: a graduate asks for the code of a document that has none; the university reviews it, and
    /// another person issues it (R117–R143).
    package static let academicConfirmation: Service = Service(
        "academic-confirmation",
        version: 1,
        Wording(fa: "دریافت تأییدیهٔ تحصیلی", en: "Academic confirmation"),
        audiences: [.graduates],
        sector: .g2c,
        owner: "graduates",
        opening: OpeningRule(
            by: [.person(.matched)],
            about: .opener,
            once: ["opener", "institution", "document_number"],
            effects: [Effect("examine-claim")]
        ),
        form: AcademicConfirmation.form,
        clocks: [
            ClockRule("institution", .workDays(10), runsIn: ["review", "second-review"]),
            ClockRule("in-place", .workDays(10), calendar: .ownerUnit, runsIn: ["in-place"]),
            ClockRule("organisation", .workDays(3), calendar: .ownerUnit, runsIn: ["confirm"]),
        ],
        exclusions: [.decidersBefore],
        objection: "refusal-objection",
        steps: [
            Step(
                "review",
                Wording(fa: "بررسی در دانشگاه", en: "Review by the university"),
                waitsFor: .cartable(.reviewer, .chosen("institution")),
                clock: "institution",
                inPlace: "take-over",
                timers: AcademicConfirmation.reminders,
                actions: AcademicConfirmation.review + [.takeOver(to: "in-place")]
            ),
            Step(
                "correction",
                Wording(fa: "اصلاح به دست متقاضی", en: "Correction by the applicant"),
                waitsFor: .applicant,
                timers: .reminders(after: 7, 12, lapse: 15, "lapse"),
                actions: AcademicConfirmation.correction
            ),
            Step(
                "second-review",
                Wording(fa: "تأیید نفر دوم در دانشگاه", en: "Confirmation by the university"),
                waitsFor: .cartable(.confirmer, .chosen("institution")),
                clock: "institution",
                inPlace: "take-over",
                timers: AcademicConfirmation.reminders,
                actions: AcademicConfirmation.confirmation + [.takeOver(to: "in-place")]
            ),
            Step(
                "in-place",
                Wording(
                    fa: "بررسی در سازمان به جای دانشگاه",
                    en: "Review by SAORG in the place of the university"
                ),
                waitsFor: .cartable(.saorgReviewer, .unit("graduates")),
                clock: "in-place",
                timers: AcademicConfirmation.reminders,
                actions: AcademicConfirmation.review(agreeingTo: .step("confirm"))
            ),
            Step(
                "confirm",
                Wording(fa: "تأیید در سازمان", en: "Confirmation by SAORG"),
                waitsFor: .cartable(.graduatesOffice, .unit("graduates")),
                clock: "organisation",
                actions: AcademicConfirmation.confirmation
            ),
        ],
        examples: AcademicConfirmation.examples
    )
}

/// The parts of the declaration.
enum AcademicConfirmation {
    static let reminders = [TimerRule("reminder", after: .workDays(5), does: .remind)]

    static let review = review(
        agreeingTo: .when(
            // Anyone who has seen a paper knows its former code: SAORG decides whether this document replaces it.
            .present("former_code"),
            .step("confirm"),
            otherwise: .sampled(.step("confirm"), otherwise: .step("second-review"))
        )
    )

    /// The actions of a reviewer, at the university or in its place.
    static func review(agreeingTo next: Transition) -> [CaseAction] {
        [
            agreement(to: next), .returnForCorrection, refusal, .withdraw(),
        ]
    }

    private static func agreement(to next: Transition) -> CaseAction {
        CaseAction(
            "agree",
            Wording(fa: "موافقت", en: "Agree"),
            requires: [.fileDecisions, .choices, .freshFactor],
            exclusions: [.parties, .requesterOfHolder],
            effects: [Effect("review-claim")],
            marks: [.initialResult],
            to: next
        )
    }

    private static let refusal = CaseAction(
        "refuse",
        Wording(fa: "رد درخواست", en: "Refuse the request"),
        requires: [.reason(reasons), .note],
        exclusions: [.parties],
        marks: [.initialResult],
        notifies: [.applicant],
        to: .closed(.refused)
    )

    static let correction: [CaseAction] = [
        .resubmit(to: .back), .withdraw(), .lapse(),
    ]

    static let confirmation = [
        CaseAction(
            "issue",
            Wording(fa: "تأیید نهایی و صدور کد صحت", en: "Confirm and issue the code"),
            requires: [.freshFactor],
            exclusions: [.parties, .actorOf("agree")],
            effects: [Effect("issue-degree", issues: true)],
            marks: [.asksRating],
            notifies: [.applicant],
            to: .byResult(["done": .closed(.issued), "refused": .back])
        ),
        CaseAction(
            "send-back",
            Wording(fa: "بازگرداندن به بررسی", en: "Send back to the review"),
            requires: [.note],
            exclusions: [.parties],
            to: .back
        ),
    ]

    static let reasons = ReasonList(
        "academic-confirmation",
        [
            Choice(
                "not-issued-here",
                Wording(
                    fa: "این مدرک را این دانشگاه صادر نکرده است.",
                    en: "The university did not issue this document."
                )
            ),
            Choice(
                "other-person",
                Wording(
                    fa: "این مدرک به نام شخص دیگری است.",
                    en: "The document is in another person's name."
                )
            ),
            Choice(
                "forged",
                Wording(
                    fa: "تصویر مدرک با سابقهٔ دانشگاه نمی‌خواند.",
                    en: "The document does not match the university's records."
                )
            ),
            Choice(
                "not-complete",
                Wording(
                    fa: "تحصیل به پایان نرسیده یا تسویه نشده است.",
                    en: "The studies or the settlement are not complete."
                )
            ),
        ]
    )
}
