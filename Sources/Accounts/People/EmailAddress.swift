import Persian

/// An e-mail address of ASCII characters, in lower case.
///
/// Quoted local parts, comments and addresses with other letters are rejected: mail servers reject many of them.
package struct EmailAddress: Sendable, Hashable, CustomStringConvertible {
    /// The address in lower case.
    package let description: String

    /// The most characters of an address (RFC 5321 §4.5.3.1.3).
    package static let lengthLimit = 254
    /// The most characters in front of the at sign (RFC 5321 §4.5.3.1.1).
    private static let localLimit = 64

    /// Reads an address; spaces around it and invisible marks are dropped.
    ///
    /// - Throws: `ParsingError`.
    package init(parsing text: String) throws(ParsingError) {
        let address = Letters.stored(text).lowercased()
        if address.isEmpty { throw .empty }
        guard address.utf8.count <= Self.lengthLimit else { throw .length }
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw .form }
        let (local, domain) = (parts[0], parts[1])
        guard local.utf8.count <= Self.localLimit, Self.isDotted(local, by: Self.isLocal),
            Self.isDotted(domain, by: Self.isDomain), domain.contains("."),
            domain.split(separator: ".").allSatisfy({
                $0.utf8.count <= 63 && $0.first != "-" && $0.last != "-"
            })
        else { throw .form }
        description = address
    }

    /// Why a text is not an address.
    package enum ParsingError: Error, Equatable, Sendable {
        /// The text is empty.
        case empty
        /// The text has more than `lengthLimit` characters.
        case length
        /// The text is not of the form name@example.org.
        case form
    }

    private static func isDotted(_ text: Substring, by isPart: (UInt8) -> Bool) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false)
            .allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isPart) }
    }

    private static func isLocal(_ byte: UInt8) -> Bool {
        isDomain(byte) || "!#$%&'*+/=?^_`{|}~".utf8.contains(byte)
    }

    private static func isDomain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
