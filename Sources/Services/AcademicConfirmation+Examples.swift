import Accounts
import Casework

/// The paths of a request for a code.
extension AcademicConfirmation {
    static let examples = [
        example(
            [
                CaseMove("reviewer", "return", returned: ["scan": "unreadable"]),
                CaseMove("graduate", "resubmit", form: typed, after: .days(3)),
                CaseMove("reviewer", "agree", after: .workDays(1)),
                CaseMove(
                    "office",
                    "send-back",
                    note: "The second page belongs to another document."
                ),
                CaseMove("reviewer", "agree"),
                CaseMove("office", "issue"),
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
            [
                CaseMove(
                    "reviewer",
                    "refuse",
                    note: "The number belongs to no document of this university.",
                    reason: "not-issued-here"
                )
            ],
            .refused,
            [.applicant]
        ),
        example(
            [
                CaseMove("office", "take-over", after: .workDays(31)),
                CaseMove("saorg", "return", returned: ["scan": "unreadable"]),
                CaseMove("graduate", "resubmit", form: typed, after: .days(3)),
                CaseMove("saorg", "agree", after: .workDays(1)),
                CaseMove("office", "issue"),
            ],
            .issued,
            [.applicant, .applicant, .holder, .applicant, .applicant]
        ),
        example(
            [
                CaseMove("office", "take-over", after: .workDays(31)),
                CaseMove(
                    "saorg",
                    "refuse",
                    note: "The number belongs to no document of this university.",
                    reason: "not-issued-here"
                ),
            ],
            .refused,
            [.applicant, .applicant, .holder, .applicant]
        ),
        example(
            [
                CaseMove("office", "take-over", after: .workDays(31)),
                CaseMove("graduate", "withdraw"),
            ],
            .withdrawn,
            [.applicant, .applicant, .holder]
        ),
        example(
            [
                CaseMove("reviewer", "agree"),
                CaseMove("office", "take-over", after: .workDays(31)),
                CaseMove("saorg", "agree"),
                CaseMove("office", "issue"),
            ],
            .issued,
            [.applicant, .applicant, .holder, .applicant]
        ),
        example([CaseMove("graduate", "withdraw", after: .days(1))], .withdrawn, []),
        example(
            [
                CaseMove("reviewer", "return", returned: ["document_number": "wrong"]),
                CaseMove("graduate", "withdraw"),
            ],
            .withdrawn,
            [.applicant]
        ),
        example(
            [
                CaseMove("reviewer", "return", returned: ["document_number": "wrong"]),
                CaseMove(nil, "lapse", after: .days(15)),
            ],
            .lapsed,
            [.applicant, .applicant, .applicant, .applicant]
        ),
    ]

    /// A complete form.
    static let typed: TypedForm = [
        "institution": "1004", "document_kind": "diploma", "document_number": "ب/۱۳۹۹/۴۷۱",
        "level": "bachelor", "field_fa": "مهندسی عمران", "mode": "day",
        "graduation_date": "1399/06/31", "average": "17.52", "first_name_fa": "زهرا",
        "last_name_fa": "احمدی", "scan": .documents([TypedDocument("scan", name: "diploma.jpg")]),
        "true": "yes",
    ]

    private static func example(
        _ moves: [CaseMove],
        _ end: CaseOutcome,
        _ notified: [Recipient]
    ) -> ServiceExample {
        ReviewedDocument.example(
            typed,
            with: [ExampleActor("saorg", .holder(.saorgReviewer, "graduates"))],
            moves,
            end,
            notified
        )
    }
}
