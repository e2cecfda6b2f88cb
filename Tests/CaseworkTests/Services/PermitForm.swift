import Casework
import Persian

/// A form with every type of field, a group and conditions.
extension Permit {
    static let form = FormDefinition(
        version: 1,
        [
            TestServices.institution,
            FieldDefinition(
                "number",
                .test("Number of the document"),
                .text,
                prefill: .dataBank(.documentNumber)
            ),
            FieldDefinition(
                "mobile",
                .test("Mobile"),
                .mobile,
                required: .never,
                prefill: .person(.mobile)
            ),
            FieldDefinition("remarks", .test("Remarks"), .longText, required: .never),
            FieldDefinition("copies", .test("Copies"), .number, required: .never),
            FieldDefinition("fee", .test("Fee"), .money, required: .never),
            FieldDefinition("on", .test("Day"), .date, required: .never),
            FieldDefinition(
                "purpose",
                .test("Purpose"),
                .choice([Choice("work", .test("Work")), Choice("study", .test("Study"))])
            ),
            FieldDefinition(
                "employer",
                .test("Employer"),
                .legalID,
                shown: .equals("purpose", "work"),
                viewers: [.applicant, .ownerUnit]
            ),
            FieldDefinition("person", .test("Person"), .nationalID, required: .never),
            FieldDefinition("foreigner", .test("Foreigner"), .foreignerID, required: .never),
            FieldDefinition("passport", .test("Passport"), .passport, required: .never),
            FieldDefinition("account", .test("Account"), .iban, required: .present("fee")),
            FieldDefinition("email", .test("E-mail"), .email, required: .never),
            FieldDefinition("postcode", .test("Postal code"), .postalCode, required: .never),
            FieldDefinition("scan", .test("Scan"), .file(FileRule(kinds: [.pdf], count: 1...3))),
            FieldDefinition(
                "members",
                .test("Members"),
                .group(members, 1...3),
                required: .never
            ),
            FieldDefinition("true", .test("All of this is true."), .declaration),
        ]
    )

    private static let members = [
        FieldDefinition("name", .test("Name"), .text),
        FieldDefinition(
            "paid",
            .test("Paid"),
            .choice([Choice("yes", .test("Yes"))]),
            required: .never
        ),
        FieldDefinition("amount", .test("Amount"), .money, shown: .equals("paid", "yes")),
        FieldDefinition(
            "proof",
            .test("Proof"),
            .file(FileRule(kinds: [.jpeg], bytes: 1_000)),
            required: .all([.equals("purpose", "work"), .not(.present("paid"))]),
            viewers: [.applicant]
        ),
    ]

    /// A complete form.
    static let typed: TypedForm = [
        "institution": "1004", "number": "الف/۱۲۳", "purpose": "study", "true": "yes",
        "scan": TestServices.scan,
    ]
}
