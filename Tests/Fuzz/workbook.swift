import Tabular

/// Rows do not depend on how the file is cut into pieces and steps; limits hold.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
    var limits = WorkbookLimits()
    // Small, so that an input reaches them.
    limits.cells = 1_000
    limits.sheetBytes = 1 << 20
    limits.texts = 100
    let whole = try? WorkbookReader.rows(of: bytes, limits: limits)
    limits.stepBytes = 1
    let reader = WorkbookReader(size: bytes.count, limits: limits)
    var rows: [TableRow]? = []
    var isLast = false
    while !isLast {
        let step = try? reader.next { Array(bytes[$0..<min($0 + min($1, 7), bytes.count)]) }
        rows = step.flatMap { step in rows.map { $0 + step.rows } }
        isLast = step?.isLast ?? true
    }
    precondition(whole?.map(\.texts) == rows?.map(\.texts))
    if let whole {
        precondition(zip(whole, whole.dropFirst()).allSatisfy { $0.record < $1.record })
        precondition(whole.allSatisfy { $0.count <= 256 })
    }
    return 0
}
