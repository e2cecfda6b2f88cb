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
        #expect(Self.lines(of: Array(text.utf8)) == lines)
        let utf16 = text.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
        #expect(Self.lines(of: utf16) == lines)
    }

    private static func lines(of bytes: [UInt8]) -> Int {
        var count = RecordCount()
        _ = count.take(bytes)
        return count.lines
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
        var form = BatchForm()
        _ = form.set("purpose", purpose)
        _ = form.set("consent", reference)
        do {
            let consent = try form.consent()
            #expect(field == nil)
            #expect((consent == nil) == purpose.isEmpty)
        } catch {
            #expect(error.field == field)
        }
    }
}
