import Accounts
import Persian
import Testing
import VerifyCore

/// What people type: e-mail addresses, numbers of passports and of foreigners; and the cookie of a browser.
@Suite struct TypingTests {
    @Test(arguments: [
        ("a@example.org", "a@example.org"),
        (" First.Last+tag@Mail.Example.ORG ", "first.last+tag@mail.example.org"),
        ("\u{200F}a@example.org\u{200F}", "a@example.org"),
        ("o'brien@xn--mgba3a4f16a.ir", "o'brien@xn--mgba3a4f16a.ir"),
    ])
    func `an address is read in lower case, without marks`(
        _ typed: String,
        _ address: String
    ) throws {
        #expect(try EmailAddress(parsing: typed).description == address)
    }

    @Test(arguments: [
        "", "a", "a@", "@example.org", "a@example", "a b@example.org", "a@b@example.org",
        "a..b@example.org", ".a@example.org", "a@-example.org", "a@example-.org", "a@exa_mple.org",
        "\"a b\"@example.org", "a@example.org\nBcc: b@example.org", "آ@example.org",
        "a@example..org",
        String(repeating: "a", count: 65) + "@example.org",
        "a@" + String(repeating: "example.", count: 40) + "org",
    ])
    func `a text that is not an address is rejected`(_ typed: String) {
        #expect(throws: EmailAddress.ParsingError.self) { try EmailAddress(parsing: typed) }
    }

    @Test(arguments: [
        (IDKind.passport, "irn", "a 123-45678", "IRN", "A12345678"),
        (.passport, "AFG", "p۰۱۲۳۴۵۶", "AFG", "P0123456"),
        (.foreigner, "", "۱۰۱۲۳۴۵۶۷۸۹۰", "IRN", "101234567890"),
        (.national, "AFG", "0084575948", "IRN", "0084575948"),
    ])
    func `a number has one form, and its state`(
        _ kind: IDKind,
        _ country: String,
        _ typed: String,
        _ state: String,
        _ number: String
    ) throws {
        let found = try IDNumber(kind, country: country, typed: typed)
        #expect(found.country == state)
        #expect(found.number == number)
    }

    @Test(arguments: [
        (IDKind.passport, "IR", "A12345678", IDNumberFault.country),
        (.passport, "IRN", "A12", .passport),
        (.passport, "IRN", "A123456_آ", .passport),
        (.foreigner, "", "1234567", .foreigner),
        (.foreigner, "", "12345678x", .foreigner),
        (.national, "", "", .national(.empty)),
    ])
    func `a text that is not a number is rejected, with its reason`(
        _ kind: IDKind,
        _ country: String,
        _ typed: String,
        _ fault: IDNumberFault
    ) {
        #expect(throws: fault) { try IDNumber(kind, country: country, typed: typed) }
    }

    @Test func `an address is read again as it is written, whatever byte was flipped`() throws {
        let bytes = Array("first.last@mail.example.org".utf8)
        for bit in 0..<(bytes.count * 8) {
            var altered = bytes
            altered[bit / 8] ^= 1 << (bit % 8)
            let text = String(decoding: altered, as: UTF8.self)
            guard let address = try? EmailAddress(parsing: text) else { continue }
            #expect(try EmailAddress(parsing: address.description) == address)
            #expect(address.description.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
        }
    }

    @Test func `the secret of a browser is 32 bytes, in its one form`() {
        let secret = BrowserSecret()
        #expect(BrowserSecret(parsing: secret.text) == secret)
        for count in 0..<secret.text.utf8.count {
            #expect(BrowserSecret(parsing: String(secret.text.prefix(count))) == nil)
        }
        #expect(BrowserSecret(parsing: secret.text + "A") == nil)
        #expect(BrowserSecret(parsing: String(secret.text.dropLast()) + "=") == nil)
    }
}
