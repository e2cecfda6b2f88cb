import Accounts
import Casework
import Persian
import Web

/// What the form begins with.
extension RequestPage {
    /// The parameter of a form whose answers come from a register.
    static let isFilled = "filled"

    /// What a form shows first.
    struct Start {
        /// The answers of the draft, over which new ones are read.
        let former: TypedForm
        /// The answers that are shown.
        let typed: TypedForm
        let facts: RequestFacts
        /// The thing at which the form begins; nil for a draft about something else.
        let about: String?
        /// Whether the answers come from a register and were not read yet.
        let isFilled: Bool
    }

    /// Returns the draft, or the first answers: of a thing of the reader where the address names one and the draft is about
    /// another one.
    func start(
        _ service: Service,
        _ person: Person,
        _ request: PageRequest,
        _ draft: TypedForm?
    ) async throws -> Start {
        let about = request.fields[RequestAddress.about] ?? request.query(RequestAddress.about)
        var isFilled = request.query(Self.isFilled) != nil
        var typed = draft ?? TypedForm()
        var begun: TypedForm?
        if let about {
            begun = try await site.firstAnswers(of: service, at: about, for: person)
        }
        if let begun, !begun.byName.allSatisfy({ typed.byName[$0.key] == $0.value }) {
            typed = begun
        } else {
            begun = nil
        }
        let former = typed
        let facts = try await site.facts(of: service, typed, for: person, at: request.now)
        if draft == nil || begun != nil {
            for (name, value) in facts.firstAnswers.byName where typed.byName[name] == nil {
                typed.byName[name] = value
            }
            isFilled = isFilled || !facts.source.entry.isEmpty
        }
        return Start(
            former: former,
            typed: typed,
            facts: facts,
            about: begun == nil ? nil : about,
            isFilled: isFilled
        )
    }
}
