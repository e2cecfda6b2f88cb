/// A value as both engines store it.
///
/// There are no floating-point values on purpose: fractions are stored in whole hundredths.
package enum SQLValue: Sendable, Hashable {
    /// NULL.
    case null
    /// An integer of 64 bits.
    case integer(Int64)
    /// Unicode text, stored as UTF-8.
    case text(String)
    /// Bytes.
    case blob([UInt8])
}

/// A type whose values can be interpolated into an `SQL` literal.
///
/// Enumerations with raw values conform with one line: `extension State: SQLBindable {}`.
package protocol SQLBindable {
    /// The value to bind.
    var sqlValue: SQLValue { get }
}

extension SQLBindable where Self: FixedWidthInteger {
    /// The number; one beyond 64 signed bits stops the program, as any overflow does.
    package var sqlValue: SQLValue { .integer(Int64(self)) }
}

extension SQLBindable where Self: RawRepresentable, RawValue: SQLBindable {
    /// The raw value.
    package var sqlValue: SQLValue { rawValue.sqlValue }
}

extension Int: SQLBindable {}
extension Int64: SQLBindable {}
extension Int32: SQLBindable {}
extension UInt32: SQLBindable {}
extension UInt16: SQLBindable {}
extension UInt8: SQLBindable {}

extension Bool: SQLBindable {
    /// 1 or 0: SQLite has no Booleans.
    package var sqlValue: SQLValue { .integer(self ? 1 : 0) }
}

extension String: SQLBindable {
    /// The text.
    package var sqlValue: SQLValue { .text(self) }
}

extension Substring: SQLBindable {
    /// A copy of the text.
    package var sqlValue: SQLValue { .text(String(self)) }
}

extension [UInt8]: SQLBindable {
    /// The bytes.
    package var sqlValue: SQLValue { .blob(self) }
}

extension SQLValue: SQLBindable {
    /// Itself.
    package var sqlValue: SQLValue { self }
}

extension Optional: SQLBindable where Wrapped: SQLBindable {
    /// The value, or NULL.
    package var sqlValue: SQLValue { self?.sqlValue ?? .null }
}
