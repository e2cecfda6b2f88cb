import Registry
import VerifyCore
import Web

/// The look of a verdict: a colour, a seal and a glyph; never a colour alone.
struct VerdictBadge: Sendable {
    let tone: Tone
    let seal: String
    let glyph: String

    /// A colour of the style sheet, `.tone-good` and so on.
    enum Tone: String, Sendable {
        case good
        case changed
        case wait
        case bad
        case none
        case test
    }

    init(_ tone: Tone, _ seal: String, _ glyph: String) {
        self.tone = tone
        self.seal = seal
        self.glyph = glyph
    }

    init(_ verdict: Verdict) {
        self =
            switch verdict {
            case .valid: .init(.good, IconPaths.star, IconPaths.tick)
            case .legacyValid: .init(.good, IconPaths.star, IconPaths.archive)
            case .superseded: .init(.changed, IconPaths.square, IconPaths.newer)
            case .revoked: .init(.bad, IconPaths.octagon, IconPaths.cross)
            case .suspended: .init(.wait, IconPaths.circle, IconPaths.pause)
            case .notFound: .init(.none, IconPaths.circle, IconPaths.search)
            case .mistyped, .truncated, .reversed:
                .init(.wait, IconPaths.circle, IconPaths.question)
            case .test: .init(.test, IconPaths.square, IconPaths.flask)
            case .integrityFailure: .init(.bad, IconPaths.triangle, IconPaths.alert)
            case .rateLimited: .init(.wait, IconPaths.circle, IconPaths.clock)
            case .tokenFormat: .init(.none, IconPaths.square, IconPaths.question)
            case .tokenKeyUnknown: .init(.bad, IconPaths.square, IconPaths.question)
            case .tokenSignatureBad: .init(.bad, IconPaths.octagon, IconPaths.cross)
            case .statusStale, .statusUnknown: .init(.wait, IconPaths.circle, IconPaths.clock)
            }
    }

    /// The look of an answer; that of a code of the test realm is a test's, whatever its verdict.
    init(_ answer: Answer) {
        if answer.isTest {
            self.init(.test)
        } else {
            // A withdrawn key says nothing against the document.
            self.init(answer.keyWithdrawnOn == nil ? answer.verdict : .statusUnknown)
        }
    }

    var value: PageValue {
        ["tone": .text(tone.rawValue), "seal": .text(seal), "glyph": .text(glyph)]
    }
}
