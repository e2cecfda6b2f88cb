import Persian

/// Any text is an identifier in its canonical form or an error; the canonical form is read back as the same value.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let text = String(
        decoding: UnsafeBufferPointer(start: start, count: count),
        as: UTF8.self
    )
    if let id = try? NationalID(parsing: text) {
        precondition(
            isDigits(id.digits, 10) && (try? NationalID(parsing: id.digits))?.digits == id.digits
        )
    }
    if let id = try? LegalID(parsing: text) {
        precondition(
            isDigits(id.digits, 11) && (try? LegalID(parsing: id.digits))?.digits == id.digits
        )
    }
    if let id = try? ForeignerID(parsing: text) {
        precondition(isDigits(id.digits, 12) && (try? ForeignerID(parsing: id.digits)) == id)
    }
    if let iban = try? IBAN(parsing: text) {
        precondition(iban.canonical.hasPrefix("IR") && isDigits(iban.canonical.dropFirst(2), 24))
        precondition((try? IBAN(parsing: iban.canonical)) == iban)
        precondition((try? IBAN(parsing: iban.canonical.dropFirst(2))) == iban)
    }
    if let code = try? PostalCode(parsing: text) {
        precondition(isDigits(code.digits, 10) && (try? PostalCode(parsing: code.printed)) == code)
    }
    if let number = try? TrackingNumber(parsing: text) {
        precondition(isDigits(number.digits, 10))
        precondition((try? TrackingNumber(parsing: number.digits)) == number)
    }
    if let mobile = try? Mobile(parsing: text) {
        precondition(isDigits(mobile.dialled, 11))
        precondition((try? Mobile(parsing: mobile.canonical)) == mobile)
        precondition((try? Mobile(parsing: mobile.dialled)) == mobile)
    }
    if let digits = TypedDigits(text).exactly(6) { precondition(isDigits(digits, 6)) }
    return 0
}

private func isDigits(_ text: some StringProtocol, _ count: Int) -> Bool {
    text.utf8.count == count && text.utf8.allSatisfy { 48...57 ~= $0 }
}
