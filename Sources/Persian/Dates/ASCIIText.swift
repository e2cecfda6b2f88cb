/// Writes dates and times of fixed width without a formatter.
struct ASCIIText {
    private var bytes: [UInt8] = []

    init() {
        bytes.reserveCapacity(24)
    }

    var string: String { String(decoding: bytes, as: UTF8.self) }

    mutating func append(_ letter: Unicode.Scalar) {
        bytes.append(UInt8(ascii: letter))
    }

    /// Appends the number with leading zeros; a longer number keeps all its digits.
    mutating func append(_ number: Int, digits: Int) {
        var power = 10
        for _ in 1..<digits { power *= 10 }
        if number < 0 || number >= power {
            bytes += String(number).utf8
            return
        }
        var rest = number
        while power > 1 {
            power /= 10
            bytes.append(UInt8(0x30 + rest / power))
            rest %= power
        }
    }

    mutating func append(_ date: CivilDate) {
        append(date.year, digits: 4)
        append("-")
        append(date.month, digits: 2)
        append("-")
        append(date.day, digits: 2)
    }

    mutating func append(_ date: JalaliDate) {
        append(date.year, digits: 4)
        append("/")
        append(date.month, digits: 2)
        append("/")
        append(date.day, digits: 2)
    }
}

/// Reads texts of fixed width, byte by byte.
struct ASCIIFields {
    private var rest: Substring.UTF8View

    init(_ text: String.UTF8View) { rest = text[...] }

    var isAtEnd: Bool { rest.isEmpty }

    /// Reads a number of exactly this many digits; nil when the text has none here.
    mutating func number(digits: Int) -> Int? {
        var number = 0
        for _ in 0..<digits {
            guard let byte = rest.first, (0x30...0x39).contains(byte) else { return nil }
            number = number * 10 + Int(byte - 0x30)
            rest = rest.dropFirst()
        }
        return number
    }

    /// Consumes and returns the next byte.
    mutating func next() -> UInt8? { rest.popFirst() }

    /// Consumes this byte if it is the next one, and returns whether it was.
    mutating func skip(_ byte: UInt8) -> Bool {
        guard rest.first == byte else { return false }
        rest = rest.dropFirst()
        return true
    }

    /// Consumes all digits that follow, and returns whether there was one.
    mutating func skipDigits() -> Bool {
        var found = false
        while let byte = rest.first, (0x30...0x39).contains(byte) {
            rest = rest.dropFirst()
            found = true
        }
        return found
    }
}
