import Testing

@testable import Persian

struct MobileTests {
    @Test(arguments: [
        "09123456789", "9123456789", "+989123456789", "00989123456789", "989123456789",
        "+9809123456789", "009809123456789", "9809123456789", "۰۹۱۲۳۴۵۶۷۸۹", "٠٩١٢٣٤٥٦٧٨٩",
        "０９１２３４５６７８９", "0912 345 6789", "0912-345-6789", "0912.345.6789", "0912–3456789",
        "\u{200F}09123456789\u{200E}", "\u{202A}+98 912 345 6789\u{202C}", "0912\u{200C}3456789",
        "＋98 912 345 6789", "\u{FEFF}09123456789", " 09123456789\r\n", "0912\u{A0}3456789",
    ])
    func `a mobile number is read in every form that people use`(_ typed: String) throws {
        let mobile = try Mobile(parsing: typed)
        #expect(mobile.canonical == "+989123456789")
        #expect(mobile.dialled == "09123456789")
    }

    @Test(arguments: ["9812345678", "09012345678", "09991234567", "+989000000000"])
    func `the prefixes of operators are not checked`(_ typed: String) throws {
        #expect(try Mobile(parsing: typed).canonical.utf8.count == 13)
    }

    @Test(arguments: [
        ("", Mobile.ParsingError.empty), ("+", .empty), (" - ", .empty),
        ("0912345678", .length(10)), ("091234567890", .length(12)), ("98912345678", .length(11)),
        ("+98", .length(2)), ("0", .length(1)), ("12345", .length(5)),
        ("000912345678", .length(12)),
        ("02196664000", .landline), ("2196664000", .landline), ("+982196664000", .landline),
        ("0098 21 96664000", .landline), ("982196664000", .landline), ("0219666400", .landline),
        ("+447911123456", .foreignNumber), ("00905321234567", .foreignNumber),
        ("+93701234567", .foreignNumber), ("+9", .length(1)),
        ("+1234567890123456", .length(16)),
        ("O9123456789", .character("O")), ("0912345678l", .character("l")),
        ("09123456789+", .character("+")), ("0912+3456789", .character("+")),
        ("0912345678④", .character("④")), ("0912/3456789", .character("/")),
    ])
    func `another text is refused with the reason`(
        _ typed: String,
        _ error: Mobile.ParsingError
    ) {
        #expect(throws: error) { try Mobile(parsing: typed) }
    }
}
