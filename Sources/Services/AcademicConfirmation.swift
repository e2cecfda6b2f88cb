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
                actions: AcademicConfirmation.reviewInPlace
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

    private static let document = ReviewedDocument(
        review: "review-claim",
        issue: "issue-degree",
        confirmation: Wording(fa: "تأیید نهایی و صدور کد صحت", en: "Confirm and issue the code"),
        reasons: reasons,
        hasFiles: true
    )

    static let review = document.reviewing(
        agreeingTo: .when(
            // Anyone who has seen a paper knows its former code: SAORG decides whether this document replaces it.
            .present("former_code"),
            .step("confirm"),
            otherwise: ReviewedDocument.second
        )
    )

    /// The review by SAORG in the place of a silent university.
    static let reviewInPlace = document.reviewing(agreeingTo: .step("confirm"))

    static let correction: [CaseAction] = [
        .resubmit(to: .back), .withdraw(), .lapse(),
    ]

    static let confirmation = document.confirming(backTo: .back)

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
