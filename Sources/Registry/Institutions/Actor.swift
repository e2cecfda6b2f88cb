/// Who acts on the register: recorded with every change (R130, R136).
package enum Actor: Sendable, Hashable {
    /// The Student Affairs Organisation itself: may do everything, for every institution, and is
    /// bound by no access window.
    case saorg(name: String)
    /// A university or centre: may act on its own degrees only, and issue inside its window only.
    case institution(code: String, name: String)

    /// How event rows name the actor: `saorg:NAME` or `institution:CODE:NAME`.
    package var label: String {
        switch self {
        case .saorg(let name): "saorg:\(name)"
        case .institution(let code, let name): "institution:\(code):\(name)"
        }
    }

    /// Whether the actor may act on what belongs to an institution.
    package func actsFor(institution owner: String) -> Bool {
        switch self {
        case .saorg: true
        case .institution(let code, _): code == owner
        }
    }

    /// Refuses to touch what belongs to another institution.
    func mustActFor(institution owner: String) throws(RegistryError) {
        guard actsFor(institution: owner) else { throw .notYourInstitution }
    }

    /// Refuses what only the organisation may do.
    func mustBeSAORG() throws(RegistryError) {
        guard case .saorg = self else { throw .onlySAORG }
    }
}
