import Registry
import VerifyCore

/// The answer about one code or token: the object of `POST /api/v1/verifications`, also where the database
/// answered, and the subject as it was typed.
struct Verification {
    /// The object for `--json`.
    let object: JSON
    let verdict: Verdict
    /// Whether the answer is about a code of the test realm, and so about no real degree.
    let isTest: Bool

    init(verdict: Verdict, object: JSON) {
        self.verdict = verdict
        self.object = object
        isTest = false
    }

    /// Reads the answer of a server about a subject.
    init(answer: JSON, subject: String) throws(Failure) {
        guard let word = answer["verdict"]?.string, let verdict = Verdict(rawValue: word) else {
            throw .server(
                "the server answered without a verdict that this program knows",
                hint:
                    "check that --server names a Sehat server, and that verify-cli is not older than it"
            )
        }
        self.verdict = verdict
        isTest = answer["test"]?.bool == true
        object = .object([.init("subject", .string(subject))] + (answer.members ?? []))
    }

    /// 0 for a document in force, 3 for one that is not in the register, 4 for too many attempts, 1 otherwise.
    ///
    /// Every code of the test realm is 1: an exit code has no room for the mark of a test.
    var exit: Exit {
        if isTest { return .notValid }
        return switch verdict {
        case .valid, .legacyValid: .valid
        case .notFound: .notFound
        case .rateLimited: .notAllowed
        case .superseded, .revoked, .suspended, .mistyped, .truncated, .reversed, .test,
            .integrityFailure, .tokenFormat, .tokenKeyUnknown, .tokenSignatureBad, .statusStale,
            .statusUnknown:
            .notValid
        }
    }

    /// Whether the form alone decided the verdict, without a look-up.
    var isAboutTyping: Bool {
        [.mistyped, .truncated, .reversed].contains(verdict)
    }

    /// Returns one exit code for many answers: 0 when all are in force, 3 when the others are all unknown,
    /// 4 when one was refused, 1 otherwise.
    static func exit(of exits: some Sequence<Exit>) -> Exit {
        let troubles = Set(exits).subtracting([.valid])
        if troubles.contains(.notAllowed) { return .notAllowed }
        return troubles.count == 1
            ? troubles.first ?? .valid : troubles.isEmpty ? .valid : .notValid
    }
}
