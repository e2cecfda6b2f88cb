import Accounts
import Casework
import HTTPTypes
import Hummingbird
import Persian
import Web

/// Claims the selected cases, or assigns them to a colleague; those that another person claimed stay with that person.
struct BulkClaim: GatedPage {
    let site: GatedSite

    static let path = "/staff/cartable/claim"
    static let methods: [HTTPRequest.Method] = [.post]
    /// Before the id in the name of a checkbox.
    static let prefix = "case-"
    /// The name of the field with the person who gets the cases; empty for the reader.
    private static let colleague = "to"

    init(_ site: GatedSite) { self.site = site }

    func receive(_ request: PageRequest) async throws -> Response {
        let person = try request.requireAuthority().person
        let ids = request.fields.keys.filter { $0.hasPrefix(Self.prefix) }.sorted()
            .map { String($0.dropFirst(Self.prefix.count)) }
        let colleague = request.fields[Self.colleague].map { PersonID($0) }
        let owner = colleague.flatMap { $0.description.isEmpty ? nil : $0 } ?? person
        let results = try await site.app.domain.cases.assignAll(
            ids,
            to: owner,
            by: CaseActor(try request.requireSession()),
            at: request.now
        )
        let done = results.count { $0.result == .done }
        let all: CartablePage.Notice = owner == person ? .claimed : .assigned
        let notice = done == 0 ? .nothing : done == results.count ? all : .partly
        return site.redirect(to: notice.path, request)
    }
}

/// Claims the free case that is due first, and opens it; before that an own one.
struct NextCase: GatedPage {
    let site: GatedSite

    static let path = "/staff/cartable/next"
    static let methods: [HTTPRequest.Method] = [.post]

    init(_ site: GatedSite) { self.site = site }

    static var form: PageForm {
        var form = PageForm(to: path, [], button: Wording(fa: "پروندهٔ بعدی", en: "Next case"))
        form.look = .line
        return form
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let person = try request.requireAuthority().person
        let cases = site.app.domain.cases
        for section in [CartableList.Section.mine, .unclaimed, .deputised] {
            let list = try await cases.work(
                of: person,
                CartableList.Filter(section: section),
                at: request.now
            )
            // A colleague may claim one of them at the same moment.
            for entry in list.entries {
                let result = try await cases.claim(
                    entry.caseID,
                    by: CaseActor(try request.requireSession()),
                    at: request.now
                )
                if result == .done {
                    return site.redirect(
                        to: CasePage.Notice.claimed.path(of: entry.caseID),
                        request
                    )
                }
            }
        }
        return site.redirect(to: CartablePage.Notice.nothing.path, request)
    }
}
