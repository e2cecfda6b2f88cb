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

    static func form() throws -> Multipart {
        try Multipart(parsing: body, contentType: contentType)
    }

    static func form(_ text: String) throws(Multipart.ParsingError) -> Multipart {
        try Multipart(parsing: Array(text.utf8), contentType: contentType)
    }
}

@Suite struct `A form with files` {
    @Test func `is read part by part`() throws {
        let form = try Sample.form()
        #expect(form.parts.map(\.name) == ["purpose", "file"])
        #expect(form.text("purpose") == "استخدام")
        let file = try #require(form["file"])
        #expect(file.filename == "codes.csv")
        #expect(file.mediaType == "text/csv")
        #expect(
            String(decoding: file.content, as: UTF8.self) == "code\r\n17958396597274390942\r\n--"
        )
    }

    @Test func `is read without the last end of line, and with an empty file`() throws {
        let form = try Sample.form(
            "--\(Sample.boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n\r\n--\(Sample.boundary)--"
        )
        #expect(form["file"]?.filename == "")
        #expect(form["file"]?.content == [])
        #expect(form.text("file") == nil)
    }

    @Test func `cut at any length is refused, unless only the last end of line is gone`() throws {
        for length in 0..<(Sample.body.count - 2) {
            #expect(throws: Multipart.ParsingError.self, "cut at \(length)") {
                try Multipart(
                    parsing: Array(Sample.body.prefix(length)),
                    contentType: Sample.contentType
                )
            }
        }
        let cut = Array(Sample.body.dropLast(2))
        #expect(try Multipart(parsing: cut, contentType: Sample.contentType) == Sample.form())
    }

    @Test func `with any byte appended is refused`() {
        for byte in UInt8.min...UInt8.max {
            #expect(throws: Multipart.ParsingError.trailing) {
                try Multipart(parsing: Sample.body + [byte], contentType: Sample.contentType)
            }
        }
    }

    @Test func `with any bit flipped is refused or is another form`() throws {
        let form = try Sample.form()
        for index in Sample.body.indices {
            for bit in 0..<8 {
                var body = Sample.body
                body[index] ^= 1 << bit
                guard let flipped = try? Multipart(parsing: body, contentType: Sample.contentType)
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
        ("text/csv", Multipart.ParsingError.boundary),
        ("multipart/form-data", .boundary),
        ("multipart/form-data; boundary=", .boundary),
        ("multipart/form-data; boundary=a b", .boundary),
        ("multipart/form-data; boundary=\(String(repeating: "a", count: 71))", .boundary),
        ("multipart/mixed; boundary=\(Sample.boundary)", .boundary),
        ("multipart/form-data; boundary=other", .start),
    ])
    func `of another type or boundary is refused`(type: String, error: Multipart.ParsingError) {
        #expect(throws: error) { try Multipart(parsing: Sample.body, contentType: type) }
    }

    @Test(arguments: [
        ("Content-Disposition: attachment; name=\"a\"", Multipart.ParsingError.head),
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
    func `whose part has another head is refused`(head: String, error: Multipart.ParsingError) {
        #expect(throws: error) {
            try Sample.form(
                "--\(Sample.boundary)\r\n\(head)\r\n\r\nx\r\n--\(Sample.boundary)--\r\n"
            )
        }
    }

    @Test func `that names a part twice is refused`() {
        let part = "--\(Sample.boundary)\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n"
        #expect(throws: Multipart.ParsingError.twice) {
            try Sample.form(part + part + "--\(Sample.boundary)--")
        }
    }

    @Test func `of more parts than any form of ours has is refused`() {
        let parts = (0...Multipart.mostParts).map { number in
            "--\(Sample.boundary)\r\nContent-Disposition: form-data; name=\"\(number)\"\r\n\r\n\r\n"
        }
        #expect(throws: Multipart.ParsingError.tooMany) {
            try Sample.form(parts.joined() + "--\(Sample.boundary)--")
        }
    }
}
