extension JSON {
    /// Why bytes are not one value of strict JSON; offsets count bytes.
    package enum ParsingError: Error, Equatable, Sendable {
        /// The bytes end inside the value, or there are none.
        case truncated
        /// Bytes other than white space follow the value.
        case trailingBytes(offset: Int)
        /// A byte that JSON does not allow at this place.
        case unexpected(offset: Int)
        /// A number in another form than RFC 8259 §6 (leading zeros, a bare point, a plus).
        case number(offset: Int)
        /// A control character in a string.
        case controlCharacter(offset: Int)
        /// An unknown escape sequence.
        case escape(offset: Int)
        /// Half of a surrogate pair.
        case loneSurrogate(offset: Int)
        /// A string that is not UTF-8.
        case notUTF8(offset: Int)
        /// An object has this name twice.
        case duplicateName(String)
        /// More levels of nesting than the reader allows.
        case depth
        /// More bytes than the reader allows.
        case size
    }
}
