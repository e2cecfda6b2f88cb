import Accounts
import Hummingbird
import Registry
import VerifyCore
import Web

/// The reader as the holder of degrees.
extension GatedSite {
    /// Returns the reader with the numbers under which documents may be registered; none below level 1.
    func holder(
        _ request: PageRequest
    ) async throws -> (person: Person, numbers: Set<HolderIdentity>) {
        let people = app.domain.people
        guard let person = try await people.person(request.requireSession().person) else {
            throw Problem.notFound
        }
        let numbers = try await people.documentNumbers(of: person)
        return (
            person,
            Set(
                numbers.map {
                    HolderIdentity($0.kind, country: $0.country, number: $0.number)
                }
            )
        )
    }

    /// Returns the degree of the address, which the reader holds.
    ///
    /// - Throws: 404 for any other id, as for one that does not exist.
    func heldDegree(_ request: PageRequest) async throws -> HeldDegreeDetails {
        let id = try request.degreeID()
        let numbers = try await holder(request).numbers
        guard let details = try await app.domain.registry.degree(id: id, heldBy: numbers) else {
            throw Problem.notFound
        }
        return details
    }
}

extension PageRequest {
    /// The id of the degree in the address.
    func degreeID() throws -> String { try context.parameters.require("id") }
}

/// The addresses of a degree.
enum DegreeAddress {
    /// Returns the address of a degree, or of a page below it.
    static func path(of id: String, _ page: String = "") -> String { "/degrees/\(id)\(page)" }
}
