import Registry
import Testing

@testable import Pages
@testable import Web
@testable import verifyd

@Suite struct `The form of a batch` {
    @Test(arguments: [
        ("", 0), ("code", 1), ("code\r\n1\r\n2", 3), ("code\n\n1\n\n", 2), ("a\rb\r", 2),
        ("\n\n", 0),
    ])
    func `counts lines that are not empty, whatever ends them`(text: String, lines: Int) {
        #expect(BatchForm.lines(of: Array(text.utf8)) == lines)
        let utf16 = text.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
        #expect(BatchForm.lines(of: utf16) == lines)
    }

    @Test func `takes from a visitor as many codes as a batch of visitors may have`() throws {
        func order(_ codes: Int) -> BatchForm {
            let text = "code\n" + String(repeating: "17958396597274390942\n", count: codes)
            return BatchForm(Multipart(parts: [.file(text)]))
        }
        let most = BulkJobLimits.visitorCodes
        #expect(throws: Never.self) { try order(most).file(for: .visitor) }
        #expect(throws: FieldFault.self) { try order(most + 1).file(for: .visitor) }
        let organisation = Verifier.organisation(name: "X", consent: nil)
        #expect(throws: Never.self) { try order(most + 1).file(for: organisation) }
        #expect(throws: FieldFault.self) { try BatchForm().file(for: .visitor) }
    }

    @Test(
        arguments: [
            ("", "", nil), ("استخدام", "1405/12", nil), ("استخدام", "", "consent"),
            ("", "1405/12", "purpose"), ("  ", "1405/12", "purpose"),
            (String(repeating: "a", count: 201), "1", "purpose"),
        ] as [(String, String, String?)]
    )
    func `wants purpose and consent together or not at all`(
        purpose: String,
        reference: String,
        field: String?
    ) {
        let order = BatchForm(
            Multipart(parts: [.field("purpose", purpose), .field("consent", reference)])
        )
        do {
            let consent = try order.consent()
            #expect(field == nil)
            #expect((consent == nil) == purpose.isEmpty)
        } catch {
            #expect(error.field == field)
        }
    }
}

extension Multipart.Part {
    fileprivate static func field(_ name: String, _ text: String) -> Self {
        .init(name: name, filename: nil, mediaType: nil, content: Array(text.utf8))
    }

    fileprivate static func file(_ text: String) -> Self {
        .init(name: "file", filename: "codes.csv", mediaType: "text/csv", content: Array(text.utf8))
    }
}
