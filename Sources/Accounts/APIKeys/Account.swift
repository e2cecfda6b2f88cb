/// The client of a request, known by a valid API key.
package struct Account: Sendable, Hashable {
    /// The key's id, which is not secret.
    package let id: String
    /// The organisation's name.
    package let organisation: String
    /// The organisation that has the key; other keys of it have the same.
    package let organisationID: String
    /// What the key permits.
    package let scope: Scope
    /// The institution's code, with the scope `institution` only.
    package let institution: String?
    /// What the key permits on cases, with the scope `institution` only; nil for nothing.
    package let caseScope: CaseScope?
    /// Whether it may also propose actions for these cases.
    package let proposes: Bool
}
