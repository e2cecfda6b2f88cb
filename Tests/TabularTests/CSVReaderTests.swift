import Foundation
import Testing

@testable import Tabular

struct CSVReaderTests {
    static let files: [(String, [[String]])] = [
        ("", []),
        ("a", [["a"]]),
        ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
        ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
        ("a,b\rc,d\r", [["a", "b"], ["c", "d"]]),
        ("a,b\r\r\n\n\nc,d", [["a", "b"], ["c", "d"]]),
        ("a,\n,b\n,\n", [["a", ""], ["", "b"], ["", ""]]),
        ("a,b,", [["a", "b", ""]]),
        ("\"a\",\"b,c\"\n", [["a", "b,c"]]),
        ("\"a\r\nb\",\"c\nd\"", [["a\r\nb", "c\nd"]]),
        ("\"Chemical \"\"Process\"\"\",x", [["Chemical \"Process\"", "x"]]),
        ("\"\"\n\"\"\"\"\n", [[""], ["\""]]),
        ("5\" pipe,x", [["5\" pipe", "x"]]),
        ("a;b,c;d;e;f\n1;2;3\n", [["a", "b,c", "d", "e", "f"], ["1", "2", "3"]]),
        ("a;b,c;d\n1,2", [["a;b", "c;d"], ["1", "2"]]),
        ("a\tb\n1\t2", [["a", "b"], ["1", "2"]]),
        ("\"x;y\",b\n1,2", [["x;y", "b"], ["1", "2"]]),
        ("\u{FEFF}\"نام\",سن\nعلی,۵", [["نام", "سن"], ["علی", "۵"]]),
        ("a\u{0}b,c", [["a\u{0}b", "c"]]),
        (" a , \"b\"\n", [[" a ", " \"b\""]]),
    ]

    @Test(arguments: files)
    func `records are read as RFC 4180 defines`(_ file: String, _ rows: [[String]]) {
        let read = CSVReader.rows(of: Array(file.utf8))
        #expect(read.map(\.texts) == rows)
        #expect(read.allSatisfy { $0.fault == nil })
        #expect(read.map(\.record) == Array(1..<(rows.count + 1)))
    }

    static let lines: [(String, [Int])] = [
        ("a\nb\nc", [1, 2, 3]), ("a\r\n\r\n\r\nb\r\n", [1, 4]), ("\n\na\rb\r\rc", [3, 4, 6]),
        ("\"a\nb\r\nc\",d\ne\n", [1, 4]), ("a,\"b\nc\nd,e\nf", [1, 2, 3, 4]),
        ("\"a\"x\nb\r\nc", [1, 2, 3]), ("sep=;\r\na;b\r\n1;2", [1, 2, 3]),
    ]

    @Test(arguments: lines)
    func `a record knows the line on which it begins`(_ file: String, _ lines: [Int]) {
        for size in 1...8 {
            var reader = CSVReader(delimiter: UInt8(ascii: ","))
            var read: [Int] = []
            let bytes = Array(file.utf8)
            for start in stride(from: 0, to: bytes.count, by: size) {
                reader.feed(Array(bytes[start..<min(start + size, bytes.count)])) {
                    read.append($0.line)
                }
            }
            reader.finish { read.append($0.line) }
            #expect(read == lines, "\(file.debugDescription) in pieces of \(size)")
        }
    }

    @Test(arguments: files)
    func `chunks of any size make the same records`(_ file: String, _ rows: [[String]]) {
        let bytes = Array(file.utf8)
        for size in 1...7 {
            var detector = EncodingDetector()
            detector.feed(bytes)
            var transcoder = Transcoder(from: detector.encoding)
            var reader = CSVReader()
            var read: [[String]] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                let piece = Array(bytes[start..<min(start + size, bytes.count)])
                reader.feed(transcoder.feed(piece)) { read.append($0.texts) }
            }
            reader.feed(transcoder.finish()) { read.append($0.texts) }
            reader.finish { read.append($0.texts) }
            #expect(read == rows)
        }
    }

    static let faulty: [(String, [RowFault?], [[String]])] = [
        (
            "a,b\n\"c,d\ne,f\ng,h", [nil, .unclosedQuote, nil, nil],
            [["a", "b"], ["e", "f"], ["g", "h"]]
        ),
        ("a,b\n\"c\"d,e\nf,g", [nil, .strayQuote, nil], [["a", "b"], ["f", "g"]]),
        (
            "a,b\nc,\"d\ne,f\n\"g\",h", [nil, .strayQuote, nil, nil],
            [["a", "b"], ["e", "f"], ["g", "h"]]
        ),
        ("\"", [.unclosedQuote], []),
        ("a\n\"\n\"x", [nil, .strayQuote, .unclosedQuote], [["a"]]),
    ]

    @Test(arguments: faulty)
    func `a faulty record costs one line`(
        _ file: String,
        _ faults: [RowFault?],
        _ rows: [[String]]
    ) {
        let read = CSVReader.rows(of: Array(file.utf8))
        #expect(read.map(\.fault) == faults)
        #expect(read.filter { $0.fault == nil }.map(\.texts) == rows)
    }

    @Test func `a record over a limit is the only faulty one`() {
        var limits = CSVLimits()
        limits.fieldBytes = 8
        limits.rowBytes = 20
        limits.columns = 3
        let file = "a,b\n123456789,x\n1,2,3,4\n12345678,12345678,12345678\nlast,row\n"
        let rows = CSVReader.rows(of: Array(file.utf8), limits: limits)
        #expect(rows.map(\.fault) == [nil, .fieldTooLarge, .tooManyColumns, .rowTooLarge, nil])
        #expect(rows.last?.texts == ["last", "row"])
    }

    @Test(.timeLimit(.minutes(2)))
    func `lines crafted to be read repeatedly are read in linear time`() {
        let line = Array("x\",\"\n".utf8)
        var file: [UInt8] = []
        for _ in 0..<400_000 { file += line }
        #expect(CSVReader.rows(of: file).contains { $0.fault != nil })
    }

    @Test func `one large cell does not make the records after it large`() {
        let lines = 100_000
        let file = "code,x\n\"" + String(repeating: "a,\n", count: lines)
        let rows = CSVReader.rows(of: Array(file.utf8))
        #expect(rows.map(\.fault).prefix(3) == [nil, .fieldTooLarge, nil])
        #expect(rows.count == lines + 1)
        // An array has 16 bytes at the least, and each of these records has two.
        let bytes = rows.dropFirst(2).reduce(0) { $0 + $1.bytes.capacity + 8 * $1.ends.capacity }
        #expect(bytes <= lines * 64)
    }

    @Test func `a line of delimiters only ends after the last column`() {
        var largest = 0
        var reader = CSVReader(delimiter: 0x2C)
        let delimiters = [UInt8](repeating: 0x2C, count: 1_000_000)
        for _ in 0..<3 {
            reader.feed(delimiters) { largest = max(largest, $0.count) }
        }
        reader.feed(Array("\na,b\n".utf8)) { largest = max(largest, $0.count) }
        #expect(largest == CSVLimits().columns + 1)
    }

    @Test func `a damaged file never crashes the reader`() {
        let bytes = Array("نام,\"a \"\"b\"\"\r\nc\",x\r\n\"1\",2,3\n".utf8)
        for cut in 0...bytes.count {
            #expect(CSVReader.rows(of: Array(bytes[..<cut])).count <= 4)
        }
        for index in bytes.indices {
            for bit in 0..<8 {
                var flipped = bytes
                flipped[index] ^= 1 << bit
                #expect(CSVReader.rows(of: flipped).count <= 8)
            }
        }
        for byte in UInt8.min...UInt8.max {
            #expect(CSVReader.rows(of: bytes + [byte]).count >= 2)
        }
    }
}
