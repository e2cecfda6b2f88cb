import Persian
import Testing
import VerifyCore

@testable import Casework

/// What is stored of an image, and which files are refused.
@Suite struct ImageWalkTests {
    /// What a walk keeps of a file that arrives in parts of a length.
    static func walk(
        _ bytes: [UInt8],
        by length: Int = .max
    ) throws(DocumentRefusal) -> (kept: [UInt8], found: FileWalk.Result) {
        var walk = FileWalk()
        var kept: [UInt8] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            try walk.receive(Array(rest.prefix(length)), into: &kept)
            rest = rest.dropFirst(length)
        }
        return (kept, try walk.finish())
    }

    static func refusal(_ bytes: [UInt8]) -> DocumentRefusal? {
        do throws(DocumentRefusal) {
            _ = try walk(bytes)
            return nil
        } catch {
            return error
        }
    }

    static let images: [(full: [UInt8], plain: [UInt8], kind: FileKind)] = [
        (TestJPEG.full.bytes, TestJPEG.plain.bytes, .jpeg),
        (TestPNG.full.bytes, TestPNG.plain.bytes, .png),
    ]

    @Test func `only what decoding needs is kept, however the bytes arrive`() throws {
        for image in Self.images {
            for length in [1, 2, 3, 7, 64, .max] {
                let (kept, found) = try Self.walk(image.full, by: length)
                #expect(kept == image.plain)
                #expect(found.kind == image.kind && found.isStripped)
            }
        }
    }

    @Test func `nothing is removed from a file that was stripped`() throws {
        for image in Self.images {
            let (kept, found) = try Self.walk(image.plain)
            #expect(kept == image.plain && !found.isStripped)
        }
    }

    @Test(arguments: TestImages.foreign.keys.sorted())
    func `no foreign part is stored, wherever it is`(_ name: String) throws {
        let part = try #require(TestImages.foreign[name])
        var jpeg = TestJPEG.plain
        for code in Array(UInt8(0xE0)...0xEF) + [0xFE, 0xF0] {
            jpeg.segments.insert(TestJPEG.segment(code, part), at: 2)
        }
        jpeg.rest = part
        #expect(try Self.walk(jpeg.bytes).kept == TestJPEG.plain.bytes)
        var png = TestPNG.plain
        for type in ["tEXt", "iTXt", "eXIf", "prVt", "tIME"] {
            png.chunks.insert(TestPNG.chunk(type, part), at: 1)
        }
        png.rest = part
        #expect(try Self.walk(png.bytes).kept == TestPNG.plain.bytes)
    }

    @Test func `the fixed parts of JFIF and Adobe have no room for other bytes`() throws {
        var image = TestJPEG.plain
        image.segments[0] = TestJPEG.segment(
            0xE0,
            Array("JFIF".utf8) + [0, 9, 9, 9, 9, 9, 9, 9, 2, 2] + TestImages.pdf
        )
        image.segments.insert(
            TestJPEG.segment(
                0xEE,
                Array("Adobe".utf8) + [1, 2, 3, 4, 5, 6, 1] + TestImages.script
            ),
            at: 1
        )
        let kept = try Self.walk(image.bytes).kept
        for part in TestImages.foreign.values { #expect(!TestImages.contains(kept, part)) }
        #expect(TestImages.contains(kept, Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, 1]))
        #expect(try Self.walk(kept).kept == kept)
    }

    @Test func `the first bytes decide the kind`() {
        let pdf = TestImages.pdf
        #expect(Self.refusal(pdf) == nil)
        #expect(Self.refusal([]) == .empty)
        for bytes in [
            [0x20] + pdf, TestImages.script, TestImages.archive,
            [0] + TestJPEG.plain.bytes, Array(TestPNG.plain.bytes.dropFirst()),
            Array("GIF89a\u{1}".utf8) + pdf, [0xFF, 0xD8],
        ] {
            #expect(Self.refusal(bytes) == .unknownKind)
        }
    }

    @Test func `a PDF is kept unchanged`() throws {
        let pdf = TestImages.pdf + TestImages.archive
        let (kept, found) = try Self.walk(pdf, by: 3)
        #expect(kept == pdf && found == FileWalk.Result(kind: .pdf, size: nil, isStripped: false))
    }

    @Test func `a file that is cut anywhere is refused`() {
        for image in Self.images {
            for count in image.plain.indices {
                #expect(Self.refusal(Array(image.plain.prefix(count))) != nil, "\(count)")
            }
        }
    }

    @Test func `every sentence exists in both languages`() {
        for refusal in DocumentRefusal.allCases {
            #expect(!refusal.wording.fa.isEmpty && !refusal.wording.en.isEmpty)
        }
    }
}
