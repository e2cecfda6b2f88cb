import Persian
import VerifyCore

/// An e-mail (RFC 5322) of one part of plain text, in lines that end with CR LF.
struct MailMessage: Sendable {
    /// Headers and body.
    let text: String

    /// The message that a sender's address sends.
    ///
    /// `Date` and `Message-ID` are those of the message in the outbox, so that a second copy has the same.
    init(_ message: RenderedMessage, from sender: String) {
        let domain = sender.drop { $0 != "@" }.dropFirst()
        var headers = [
            "From: <\(sender)>",
            "To: <\(message.recipient)>",
            "Subject: \(Self.header(message.subject, after: "Subject: ".count))",
            "Date: \(Self.date(Timestamp(secondsSinceEpoch: message.queuedAt)))",
            "Message-ID: <\(message.id)@\(domain)>",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
        ]
        if message.isRepeat { headers.append("X-Sehat-Copy: second") }
        let isPlain = Self.isPlain(message.text)
        headers.append("Content-Transfer-Encoding: \(isPlain ? "7bit" : "base64")")
        let lines = isPlain ? Self.lines(message.text) : Self.base64Lines(message.text)
        text = (headers + [""] + lines).map { $0 + "\r\n" }.joined()
    }
}

extension MailMessage {
    /// The longest line of a body as it is, without its end (RFC 5322 §2.1.1).
    private static let lineLimit = 998

    /// Whether a text can be sent as it is: ASCII in lines that are not too long.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x0A || $0 == 0x09 }
            && lines(text).allSatisfy { $0.utf8.count <= lineLimit }
    }

    private static func lines(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    }

    /// The text in base64, 76 characters a line (RFC 2045 §6.8), with its line ends as CR LF.
    private static func base64Lines(_ text: String) -> [String] {
        let encoded = Array(Base64.encode(Array(lines(text).joined(separator: "\r\n").utf8)))
        return stride(from: 0, to: encoded.count, by: 76).map {
            String(encoded[$0..<min($0 + 76, encoded.count)])
        }
    }
}

/// Headers.
extension MailMessage {
    /// Returns a text of a header: as it is where it is plain ASCII, else as encoded words (RFC 2047) of at most 75
    /// characters, folded.
    static func header(_ text: String, after column: Int) -> String {
        let isPlain =
            text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?")
            && text.utf8.count + column <= 78
        if isPlain { return text }
        return words(text).map { "=?UTF-8?B?\(Base64.encode(Array($0.utf8)))?=" }
            .joined(separator: "\r\n ")
    }

    /// The most bytes of a word: 39 become 52 characters, 12 surround them, and the first line has the header's name.
    private static let wordLimit = 39

    /// Splits a text between characters, so that each word is valid UTF-8.
    ///
    /// Control characters are dropped.
    private static func words(_ text: String) -> [String] {
        var words = [""]
        for scalar in text.unicodeScalars where scalar.properties.generalCategory != .control {
            let last = words.count - 1
            if words[last].utf8.count + String(scalar).utf8.count > wordLimit {
                words.append(String(scalar))
            } else {
                words[last].unicodeScalars.append(scalar)
            }
        }
        return words
    }

    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// A moment in the form of RFC 5322 §3.3: `Fri, 27 Nov 2026 03:44:55 +0000`.
    static func date(_ moment: Timestamp) -> String {
        let seconds = moment.secondsSinceEpoch
        let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let date = CivilDate(daysSinceEpoch: Int(day))
        let weekday = days[Int((day % 7 + 7) % 7)]
        let time = moment.description.drop { $0 != "T" }.dropFirst().prefix(8)
        return "\(weekday), \(date.day) \(months[date.month - 1]) \(date.year) \(time) +0000"
    }
}
