/// The frame of a JPEG (ITU-T T.81 §B.2.2): its size and its components.
struct JPEGFrame: Sendable {
    let size: ImageSize
    /// The ids of the components.
    private let components: [UInt8]

    /// Reads the content of a SOF segment.
    init(_ content: [UInt8]) throws(DocumentRefusal) {
        guard content.count >= 6 else { throw .damaged }
        let count = Int(content[5])
        guard content.count == 6 + 3 * count else { throw .damaged }
        guard content[0] == 8, count == 1 || count == 3 || count == 4 else { throw .unsupported }
        size = try ImageSize(
            width: Int(content[3]) << 8 + Int(content[4]),
            height: Int(content[1]) << 8 + Int(content[2])
        )
        var components: [UInt8] = []
        for place in stride(from: 6, to: content.count, by: 3) {
            let (across, down) = (content[place + 1] >> 4, content[place + 1] & 0x0F)
            guard (1...4).contains(across), (1...4).contains(down), content[place + 2] <= 3,
                !components.contains(content[place])
            else { throw .damaged }
            components.append(content[place])
        }
        self.components = components
    }

    /// Whether the content of a SOS segment (§B.2.3) fits the frame.
    func hasScan(_ content: [UInt8]) -> Bool {
        guard let first = content.first, (1...4).contains(first) else { return false }
        let count = Int(first)
        guard count <= components.count, content.count == 4 + 2 * count else { return false }
        let named = (0..<count).map { content[1 + 2 * $0] }
        let tables = (0..<count).map { content[2 + 2 * $0] }
        let (from, to, bits) = (
            content[1 + 2 * count], content[2 + 2 * count], content[3 + 2 * count]
        )
        return Set(named).count == count && named.allSatisfy(components.contains)
            && tables.allSatisfy { $0 >> 4 <= 3 && $0 & 0x0F <= 3 }
            && from <= to && to <= 63 && bits >> 4 <= 13 && bits & 0x0F <= 13
    }
}

/// The tables of a JPEG.
enum JPEGTables {
    /// Returns how many tables a segment defines; nil where its content is not exactly some tables.
    static func count(_ code: UInt8, _ content: [UInt8]) -> Int? {
        switch code {
        case 0xC4: huffman(content)
        case 0xDB: quantization(content)
        // The restart interval.
        case 0xDD: content.count == 2 ? 1 : nil
        default: nil
        }
    }

    /// DHT (ITU-T T.81 §B.2.4.2).
    private static func huffman(_ content: [UInt8]) -> Int? {
        var (rest, count) = (content[...], 0)
        while let head = rest.popFirst() {
            guard head >> 4 <= 1, head & 0x0F <= 3, rest.count >= 16 else { return nil }
            let values = rest.prefix(16).reduce(0) { $0 + Int($1) }
            rest = rest.dropFirst(16)
            guard values <= 256, rest.count >= values else { return nil }
            rest = rest.dropFirst(values)
            count += 1
        }
        return count
    }

    /// DQT (ITU-T T.81 §B.2.4.1).
    private static func quantization(_ content: [UInt8]) -> Int? {
        var (rest, count) = (content[...], 0)
        while let head = rest.popFirst() {
            let values = head >> 4 == 0 ? 64 : 128
            guard head >> 4 <= 1, head & 0x0F <= 3, rest.count >= values else { return nil }
            rest = rest.dropFirst(values)
            count += 1
        }
        return count
    }
}
