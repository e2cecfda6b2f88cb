/// Who sent a request, as a valid API key tells.
package struct Account: Sendable, Hashable {
    /// The key's id, never its secret.
    package let id: String
    /// The organisation that was given the key.
    package let organisation: String
    /// What it may do.
    package let scope: Scope
    /// The institution's code in the register, with the scope `institution` only.
    package let institution: String?
}
