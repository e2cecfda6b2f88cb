import Casework
import HTTPTypes
import Persian
import Testing
import VerifyCore
import Web

@testable import verifyd

/// The feed over the API, numbered by the worker of the daemon.
struct FeedAPITests {
    private static func worker(_ clients: CaseClients) -> FeedWorker {
        FeedWorker(
            app: clients.desk.staff.test.app,
            delivery: WebhookDelivery(permits: { _ in false }) { _ in .notSent(.settings) },
            workers: 0,
            disableAfter: .seconds(86_400),
            retention: .seconds(90 * 86_400)
        )
    }

    @Test func `a key reads the changes of its institution from where it was`() async throws {
        try await CaseClients.with { clients in
            let id = try await clients.desk.request()
            let empty = try await clients.send(.get, "/api/v1/feed", as: .key("read"))
            #expect(empty.text == #"{"items":[],"cursor":"0"}"#)
            await Self.worker(clients).number()
            let first = try await clients.send(.get, "/api/v1/feed", as: .key("read"))
            let entry = try #require(first.json["items"]?.array?.first)
            #expect(entry["event"]?.string == "case.changed")
            #expect(entry["object"]?.string == "case")
            #expect(entry["id"]?.string == id)
            #expect(entry.members?.count == 5, "\(first.text)")
            let cursor = try #require(first.json["cursor"]?.string)
            let path = "/api/v1/feed?after=\(cursor)&limit=500"
            let same = try await clients.send(.get, path, as: .key("files"))
            #expect(same.json["items"]?.array?.isEmpty == true)
            #expect(same.json["cursor"]?.string == cursor)
            let agreed = try await clients.desk.agree(id, by: clients.desk.reviewer)
            #expect(agreed.receipt != nil, "\(agreed)")
            await Self.worker(clients).number()
            let next = try await clients.send(.get, path, as: .key("read"))
            #expect(next.json["items"]?.array?.map { $0["id"]?.string } == [id], "\(next.text)")
            // The case has moved on: it changed for the last time here, and is absent now.
            #expect(
                try await clients.send(.get, "/api/v1/cases/\(id)", as: .key("read")).status == 404
            )
            let other = try await clients.send(.get, "/api/v1/feed", as: .key("other"))
            #expect(other.json["items"]?.array?.isEmpty == true)
        }
    }

    @Test(arguments: ["-1", "x", "99999999999999999999", ""])
    func `a cursor of another form is refused by its name`(_ cursor: String) async throws {
        try await CaseClients.with { clients in
            let answer = try await clients.send(
                .get,
                "/api/v1/feed?after=\(cursor)",
                as: .key("read")
            )
            #expect(answer.status == 400)
            #expect(answer.text.contains("\"parameter\":\"after\""), "\(answer.text)")
        }
    }

    @Test func `a reader behind the kept entries reads everything again`() async throws {
        try await CaseClients.with { clients in
            _ = try await clients.desk.request()
            let worker = Self.worker(clients)
            await worker.number()
            let cases = clients.desk.cases
            let feed = Feed(database: cases.database)
            let now = clients.desk.staff.now
            #expect(try await feed.prune(before: now.adding(seconds: 1)) > 0)
            let behind = try await clients.send(.get, "/api/v1/feed?after=0", as: .key("read"))
            #expect(behind.status == 410)
            let anew = try await clients.send(.get, "/api/v1/feed", as: .key("read"))
            #expect(anew.status == 200)
            await worker.upkeep()
            #expect(
                clients.desk.staff.test.app.metricsText.contains("\nsehat_feed_delay_seconds 0\n")
            )
        }
    }
}
