import VerifyCore

/// A value is written and read back; writing is stable.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
    if let value = try? JSON(parsing: bytes) {
        let written = value.encoded()
        guard let again = try? JSON(parsing: written) else {
            preconditionFailure("written JSON must be readable")
        }
        precondition(again == value)
        precondition(again.encoded() == written)
    }
    _ = try? JSON(parsing: bytes, depth: 2, size: 64)
    _ = try? PublicKeySet(parsing: bytes)
    _ = try? Keyring.Outline(files: ["keyring.json": bytes])
    return 0
}
