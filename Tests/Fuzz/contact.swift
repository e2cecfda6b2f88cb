import Persian
import VerifyCore

/// Any text is an address, a number of a person, or an error; what was read is read again as it is written.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
    let text = String(decoding: bytes, as: UTF8.self)
    if let address = try? EmailAddress(parsing: text) {
        precondition((try? EmailAddress(parsing: address.description)) == address)
        precondition(address.description.utf8.allSatisfy { 0x21...0x7E ~= $0 })
        precondition(address.description.utf8.count <= EmailAddress.lengthLimit)
    }
    for kind in IDKind.allCases {
        guard let number = try? IDNumber(kind, country: "AFG", typed: text) else { continue }
        let again = try? IDNumber(kind, country: number.country, typed: number.number)
        precondition(again == number)
        precondition(number.number.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 })
    }
    return 0
}
