import VerifyCore

/// Any text is a code or an error; a code is written and read back.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
    let text = String(decoding: bytes, as: UTF8.self)
    do throws(AuthenticityCode.ParsingError) {
        let code = try AuthenticityCode(parsing: text)
        precondition(AuthenticityCode(bytes: code.bytes) == code)
        precondition((try? AuthenticityCode(parsing: code.digits)) == code)
        precondition((try? AuthenticityCode(parsing: code.grouped)) == code)
        precondition(code.digits.utf8.reduce(0) { ($0 * 10 + UInt64($1 - 48)) % 97 } == 1)
    } catch {
        if let digits = error.digits { precondition(digits.utf8.allSatisfy { 48...57 ~= $0 }) }
        if case .reversed(_, let suggestion) = error {
            precondition((try? AuthenticityCode(parsing: suggestion.digits)) == suggestion)
        }
    }
    if let code = AuthenticityCode(bytes: bytes) { precondition(code.bytes == bytes) }
    return 0
}
