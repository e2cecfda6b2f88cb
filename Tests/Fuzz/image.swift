@testable import Casework

/// Any bytes are an image, a PDF or a refusal, however they arrive; what is kept is kept unchanged by another walk.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
    let whole = walk(bytes, by: .max)
    // The last byte is the size of a part.
    let parts = walk(bytes, by: Int(bytes.last ?? 0) + 1)
    precondition(whole?.kept == parts?.kept && whole?.found == parts?.found)
    guard let whole else { return 0 }
    guard let again = walk(whole.kept, by: .max) else {
        preconditionFailure("what was kept is refused")
    }
    precondition(again.kept == whole.kept && !again.found.isStripped)
    precondition(again.found.kind == whole.found.kind && again.found.size == whole.found.size)
    precondition(whole.found.isStripped == (whole.kept != bytes))
    return 0
}

private func walk(
    _ bytes: [UInt8],
    by length: Int
) -> (kept: [UInt8], found: FileWalk.Result)? {
    var walk = FileWalk()
    var kept: [UInt8] = []
    var rest = bytes[...]
    do throws(DocumentRefusal) {
        while !rest.isEmpty {
            try walk.receive(Array(rest.prefix(length)), into: &kept)
            rest = rest.dropFirst(length)
        }
        return (kept, try walk.finish())
    } catch {
        return nil
    }
}
