import Accounts
import Casework
import HTTPTypes
import Registry
import Testing
import VerifyCore

@testable import Pages
@testable import Web
@testable import verifyd

/// A request that was begun and not sent can be given up.
@Suite struct DiscardedRequestTests {
    @Test func `a draft is deleted by the button of the list of requests`() async throws {
        try await RequestFormDesk.with { desk in
            #expect(try await desk.fill().status == 303)
            let list = try await desk.page(MyRequestsPage.path)
            #expect(list.text.contains("\(RequestFormDesk.service)/discard"))
            let answer = try await desk.desk.staff.send(
                [:],
                to: "\(RequestFormDesk.service)/discard",
                on: MyRequestsPage.path,
                desk.graduate
            )
            #expect(answer.headers[.location] == MyRequestsPage.path)
            let cases = desk.desk.staff.test.app.domain.cases
            let draft = try await cases.draft(
                of: desk.graduate.person,
                service: "academic-confirmation"
            )
            #expect(draft == nil)
            let after = try await desk.page(MyRequestsPage.path)
            #expect(!after.text.contains("/discard"))
        }
    }
}
