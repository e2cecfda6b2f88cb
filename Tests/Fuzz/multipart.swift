/// A form is the same after writing and reading, and a prefix of its bytes holds its first parts.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
    let type = "multipart/form-data; boundary=b"
    // A media type of any form; its boundary is rarely in the body.
    _ = try? Multipart(parsing: bytes, contentType: String(decoding: bytes, as: UTF8.self))
    let begun = try? Multipart(beginning: bytes, contentType: type)
    guard let form = try? Multipart(parsing: bytes, contentType: type) else { return 0 }
    precondition(begun == form)
    precondition(form.parts.count <= Multipart.mostParts)
    precondition(Set(form.parts.map(\.name)).count == form.parts.count)
    let again = try? Multipart(parsing: written(form), contentType: type)
    precondition(again == form)
    // The first byte determines where it is cut.
    let cut = count * Int(bytes.first ?? 0) / 256
    if let part = try? Multipart(beginning: Array(bytes[..<cut]), contentType: type) {
        precondition(form.parts.starts(with: part.parts))
    }
    return 0
}

/// Returns the form as a browser writes it.
private func written(_ form: Multipart) -> [UInt8] {
    var bytes: [UInt8] = []
    for part in form.parts {
        var head = "--b\r\nContent-Disposition: form-data; name=\"\(part.name)\""
        if let filename = part.filename { head += "; filename=\"\(filename)\"" }
        if let mediaType = part.mediaType { head += "\r\nContent-Type: \(mediaType)" }
        bytes += Array("\(head)\r\n\r\n".utf8) + part.content + Array("\r\n".utf8)
    }
    return bytes + Array("--b--\r\n".utf8)
}
