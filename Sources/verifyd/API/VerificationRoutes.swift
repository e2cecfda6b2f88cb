import Accounts
import HTTPTypes
import Hummingbird
import Persian
import Registry
import VerifyCore

/// `POST /api/v1/verifications` asks whether a degree is genuine (R151).
struct VerificationRoutes: Sendable {
    let house: House

    func add(to router: Router<Visit>) {
        router.post("/api/v1/verifications", use: verify)
    }

    @Sendable
    private func verify(_ request: Request, _ visit: Visit) async throws -> Response {
        var fields = try await request.object(upTo: house.bounds.body)
        let question = try Question(reading: &fields)
        let account = try await house.account(for: request, visit)
        let verifier = account.map { Verifier.organisation(name: $0.organisation, consent: nil) }
        let verification = try await house.verify(
            question,
            visit: visit,
            as: verifier ?? .visitor,
            account: account
        )
        return Response(json: verification.bytes)
    }
}

extension Question {
    /// A question as the API takes it: a code or a token, and at most one datum.
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

extension Verification {
    /// The answer as JSON: what differs is written, the sentences of most answers are ready.
    var bytes: [UInt8] {
        var writer = JSONWriter(capacity: 1536)
        writer.object { writer in
            writer.member("verdict", answer.verdict.rawValue)
            writer.member("checked_at", checkedAtText)
            writer.member("reference", reference)
            let recordsAsOf = answer.recordsAsOf
            writer.member(
                "records_as_of",
                recordsAsOf == checkedAt ? checkedAtText : recordsAsOf.description
            )
            writer.name("degree")
            if let degree = answer.degree { writer.degree(degree) } else { writer.null() }
            if let suggestion = answer.suggestion {
                writer.member("suggestion", suggestion.grouped)
            }
            if let date = answer.statusDate { writer.member("status_date", date.description) }
            if let reason = answer.reason { writer.member("reason", reason.rawValue) }
            let isUsual = answer.typing == nil && answer.missingKey == nil
            let ready = isUsual ? Self.sentences[answer.verdict] : nil
            writer.members(ready ?? Self.sentences(wording))
        }
        return writer.bytes
    }

    private static let sentences = Dictionary(
        uniqueKeysWithValues: Verdict.allCases.map { ($0, sentences(VerdictWording($0))) }
    )

    /// The members that end every answer.
    private static func sentences(_ wording: VerdictWording) -> [UInt8] {
        var writer = JSONWriter(capacity: 768)
        writer.object { writer in
            writer.wording("message", wording.message)
            writer.wording("next_step", wording.nextStep)
        }
        return Array(writer.bytes.dropFirst().dropLast())
    }
}

extension JSONWriter {
    /// A sentence in both languages.
    mutating func wording(_ name: String, _ wording: Wording) {
        self.name(name)
        object { writer in
            writer.member("fa", wording.fa)
            writer.member("en", wording.en)
        }
    }

    /// The fields of the tier, and nothing else.
    mutating func degree(_ degree: DegreeView) {
        object { writer in
            writer.member("document_kind", degree.documentKind.rawValue)
            writer.member("level", degree.level.rawValue)
            writer.name("institution")
            writer.object { writer in
                writer.member("code", degree.institution.code)
                writer.member("name_fa", degree.institution.nameFa)
                writer.member("name_en", degree.institution.nameEn)
            }
            writer.member("year", degree.year)
            writer.member("holder_masked", degree.holderMasked)
            guard let detail = degree.detail else { return }
            writer.member("holder_fa", detail.holderFa)
            writer.member("holder_en", detail.holderEn)
            writer.name("field")
            writer.object { writer in
                writer.member("fa", detail.fieldFa)
                writer.member("en", detail.fieldEn)
            }
            writer.member("graduation_date", detail.graduationDate.description)
            writer.member("diploma_number", detail.diplomaNumber)
            writer.member("mode", detail.mode.rawValue)
        }
    }
}

extension Response {
    private static let jsonHeaders: HTTPFields = [.contentType: "application/json"]

    /// An answer of JSON.
    init(status: HTTPResponse.Status = .ok, json: JSONWriter, headers: HTTPFields = [:]) {
        self.init(status: status, json: json.bytes, headers: headers)
    }

    /// An answer of JSON that is written already.
    init(status: HTTPResponse.Status = .ok, json: [UInt8], headers: HTTPFields = [:]) {
        var fields = Self.jsonHeaders
        // Room for what the front door adds.
        fields.reserveCapacity(16)
        for field in headers { fields.append(field) }
        self.init(
            status: status,
            headers: fields,
            body: .init(byteBuffer: ByteBuffer(bytes: json))
        )
    }
}
