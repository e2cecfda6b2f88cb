/// The bytes of an archive, which libzip requests by their offset while a caller lends them.
final class ArchiveBytes {
    /// Reads at most `count` bytes at an offset; fewer only where a piece of the file ends.
    typealias Reading = (_ offset: Int, _ count: Int) throws -> [UInt8]

    let size: Int
    private var reading: Reading?
    /// What the caller's reading threw; it stays, since libzip cannot continue after it.
    private var failure: (any Error)?

    init(size: Int) { self.size = size }

    /// Runs `body`, in which `reading` serves the requests.
    ///
    /// - Throws: What `reading` threw, also in an earlier call; else what `body` throws.
    func lend<T>(_ reading: Reading, _ body: () throws -> T) throws -> T {
        try withoutActuallyEscaping(reading) { reading in
            self.reading = reading
            defer { self.reading = nil }
            if let failure { throw failure }
            do {
                return try body()
            } catch {
                throw failure ?? error
            }
        }
    }

    /// Returns at most `count` bytes at an offset; nil after a failure, which `lend` throws.
    func bytes(_ count: Int, at offset: Int) -> [UInt8]? {
        guard let reading, failure == nil else { return nil }
        do {
            return try reading(offset, count)
        } catch {
            failure = error
            return nil
        }
    }

    /// Returns `count` bytes at an offset, or fewer at the end.
    func whole(_ count: Int, at offset: Int) throws(TableFileError) -> [UInt8] {
        var all: [UInt8] = []
        while all.count < count, offset + all.count < size {
            guard let some = bytes(count - all.count, at: offset + all.count), !some.isEmpty else {
                throw .damaged
            }
            all += some
        }
        return all
    }
}
