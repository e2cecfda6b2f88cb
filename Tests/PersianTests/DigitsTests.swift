import Testing

@testable import Persian

struct DigitsTests {
    @Test(arguments: [
        ("۰۱۲۳۴۵۶۷۸۹", "0123456789"), ("٠١٢٣٤٥٦٧٨٩", "0123456789"), ("０１２３４５６７８９", "0123456789"),
        ("کد ۱۲ و 34", "کد 12 و 34"), ("", ""), ("④三½Ⅷ", "④三½Ⅷ"),
    ])
    func `digits of four blocks become ASCII, and other scalars stay`(
        _ text: String,
        _ folded: String
    ) {
        #expect(Digits.folded(text) == folded)
    }

    @Test func `ASCII digits become Persian digits for display`() {
        #expect(Digits.persian("1403/09/14") == "۱۴۰۳/۰۹/۱۴")
        #expect(Digits.persian("۱۲ a") == "۱۲ a")
    }

    @Test func `only forty scalars are digits`() {
        let digits = (0...0x10_FFFF as ClosedRange<UInt32>)
            .compactMap(Unicode.Scalar.init).filter { Digits.value(of: $0) != nil }
        #expect(digits.count == 40)
        #expect(digits.allSatisfy { $0.properties.numericType == .decimal })
    }

    @Test(arguments: [
        (0, "۰"), (999, "۹۹۹"), (1000, "۱٬۰۰۰"), (1_234_567, "۱٬۲۳۴٬۵۶۷"), (-12_345, "−۱۲٬۳۴۵"),
    ])
    func `numbers are grouped for readers`(_ number: Int, _ text: String) {
        #expect(PersianNumber.grouped(number) == text)
    }

    @Test func `identifiers are not grouped, and English has its own minus sign`() {
        #expect(PersianNumber.plain(1403) == "۱۴۰۳")
        #expect(PersianNumber.groupedInEnglish(-1_234_567) == "-1,234,567")
    }
}
