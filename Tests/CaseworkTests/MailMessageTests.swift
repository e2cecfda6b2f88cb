import Persian
import Testing

@testable import Casework

/// The parts of an e-mail, against the RFCs.
@Suite struct MailMessageTests {
    @Test(arguments: [
        // RFC 4648 §10.
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
    func `base64 is that of RFC 4648`(_ text: String, _ encoded: String) {
        #expect(Base64.encode(Array(text.utf8)) == encoded)
    }

    @Test(arguments: [
        (1_795_000_000, "Wed, 18 Nov 2026 11:06:40 +0000"),
        (0, "Thu, 1 Jan 1970 00:00:00 +0000"),
        // RFC 5322, appendix A.1.1, in UTC.
        (880_127_706, "Fri, 21 Nov 1997 15:55:06 +0000"),
    ])
    func `a date has the form of RFC 5322`(_ seconds: Int64, _ date: String) {
        #expect(MailMessage.date(Timestamp(secondsSinceEpoch: seconds)) == date)
    }

    @Test func `a plain subject stays as it is`() {
        #expect(MailMessage.header("Your code", after: 9) == "Your code")
    }

    @Test(arguments: [
        "=?UTF-8?B?Zm9v?=", "a\u{0}b", "a\r\nBcc: x@y.z", String(repeating: "long ", count: 20),
        "کد ورود شما در سامانهٔ صحت سازمان امور دانشجویان وزارت علوم",
        String(repeating: "😀", count: 30), "\u{200F}123 کد",
    ])
    func `any other subject is encoded words of at most 75 characters in lines of at most 78`(
        _ text: String
    ) {
        let header = MailMessage.header(text, after: "Subject: ".count)
        let lines = "Subject: \(header)".replacing("\r\n", with: "\n").split(separator: "\n")
        for line in lines { #expect(line.utf8.count <= 78) }
        for word in header.split(whereSeparator: \.isWhitespace) {
            #expect(word.utf8.count <= 75)
            #expect(word.hasPrefix("=?UTF-8?B?") && word.hasSuffix("?="))
        }
        #expect(lines.dropFirst().allSatisfy { $0.hasPrefix(" ") })
    }

    @Test func `a second copy has the same id and date, and is marked`() {
        let message = RenderedMessage(
            id: "id",
            recipient: "a@b.ir",
            template: "t",
            tokens: [],
            subject: "s",
            text: "b",
            queuedAt: 0,
            isRepeat: false
        )
        let again = RenderedMessage(
            id: "id",
            recipient: "a@b.ir",
            template: "t",
            tokens: [],
            subject: "s",
            text: "b",
            queuedAt: 0,
            isRepeat: true
        )
        let (first, second) = (
            MailMessage(message, from: "x@y.ir").text, MailMessage(again, from: "x@y.ir").text
        )
        #expect(first.contains("Message-ID: <id@y.ir>\r\n"))
        #expect(second == first.replacing("utf-8\r\n", with: "utf-8\r\nX-Sehat-Copy: second\r\n"))
    }

    @Test func `a form encodes every byte that has a meaning`() {
        let body = FormBody.encode([("a", "کد &=+%\n"), ("b", "x-._~9")])
        #expect(body == "a=%DA%A9%D8%AF%20%26%3D%2B%25%0A&b=x-._~9")
    }
}
