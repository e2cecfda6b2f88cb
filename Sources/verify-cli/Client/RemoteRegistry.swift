import Foundation
import Persian
import Registry
import VerifyCore

/// The register behind a server.
struct RemoteRegistry: RegistryClient {
    let client: ServerClient

    init(_ client: ServerClient) {
        self.client = client
    }

    var title: String { client.base }

    func close() {}

    func verify(_ question: Question) async throws -> Verification {
        var body: [JSON.Member] =
            switch question.subject {
            case .code(let text): [.init("code", .string(text))]
            case .token(let text): [.init("token", .string(text))]
            }
        switch question.datum {
        case .familyName(let name): body.append(.init("family_name", .string(name)))
        case .birthYear(let year): body.append(.init("birth_year", .string(year)))
        case .idLast4(let digits): body.append(.init("id_last4", .string(digits)))
        case nil: break
        }
        let reply = try await client.ask(
            "/api/v1/verifications",
            .object(body),
            answers: [404, 429]
        )
        guard reply.status != 404 else {
            // NOT_FOUND is an answer with status 200: a 404 is never about a code.
            throw Failure.notSehat(client.base, "it answered with status 404")
        }
        guard reply.status != 429 else {
            return Verification(refused: question.text, for: reply.retryAfter)
        }
        return try Verification(answer: reply.json(), subject: question.text)
    }

    func institutions() async throws -> [JSON] {
        var all: [JSON] = []
        var path: String? = "/api/v1/institutions?limit=100"
        while let address = path {
            let reply = try await client.get(address)
            all += try reply.json()["items"]?.array ?? []
            path = reply.next
        }
        return all
    }

    func setWindow(of code: String, until: Timestamp?) async throws -> JSON {
        let body: JSON = ["issues_until": JSON(until?.description)]
        return try await client.put("/api/v1/institutions/\(code.escaped)/window", body).json()
    }
}

/// Degrees; the server addresses them by identifier, the command line by code.
extension RemoteRegistry {
    func issue(_ fields: RecordFile.Fields) async throws -> JSON {
        let reply = try await client.post("/api/v1/degrees", .json(Self.object(fields)))
        return try reply.json().with(.init("is_new", .bool(reply.status == 201)))
    }

    func degree(_ name: DegreeName) async throws -> JSON {
        switch name {
        case .code(let code):
            // In the body: proxies log addresses, so codes do not belong there.
            try await client.ask("/api/v1/degrees/lookup", ["code": .string(code.digits)]).json()
        case .id(let id):
            try await client.get("/api/v1/degrees/\(id.escaped)").json()
        }
    }

    func correct(_ name: DegreeName, changes: RecordFile.Fields) async throws -> JSON {
        let path = try await path(of: name) + "/correction"
        let reply = try await client.post(path, .json(Self.object(changes)))
        return try reply.json().with(.init("is_new", .bool(reply.status == 201)))
    }

    func change(_ name: DegreeName, _ change: DegreeChange) async throws -> JSON {
        let path = try await path(of: name)
        switch change {
        case .revoke(let reason, let note):
            let body: JSON = ["reason": .string(reason.rawValue), "note": .string(note)]
            return try await client.post("\(path)/revocation", .json(body)).json()
        case .suspend(let note):
            return try await client.post("\(path)/suspension", .json(["note": .string(note)]))
                .json()
        case .resume(let note):
            let body: ServerClient.Body = note.isEmpty ? .none : .json(["note": .string(note)])
            return try await client.delete("\(path)/suspension", body).json()
        }
    }

    private func path(of name: DegreeName) async throws -> String {
        let id: String
        switch name {
        case .id(let known): id = known
        case .code:
            guard let found = try await degree(name)["id"]?.string else {
                throw Failure.server("the server named no identifier of the degree")
            }
            id = found
        }
        return "/api/v1/degrees/\(id.escaped)"
    }

    private static func object(_ fields: RecordFile.Fields) -> JSON {
        .object(
            GraduateColumn.allCases.compactMap { column in
                fields[column].map { .init(column.rawValue, .string($0)) }
            }
        )
    }
}

extension String {
    /// The text as one segment of an address.
    fileprivate var escaped: String {
        addingPercentEncoding(
            withAllowedCharacters: .alphanumerics.union(.init(charactersIn: "-_"))
        )
            ?? ""
    }
}
