/// The party that changes the register; it is recorded with every change.
package enum Actor: Sendable, Hashable {
    /// The Student Affairs Organisation itself: may do everything, for every institution, and is
    /// bound by no access window.
    case saorg(name: String)
    /// A university or centre: may act on its own degrees only, and issue inside its window only.
    case institution(code: String, name: String)

    /// The actor's name in event rows: `saorg:NAME` or `institution:CODE:NAME`.
    package var label: String {
        switch self {
        case .saorg(let name): "saorg:\(name)"
        case .institution(let code, let name): "institution:\(code):\(name)"
        }
    }

    /// The code of the institution that the actor belongs to; nil for the Organisation.
    package var institution: String? {
        switch self {
        case .saorg: nil
        case .institution(let code, _): code
        }
    }

    /// Returns whether the actor may act on what belongs to an institution.
    func actsFor(institution owner: String) -> Bool {
        switch self {
        case .saorg: true
        case .institution(let code, _): code == owner
        }
    }

    /// Requires that the actor may act on what belongs to an institution.
    func requireAccess(to owner: String) throws(RegistryError) {
        guard actsFor(institution: owner) else { throw .notYourInstitution }
    }

    /// Requires that the actor is the Organisation.
    func requireSAORG() throws(RegistryError) {
        guard case .saorg = self else { throw .onlySAORG }
    }
}
