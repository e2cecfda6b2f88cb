/// A form is the same form in whatever chunks it arrives, and is read again as it was when it is written again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
    // A media type of any form; the body seldom has the boundary that it names.
    _ = try? Form(bytes, contentType: String(decoding: bytes, as: UTF8.self))
    let type = "multipart/form-data; boundary=b"
    let form = try? Form(bytes, contentType: type)
    // The first byte is the size of a chunk.
    precondition((try? Form(bytes, contentType: type, chunk: Int(bytes.first ?? 0) + 1)) == form)
    guard let form else { return 0 }
    precondition(form.parts.count <= MultipartReader.mostParts)
    precondition(Set(form.parts.map(\.head.name)).count == form.parts.count)
    precondition((try? Form(written(form), contentType: type)) == form)
    return 0
}

/// A form that was read to its end, with all of its content.
private struct Form: Equatable {
    var parts: [Part] = []

    struct Part: Equatable {
        let head: MultipartHead
        var content: [UInt8] = []
    }

    init(_ body: [UInt8], contentType: String, chunk: Int = .max) throws(MultipartError) {
        var reader = try MultipartReader(contentType: contentType)
        var rest = body[...]
        while !rest.isEmpty {
            for event in try reader.read(rest.prefix(chunk)) {
                switch event {
                case .part(let head): parts.append(Part(head: head))
                case .content(let bytes): parts[parts.count - 1].content += bytes
                }
            }
            rest = rest.dropFirst(chunk)
        }
        try reader.finish()
    }
}

/// The form as a browser writes it.
private func written(_ form: Form) -> [UInt8] {
    var bytes: [UInt8] = []
    for part in form.parts {
        var head = "--b\r\nContent-Disposition: form-data; name=\"\(part.head.name)\""
        if let filename = part.head.filename { head += "; filename=\"\(filename)\"" }
        if let mediaType = part.head.mediaType { head += "\r\nContent-Type: \(mediaType)" }
        bytes += Array("\(head)\r\n\r\n".utf8) + part.content + Array("\r\n".utf8)
    }
    return bytes + Array("--b--\r\n".utf8)
}
