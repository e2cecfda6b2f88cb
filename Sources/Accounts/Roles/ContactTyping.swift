import Persian

extension Contact {
    /// Reads a contact that was typed: what has an at sign is an e-mail address, everything else a mobile number.
    ///
    /// Nil for a text that is neither.
    package init?(typed text: String) {
        if text.contains("@") {
            guard let address = try? EmailAddress(parsing: text) else { return nil }
            self = .email(address)
        } else {
            guard let mobile = try? Mobile(parsing: text) else { return nil }
            self = .mobile(mobile)
        }
    }
}
