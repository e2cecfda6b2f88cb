/// The party that sends a question: it decides which tier may open, and how the access log names the view.
package enum Verifier: Sendable {
    /// Any visitor of the public page or API: T0, or T1 with a right datum.
    case visitor
    /// A registered organisation: like a visitor, or with the graduate's consent T3, which opens the
    /// fields of T1 without a datum.
    ///
    /// `id` names the organisation, `name` is what the access log shows.
    case organisation(id: String, name: String, consent: Consent?)

    /// Why a registered organisation looks, and the graduate's consent that it refers to.
    package struct Consent: Sendable, Hashable {
        /// What the organisation checks for.
        package let purpose: String
        /// Where the organisation keeps the graduate's consent.
        package let reference: String

        /// Creates a consent.
        ///
        /// - Throws: `RegistryError.invalid` for an empty or too long purpose or reference.
        package init(purpose: String, reference: String) throws(RegistryError) {
            self.purpose = try Bounded.text(purpose, field: "purpose", limit: 200)
            self.reference = try Bounded.text(reference, field: "consent_reference", limit: 200)
        }
    }

    /// Whether the graduate's consent opens the fields of T1.
    var hasConsent: Bool {
        switch self {
        case .visitor, .organisation(_, _, consent: nil): false
        case .organisation(_, _, consent: .some): true
        }
    }
}
