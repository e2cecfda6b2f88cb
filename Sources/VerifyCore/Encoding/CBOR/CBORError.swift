extension CBOR {
    /// Why bytes are not the one deterministic encoding of a value (RFC 8949 §4.2.1).
    package enum DecodingError: Error, Equatable, Sendable {
        /// The bytes end inside an item.
        case truncated
        /// Bytes follow the item.
        case trailingBytes
        /// An item or a "break" of indefinite length.
        case indefiniteLength
        /// A length, number, float or bignum that has a shorter encoding.
        case notMinimal
        /// Keys of a map are not in bytewise lexicographic order.
        case unsortedKeys
        /// A map has the same key twice.
        case duplicateKey
        /// Text is not UTF-8.
        case notUTF8
        /// Additional information 28…30, or a simple value below 32 in two bytes.
        case reserved
        /// More levels of nesting than the reader allows.
        case depth
        /// More bytes than the reader allows.
        case size
        /// The format has another item at this place.
        case unexpectedItem
    }
}
