import Accounts
import HTTPTypes
import Hummingbird
import Persian
import Registry
import VerifyCore
import Web

/// `POST /api/v1/verifications`: checks whether a degree is genuine.
struct VerificationRoutes: APIResource {
    let app: App

    func add(to router: Router<AppRequestContext>) {
        router.post("/api/v1/verifications", use: verify)
    }

    @Sendable
    private func verify(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        var fields = try await request.object(upTo: app.edge.bounds.body)
        let question = try Question(reading: &fields)
        let principal = try await app.authentication.principal(for: request, context)
        let verification = try await app.verifications.verify(question, for: principal, context)
        let json = verification.answer.json(
            checkedAt: verification.checkedAt,
            verification.checkedAtText,
            reference: verification.reference
        )
        return Response(json: json)
    }
}

/// How the OpenAPI document describes it.
extension VerificationRoutes {
    static let operations: [OpenAPI.Operation] = [
        .init(
            path: "/api/v1/verifications",
            method: "post",
            id: "verify",
            tag: "verification",
            summary: "Check whether a degree is genuine.",
            description: """
                Answers 200 whatever the verdict, a mistyped code included. VALID means that a degree \
                with this code is in force: its name, field and date must still be compared with the \
                document. A genuine token shows the fields that it carries itself. With one matching \
                datum about the holder the answer has more fields; a datum that does not match answers \
                NOT_FOUND, like a code that does not exist. A check that finds nothing counts as 50 of the \
                network's or the key's budget; this price is taken before the look-up.
                """,
            body: .json(request),
            answers: [.json(200, "The verdict.", OpenAPI.reference("Verification"))],
            problems: [415]
        )
    ]

    static let schemas: [JSON.Member] = [
        .init("Verification", verification), .init("Degree", degree),
        .init("Wording", OpenAPI.wording),
    ]

    /// One of two subjects and at most one of three data: each combination is written out, so that a generator
    /// of requests tries it.
    private static let request: JSON = {
        let subjects: [(String, JSON)] = [
            (
                "code",
                OpenAPI.text(
                    "The authenticity code as it is printed or typed, or a text that has it."
                )
            ),
            ("token", OpenAPI.text("The text of a QR code, or its base32 part.")),
        ]
        let data: [(String, JSON)] = [
            ("family_name", OpenAPI.text("The holder's family name.")),
            (
                "birth_year",
                [
                    "oneOf": [
                        ["type": "string"], ["type": "integer", "minimum": 0, "maximum": 9999],
                    ],
                    "description": "The year of birth; above 1700 it is Gregorian.",
                ]
            ),
            ("id_last4", OpenAPI.text("The last four digits of the holder's ID.")),
        ]
        var shapes: [JSON] = []
        for subject in subjects {
            shapes.append(
                OpenAPI.object(required: [subject.0], .object([.init(subject.0, subject.1)]))
            )
            for datum in data {
                let members = [JSON.Member(subject.0, subject.1), .init(datum.0, datum.1)]
                shapes.append(OpenAPI.object(required: [subject.0, datum.0], .object(members)))
            }
        }
        return ["oneOf": .array(shapes)]
    }()

    private static let verification = OpenAPI.object(
        required: [
            "verdict", "checked_at", "reference", "records_as_of", "degree", "message", "next_step",
        ],
        [
            "verdict": OpenAPI.word(
                Verdict.allCases.map(\.rawValue),
                "The outcome. Treat a word that you do not know as not confirmed."
            ),
            "test": [
                "type": "boolean", "const": true,
                "description": """
                Only with a code of the test realm: the answer is about no real degree, whatever the \
                verdict. Treat it as not confirmed.
                """,
            ],
            "checked_at": OpenAPI.instant,
            "reference": OpenAPI.text("Names this check; also the request id in our log."),
            "records_as_of": OpenAPI.instant,
            "degree": [
                "oneOf": [OpenAPI.reference("Degree"), ["type": "null"]],
                "description": "What may be shown of the degree; null where there is none.",
            ],
            "suggestion": OpenAPI.text("With REVERSED: the code in its right order."),
            "status_date": OpenAPI.text(
                "With REVOKED, SUSPENDED and SUPERSEDED: since when. YYYY-MM-DD, Gregorian.",
                format: "date"
            ),
            "reason": OpenAPI.word(RevocationReason.allCases.map(\.rawValue), "With REVOKED."),
            "key_withdrawn_on": OpenAPI.text(
                "With TOKEN_KEY_UNKNOWN: since this day the key that signed the token is not trusted.",
                format: "date"
            ),
            "former_code": [
                "type": "boolean",
                "description": "True for a code of the former system; else absent.",
            ],
            "message": wording("The outcome in a sentence, for readers."),
            "next_step": wording("What the reader should do now."),
        ]
    )

    private static func wording(_ meaning: String) -> JSON {
        ["$ref": "#/components/schemas/Wording", "description": .string(meaning)]
    }

    private static let degree = OpenAPI.object(
        required: ["document_kind", "level", "institution", "year", "holder_masked"],
        [
            "document_kind": OpenAPI.word(
                DocumentKind.allCases.map(\.rawValue),
                "The kind of document."
            ),
            "level": OpenAPI.word(Level.allCases.map(\.rawValue), "The level of the degree."),
            "institution": OpenAPI.object(
                required: ["code", "name_fa", "name_en"],
                [
                    "code": OpenAPI.text(""), "name_fa": OpenAPI.text(""),
                    "name_en": OpenAPI.text(""),
                ]
            ),
            "year": ["type": "integer", "description": "The Jalali year of graduation."],
            "holder_masked": OpenAPI.text("The first letter of each part of the name."),
            "holder_fa": OpenAPI.text("The name in Persian; with a token or a matching datum."),
            "holder_en": OpenAPI.text("The name in Latin letters; with a matching datum."),
            "field": wording(
                "The field of study, `en` empty where unknown; with a token or a matching datum."
            ),
            "graduation_date": OpenAPI.text(
                "YYYY-MM-DD, Gregorian; with a token or a matching datum.",
                format: "date"
            ),
            "diploma_number": OpenAPI.text(
                "The number printed on the document; with a matching datum."
            ),
            "mode": OpenAPI.word(
                StudyMode.allCases.map(\.rawValue),
                "The mode of study; with a token or a matching datum."
            ),
        ]
    )
}

extension Question {
    /// Reads a code or a token, and at most one datum.
    init(reading fields: inout JSONFields) throws {
        fields.refusesNulls = true
        let code = fields.text("code")
        let token = fields.text("token")
        let familyName = fields.text("family_name").map(Datum.familyName)
        let birthYear = fields.textOrInteger("birth_year").map(Datum.birthYear)
        let idLast4 = fields.text("id_last4").map(Datum.idLast4)
        let data = [familyName, birthYear, idLast4].compactMap { $0 }
        if data.count > 1 {
            fields.fault(
                .init(
                    "",
                    .oneDatum,
                    .init(
                        fa: "از family_name، birth_year و id_last4 حداکثر یکی را بفرستید.",
                        en: "Send at most one of family_name, birth_year and id_last4."
                    )
                )
            )
        }
        if (code == nil) == (token == nil), fields.faults.isEmpty {
            fields.fault(
                .init(
                    "",
                    .codeOrToken,
                    .init(
                        fa: "یکی از code و token را بفرستید.",
                        en: "Send one of code and token."
                    )
                )
            )
        }
        try fields.finish()
        let subject = code.map(Subject.code) ?? .token(token ?? "")
        self.init(subject, knowing: data.first)
    }
}
