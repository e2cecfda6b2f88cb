import Store
import Testing

/// The texts of errors, which programs print for an operator.
@Suite
struct StoreErrorTests {
    private static let texts: [(StoreError, String, String?)] = [
        (
            .busy, "another process kept the database busy; nothing was written",
            "try again"
        ),
        (
            .statement("no such table: degree"), "the database is not prepared for this program",
            "run verify-cli db migrate first"
        ),
        (
            .column(2, expected: "text"),
            "unexpected value in column 2 of a row: expected text",
            "please report this"
        ),
        (
            .newer(module: "degrees", number: 3, known: 2),
            "the database was migrated by a newer program (degrees 3, known 2)",
            "install that version of Sehat, or a newer one"
        ),
        (
            .rejected(.password, "no password supplied"),
            "the database cannot be used: no password supplied",
            "put the password of the address's user into a file that only you can read: --file"
        ),
        (
            .readOnly, "this user may not write to the database",
            "run it as the user who owns the database"
        ),
    ]

    @Test(arguments: texts)
    func `an error has a description and a hint`(
        error: StoreError,
        description: String,
        hint: String?
    ) {
        #expect(error.description == description)
        #expect(error.hint(passwordFile: "--file") == hint)
    }

    @Test(arguments: RejectionReason.allCases)
    func `every rejection has a hint of one clause`(reason: RejectionReason) {
        let hint = reason.hint(passwordFile: "--file")
        #expect(!hint.isEmpty && !hint.hasSuffix("."))
        #expect(hint.contains("--file") == [.password, .passwordFile].contains(reason))
    }

    @Test
    func `the hint about a password in the address names the setting`() {
        let error = DatabaseLocation.ParsingError.passwordInside
        #expect(error.hint(passwordFile: "--file FILE") == "put it into a file: --file FILE")
    }
}
