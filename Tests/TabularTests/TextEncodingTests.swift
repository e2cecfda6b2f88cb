import Foundation
import Testing

@testable import Tabular

struct TextEncodingTests {
    static let text = "national_id,first_name_fa\r\n0411800779,علي\r\n8580436001,گلنار پژمان چ\r\n"

    static let files: [(TextEncoding, [UInt8])] = [
        (.utf8, Array(text.utf8)),
        (.utf8, [0xEF, 0xBB, 0xBF] + Array(text.utf8)),
        (.utf16LittleEndian, [0xFF, 0xFE] + utf16(text, high: 1)),
        (.utf16BigEndian, [0xFE, 0xFF] + utf16(text, high: 0)),
        (.utf16LittleEndian, utf16(text, high: 1)),
        (.utf16BigEndian, utf16(text, high: 0)),
        (.windows1256, windows1256(text)),
    ]

    @Test(arguments: files)
    func `the encoding is detected and decoded`(_ encoding: TextEncoding, _ file: [UInt8]) {
        for size in [1, 2, 3, 7, file.count] {
            var detector = EncodingDetector()
            for start in stride(from: 0, to: file.count, by: size) {
                detector.feed(Array(file[start..<min(start + size, file.count)]))
            }
            #expect(detector.encoding == encoding)
            var transcoder = Transcoder(from: detector.encoding)
            var utf8: [UInt8] = []
            for start in stride(from: 0, to: file.count, by: size) {
                utf8 += transcoder.feed(Array(file[start..<min(start + size, file.count)]))
            }
            utf8 += transcoder.finish()
            #expect(String(decoding: utf8, as: UTF8.self) == Self.text)
        }
    }

    @Test func `one NUL or one wrong byte does not change the encoding of a file`() {
        var detector = EncodingDetector()
        let row = Array("0411800779,علی,رضایی,مهندسی\r\n".utf8)
        for _ in 0..<100 { detector.feed(row) }
        detector.feed([0x61, 0x00, 0x2C, 0xFF, 0x0A])
        #expect(detector.encoding == .utf8)
    }

    @Test func `a wrong byte in a single record does not change the encoding of its names`() {
        var detector = EncodingDetector()
        detector.feed(Array("0411800779,عل".utf8) + [0xD9] + Array(",رضایی,مهندسی\r\n".utf8))
        #expect(detector.encoding == .utf8)
    }

    @Test func `letters that look like utf-8 by chance do not make a file utf-8`() {
        var detector = EncodingDetector()
        detector.feed(Self.windows1256("0411800779,اکبر,تک‌زارع,دانشکده‌های پزشکی و ژنتیک\r\n"))
        #expect(detector.encoding == .windows1256)
    }

    @Test func `letters outside the basic plane survive UTF-16`() {
        var transcoder = Transcoder(from: .utf16LittleEndian)
        let bytes = transcoder.feed([0xFF, 0xFE, 0x3D, 0xD8, 0x00, 0xDE]) + transcoder.finish()
        #expect(String(decoding: bytes, as: UTF8.self) == "😀")
    }

    @Test func `halves of letters in utf-16 become replacement characters`() {
        var transcoder = Transcoder(from: .utf16LittleEndian)
        let bytes =
            transcoder.feed([0x00, 0xDE, 0x3D, 0xD8, 0x41, 0x00, 0x42]) + transcoder.finish()
        #expect(String(decoding: bytes, as: UTF8.self) == "\u{FFFD}\u{FFFD}A\u{FFFD}")
    }

    @Test func `every byte of code page 1256 decodes as in Foundation`() {
        let bytes = Array(UInt8.min...UInt8.max)
        var transcoder = Transcoder(from: .windows1256)
        let ours = Array(String(decoding: transcoder.feed(bytes), as: UTF8.self).unicodeScalars)
        #expect(ours.count == 256)
        #expect(ours[0x81] == "پ" && ours[0x8D] == "چ" && ours[0x8E] == "ژ" && ours[0x90] == "گ")
        #expect(
            ours[0x98] == "ک" && ours[0x9D] == "\u{200C}" && ours[0xED] == "ي" && ours[0xDF] == "ك"
        )
    }

    private static func utf16(_ text: String, high: Int) -> [UInt8] {
        text.utf16.flatMap { unit in
            let pair = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
            return high == 1 ? pair : pair.reversed()
        }
    }

    private static func windows1256(_ text: String) -> [UInt8] {
        text.unicodeScalars.map { scalar in
            if scalar.isASCII { return UInt8(scalar.value) }
            let index = Windows1256.upperHalf.firstIndex(of: scalar.value) ?? 0
            return UInt8(0x80 + index)
        }
    }
}
