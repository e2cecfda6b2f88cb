internal import CZip

/// A ZIP archive, read by libzip.
///
/// Safe although it holds a C pointer: the pointer is made here, never leaves, and is freed once, in `deinit`;
/// the bytes that libzip requests live until then.
@safe
final class ZipArchive {
    private let handle: OpaquePointer
    private let source: ArchiveBytes
    private let limits: WorkbookLimits

    /// Reads the directory of the archive and verifies the limits of what it announces.
    init(_ source: ArchiveBytes, _ limits: WorkbookLimits) throws(TableFileError) {
        try ArchiveDirectory.require(atMost: limits.parts, in: source)
        let context = unsafe Unmanaged.passUnretained(source).toOpaque()
        let opened = unsafe sehat_zip_open(
            context,
            { context, bytes, offset, count in
                unsafe ZipArchive.copy(context, bytes, offset, count)
            },
            UInt64(source.size)
        )
        guard let opened = unsafe opened else { throw .damaged }
        unsafe handle = opened
        self.source = source
        self.limits = limits
        try requireLimits()
    }

    deinit {
        // The archive's parts are closed with it.
        unsafe zip_discard(handle)
    }

    /// The names of all parts, as far as they are UTF-8.
    var names: [String] {
        (0..<count).compactMap { index in
            unsafe zip_get_name(handle, UInt64(index), 0).map { unsafe String(cString: $0) }
        }
    }

    /// Opens the part with a name, in any case of letters (ECMA-376, part 2); nil if there is none.
    ///
    /// `limit` is the most bytes that it may have unpacked.
    func part(_ name: String, limit: Int) throws(TableFileError) -> ZipPart? {
        let place = unsafe zip_name_locate(handle, name, UInt32(ZIP_FL_NOCASE))
        guard place >= 0 else { return nil }
        let index = UInt64(place)
        let facts = try facts(of: index)
        guard !facts.isEncrypted else { throw .protected }
        guard facts.isUsual else { throw .damaged }
        guard facts.unpacked <= UInt64(limit) else { throw .limit(.unpacked) }
        guard let file = unsafe zip_fopen_index(handle, index, 0) else { throw .damaged }
        return unsafe ZipPart(
            file,
            of: self,
            packed: Int(clamping: facts.packed),
            limit: limit,
            limits
        )
    }
}

extension ZipArchive {
    /// What the directory announces of a part.
    private struct Facts {
        let packed: UInt64
        let unpacked: UInt64
        let isEncrypted: Bool
        /// Whether it is stored or deflated, as each part of a workbook is (ECMA-376, part 2).
        let isUsual: Bool
    }

    private func facts(of index: UInt64) throws(TableFileError) -> Facts {
        var stat = unsafe zip_stat_t()
        guard unsafe zip_stat_index(handle, index, 0, &stat) == 0 else { throw .damaged }
        let method = unsafe Int32(stat.comp_method)
        return unsafe Facts(
            packed: stat.comp_size,
            unpacked: stat.size,
            isEncrypted: stat.encryption_method != UInt16(ZIP_EM_NONE),
            isUsual: method == ZIP_CM_STORE || method == ZIP_CM_DEFLATE
        )
    }

    private var count: Int { unsafe Int(clamping: zip_get_num_entries(handle, 0)) }

    /// What the directory announces is compared with the limits before anything is unpacked.
    private func requireLimits() throws(TableFileError) {
        guard count <= limits.parts else { throw .limit(.parts) }
        var unpacked: UInt64 = 0
        var packed: UInt64 = 0
        for index in 0..<count {
            let facts = try facts(of: UInt64(index))
            let sum = unpacked.addingReportingOverflow(facts.unpacked)
            guard !sum.overflow, sum.partialValue <= UInt64(limits.unpackedBytes) else {
                throw .limit(.unpacked)
            }
            unpacked = sum.partialValue
            packed &+= facts.packed
        }
        // Parts that share their bytes are unpacked once each, and are packed only once.
        packed = min(packed, UInt64(source.size))
        if unpacked > UInt64(limits.freeBytes), unpacked / UInt64(limits.expansion) > packed {
            throw .limit(.expansion)
        }
    }

    private static func copy(
        _ context: UnsafeMutableRawPointer?,
        _ bytes: UnsafeMutableRawPointer?,
        _ offset: UInt64,
        _ count: UInt64
    ) -> Int64 {
        guard let context = unsafe context, let bytes = unsafe bytes else { return -1 }
        let source = unsafe Unmanaged<ArchiveBytes>.fromOpaque(context).takeUnretainedValue()
        guard let some = try? source.whole(Int(clamping: count), at: Int(clamping: offset)),
            some.count <= Int(clamping: count)
        else { return -1 }
        unsafe some.withUnsafeBytes { some in
            guard let start = some.baseAddress else { return }
            unsafe bytes.copyMemory(from: start, byteCount: some.count)
        }
        return Int64(some.count)
    }
}

/// One part of an archive while it is unpacked; it counts what comes out.
///
/// Safe although it holds a C pointer, which is freed once, in `deinit`, before the archive.
@safe
final class ZipPart {
    private let handle: OpaquePointer
    private let archive: ZipArchive
    private let packed: Int
    private let limit: Int
    private let limits: WorkbookLimits
    private var unpacked = 0

    /// Bytes that one call unpacks.
    static let pieceBytes = 65_536

    @unsafe
    fileprivate init(
        _ handle: OpaquePointer,
        of archive: ZipArchive,
        packed: Int,
        limit: Int,
        _ limits: WorkbookLimits
    ) {
        unsafe self.handle = handle
        self.archive = archive
        self.packed = packed
        self.limit = limit
        self.limits = limits
    }

    deinit {
        unsafe zip_fclose(handle)
    }

    /// Returns the next bytes; none at the end, whose checksum was then verified.
    func next() throws(TableFileError) -> [UInt8] {
        var read: Int64 = 0
        let piece = unsafe [UInt8](unsafeUninitializedCapacity: Self.pieceBytes) { buffer, count in
            unsafe read = zip_fread(handle, buffer.baseAddress, UInt64(buffer.count))
            count = max(0, Int(read))
        }
        guard read >= 0 else { throw .damaged }
        unpacked += piece.count
        // The directory may announce less than comes out.
        guard unpacked <= limit else { throw .limit(.unpacked) }
        if unpacked > limits.freeBytes, unpacked / limits.expansion > packed {
            throw .limit(.expansion)
        }
        return piece
    }
}
