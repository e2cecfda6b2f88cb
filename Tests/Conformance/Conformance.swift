internal import VerifyCore

/// The table through which external test suites call the product's functions.
enum Conformance {
    /// Returns the members of the response after `ok`, or throws a `Refusal`.
    typealias Operation = @Sendable (Arguments) throws -> [JSON.Member]

    /// The limit of a line in bytes; a CSV file or the text of a token is far smaller.
    private static let maximumLine = 64 << 20

    private static let operations: [String: Operation] = [
        "cbor.decode": decodeCBOR,
        "cose.verify1": verifyCOSE,
        "ed25519.verify": verifyEd25519,
        "p256.verify": verifyP256,
        "hmac": authenticate,
        "hkdf": derive,
        "base32.decode": decodeBase32,
        "json.strict": readJSON,
        "code.mint": mintCode,
        "code.parse": parseCode,
        "record.encode": encodeRecord,
        "transcript.encode": encodeTranscript,
        "transcript.totals": computeTotals,
        "token.verify": verifyToken,
        "key_set.read": readKeySet,
        "status.reference": referToStatus,
        "national_id.check": checkNationalID,
        "legal_id.check": checkLegalID,
        "foreigner_id.check": checkForeignerID,
        "iban.check": checkIBAN,
        "postal_code.check": checkPostalCode,
        "tracking.check": checkTrackingNumber,
        "mobile.parse": parseMobile,
        "totp.code": makeOneTimePassword,
        "clock.due": computeDueTime,
        "jalali.parse": parseDate,
        "jalali.format": formatDate,
        "text.key": foldText,
        "csv.rows": readCSV,
    ]

    /// Returns the response to a line of any content.
    static func answer(to line: [UInt8]) -> JSON {
        do {
            let request = try JSON(parsing: line, size: maximumLine)
            guard let operation = request["op"]?.string.flatMap({ operations[$0] }) else {
                throw Refusal("unknown op")
            }
            let members = try operation(Arguments(request))
            return .object([JSON.Member("ok", true)] + members)
        } catch {
            let refusal = error as? Refusal ?? Refusal(error)
            let members = [JSON.Member("ok", false), JSON.Member("error", .string(refusal.word))]
            return .object(members + refusal.members)
        }
    }
}

/// A response that begins with `"ok":false`.
struct Refusal: Error {
    let word: String
    let members: [JSON.Member]

    init(_ word: String, _ members: [JSON.Member] = []) {
        self.word = word
        self.members = members
    }

    /// The name of an error's case as a word: `notMinimal` is `NOT_MINIMAL`.
    init(_ error: any Error) {
        var word = ""
        var previous: Character = "A"
        for letter in String(describing: error).prefix(while: { $0 != "(" }) {
            if letter.isUppercase, previous.isLowercase { word += "_" }
            word += letter.uppercased()
            previous = letter
        }
        self.init(word)
    }
}
