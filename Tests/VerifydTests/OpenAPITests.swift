import Hummingbird
import Testing
import VerifyCore

@testable import Pages
@testable import Web
@testable import verifyd

struct OpenAPITests {
    @Test func `every address of the API is described, and nothing else`() async throws {
        try await TestApp.with { test in
            let router = Router(
                test.app,
                pages: try PageRoutes(test.app, describing: .api)
            )
            let served = router.routes
                .map { ($0.method.rawValue.lowercased(), $0.path.description) }
                .filter { RootResponder.wantsDocument($0.1) }
                .map { "\($0.0) \(Self.asTemplate($0.1))" }
            let document = OpenAPI.Description.api.document(server: "http://localhost")
            let described = (document["paths"]?.members ?? []).flatMap { path in
                (path.value.members ?? []).map { "\($0.name) \(path.name)" }
            }
            #expect(Set(served) == Set(described))
            #expect(served.count == Set(served).count)
        }
    }

    @Test func `every reference leads somewhere`() {
        let document = OpenAPI.Description.api.document(server: "http://localhost")
        var references: [String] = []
        Self.walk(document) { name, value in
            if name == "$ref", let text = value.string { references.append(text) }
        }
        #expect(references.count > 50)
        for reference in Set(references) {
            let found = reference.dropFirst(2).split(separator: "/").reduce(document as JSON?) {
                $0?[String($1)]
            }
            #expect(found != nil, "\(reference)")
        }
    }

    @Test func `every operation has a unique name`() {
        let document = OpenAPI.Description.api.document(server: "http://localhost")
        var names: [String] = []
        Self.walk(document) { name, value in
            if name == "operationId", let text = value.string { names.append(text) }
        }
        #expect(names.count == Set(names).count)
    }

    private static func asTemplate(_ path: String) -> String {
        path.split(separator: "/").map { part in
            if part.hasPrefix(":") { return "/{\(part.dropFirst())}" }
            return "/\(part)"
        }.joined()
    }

    private static func walk(_ json: JSON, _ context: (String, JSON) -> Void) {
        for member in json.members ?? [] {
            context(member.name, member.value)
            walk(member.value, context)
        }
        for item in json.array ?? [] { walk(item, context) }
    }
}
