import Accounts
import Foundation
import HTTPTypes
import Hummingbird
import Testing

@testable import Pages
@testable import Web
@testable import verifyd

/// Every page of the table of gated pages, for every kind of reader, with an object of the reader, of a colleague, of another
/// university, and with one that does not exist.
///
/// The rows are in `Scripts/page-authorization.txt`, one for each method and address: `NAME STATUS`, or `NAME A/B/C/D` where the
/// objects differ. A page without a row fails, and the failure has the row.
struct PageAuthorizationTests {
    /// The columns of an address with an object; an address without one has the first.
    private static let columns = ["mine", "colleague's", "foreign", "absent"]

    /// The pages that end a session or an object, which come last.
    private static let endings = [
        "/account/sessions/:id/end", "/account/sessions/end", "/sign-out",
    ]

    @Test func `each page does for each reader what its row has, and a denial looks like absence`()
        async throws
    {
        let expected = try Self.expected()
        try await PageWorld.with { world in
            var seen: Set<String> = []
            for (method, path) in Self.operations() {
                let name = "\(method.rawValue) \(path)"
                var cells: [String] = []
                for reader in world.readers {
                    cells.append(try await Self.cell(method, path, reader, world))
                }
                seen.insert(name)
                let row = cells.joined(separator: " | ")
                #expect(expected[name] == row, "\(name) | \(row)")
            }
            try Self.requireSilentLog(world)
            for name in expected.keys where !seen.contains(name) {
                Issue.record("\(name) is in the table, and no page")
            }
        }
    }

    /// The methods and addresses of all pages, those that end something last.
    private static func operations() -> [(HTTPRequest.Method, String)] {
        let all = GatedRoutes.table.flatMap { page, _ in page.methods.map { ($0, page.path) } }
        return all.filter { !endings.contains($0.1) }
            + endings.flatMap { path in all.filter { $0.1 == path } }
    }

    private static func cell(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ reader: PageWorld.Reader,
        _ world: PageWorld
    ) async throws -> String {
        let hasObject = path.split(separator: "/").contains {
            PageWorld.kind(of: $0, in: path) != nil
        }
        var answers: [TestApp.Answer] = []
        var before: String?
        for column in columns.indices where hasObject || column == 0 {
            let address = try #require(
                world.address(path, column),
                "\(path) has a parameter without an object"
            )
            // A page that is read twice is the same page.
            if method == .get, address == before, let answer = answers.last {
                answers.append(answer)
            } else {
                answers.append(try await world.send(method, address, as: reader))
            }
            before = address
        }
        let absent = answers[answers.count - 1]
        for (column, answer) in answers.enumerated() where [403, 404].contains(answer.status) {
            let place = "\(method.rawValue) \(path) \(reader.name) \(columns[column])"
            #expect(answer.status == absent.status, "\(place)")
            #expect(answer.comparable == absent.comparable, "\(place)")
        }
        let statuses = answers.map { String($0.status) }
        let text = Set(statuses).count == 1 ? statuses[0] : statuses.joined(separator: "/")
        return "\(reader.name) \(text)"
    }

    /// No request left a name, a number, a contact, a cookie or an id of a person in the log.
    private static func requireSilentLog(_ world: PageWorld) throws {
        let log = world.desk.staff.test.logged.text
        #expect(log.contains("\"message\":\"request\""))
        var secrets = ["name": "همکار", "Latin name": "Hamkar", "graduate": "کاظمی"]
        for number in 71...81 {
            let draft = try world.desk.staff.seed.draft(number)
            secrets["number \(number)"] = draft.number.number
            secrets["contact \(number)"] = draft.contact?.text
        }
        for reader in world.readers {
            for (name, value) in reader.browser.cookies {
                secrets["\(reader.name) \(name)"] = value
            }
        }
        #expect(secrets.filter { log.contains($0.value) }.map(\.key) == [])
    }

    /// The rows of the table by method and address.
    private static func expected() throws -> [String: String] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Scripts/page-authorization.txt")
        var rows: [String: String] = [:]
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        where !line.hasPrefix("#") {
            let parts = line.split(separator: " | ", maxSplits: 1)
            guard parts.count == 2 else { continue }
            rows[String(parts[0])] = String(parts[1])
        }
        return rows
    }
}
