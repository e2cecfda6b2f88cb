import ArgumentParser
import Foundation
import VerifyCore

/// `verify-cli token`: the text of a QR code, checked without a network.
struct TokenCommand: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Verify or show the text of a QR code, without a network.",
        subcommands: [TokenVerify.self, TokenShow.self]
    )

    static let examples = TokenVerify.examples
}

/// The token that a command is about.
struct TokenArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "The text of the QR code, a file that holds it, or - for stdin.",
            valueName: "text|file|-"
        ),
        completion: .file()
    )
    var token: String

    /// Returns the text: an argument that begins like an address is the text, one that names a file is
    /// read, any other is the text.
    func text() throws(Failure) -> String {
        let isAddress =
            token.lowercased().hasPrefix("http://") || token.lowercased().hasPrefix("https://")
        let isFile = token == "-" || !isAddress && FileManager.default.fileExists(atPath: token)
        guard isFile else {
            // A token is base32; a name with a dot or slash is a file that does not exist.
            guard
                isAddress || DegreeToken.isLink(in: token)
                    || token.allSatisfy({ $0.isLetter || $0.isNumber })
            else {
                throw .usage(
                    "there is no file \(token)",
                    hint: "give the text of the QR code, a file that holds it, or -"
                )
            }
            return token
        }
        return try InputFile(token).text().trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

struct TokenVerify: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verify a QR code's text with the public keys in a file.",
        discussion: """
            Nothing is sent anywhere. SIGNED means that the organisation issued this document; whether it \
            was revoked, suspended or corrected since then is not known offline (STATUS_UNKNOWN): use \
            verify-cli check. Exits with 0 when the signature is right, 1 otherwise.
            """
    )
    static let examples = [
        Example("verify-cli token verify qr.txt --keys sehat-keys.json"),
        Example(
            "zbarimg --raw -q photo.png | verify-cli token verify - --keys sehat-keys.json",
            "read a photograph of the paper"
        ),
        Example(
            "verify-cli keys export-public --keys K --out sehat-keys.json",
            "or fetch /.well-known/sehat-keys.json from the official host"
        ),
    ]

    @OptionGroup var token: TokenArgument
    @Option(
        help: ArgumentHelp("The file with the organisation's public keys.", valueName: "file"),
        completion: .file(extensions: ["json"])
    )
    var keys: String
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let trusted = try publicKeys()
        let verification = TokenVerification(
            DegreeToken.verify(text: try token.text(), at: Moment.now, keys: trusted.key),
            keys: KeyFileAge(of: InputFile(keys), at: Moment.now)
        )
        output.console.note("checked: form, key, signature; not checked: the status since")
        output.console.answer(verification.json) {
            output.console.answer(verification.lines)
        }
        throw verification.exit.code
    }

    private func publicKeys() throws(Failure) -> PublicKeySet {
        let bytes = try InputFile(keys).bytes()
        guard let set = try? PublicKeySet(parsing: bytes), !set.kids.isEmpty else {
            throw .usage(
                "\(keys) does not hold public keys",
                hint: "take it from /.well-known/sehat-keys.json or verify-cli keys export-public"
            )
        }
        return set
    }
}

struct TokenShow: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what a QR code's text says, without verifying it.",
        discussion:
            "Such a text can be written without a key: trust nothing of it before token verify."
    )
    static let examples = [Example("verify-cli token show qr.txt")]

    @OptionGroup var token: TokenArgument
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let text = try token.text()
        guard let bytes = try? DegreeToken.bytes(fromText: text),
            let unverified = try? UnverifiedToken(decoding: bytes),
            let claims = try? unverified.claims()
        else {
            throw Failure(
                "this is not the text of a degree's QR code",
                hint: "scan it again; it looks like HTTPS://HOST/Q/ and many letters",
                exit: .notValid
            )
        }
        output.console.note("not verified: this may be a forgery")
        output.console.answer(
            [
                "kid": .string(Hex.encode(unverified.kid)), "bytes": JSON(bytes.count),
                "claims": JSON(claims),
            ]
        ) {
            var list = LabelledLines()
            list.add("key", Hex.encode(unverified.kid))
            list.add("size", "\(bytes.count) bytes")
            list.add(claims)
            output.console.answer(list.lines)
        }
    }
}
