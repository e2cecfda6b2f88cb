import Casework
import Persian
import Testing
import VerifyCore

/// A submission has one canonical form, and nothing else is read as one.
struct CanonicalFormTests {
    private static let values: FormValues = [
        "name": .text("کاظمی"), "copies": .number(3), "day": .date(CivilDate(daysSinceEpoch: 1)),
        "fee": .money(.zero), "purpose": .choice("work"), "true": .confirmed,
        "scan": .files([
            FileReference(document: "d1", hash: SHA256.digest(of: [1].span), shownName: "s.pdf")
        ]),
        "members": .entries([["name": .text("Ali")], [:], ["deep": .entries([["x": .confirmed]])]]),
    ]
    private static let form = CanonicalForm(formVersion: 2, values: values)

    @Test
    func `what is written is read again`() throws {
        #expect(try CanonicalForm(decoding: Self.form.bytes) == Self.form)
    }

    @Test
    func `the bytes do not depend on the order in which answers were given`() throws {
        var other = FormValues()
        for (field, value) in Self.values.byField.sorted(by: { $0.key > $1.key }) {
            other[field] = value
        }
        #expect(CanonicalForm(formVersion: 2, values: other).bytes == Self.form.bytes)
    }

    @Test
    func `the digest differs for another version of the form`() {
        let other = CanonicalForm(formVersion: 3, values: Self.values)
        #expect(other.digest != Self.form.digest)
    }

    @Test
    func `a form of no answers has the bytes of the format page`() throws {
        let empty = CanonicalForm(formVersion: 1, values: [:])
        #expect(Hex.encode(empty.bytes) == "830101a0")
        let one = CanonicalForm(formVersion: 1, values: ["ok": .confirmed, "n": .number(7)])
        #expect(Hex.encode(one.bytes) == "830101a2616e820107626f6b8105")
    }

    @Test
    func `each flipped bit is rejected, or gives another form with these very bytes`() {
        for place in Self.form.bytes.indices {
            for bit in 0..<8 {
                var bytes = Self.form.bytes
                bytes[place] ^= 1 << UInt8(bit)
                guard let read = try? CanonicalForm(decoding: bytes) else { continue }
                #expect(read != Self.form)
                #expect(read.bytes == bytes)
            }
        }
    }

    @Test
    func `a cut or an appended byte is rejected`() {
        for length in Self.form.bytes.indices {
            #expect(throws: CanonicalForm.DecodingError.self) {
                try CanonicalForm(decoding: Array(Self.form.bytes.prefix(length)))
            }
        }
        for byte in UInt8.min...UInt8.max {
            #expect(throws: CanonicalForm.DecodingError.encoding(.trailingBytes)) {
                try CanonicalForm(decoding: Self.form.bytes + [byte])
            }
        }
    }

    @Test(
        arguments: [
            ("820101", .format), ("8301", .encoding(.truncated)), ("830201a0", .format),
            ("830100a0", .format),
            ("83010180", .value), ("830101a1614f8105", .name), ("830101a1616e820120", .value),
            ("830101a1616e820060", .value), ("830101a1616e820680", .value),
            ("830101a1616e820780", .value), ("830101a1616e82056130", .value),
            ("830101a1616e820880", .value), ("830101a1616e82036a323032342d30322d3330", .value),
        ] as [(String, CanonicalForm.DecodingError)]
    )
    func `another value is rejected`(hex: String, error: CanonicalForm.DecodingError) throws {
        let bytes = try Hex.decode(hex)
        #expect(throws: error) { try CanonicalForm(decoding: bytes) }
    }
}
