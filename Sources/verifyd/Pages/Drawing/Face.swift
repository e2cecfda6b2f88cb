import VerifyCore

/// How an outcome looks: a colour, a seal and a glyph; never the colour alone.
struct Face: Sendable {
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
            case .valid: .init(.good, Shapes.star, Shapes.tick)
            case .legacyValid: .init(.good, Shapes.star, Shapes.archive)
            case .superseded: .init(.changed, Shapes.square, Shapes.newer)
            case .revoked: .init(.bad, Shapes.octagon, Shapes.cross)
            case .suspended: .init(.wait, Shapes.circle, Shapes.pause)
            case .notFound: .init(.none, Shapes.circle, Shapes.search)
            case .mistyped, .truncated, .reversed: .init(.wait, Shapes.circle, Shapes.question)
            case .test: .init(.test, Shapes.square, Shapes.flask)
            case .integrityFailure: .init(.bad, Shapes.triangle, Shapes.alert)
            case .rateLimited: .init(.wait, Shapes.circle, Shapes.clock)
            case .tokenFormat: .init(.none, Shapes.square, Shapes.question)
            case .tokenKeyUnknown: .init(.bad, Shapes.square, Shapes.question)
            case .tokenSignatureBad: .init(.bad, Shapes.octagon, Shapes.cross)
            case .statusStale, .statusUnknown: .init(.wait, Shapes.circle, Shapes.clock)
            }
    }

    var value: PageValue {
        ["tone": .text(tone.rawValue), "seal": .text(seal), "glyph": .text(glyph)]
    }
}
