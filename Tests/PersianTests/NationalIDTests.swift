import Testing

@testable import Persian

struct NationalIDTests {
    @Test(arguments: [
        ("8580436001", "8580436001", false), ("۱۱۷۳۴۸۴۰۹۴", "1173484094", false),
        ("0411800779", "0411800779", false), ("12345679", "0012345679", true),
        ("411800779", "0411800779", true), (" 041-180077-9 ", "0411800779", false),
        ("\u{200E}0411800779", "0411800779", false),
    ])
    func `a valid national ID is read`(_ typed: String, _ digits: String, _ lost: Bool) throws {
        let id = try NationalID(parsing: typed)
        #expect(id.digits == digits)
        #expect(id.warning == (lost ? .lostLeadingZeros : nil))
    }

    @Test func `ten ones are a person's ID, and warned about`() throws {
        let id = try NationalID(parsing: "۱۱۱۱-۱۱۱۱۱۱")
        #expect(id.digits == "1111111111" && id.warning == .repeatedDigit)
    }

    @Test(arguments: [
        ("9138818923", NationalID.ParsingError.checkDigit), ("2222222222", .repeatedDigit),
        ("0000000000", .repeatedDigit), ("00000000", .repeatedDigit),
        ("۰۰۰۰۰۰۰۰۰", .repeatedDigit), ("", .empty), ("  ", .empty), ("1234567", .length(7)),
        ("12345678", .length(8)), ("12345678901", .length(11)), ("858043600O", .character("O")),
        ("858043600④", .character("④")), (String(repeating: "1", count: 1000), .length(1000)),
    ])
    func `an invalid national ID is rejected with the reason`(
        _ typed: String,
        _ error: NationalID.ParsingError
    ) {
        #expect(throws: error) { try NationalID(parsing: typed) }
    }

    @Test func `each single wrong digit is reported when the check digit is above one`() throws {
        let right = Array("1173484094".utf8)
        for index in right.indices {
            for digit in UInt8(0x30)...0x39 where digit != right[index] {
                var typed = right
                typed[index] = digit
                let text = String(decoding: typed, as: UTF8.self)
                #expect(throws: NationalID.ParsingError.checkDigit) {
                    try NationalID(parsing: text)
                }
            }
        }
    }
}
