import Tabular

/// Records do not depend on how the file is cut into pieces, and no record is lost or doubled.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
    let whole = CSVReader.rows(of: bytes).map(Outline.init)
    var detector = EncodingDetector()
    detector.feed(bytes)
    var transcoder = Transcoder(from: detector.encoding)
    var reader = CSVReader()
    var pieces: [Outline] = []
    // The first byte determines the length of the pieces.
    let length = Int(bytes.first ?? 0) % 17 + 1
    for start in stride(from: 0, to: bytes.count, by: length) {
        let piece = Array(bytes[start..<min(start + length, bytes.count)])
        reader.feed(transcoder.feed(piece)) { pieces.append(Outline(copy $0)) }
    }
    reader.feed(transcoder.finish()) { pieces.append(Outline(copy $0)) }
    reader.finish { pieces.append(Outline(copy $0)) }
    precondition(pieces == whole)
    precondition(zip(whole, whole.dropFirst()).allSatisfy { $0.record < $1.record })
    return 0
}

/// The content of a record.
private struct Outline: Equatable {
    let record: Int
    let fault: RowFault?
    let texts: [String]

    init(_ row: TableRow) {
        record = row.record
        fault = row.fault
        texts = row.texts
    }
}
