import Testing

@testable import Casework

/// Files that claim to be images, each refused with its reason.
@Suite struct DamagedImageTests {
    static func jpeg(_ change: (inout TestJPEG) -> Void) -> [UInt8] {
        var image = TestJPEG.plain
        change(&image)
        return image.bytes
    }

    static func png(_ chunks: [UInt8]...) -> [UInt8] {
        TestPNG(chunks: chunks).bytes
    }

    static let frames: [(width: Int, height: Int, DocumentRefusal?)] = [
        (8, 8, nil), (8_000, 5_000, nil), (65_535, 610, nil), (8_000, 5_001, .tooManyPixels),
        (65_535, 65_535, .tooManyPixels), (0, 8, .damaged), (8, 0, .damaged),
    ]

    @Test(arguments: frames)
    func `a size is within the limit of pixels and never zero`(
        _ width: Int,
        _ height: Int,
        _ refusal: DocumentRefusal?
    ) throws {
        let jpeg = Self.jpeg { $0.segments[2] = TestJPEG.frame(width, height) }
        #expect(ImageWalkTests.refusal(jpeg) == refusal)
        let png = Self.png(TestPNG.header(width, height), TestPNG.data, TestPNG.end)
        #expect(ImageWalkTests.refusal(png) == refusal)
        if refusal == nil {
            let size = try ImageWalkTests.walk(jpeg).found.size
            #expect(size?.width == width && size?.height == height)
            #expect(try ImageWalkTests.walk(png).found.size == size)
        }
    }

    @Test func `a bomb of two billion pixels is refused by its header alone`() {
        for side in [0x7FFF_FFFF, 0xFFFF_FFFF] {
            let head = Self.png(TestPNG.header(side, side))
            #expect(ImageWalkTests.refusal(head) == .tooManyPixels)
        }
    }

    @Test func `a chunk that states five gigabytes is refused before they come`() {
        // The length has 32 bits; both are longer than any file may be.
        for length in [5_000_000_000 % 0x1_0000_0000, 0xFFFF_FFFF] {
            for type in ["IDAT", "tEXt", "PLTE"] {
                let chunk = TestPNG.chunk(type, [1, 2, 3], length: length)
                let bytes = Self.png(TestPNG.header(1, 1), chunk)
                #expect(ImageWalkTests.refusal(bytes) == .damaged)
            }
        }
    }

    static let segments: [(String, [UInt8], DocumentRefusal)] = [
        ("a second frame", jpeg { $0.segments.insert($0.segments[2], at: 3) }, .damaged),
        ("a second image", jpeg { $0.segments.insert([0xFF, 0xD8], at: 3) }, .damaged),
        ("no frame", jpeg { $0.segments.remove(at: 2) }, .damaged),
        ("no scan", jpeg { $0.segments.removeLast() }, .damaged),
        (
            "a scan without data", jpeg { $0.segments[4] = Array($0.segments[4].dropLast(4)) },
            .damaged
        ),
        ("a length of one", jpeg { $0.segments[1] = [0xFF, 0xDB, 0, 1] }, .damaged),
        ("a length past the end", jpeg { $0.segments = [[0xFF, 0xE1, 0xFF, 0xFF]] }, .truncated),
        ("a restart outside a scan", jpeg { $0.segments.insert([0xFF, 0xD0], at: 1) }, .damaged),
        ("a byte between segments", jpeg { $0.segments.insert([0x00], at: 1) }, .damaged),
        (
            "a table that is too short", jpeg { $0.segments[1] = TestJPEG.segment(0xDB, [0, 1]) },
            .damaged
        ),
        (
            "more codes than a table has room for",
            jpeg { $0.segments[3] = TestJPEG.segment(0xC4, [UInt8](repeating: 255, count: 400)) },
            .damaged
        ),
        (
            "foreign bytes behind a table",
            jpeg {
                $0.segments[1] = TestJPEG.segment(0xDB, [0] + [UInt8](repeating: 1, count: 99))
            },
            .damaged
        ),
        (
            "a lossless frame", jpeg { $0.segments[2] = TestJPEG.frame(8, 8, code: 0xC3) },
            .unsupported
        ),
        (
            "arithmetic coding", jpeg { $0.segments[2] = TestJPEG.frame(8, 8, code: 0xC9) },
            .unsupported
        ),
        (
            "a hundred scans and one",
            jpeg { $0.segments += Array(repeating: TestJPEG.scan, count: 100) },
            .damaged
        ),
        (
            "more tables than scans need",
            jpeg { $0.segments += Array(repeating: TestJPEG.quantization, count: 500) },
            .damaged
        ),
        (
            "a component that the frame does not have",
            jpeg { $0.segments[4] = TestJPEG.segment(0xDA, [1, 7, 0, 0, 63, 0]) + [1] },
            .damaged
        ),
    ]

    @Test(arguments: segments)
    func `a JPEG that decoders reject is refused`(
        _ name: String,
        _ bytes: [UInt8],
        _ refusal: DocumentRefusal
    ) {
        #expect(ImageWalkTests.refusal(bytes) == refusal, "\(name)")
    }

    static let palette = TestPNG.chunk("PLTE", [1, 2, 3])
    static let indexed = TestPNG.header(1, 1, colour: 3)
    static let grey = TestPNG.header(1, 1)

    static let chunks: [(String, [UInt8], DocumentRefusal)] = [
        ("no header", png(TestPNG.data, TestPNG.end), .damaged),
        ("two headers", png(grey, grey, TestPNG.data, TestPNG.end), .damaged),
        ("no data", png(grey, TestPNG.end), .damaged),
        ("empty data", png(grey, TestPNG.chunk("IDAT", []), TestPNG.end), .damaged),
        ("an end with bytes", png(grey, TestPNG.data, TestPNG.chunk("IEND", [1])), .damaged),
        ("no palette", png(indexed, TestPNG.data, TestPNG.end), .damaged),
        ("a palette of grey", png(grey, palette, TestPNG.data, TestPNG.end), .damaged),
        ("two palettes", png(indexed, palette, palette, TestPNG.data, TestPNG.end), .damaged),
        (
            "half a colour",
            png(indexed, TestPNG.chunk("PLTE", [1, 2, 3, 4]), TestPNG.data, TestPNG.end),
            .damaged
        ),
        (
            "more transparent colours than colours",
            png(indexed, palette, TestPNG.chunk("tRNS", [1, 2]), TestPNG.data, TestPNG.end),
            .damaged
        ),
        (
            "a palette behind data", png(indexed, palette, TestPNG.data, palette, TestPNG.end),
            .damaged
        ),
        (
            "data in two places",
            png(grey, TestPNG.data, TestPNG.chunk("tEXt", [1]), TestPNG.data, TestPNG.end),
            .damaged
        ),
        (
            "an unknown chunk that is needed",
            png(grey, TestPNG.chunk("FOOO", [1]), TestPNG.data, TestPNG.end),
            .unsupported
        ),
        ("a type of digits", png(grey, TestPNG.chunk("1234", [1])), .damaged),
        (
            "a depth of three", png(TestPNG.header(1, 1, depth: 3), TestPNG.data, TestPNG.end),
            .damaged
        ),
        ("an unknown colour", png(TestPNG.header(1, 1, colour: 5), TestPNG.data), .damaged),
    ]

    @Test(arguments: chunks)
    func `a PNG that decoders reject is refused`(
        _ name: String,
        _ bytes: [UInt8],
        _ refusal: DocumentRefusal
    ) {
        #expect(ImageWalkTests.refusal(bytes) == refusal, "\(name)")
    }

    @Test func `each changed byte of a kept chunk is found by its checksum`() {
        let bytes = TestPNG.plain.bytes
        for place in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[place] ^= 1 << bit
                // A small letter makes a chunk one that may be removed, which is never the header, the data or the end.
                #expect(ImageWalkTests.refusal(changed) != nil, "byte \(place), bit \(bit)")
            }
        }
    }

    @Test
    func `any change of an image is an image or a refusal, and stripping twice changes nothing`()
        throws
    {
        var random = SeededRandom(seed: 20_260_101)
        for image in ImageWalkTests.images {
            for _ in 0..<4_000 {
                var bytes = image.full
                for _ in 0...random.below(4) {
                    let place = random.below(bytes.count)
                    switch random.below(4) {
                    case 0: bytes[place] = UInt8(random.below(256))
                    case 1: bytes[place] ^= 1 << UInt8(random.below(8))
                    case 2: bytes.remove(at: place)
                    default: bytes.insert(contentsOf: bytes[..<place], at: place)
                    }
                }
                guard let found = try? ImageWalkTests.walk(bytes, by: random.below(40) + 1) else {
                    continue
                }
                let again = try ImageWalkTests.walk(found.kept)
                #expect(again.kept == found.kept && !again.found.isStripped)
                #expect(again.found.size == found.found.size)
            }
        }
    }
}

/// Numbers that are the same in each run (SplitMix64).
struct SeededRandom {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func below(_ limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((value ^ (value >> 31)) % UInt64(limit))
    }
}
