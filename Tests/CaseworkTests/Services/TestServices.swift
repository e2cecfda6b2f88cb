import Accounts
import Casework
import Persian

/// Declared services that together use every concept of a declaration which the first stage has.
enum TestServices {
    static let catalog = ServiceCatalog([
        .permit, .permitObjection, .survey, .inquiry, .grievance, .deposit, .summons,
    ])

    /// A scan of a document, for examples.
    static let scan = TypedValue.documents([TypedDocument("scan", name: "scan.pdf")])

    static let reasons = ReasonList(
        "test",
        [Choice("incomplete", .test("Incomplete")), Choice("wrong", .test("Wrong"))]
    )

    static let institution = FieldDefinition("institution", .test("Institution"), .organisation)
    static let subject = FieldDefinition("person", .test("Person"), .nationalID)

    /// The end of a wait by the clock.
    static func lapse(_ end: Transition = .closed(.lapsed)) -> CaseAction {
        CaseAction(
            "lapse",
            .test("End of the term"),
            by: [.clock],
            notifies: [.applicant],
            to: end
        )
    }
}

extension Wording {
    /// A text of a test service.
    static func test(_ text: String) -> Wording { Wording(fa: "آزمون: \(text)", en: text) }
}

extension ServiceExample {
    /// An example with the persons of the test services.
    static func test(
        opens opener: String? = "person",
        _ form: TypedForm,
        _ moves: CaseMove...,
        ends: CaseOutcome,
        notified: [Recipient] = []
    ) -> ServiceExample {
        ServiceExample(
            actors: [
                ExampleActor("person", .person(.matched)),
                ExampleActor("head", .holder(.head, "1004")),
                ExampleActor("reviewer", .holder(.reviewer, "1004")),
                ExampleActor("confirmer", .holder(.confirmer, "1004")),
                ExampleActor("office", .holder(.graduatesOffice, "graduates")),
                ExampleActor("desk", .holder(.helpDesk, "graduates")),
                ExampleActor("custodian", .holder(.custodian, "monitoring")),
                ExampleActor("fund", .holder(.reviewer, "fund")),
            ],
            moves: [.opens(opener, form)] + moves,
            ends: ends,
            notified: notified,
            within: .months(12)
        )
    }
}
