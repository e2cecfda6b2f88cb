package import Persian
internal import VerifyCore

/// The time-based one-time passwords of an authenticator app (RFC 6238): HMAC-SHA-1, six digits, 30 seconds.
///
/// A *step* is the number of a period of 30 seconds since 1970. The value holds the secret and no state: the
/// caller stores the step of the last accepted code, and raises it by compare-and-swap.
package struct TOTP: Sendable {
    private let secret: [UInt8]

    /// The length of a new secret in bytes: that of a SHA-1 hash (RFC 4226 §4, R6).
    package static let secretByteCount = 20
    /// The length of a code in digits.
    package static let digitCount = 6
    /// The length of a step in seconds.
    package static let period: Int64 = 30
    /// The steps before and after the current one in which a right code is recognised and refused: 90 minutes.
    package static let recognisedSteps: Int64 = 90 * 60 / period

    /// A generator with this secret.
    package init(secret: [UInt8]) { self.secret = secret }
}

extension TOTP {
    /// Returns the step of a moment.
    package static func step(at moment: Timestamp) -> Int64 {
        // Rounded down, also before 1970.
        let (step, rest) = moment.secondsSinceEpoch.quotientAndRemainder(dividingBy: period)
        return rest < 0 ? step - 1 : step
    }

    /// Returns the code of a step, six ASCII digits (RFC 4226 §5.3).
    package func code(step: Int64) -> String {
        let counter = UInt64(bitPattern: step)
        let message = (0..<8).map { UInt8(truncatingIfNeeded: counter >> (56 - 8 * UInt64($0))) }
        let mac = HMACSHA1.authenticate(message, key: secret)
        let offset = Int(mac[HMACSHA1.byteCount - 1] & 0x0F)
        let word = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let number = String(word % 1_000_000)
        return String(repeating: "0", count: Self.digitCount - number.utf8.count) + number
    }

    /// The text that an enrolment shows as a QR code for authenticator apps (`otpauth` URI).
    ///
    /// The parameters that are the apps' default are named, because some apps have other defaults.
    ///
    /// `issuer` is the product's name, `account` any text that tells the person's accounts apart in the app.
    package func enrolmentURI(issuer: String, account: String) -> String {
        let label = Self.escaped(issuer) + ":" + Self.escaped(account)
        return "otpauth://totp/\(label)?secret=\(secretText)&issuer=\(Self.escaped(issuer))"
            + "&algorithm=SHA1&digits=\(Self.digitCount)&period=\(Self.period)"
    }

    /// The secret as a person types it into an app: base32 without padding.
    package var secretText: String { Base32.encode(secret) }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            default: escaped += "%" + Hex.encode([byte]).uppercased()
            }
        }
        return escaped
    }
}

extension TOTP {
    /// The result of comparing a typed code.
    package enum Verdict: Sendable, Equatable {
        /// The right code of the current step or of the one before. The caller stores the step.
        case accepted(step: Int64)
        /// The right code of a step that is not after the last accepted one.
        case used
        /// The right code of another step: the clock of the device is ahead by this many seconds, or behind if
        /// negative.
        case clockDiffers(seconds: Int64)
        /// Not six digits, or not a code of this secret within 90 minutes.
        case wrong
    }

    /// Compares a typed code with those around a moment; the next step's code is never accepted.
    ///
    /// `lastStep` is the step of the last code that was accepted, at enrolment too; nil for none.
    package func check(_ typed: String, at moment: Timestamp, lastStep: Int64?) -> Verdict {
        let number = TypedDigits(typed)
        guard let typed = number.exactly(Self.digitCount) else { return .wrong }
        let current = Self.step(at: moment)
        var verdict = Verdict.wrong
        // Every step is computed, so that the time does not show which one matched. The nearest step wins.
        for distance in stride(from: Self.recognisedSteps, through: 0, by: -1) {
            for step in distance == 0 ? [current] : [current + distance, current - distance]
            where constantTimeEqual(Array(code(step: step).utf8), Array(typed.utf8)) {
                verdict = Self.verdict(of: step, at: current, lastStep: lastStep)
            }
        }
        return verdict
    }

    private static func verdict(of step: Int64, at current: Int64, lastStep: Int64?) -> Verdict {
        if let lastStep, step <= lastStep { return .used }
        if step == current || step == current - 1 { return .accepted(step: step) }
        return .clockDiffers(seconds: (step - current) * period)
    }
}
