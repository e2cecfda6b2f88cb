import Accounts
import Casework
import HTTPTypes
import Persian
import Services
import Testing

@testable import Pages
@testable import Web
@testable import verifyd

/// Only the applicant in person opens a request about a document (R130, P16).
struct ApplicantOnlyTests {
    private static let services = Services.catalog.newest.filter {
        $0.audiences.contains(.graduates)
    }

    @Test(arguments: services.map(\.id))
    func `a service for graduates is opened by its subject, and no field names another person`(
        _ id: ServiceID
    ) throws {
        let service = try #require(Services.catalog.newest(id))
        #expect(service.opening.by == [.person(.matched)])
        #expect(service.opening.about == .opener)
        for field in service.form.fields {
            switch field.type {
            case .nationalID, .foreignerID, .passport, .group:
                Issue.record("\(field.name) may name another person")
            default: break
            }
        }
    }

    /// The ways by which a program or an office could open a case.
    private enum Entry: CaseIterable {
        case job, effect, reviewer, confirmer, head, office, administrator, root
    }

    @Test func `no role, job or effect opens a request for a graduate`() async throws {
        try await ConfirmationDesk.with { desk in
            for service in Self.services {
                try await desk.release(service.id)
                for entry in Entry.allCases {
                    let result = try await desk.cases.open(
                        OpenRequest(
                            service.id,
                            moveID: "\(service.id)-\(entry)",
                            by: Self.origin(entry, desk),
                            form: service.examples[0].moves[0].form,
                            at: desk.staff.now
                        )
                    )
                    guard case .refused(let problems) = result else {
                        Issue.record("\(entry) opened \(service.id): \(result)")
                        continue
                    }
                    // The identity of a root administrator is proven: the request would be about the own documents.
                    let isOwn = entry == .root
                    let kinds = problems.map(\.kind)
                    #expect(
                        kinds == [.opening] || isOwn && kinds.contains(.form(.organisation)),
                        "\(entry), \(service.id): \(kinds)"
                    )
                }
            }
            #expect(try await desk.cases.opened(by: desk.graduate.person).isEmpty)
        }
    }

    private static func origin(_ entry: Entry, _ desk: ConfirmationDesk) -> OpenRequest.Origin {
        switch entry {
        case .job: .bulk
        case .effect: .effect(parent: "")
        case .reviewer: .person(desk.reviewer.person)
        case .confirmer: .person(desk.confirmer.person)
        case .head: .person(desk.head.person)
        case .office: .person(desk.office.person)
        case .administrator: .person(desk.staff.administrator.person)
        case .root: .person(desk.staff.root.person)
        }
    }

    @Test func `a page of a member of staff has no way to name the graduate`() async throws {
        try await ConfirmationDesk.with { desk in
            for member in [desk.reviewer, desk.head, desk.office] {
                let browser = try await desk.browser(of: member)
                let start = try await desk.page(RequestFormDesk.service, browser)
                #expect(!start.text.contains(RequestFormDesk.form))
                let form = try await desk.page(RequestFormDesk.form, browser)
                #expect(form.headers[.location] == RequestFormDesk.service)
            }
        }
    }
}
