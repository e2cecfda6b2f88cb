import Foundation
import Testing

@testable import Persian

/// Every right and wrong value that the design of persons and cases names, and those that its rules leave open.
struct IdentifierTests {
    @Test(arguments: [
        ("10380284790", false), ("10101780644", false), ("10860953980", false),
        ("۱۰۳۸۰۲۸۴۷۹۰", false), ("1038 0284 790", false),
    ])
    func `the ID of a legal person is read`(_ typed: String, _ lost: Bool) throws {
        let id = try LegalID(parsing: typed)
        #expect(id.digits.utf8.count == 11 && id.lostLeadingZeros == lost && id.warning == nil)
    }

    @Test(arguments: [
        ("10380284791", LegalID.ParsingError.checkDigit), ("10308284790", .checkDigit),
        ("1038028479", .length(10)), ("1038028479.0", .character(".")),
        ("103802847901", .length(12)), ("1234567", .length(7)), ("00000000000", .range),
        ("", .empty), ("1038028479O", .character("O")),
    ])
    func `another text is no ID of a legal person`(
        _ typed: String,
        _ error: LegalID.ParsingError
    ) {
        #expect(throws: error) { try LegalID(parsing: typed) }
    }

    @Test func `an ID that lost its zeros is read with a warning where its sum fits`() throws {
        let short = (10_000_000...10_000_400).map(String.init)
        let read = short.compactMap { try? LegalID(parsing: $0) }
        #expect(!read.isEmpty && read.count < short.count / 5)
        #expect(read.allSatisfy { $0.lostLeadingZeros && $0.warning != nil })
        #expect(read.allSatisfy { (try? LegalID(parsing: $0.digits)) != nil })
        for typed in short where (try? LegalID(parsing: typed)) == nil {
            #expect(throws: LegalID.ParsingError.length(8)) { try LegalID(parsing: typed) }
        }
    }

    @Test(arguments: ["101234567890", "980012345678", "123456789012", "۱۰۱۲-۳۴۵۶-۷۸۹۰"])
    func `the number of a foreign national is read`(_ typed: String) throws {
        #expect(
            try ForeignerID(parsing: typed).digits == Digits.folded(typed).replacing("-", with: "")
        )
    }

    @Test(arguments: [
        ("10123456789", ForeignerID.ParsingError.length(11)), ("1012345678901", .length(13)),
        ("000000000000", .repeatedDigit), ("777777777777", .repeatedDigit),
        ("0084575948", .nationalID), ("1111111111", .nationalID), ("0084575949", .length(10)),
        ("", .empty), ("10123456789l", .character("l")),
    ])
    func `another text is no number of a foreign national`(
        _ typed: String,
        _ error: ForeignerID.ParsingError
    ) {
        #expect(throws: error) { try ForeignerID(parsing: typed) }
    }

    @Test(arguments: [
        "IR480170000000105123456789", "ir48 0170 0000 0010 5123 4567 89",
        "480170000000105123456789",
        "۴۸۰۱۷۰۰۰۰۰۰۰۱۰۵۱۲۳۴۵۶۷۸۹", "480170000000105123456789IR",
        "IR48-0170.0000\u{200C}00105123456789",
        "\u{202B}IR480170000000105123456789\u{202C}", "ＩＲ４８０１７０００００００１０５１２３４５６７８９",
    ])
    func `an IBAN is read in every form that people use`(_ typed: String) throws {
        let iban = try IBAN(parsing: typed)
        #expect(iban.canonical == "IR480170000000105123456789")
        #expect(iban.masked == "IR48 •••• 6789")
        #expect(iban.bank?.en == "Bank Melli Iran" && iban.warning == nil)
    }

    @Test(arguments: [
        ("IR240120000000004587123456", "Bank Mellat"),
        ("IR820540102680020817909002", "Parsian Bank"),
    ])
    func `an IBAN names its bank`(_ typed: String, _ bank: String) throws {
        #expect(try IBAN(parsing: typed).bank?.en == bank)
    }

    @Test(arguments: [
        ("IR480170000000105123456780", IBAN.ParsingError.checkDigit),
        ("IR480170000000105123546789", .checkDigit), ("IR48017000000010512345678", .length(23)),
        ("IR48O170000000105123456789", .character("O")),
        ("DE89370400440532013000", .country("DE")), ("gb82 WEST 1234", .country("GB")),
        ("", .empty), ("IR", .empty), ("I480170000000105123456789", .character("I")),
        ("شبا IR480170000000105123456789", .character("ش")),
        ("IR480170000000105123456789IR", .character("I")),
    ])
    func `another text is no IBAN`(_ typed: String, _ error: IBAN.ParsingError) {
        #expect(throws: error) { try IBAN(parsing: typed) }
    }

    /// 00, 01 and 99 satisfy the sum where 97, 98 and 02 do.
    @Test func `an IBAN has one form of its check digits, and an unknown bank is a warning`() throws
    {
        var aliases = 0
        for account in 0..<2_000 {
            let rest = "999" + String(repeating: "0", count: 15) + String(account + 1_000)
            let forms = ["97", "98", "02"].filter { (try? IBAN(parsing: $0 + rest)) != nil }
            guard let form = forms.first else { continue }
            aliases += 1
            #expect(try IBAN(parsing: form + rest).warning != nil)
            for check in ["00", "01", "99"] {
                #expect(throws: IBAN.ParsingError.range) { try IBAN(parsing: check + rest) }
            }
        }
        #expect(aliases > 0)
    }

    @Test(
        arguments: [
            ("1581944734", nil), ("1416753955", nil), ("3514799999", nil), ("15819-44734", nil),
            ("1581944724", .twoInLastGroup), ("15819-44724", .twoInLastGroup),
            ("1581554734", .fifthDigit), ("۱۵۸۱۹۴۴۷۳۴", nil),
        ] as [(String, PostalCode.Warning?)]
    )
    func `a postal code is read`(_ typed: String, _ warning: PostalCode.Warning?) throws {
        let code = try PostalCode(parsing: typed)
        #expect(code.warning == warning)
        #expect(try PostalCode(parsing: code.printed) == code)
    }

    @Test(arguments: [
        ("4472415819", PostalCode.ParsingError.forbiddenDigit(2, place: 4)),
        ("44724-15819", .forbiddenDigit(2, place: 4)), ("0381944734", .forbiddenDigit(0, place: 1)),
        ("1281944734", .forbiddenDigit(2, place: 2)), ("1111344734", .repeatedDigit),
        ("158194473", .length(9)), ("15819447344", .length(11)), ("", .empty),
        ("15819/44734", .character("/")),
    ])
    func `another text is no postal code`(_ typed: String, _ error: PostalCode.ParsingError) {
        #expect(throws: error) { try PostalCode(parsing: typed) }
    }

    @Test(arguments: ["4821390724", "0000000195", "9021045688", "4821-3907-24", "0000000098"])
    func `a tracking number is read`(_ typed: String) throws {
        #expect(try TrackingNumber(parsing: typed).digits == typed.replacing("-", with: ""))
    }

    @Test(arguments: [
        ("4821390725", TrackingNumber.ParsingError.checkDigit), ("4812390724", .checkDigit),
        ("0000000001", .checkDigit), ("482139072", .length(9)), ("48213907244", .length(11)),
        ("", .empty), ("482139072A", .character("A")),
    ])
    func `another text is no tracking number`(
        _ typed: String,
        _ error: TrackingNumber.ParsingError
    ) {
        #expect(throws: error) { try TrackingNumber(parsing: typed) }
    }

    @Test func `each wrong digit and each exchange of neighbours is reported`() {
        for right in ["4821390724", "IR480170000000105123456789"] {
            let digits = Array(right)
            for place in digits.indices where digits[place].isNumber {
                for digit in "0123456789" where digit != digits[place] {
                    var typed = digits
                    typed[place] = digit
                    #expect((try? TrackingNumber(parsing: String(typed))) == nil)
                    #expect((try? IBAN(parsing: String(typed))) == nil)
                }
                guard place > 0, digits[place - 1].isNumber, digits[place] != digits[place - 1]
                else { continue }
                var typed = digits
                typed.swapAt(place, place - 1)
                #expect((try? TrackingNumber(parsing: String(typed))) == nil)
                #expect((try? IBAN(parsing: String(typed))) == nil)
            }
        }
    }

    @Test func `every fault and every warning has a sentence in both languages`() throws {
        let letter = Character("O")
        let words: [Wording] =
            [
                NationalID.ParsingError.empty, .character(letter), .length(1), .repeatedDigit,
                .checkDigit,
            ].map(\.wording)
            + [LegalID.ParsingError.empty, .character(letter), .length(12), .range, .checkDigit]
            .map(\.wording)
            + [
                ForeignerID.ParsingError.empty, .character(letter), .length(2), .repeatedDigit,
                .nationalID,
            ].map(\.wording)
            + [
                PostalCode.ParsingError.empty, .character(letter), .length(3), .repeatedDigit,
                .forbiddenDigit(2, place: 3),
            ].map(\.wording)
            + [TrackingNumber.ParsingError.empty, .character(letter), .length(1), .checkDigit]
            .map(\.wording)
            + [
                Mobile.ParsingError.empty, .character("و"), .length(1), .landline, .foreignNumber,
            ].map(\.wording)
            + [
                IBAN.ParsingError.empty, .character(letter), .length(25), .country("DE"), .range,
                .checkDigit,
            ].map(\.wording)
            + [NationalID.Warning.lostLeadingZeros, .repeatedDigit].map(\.wording)
            + [PostalCode.Warning.fifthDigit, .twoInLastGroup].map(\.wording)
        for each in words {
            #expect(each.fa.hasSuffix(".") && each.en.hasSuffix("."), "\(each.en)")
            #expect(!each.fa.contains { $0.isASCII && $0.isNumber }, "\(each.fa)")
        }
        #expect(LegalID.ParsingError.character(letter).wording.fa.contains("صفر (۰)"))
    }

    private struct Vectors: Decodable {
        let identifiers: [[String: Member]]
    }

    /// A text, a number or null.
    private enum Member: Decodable, Equatable {
        case text(String)
        case number(Int)
        case null

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if value.decodeNil() {
                self = .null
            } else if let number = try? value.decode(Int.self) {
                self = .number(number)
            } else {
                self = .text(try value.decode(String.self))
            }
        }

        var text: String? { if case .text(let text) = self { text } else { nil } }
    }

    @Test func `the values are those of the vectors`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Vectors/identifiers.json")
        let vectors = try JSONDecoder().decode(Vectors.self, from: Data(contentsOf: file))
        #expect(vectors.identifiers.count > 1_000)
        for vector in vectors.identifiers {
            let text = try #require(vector["text"]?.text)
            let (name, read) = try Self.read(#require(vector["op"]?.text), text)
            #expect(read == vector[name]?.text, "\(vector)")
            #expect((read == nil) == (vector["error"] != nil), "\(vector)")
        }
    }

    /// Returns the name of the canonical form in the vectors, and the form; nil for a refusal.
    private static func read(_ op: String, _ text: String) throws -> (String, String?) {
        switch op {
        case "national_id.check": ("national_id", try? NationalID(parsing: text).digits)
        case "legal_id.check": ("legal_id", try? LegalID(parsing: text).digits)
        case "foreigner_id.check": ("foreigner_id", try? ForeignerID(parsing: text).digits)
        case "iban.check": ("iban", try? IBAN(parsing: text).canonical)
        case "postal_code.check": ("postal_code", try? PostalCode(parsing: text).digits)
        case "tracking.check": ("tracking", try? TrackingNumber(parsing: text).digits)
        case "mobile.parse": ("mobile", try? Mobile(parsing: text).canonical)
        default: try #require(nil as (String, String?)?, "\(op)")
        }
    }

    @Test func `any damage of a number makes a number or an error`() {
        for right in ["IR480170000000105123456789", "+989123456789", "15819-44734", "۰۰۸۴۵۷۵۹۴۸"] {
            let bytes = Array(right.utf8)
            var damaged = bytes.indices.map { Array(bytes[..<$0]) }
            for place in bytes.indices {
                for bit in 0..<8 {
                    var flipped = bytes
                    flipped[place] ^= 1 << bit
                    damaged.append(flipped)
                }
            }
            damaged += (UInt8.min...UInt8.max).map { bytes + [$0] }
            for each in damaged {
                let text = String(decoding: each, as: UTF8.self)
                if let iban = try? IBAN(parsing: text) {
                    #expect((try? IBAN(parsing: iban.canonical)) == iban)
                }
                if let mobile = try? Mobile(parsing: text) {
                    #expect((try? Mobile(parsing: mobile.canonical)) == mobile)
                }
                if let code = try? PostalCode(parsing: text) {
                    #expect((try? PostalCode(parsing: code.digits)) == code)
                }
                if let id = try? NationalID(parsing: text) {
                    #expect((try? NationalID(parsing: id.digits))?.digits == id.digits)
                }
            }
        }
    }
}
