import Accounts
import HTTPTypes
import Hummingbird
import Persian
import Registry
import VerifyCore

/// `POST /api/v1/verifications` asks whether a degree is genuine (R151).
struct VerificationRoutes: Sendable {
    let house: House

    func add(to router: Router<AppRequestContext>) {
        router.post("/api/v1/verifications", use: verify)
    }

    @Sendable
    private func verify(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        var fields = try await request.object(upTo: house.bounds.body)
        let question = try Question(reading: &fields)
        let account = try await house.account(for: request, context)
        let verifier = account.map { Verifier.organisation(name: $0.organisation, consent: nil) }
        let verification = try await house.verify(
            question,
            context: context,
            as: verifier ?? .visitor,
            account: account
        )
        let json = verification.answer.json(
            checkedAt: verification.checkedAt,
            verification.checkedAtText,
            reference: verification.reference
        )
        return Response(json: json)
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

extension Response {
    private static let jsonHeaders: HTTPFields = [.contentType: "application/json"]

    /// An answer of JSON.
    init(status: HTTPResponse.Status = .ok, json: JSON, headers: HTTPFields = [:]) {
        self.init(status: status, json: json.encoded(), headers: headers)
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
