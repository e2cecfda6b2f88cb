/// The authenticity code (کد صحت): twenty digits `KK LLLLLLLLL TTTTTTT CC`, a public handle on paper.
///
/// A value is well formed and has right check digits; only a look-up shows whether such a degree exists. The
/// format is docs/formats/authenticity-code.md.
package struct AuthenticityCode: Sendable, Hashable {
    /// The id of the key pair that made the code, 10…99; 99 is the test realm.
    package let keyID: UInt8
    /// The place of the record, below 10⁹, unique per key id.
    package let locator: UInt32
    /// The truncated MAC that binds the code to the record, below 10⁷.
    package let tag: UInt32

    /// The valid key ids.
    package static let keyIDs: ClosedRange<UInt8> = 10...99
    /// The number of locators.
    package static let locators: UInt32 = 1_000_000_000
    /// The number of tags.
    package static let tags: UInt32 = 10_000_000

    /// Creates a code of these parts; nil when one is out of range.
    package init?(keyID: UInt8, locator: UInt32, tag: UInt32) {
        guard Self.keyIDs.contains(keyID), locator < Self.locators, tag < Self.tags else {
            return nil
        }
        self.keyID = keyID
        self.locator = locator
        self.tag = tag
    }

    /// Creates a code of its first eighteen digits and its check digits; nil when they do not fit each other.
    @inline(__always)
    init?(payload: UInt64, check: UInt64) {
        guard check == Self.check(of: payload), payload < 100 * Self.keyScale else { return nil }
        self.init(
            keyID: UInt8(payload / Self.keyScale),
            locator: UInt32(payload / UInt64(Self.tags) % UInt64(Self.locators)),
            tag: UInt32(payload % UInt64(Self.tags))
        )
    }

    /// The row's primary key: KK · 10⁹ + locator.
    package var address: Int64 {
        Int64(keyID) * Int64(Self.locators) + Int64(locator)
    }

    /// The key id of the test realm.
    package static let testKeyID: UInt8 = 99

    /// Whether the code belongs to the test realm, whose codes are never answered as genuine.
    package var isTest: Bool { keyID == Self.testKeyID }
}

extension AuthenticityCode {
    /// The factor of the key id in the number of the first eighteen digits.
    private static let keyScale = UInt64(locators) * UInt64(tags)

    /// The first eighteen digits as a number.
    private var payload: UInt64 {
        UInt64(keyID) * Self.keyScale + UInt64(locator) * UInt64(Self.tags) + UInt64(tag)
    }

    /// Returns the check digits of ISO/IEC 7064 MOD 97-10, 02…98.
    ///
    /// The whole number leaves 1 when divided by 97.
    private static func check(of payload: UInt64) -> UInt64 {
        98 - payload % 97 * 100 % 97
    }

    /// The twenty digits in ASCII.
    package var asciiDigits: [UInt8] {
        var payload = payload
        let check = Self.check(of: payload)
        var digits = [UInt8](repeating: 0x30, count: 20)
        digits[19] += UInt8(check % 10)
        digits[18] += UInt8(check / 10)
        for index in (0..<18).reversed() {
            digits[index] += UInt8(payload % 10)
            payload /= 10
        }
        return digits
    }

    /// The twenty digits.
    package var digits: String {
        String(decoding: asciiDigits, as: UTF8.self)
    }

    /// The twenty digits as printed, in five groups of four.
    package var grouped: String {
        var text: [UInt8] = []
        for (index, digit) in asciiDigits.enumerated() {
            if index > 0, index.isMultiple(of: 4) { text.append(0x20) }
            text.append(digit)
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension AuthenticityCode {
    /// The length of `bytes`.
    package static let byteCount = 9

    /// The number of twenty digits in nine bytes, big-endian: the token's `cti`.
    package var bytes: [UInt8] {
        let product = payload.multipliedFullWidth(by: 100)
        let (low, carry) = product.low.addingReportingOverflow(Self.check(of: payload))
        let high = UInt8(product.high) + (carry ? 1 : 0)
        return [high] + (0..<8).map { UInt8(truncatingIfNeeded: low >> (56 - 8 * $0)) }
    }

    /// Reads nine bytes; nil unless they are a code with right check digits.
    package init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount, bytes[0] < 100 else { return nil }
        let low = bytes.dropFirst().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let (payload, check) = UInt64(100).dividingFullWidth((UInt64(bytes[0]), low))
        self.init(payload: payload, check: check)
    }
}
