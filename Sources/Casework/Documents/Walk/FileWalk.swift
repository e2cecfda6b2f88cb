/// Decides what is stored of a file while its bytes arrive.
///
/// The first bytes decide the kind, never a name or a media type. A JPEG or PNG passes a walk over its headers, which keeps
/// what decoding needs; a PDF is kept unchanged. No image is decoded. At most one segment (64 KiB) is held in memory.
struct FileWalk: Sendable {
    /// The kind; nil until the first bytes have come.
    private(set) var kind: FileKind?
    private var magic: [UInt8] = []
    private var jpeg = JPEGWalk()
    private var png = PNGWalk()
    private var received = 0

    /// What a file was found to be.
    struct Result: Sendable, Hashable {
        let kind: FileKind
        /// The size; nil for a PDF.
        let size: ImageSize?
        /// Whether what is kept differs from what was received.
        let isStripped: Bool
    }

    /// Reads the next bytes, and appends those that are kept to `output`.
    ///
    /// - Throws: Why the file is not stored; nothing may be read afterwards.
    mutating func receive(
        _ bytes: [UInt8],
        into output: inout [UInt8]
    ) throws(DocumentRefusal) {
        received += bytes.count
        guard received <= DocumentLimit.bytes else { throw .tooLarge }
        if kind != nil { return try pass(bytes[...], into: &output) }
        magic += bytes
        guard magic.count >= PNGWalk.signature.count else { return }
        kind = try FileKind(beginningOf: magic)
        let first = magic
        magic = []
        try pass(first[...], into: &output)
    }

    private mutating func pass(
        _ bytes: ArraySlice<UInt8>,
        into output: inout [UInt8]
    ) throws(DocumentRefusal) {
        switch kind {
        case .jpeg: try jpeg.receive(bytes, into: &output)
        case .png: try png.receive(bytes, into: &output)
        case .pdf: output += bytes
        case nil: break
        }
    }

    /// Ends the file.
    ///
    /// - Throws: Why it is not stored.
    func finish() throws(DocumentRefusal) -> Result {
        switch kind {
        case .jpeg:
            Result(kind: .jpeg, size: try jpeg.finish(), isStripped: jpeg.isChanged)
        case .png:
            Result(kind: .png, size: try png.finish(), isStripped: png.isChanged)
        case .pdf: Result(kind: .pdf, size: nil, isStripped: false)
        case nil: throw magic.isEmpty ? .empty : .unknownKind
        }
    }
}

extension FileKind {
    /// Recognises a kind by the first eight bytes.
    fileprivate init(beginningOf bytes: [UInt8]) throws(DocumentRefusal) {
        if bytes.starts(with: PNGWalk.signature) {
            self = .png
        } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if bytes.starts(with: Array("%PDF-".utf8)) {
            self = .pdf
        } else {
            throw .unknownKind
        }
    }
}
