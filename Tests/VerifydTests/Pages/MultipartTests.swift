import Testing

@testable import Pages
@testable import Web
@testable import verifyd

/// A form with a file, as Chromium sends it.
private enum Sample {
    static let boundary = "----WebKitFormBoundaryrH0aJgkKGGZxKuFt"
    static let contentType = "multipart/form-data; boundary=\(boundary)"
    static let body = Array(
        [
            "--\(boundary)",
            "Content-Disposition: form-data; name=\"purpose\"",
            "",
            "استخدام",
            "--\(boundary)",
            "Content-Disposition: form-data; name=\"file\"; filename=\"codes.csv\"",
            "Content-Type: text/csv",
            "",
            "code\r\n17958396597274390942\r\n--",
            "--\(boundary)--",
            "",
        ].joined(separator: "\r\n").utf8
    )

    fileprivate static func form() throws -> MultipartForm {
        try MultipartForm(parsing: body, contentType: contentType)
    }

    fileprivate static func form(_ text: String) throws(MultipartError) -> MultipartForm {
        try MultipartForm(parsing: Array(text.utf8), contentType: contentType)
    }
}

/// A form that was read to its end, with all of its content.
private struct MultipartForm: Equatable {
    private(set) var parts: [Part] = []

    struct Part: Equatable {
        let head: MultipartHead
        var content: [UInt8] = []
    }

    /// Reads a body that arrives in chunks.
    init(parsing body: [UInt8], contentType: String, chunk: Int = .max) throws(MultipartError) {
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

    subscript(name: String) -> Part? { parts.first { $0.head.name == name } }

    func text(_ name: String) -> String? {
        guard let part = self[name], part.head.filename == nil else { return nil }
        return String(validating: part.content, as: UTF8.self)
    }
}

@Suite struct `A form with files` {
    @Test func `is the same form in whatever chunks it arrives`() throws {
        let form = try Sample.form()
        for chunk in 1...Sample.body.count {
            let read = try MultipartForm(
                parsing: Sample.body,
                contentType: Sample.contentType,
                chunk: chunk
            )
            #expect(read == form, "chunks of \(chunk)")
        }
    }

    @Test func `passes on the content of a file before the file has ended`() throws {
        var reader = try MultipartReader(contentType: Sample.contentType)
        _ = try reader.read(Sample.body.prefix(Sample.body.count - 60))
        let megabyte = [UInt8](repeating: 0x31, count: 1 << 20)
        let passed = try reader.read(megabyte).reduce(0) { count, event in
            if case .content(let bytes) = event { count + bytes.count } else { count }
        }
        #expect(passed >= megabyte.count - 100)
    }

    @Test func `is read part by part`() throws {
        let form = try Sample.form()
        #expect(form.parts.map(\.head.name) == ["purpose", "file"])
        #expect(form.text("purpose") == "استخدام")
        let file = try #require(form["file"])
        #expect(file.head.filename == "codes.csv")
        #expect(file.head.mediaType == "text/csv")
        #expect(
            String(decoding: file.content, as: UTF8.self) == "code\r\n17958396597274390942\r\n--"
        )
    }

    @Test func `is read without the last end of line, and with an empty file`() throws {
        let form = try Sample.form(
            "--\(Sample.boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n\r\n--\(Sample.boundary)--"
        )
        #expect(form["file"]?.head.filename == "")
        #expect(form["file"]?.content == [])
        #expect(form.text("file") == nil)
    }

    @Test func `cut at any length is refused, unless only the last end of line is gone`() throws {
        for length in 0..<(Sample.body.count - 2) {
            #expect(throws: MultipartError.self, "cut at \(length)") {
                try MultipartForm(
                    parsing: Array(Sample.body.prefix(length)),
                    contentType: Sample.contentType
                )
            }
        }
        let cut = Array(Sample.body.dropLast(2))
        #expect(try MultipartForm(parsing: cut, contentType: Sample.contentType) == Sample.form())
    }

    @Test func `with any byte appended is refused`() {
        for byte in UInt8.min...UInt8.max {
            #expect(throws: MultipartError.trailing) {
                try MultipartForm(parsing: Sample.body + [byte], contentType: Sample.contentType)
            }
        }
    }

    @Test func `with any bit flipped is refused or is another form`() throws {
        let form = try Sample.form()
        for index in Sample.body.indices {
            for bit in 0..<8 {
                var body = Sample.body
                body[index] ^= 1 << bit
                guard
                    let flipped = try? MultipartForm(parsing: body, contentType: Sample.contentType)
                else {
                    continue
                }
                // The names of headers may be written in either case (RFC 9110 §5.1).
                let isCase = bit == 5 && Character(Unicode.Scalar(Sample.body[index])).isLetter
                #expect(flipped != form || isCase, "byte \(index), bit \(bit)")
            }
        }
    }

    @Test(arguments: [
        ("text/csv", MultipartError.boundary),
        ("multipart/form-data", .boundary),
        ("multipart/form-data; boundary=", .boundary),
        ("multipart/form-data; boundary=a b", .boundary),
        ("multipart/form-data; boundary=\(String(repeating: "a", count: 71))", .boundary),
        ("multipart/mixed; boundary=\(Sample.boundary)", .boundary),
        ("multipart/form-data; boundary=other", .start),
    ])
    func `of another type or boundary is refused`(type: String, error: MultipartError) {
        #expect(throws: error) { try MultipartForm(parsing: Sample.body, contentType: type) }
    }

    @Test(arguments: [
        ("Content-Disposition: attachment; name=\"a\"", MultipartError.head),
        ("Content-Disposition: form-data", .head),
        ("Content-Disposition: form-data; name=a", .head),
        ("Content-Disposition: form-data; name=\"\"", .head),
        ("Content-Disposition: form-data; name=\"a\"; size=3", .head),
        ("Content-Disposition: form-data; name=\"a\"; filename=\"b\"; x=\"y\"", .head),
        ("Content-Disposition: form-data; name=\"a\u{1}\"", .head),
        ("Content-Disposition:form-data; name=\"a\"", .head),
        ("Content-Transfer-Encoding: base64", .head),
        ("X: y", .head),
        ("", .head),
        ("Content-Type: text/csv", .head),
        ("Content-Disposition: form-data; name=\"\(String(repeating: "a", count: 1024))\"", .head),
    ])
    func `whose part has another head is refused`(head: String, error: MultipartError) {
        #expect(throws: error) {
            try Sample.form(
                "--\(Sample.boundary)\r\n\(head)\r\n\r\nx\r\n--\(Sample.boundary)--\r\n"
            )
        }
    }

    @Test func `that names a part twice is refused`() {
        let part = "--\(Sample.boundary)\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n"
        #expect(throws: MultipartError.twice) {
            try Sample.form(part + part + "--\(Sample.boundary)--")
        }
    }

    @Test func `of more parts than any form of ours has is refused`() {
        let parts = (0...MultipartReader.mostParts).map { number in
            "--\(Sample.boundary)\r\nContent-Disposition: form-data; name=\"\(number)\"\r\n\r\n\r\n"
        }
        #expect(throws: MultipartError.tooMany) {
            try Sample.form(parts.joined() + "--\(Sample.boundary)--")
        }
    }
}
