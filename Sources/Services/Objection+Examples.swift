import Accounts
import Casework

/// The paths of an objection.
extension Objection {
    static let examples = [
        example(
            [
                CaseMove("office", "return", returned: ["why": "wrong"]),
                CaseMove("graduate", "resubmit", form: typed, after: .days(3)),
                CaseMove("office", "grant", note: "The seal is that of 1399.", reason: "evidence"),
            ],
            .granted,
            [.applicant, .applicant]
        ),
        example(
            [
                CaseMove(
                    "office",
                    "refuse",
                    note: "The letter is about another document.",
                    reason: "no-evidence"
                )
            ],
            .refused,
            [.applicant]
        ),
        example([CaseMove("graduate", "withdraw", after: .days(1))], .withdrawn, []),
        example(
            [
                CaseMove("office", "return", returned: ["why": "wrong"]),
                CaseMove("graduate", "withdraw"),
            ],
            .withdrawn,
            [.applicant]
        ),
        example(
            [
                CaseMove("office", "return", returned: ["why": "wrong"]),
                CaseMove(nil, "lapse", after: .days(15)),
            ],
            .lapsed,
            [.applicant, .applicant, .applicant, .applicant]
        ),
    ]

    private static let typed: TypedForm = [
        "request": "4821390724", "why": "مهر دانشگاه در آن سال دیگر بود.",
    ]

    private static func example(
        _ moves: [CaseMove],
        _ end: CaseOutcome,
        _ notified: [Recipient]
    ) -> ServiceExample {
        ServiceExample(
            actors: [
                ExampleActor("graduate", .person(.matched)),
                ExampleActor("office", .holder(.graduatesOffice, "graduates")),
            ],
            moves: [.opens("graduate", typed)] + moves,
            ends: end,
            notified: notified,
            within: .days(60)
        )
    }
}
