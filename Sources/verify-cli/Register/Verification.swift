import Registry
import VerifyCore

/// What was answered about one code or token: the object of `POST /api/v1/verifications`, wherever it
/// was asked, and the subject as it was typed.
struct Verification {
    /// The object for `--json`.
    let object: JSON
    let verdict: Verdict

    init(verdict: Verdict, object: JSON) {
        self.verdict = verdict
        self.object = object
    }

    /// Reads the server's answer about a subject.
    init(answer: JSON, subject: String) throws(Failure) {
        guard let word = answer["verdict"]?.string, let verdict = Verdict(rawValue: word) else {
            throw .server(
                "the server answered without a verdict that this program knows",
                hint:
                    "check that --server names a Sehat server, and that verify-cli is not older than it"
            )
        }
        self.verdict = verdict
        object = .object([.init("subject", .string(subject))] + (answer.members ?? []))
    }

    /// 0 for a document in force, 3 for one that nobody knows, 4 for too many tries, 1 otherwise.
    var exit: Exit {
        switch verdict {
        case .valid, .legacyValid: .valid
        case .notFound: .notFound
        case .rateLimited: .notAllowed
        case .superseded, .revoked, .suspended, .mistyped, .truncated, .reversed, .test,
            .integrityFailure, .tokenFormat, .tokenKeyUnknown, .tokenSignatureBad, .statusStale,
            .statusUnknown:
            .notValid
        }
    }

    /// One exit code for many answers: 0 when all are in force, 3 when the others are all unknown,
    /// 4 when one was refused, 1 otherwise.
    static func exit(of exits: some Sequence<Exit>) -> Exit {
        let troubles = Set(exits).subtracting([.valid])
        if troubles.contains(.notAllowed) { return .notAllowed }
        return troubles.count == 1
            ? troubles.first ?? .valid : troubles.isEmpty ? .valid : .notValid
    }
}

extension Verification {
    /// For people: the verdict first, then what is known, then what to do.
    func lines(for subject: String) -> [String] {
        var lines = ["\(ink.paint(verdict.rawValue.padded(to: 12)))\(subject)"]
        func add(_ label: String, _ value: String?) {
            guard let value, !value.isEmpty else { return }
            lines.append("  \(label.padded(to: 14))\(value)")
        }
        add("", object["message"]?["en"]?.string)
        if let degree = object["degree"], degree != .null {
            add("document", [degree["document_kind"], degree["level"]].words(joined: ", "))
            add(
                "institution",
                [degree["institution"]?["name_en"], degree["institution"]?["name_fa"]]
                    .words(joined: " · ")
            )
            add("field", [degree["field"]?["en"], degree["field"]?["fa"]].words(joined: " · "))
            add("year", degree["year"]?.words.map { "\($0) (Jalali)" })
            add("graduation", degree["graduation_date"]?.string)
            add("diploma no.", degree["diploma_number"]?.string)
            add("mode", degree["mode"]?.string)
            add("holder", [degree["holder_en"], degree["holder_fa"]].words(joined: " · "))
            if degree["holder_fa"] == nil {
                add("holder", degree["holder_masked"]?.string?.isolated)
            }
        }
        add("since", object["status_date"]?.string)
        add("reason", object["reason"]?.string)
        add("did you mean", object["suggestion"]?.string.map(AuthenticityCode.shown))
        add("next", object["next_step"]?["en"]?.string)
        return lines
    }

    private var ink: Ink {
        switch exit {
        case .valid: .good
        case .notValid: .bad
        case .notFound, .notAllowed, .unavailable, .usage: .warning
        }
    }
}

extension JSON {
    /// Text, or a number as text.
    fileprivate var words: String? {
        string ?? integer.map(String.init)
    }
}

extension [JSON?] {
    fileprivate func words(joined separator: String) -> String? {
        let words = compactMap { $0?.words }.filter { !$0.isEmpty }
        return words.isEmpty ? nil : words.map(\.isolatedIfPersian).joined(separator: separator)
    }
}
