import VerifyCore

/// Bytes have exactly one text in each alphabet; hexadecimal is read in either case.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
    let text = String(decoding: bytes, as: UTF8.self)
    if let decoded = try? Base32.decode(text) {
        precondition(Base32.encode(decoded).uppercased() == text.uppercased())
    }
    if let decoded = try? Hex.decode(text) {
        precondition(Hex.encode(decoded) == text.lowercased())
    }
    if let decoded = try? Base64URL.decode(text) {
        precondition(Base64URL.encode(decoded) == text)
    }
    precondition((try? Base32.decode(Base32.encode(bytes))) == bytes)
    precondition((try? Hex.decode(Hex.encode(bytes))) == bytes)
    precondition((try? Base64URL.decode(Base64URL.encode(bytes))) == bytes)
    return 0
}
