import Accounts
import Casework

/// The paths of a request for a cartable.
extension CartableRequest {
    static let examples = [
        example([CaseMove("office", "approve", after: .workDays(1))], .granted, [.applicant]),
        example(
            [
                CaseMove("office", "return", returned: ["letter": "unreadable"]),
                CaseMove("head", "resubmit", form: form, after: .days(2)),
                CaseMove("office", "approve"),
            ],
            .granted,
            [.applicant, .applicant]
        ),
        example(
            [
                CaseMove(
                    "office",
                    "refuse",
                    note: "The letter names another person.",
                    reason: "not-appointed"
                )
            ],
            .refused,
            [.applicant]
        ),
        example([CaseMove("head", "withdraw", after: .days(1))], .withdrawn, []),
        example(
            [
                CaseMove("office", "return", returned: ["role": "wrong"]),
                CaseMove("head", "withdraw"),
            ],
            .withdrawn,
            [.applicant]
        ),
        example(
            [
                CaseMove("office", "return", returned: ["role": "wrong"]),
                CaseMove(nil, "lapse", after: .days(15)),
            ],
            .lapsed,
            [.applicant, .applicant, .applicant, .applicant]
        ),
    ]

    private static let form: TypedForm = [
        "institution": "1004",
        "role": "reviewer",
        "service": "cartable-request",
        "holder": "0084575948",
        "letter": .documents([TypedDocument("letter", name: "letter.pdf")]),
    ]

    private static func example(
        _ moves: [CaseMove],
        _ end: CaseOutcome,
        _ notified: [Recipient]
    ) -> ServiceExample {
        ServiceExample(
            actors: [
                ExampleActor("head", .holder(.head, "1004")),
                ExampleActor("office", .holder(.graduatesOffice, "graduates")),
            ],
            moves: [.opens("head", form)] + moves,
            ends: end,
            notified: notified,
            within: .days(30)
        )
    }
}
