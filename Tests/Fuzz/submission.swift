import Persian
import VerifyCore

@testable import Casework

/// Any bytes are the one canonical form of a submission, or an error.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
    if let form = try? CanonicalForm(decoding: bytes) {
        precondition(form.bytes == bytes)
        precondition(form.values.byField.keys.allSatisfy(\.isWellFormed))
    }
    // As text it is the answer of a field of each type; what was read is read again as it is written.
    let text = String(decoding: bytes, as: UTF8.self)
    let types: [FieldType] = [
        .text, .longText, .number, .money, .date, .nationalID, .foreignerID, .passport, .legalID,
        .iban, .mobile, .email, .postalCode,
    ]
    for type in types {
        let form = FormDefinition([FieldDefinition("x", Wording(fa: "x", en: "x"), type)])
        guard case .values(let values) = form.read(["x": .text(text)]) else { continue }
        precondition(form.read(["x": .text(values.text("x") ?? "")]) == .values(values))
        let written = CanonicalForm(formVersion: 1, values: values)
        precondition((try? CanonicalForm(decoding: written.bytes)) == written)
    }
    return 0
}
