/// Addresses of an account to which the pages before the sign-in lead.
enum AccountAddress {
    /// The first page after the sign-in.
    static let account = "/account"
    /// The match with the national registers.
    static let identity = "/account/identity"
}
