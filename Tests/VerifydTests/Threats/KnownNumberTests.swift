import Accounts
import HTTPTypes
import Persian
import Testing

@testable import Pages
@testable import Web
@testable import verifyd

/// Whether a number is known cannot be seen from outside (P3).
///
/// Times are measured by `scripts/bench timing`.
struct KnownNumberTests {
    private static let settings = [
        "environment": "development", "people.identity-check": "sandbox",
    ]
    /// Owners of level 1; each is named by ten requests.
    private static let owners = 50
    /// Requests of each kind, known and unknown.
    private static let requests = 500
    /// Seconds between two requests: 20 an hour, as a network may send.
    private static let pause: Int64 = 181

    /// What a client sees of an answer.
    private struct Seen: Hashable {
        let status: Int
        let headers: [String]
        let text: String
        let next: String

        init(_ answer: TestApp.Answer, then page: String) {
            status = answer.status
            headers = answer.headers.map { Self.masked("\($0)") }.sorted()
            text = answer.comparable
            next = page
        }

        static func masked(_ text: String) -> String {
            text.replacing(/[0-9a-f]{8}-[0-9a-f-]{27}/, with: "CHALLENGE")
                .replacing(/[0-9A-HJKMNP-TV-Z]{12}/, with: "ID")
        }
    }

    @Test func `P3: 500 registrations of known numbers look like 500 of unknown ones`() async throws
    {
        try await TestApp.with(Self.settings) { test in
            try await addOwners(test)
            var browser = TestBrowser()
            let page = try await test.get("/register", browser)
            browser.receive(page.headers, page.text)
            let (known, unknown) = try await answers(test, &browser, to: "/register") {
                number,
                request in
                [
                    "kind": "national", "number": number, "first-fa": "سارا", "last-fa": "کریمی",
                    "first-en": "Sara", "last-en": "Karimi", "birth-date-day": "۱",
                    "birth-date-month": "فروردین", "birth-date-year": "۱۳۷۳",
                    "mobile": "0935\(1_000_000 + request)", "terms": "yes",
                ]
            }
            Self.expectSame(known, unknown)
            let messages = Dictionary(grouping: try await test.messages(), by: \.recipient)
            var texts: [[String]] = [[], []]
            for request in 0..<(2 * Self.requests) {
                let received = messages["+98935\(1_000_000 + request)"] ?? []
                #expect(received.count == 1)
                texts[request % 2] += received.map { message in
                    "\(message.template): \(message.text.replacing(message.code ?? "-", with: "CODE"))"
                }
            }
            #expect(Set(texts[0]).count == 1 && texts[0] == texts[1])
        }
    }

    @Test func `P3: 500 sign-ins of known numbers look like 500 of unknown ones`() async throws {
        try await TestApp.with(Self.settings) { test in
            try await addOwners(test)
            let before = try await test.messages().count
            var browser = TestBrowser()
            let page = try await test.get("/sign-in", browser)
            browser.receive(page.headers, page.text)
            let (known, unknown) = try await answers(test, &browser, to: "/sign-in") { number, _ in
                ["kind": "national", "number": number]
            }
            Self.expectSame(known, unknown)
            // Codes went to the stored contacts of the owners, and to no other contact.
            let sent = try await test.messages().filter { $0.template == "sign-in-code" }
            #expect(sent.count == Self.requests)
            #expect(Set(sent.map(\.recipient)).count == Self.owners)
            #expect(try await test.messages().count == before + Self.requests)
        }
    }

    /// Expects one look with the page that follows and one without it, for both kinds.
    private static func expectSame(_ known: Set<Seen>, _ unknown: Set<Seen>) {
        #expect(known.count == 2)
        let others = known.symmetricDifference(unknown).map {
            "\($0.status) \($0.headers) \($0.text) \($0.next.suffix(1_500))"
        }
        #expect(others == [])
    }

    /// Sends known and unknown numbers alternately; returns what was seen of each kind.
    private func answers(
        _ test: TestApp,
        _ browser: inout TestBrowser,
        to path: String,
        _ form: (_ number: String, _ request: Int) throws -> [String: String]
    ) async throws -> (known: Set<Seen>, unknown: Set<Seen>) {
        let seed = StaffSeed(test: test)
        var seen: [Set<Seen>] = [[], []]
        for request in 0..<(2 * Self.requests) {
            test.clock.pass(Self.pause)
            let place = request / 2
            let number =
                request % 2 == 0 ? 1 + place % Self.owners : 1_000 + place
            let typed = try form(try seed.draft(number).number.number, request)
            let answer = try await test.post(path, typed, browser)
            let code = try #require(answer.headers[.location])
            // The page of the code is the same for each challenge; a part of them is read.
            guard place % 10 == 0 else {
                seen[request % 2].insert(Seen(answer, then: "-"))
                continue
            }
            let page = try await test.get(code, browser)
            #expect(page.status == 200)
            // The id of the challenge first: its last part can look like the id of a request.
            let masked = TestApp.Answer(
                status: page.status,
                headers: page.headers,
                text: Seen.masked(page.text)
            )
            seen[request % 2].insert(Seen(answer, then: masked.comparable))
        }
        return (seen[0], seen[1])
    }

    private func addOwners(_ test: TestApp) async throws {
        let seed = StaffSeed(test: test)
        for number in 1...Self.owners {
            let owner = try await seed.citizen(number)
            test.clock.pass(Self.pause)
            let outcome = try await test.app.domain.signIn.matchIdentity(
                of: owner.person,
                at: test.clock.now
            )
            #expect(outcome == .matched)
        }
    }
}
