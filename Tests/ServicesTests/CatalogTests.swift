import Casework
import Persian
import Services
import Testing

/// Each service of the list may be released.
struct CatalogTests {
    @Test
    func `no declaration of the list has a fault`() {
        let faults = Services.catalog.faults().map { "\($0.service): \($0.fault)" }
        #expect(faults == [])
    }

    @Test(arguments: Services.catalog.services.map(\.id))
    func `the forms of the examples are read without a problem`(id: ServiceID) throws {
        for service in Services.catalog.services where service.id == id {
            for move in service.examples.flatMap(\.moves) where !move.form.byName.isEmpty {
                let facts = FormFacts(
                    files: Dictionary(
                        uniqueKeysWithValues: move.form.documents.map { ($0, .example) }
                    ),
                    organisations: service.form.organisations(in: move.form)
                )
                guard case .values = service.form.read(move.form, knowing: facts) else {
                    Issue.record("\(service.form.read(move.form, knowing: facts))")
                    continue
                }
            }
        }
    }

    @Test
    func `every effect of the list is missing where no body is registered`() {
        let none: EffectBodies = [:]
        #expect(
            none.missing(in: .cartableRequest) == [
                "approve-holder", "request-holder", "withdraw-holder-request",
            ]
        )
    }
}

extension StoredFile {
    /// A document of an example.
    fileprivate static let example = StoredFile(
        document: "document",
        hash: CanonicalForm(formVersion: 1, values: [:]).digest,
        kind: .pdf,
        bytes: 1_000
    )
}
