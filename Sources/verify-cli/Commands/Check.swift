import ArgumentParser
import Foundation
import Registry
import VerifyCore

/// `verify-cli check`: checks whether codes are genuine and in force.
struct Check: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        abstract: "Check authenticity codes.",
        discussion: """
            A code may be typed in any digits, with spaces, dashes or none; groups may be separate \
            words. With one thing that you know about the holder (--family-name, --birth-year or \
            --id-last4) the full name, the field and the date are shown as well.

            Exits with 0 when the degree is in force, 3 when the code is not in the register, 4 after too \
            many attempts, 1 for every other verdict and for every code of the test realm, 5 when the server \
            gave none; of many codes, 0 when all are in force.
            """
    )

    static let examples = [
        Example("verify-cli check 1795 8396 5972 7439 0942 --server http://127.0.0.1:8080"),
        Example("verify-cli check ۱۷۹۵-۸۳۹۶-۵۹۷۲-۷۴۳۹-۰۹۴۲ --family-name کاظمی‌پور"),
        Example("verify-cli check - --json < codes.txt", "many codes, one a line"),
    ]

    @Argument(
        help: ArgumentHelp(
            "The codes, or - to read them from stdin, one a line.",
            valueName: "code"
        )
    )
    var codes: [String]

    @OptionGroup var datum: DatumOptions
    @OptionGroup var target: TargetOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let console = output.console
        let subjects = try codesToCheck()
        let exits = try await target.use { client in
            var exits: [Exit] = []
            for subject in subjects {
                let question = Question(.code(subject), knowing: datum.datum)
                let verification = try await client.verify(question)
                exits.append(verification.exit)
                let text = VerificationText(verification, subject: subject)
                console.answer(verification.object) {
                    if exits.count > 1 { console.answer("") }
                    console.answer(text.lines)
                }
                console.note(text.checked(at: client.title))
            }
            return exits
        }
        throw Verification.exit(of: exits).code
    }

    private func codesToCheck() throws(Failure) -> [String] {
        guard codes == ["-"] else { return CodeArguments(codes).codes }
        let typed = CodeArguments(lines: try InputFile("-").text()).codes
        guard !typed.isEmpty else {
            throw .usage("stdin holds no code", hint: "give one code a line")
        }
        return typed
    }
}

/// One datum that the verifier knows about the holder.
struct DatumOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The holder's family name, in Persian or Latin letters.",
            valueName: "name"
        )
    )
    var familyName: String?

    @Option(
        help: ArgumentHelp(
            "The holder's year of birth; above 1700 it is Gregorian.",
            valueName: "year"
        )
    )
    var birthYear: String?

    @Option(
        name: .customLong("id-last4"),
        help: ArgumentHelp("The last four digits of the holder's ID number.", valueName: "digits")
    )
    var idLast4: String?

    func validate() throws {
        guard [familyName, birthYear, idLast4].compactMap(\.self).count <= 1 else {
            throw ValidationError("one of --family-name, --birth-year and --id-last4 is enough")
        }
    }

    var datum: Question.Datum? {
        familyName.map { .familyName($0) } ?? birthYear.map { .birthYear($0) }
            ?? idLast4.map { .idLast4($0) }
    }
}
