/// A reader of RFC 4180 records from UTF-8 bytes that arrive in chunks of any size.
///
/// Quoted cells may hold delimiters, line ends and doubled quotes; a quote inside an unquoted cell is an
/// ordinary character; lines end with CRLF, LF or CR; empty lines are skipped. The delimiter is given, or
/// detected in the first line: `,` unless `;`, tab or `|` is much more frequent there, or a line `sep=;` names it.
///
/// A faulty record costs one line: the reader reports the fault and continues at the next line, so that a
/// quote that is never closed does not consume the records after it.
package struct CSVReader: Sendable {
    private let limits: CSVLimits
    private var delimiter: UInt8?
    private var state = State.cellStart
    private var row = TableRow()
    private var records = 0
    /// The bytes since the start of the current record.
    private var window: [UInt8] = []
    /// The index in `window` of the next byte to read, and of the first byte of the record.
    private var index = 0
    private var rowStart = 0
    /// The line of the file in which the byte at `rowStart` is, from 1.
    private var lines = LineCounter()
    /// The number of bytes that may still be read a second time.
    ///
    /// It grows with the input, so that the time of reading stays linear.
    private var rereadable = 1_048_576

    /// Creates a reader; without a delimiter it detects one.
    package init(delimiter: UInt8? = nil, limits: CSVLimits = CSVLimits()) {
        self.delimiter = delimiter
        self.limits = limits
    }

    /// Reads the next chunk; calls `body` with each complete record.
    package mutating func feed(
        _ bytes: [UInt8],
        _ body: (borrowing TableRow) throws -> Void
    ) rethrows {
        window += bytes
        rereadable += bytes.count
        if delimiter == nil {
            delimiter = CSVDelimiter.found(in: window, limit: limits.rowBytes, isWhole: false)
            if delimiter == nil { return }
        }
        try scan(body)
        dropReadBytes()
    }

    /// Reads the rest at the end of the file.
    package mutating func finish(_ body: (borrowing TableRow) throws -> Void) rethrows {
        if delimiter == nil {
            delimiter = CSVDelimiter.found(in: window, limit: limits.rowBytes, isWhole: true)
        }
        try scan(body)
        while state == .quoted {
            try fail(.unclosedQuote, body)
            try scan(body)
        }
        if rowStart < window.count, state != .skipping {
            try endRow(at: window.count, body)
        }
        self = CSVReader(delimiter: delimiter, limits: limits)
    }

    /// Returns all records of a file in memory, in any encoding that `EncodingDetector` knows.
    package static func rows(of bytes: [UInt8], limits: CSVLimits = CSVLimits()) -> [TableRow] {
        var detector = EncodingDetector()
        detector.feed(bytes)
        var transcoder = Transcoder(from: detector.encoding)
        var reader = CSVReader(limits: limits)
        var rows: [TableRow] = []
        reader.feed(transcoder.feed(bytes)) { rows.append($0.kept()) }
        reader.feed(transcoder.finish()) { rows.append($0.kept()) }
        reader.finish { rows.append($0.kept()) }
        return rows
    }
}

/// The limits of a CSV record; exceeding one is a fault of the record, not of the file.
package struct CSVLimits: Sendable {
    /// Bytes of one cell.
    package var fieldBytes = 65_536

    /// Bytes of one record, which is in memory as a whole.
    package var rowBytes = 262_144

    /// Cells of one record.
    package var columns = 256

    /// The largest buffer, in bytes, that is reused for the next record; a larger one is freed.
    var bufferBytes = 4096

    /// The default limits.
    package init() {}
}

extension CSVReader {
    private enum State {
        case cellStart
        case plain
        case quoted
        case quoteInQuoted
        case afterCR
        /// In a faulty record, of which the rest of the line is skipped.
        case skipping
    }

    private mutating func scan(_ body: (borrowing TableRow) throws -> Void) rethrows {
        let bytes = window
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch state {
            case .plain: try plain(byte, body)
            case .quoted:
                if byte == 0x22 { state = .quoteInQuoted } else { try append(byte, body) }
            case .cellStart:
                if byte == 0x22 {
                    state = .quoted
                } else {
                    state = .plain
                    try plain(byte, body)
                }
            case .quoteInQuoted: try afterQuote(byte, body)
            case .afterCR:
                if byte == 0x0A { rowStart = index } else { index -= 1 }
                state = .cellStart
            case .skipping:
                if byte == 0x0A { state = .cellStart }
                if byte == 0x0D { state = .afterCR }
                rowStart = index
            }
        }
    }

    @inline(__always)
    private mutating func plain(
        _ byte: UInt8,
        _ body: (borrowing TableRow) throws -> Void
    ) rethrows {
        if byte == delimiter {
            row.ends.append(row.bytes.count)
            state = .cellStart
            if row.ends.count >= limits.columns { try fail(.tooManyColumns, body) }
        } else if byte == 0x0A || byte == 0x0D {
            state = byte == 0x0D ? .afterCR : .cellStart
            try endRow(at: index - 1, body)
        } else {
            try append(byte, body)
        }
    }

    private mutating func afterQuote(
        _ byte: UInt8,
        _ body: (borrowing TableRow) throws -> Void
    ) rethrows {
        if byte == 0x22 {
            state = .quoted
            try append(byte, body)
        } else if byte == delimiter || byte == 0x0A || byte == 0x0D {
            try plain(byte, body)
        } else {
            try fail(.strayQuote, body)
        }
    }

    @inline(__always)
    private mutating func append(
        _ byte: UInt8,
        _ body: (borrowing TableRow) throws -> Void
    ) rethrows {
        row.bytes.append(byte)
        if row.bytes.count - (row.ends.last ?? 0) > limits.fieldBytes {
            try fail(.fieldTooLarge, body)
        } else if index - rowStart > limits.rowBytes {
            try fail(.rowTooLarge, body)
        }
    }

    private mutating func endRow(
        at end: Int,
        _ body: (borrowing TableRow) throws -> Void
    ) rethrows {
        let isEmptyLine = end == rowStart
        lines.count(window, to: rowStart)
        rowStart = index
        if isEmptyLine { return }
        row.ends.append(row.bytes.count)
        try report(nil, body)
    }

    private mutating func report(
        _ fault: RowFault?,
        _ body: (borrowing TableRow) throws -> Void
    ) rethrows {
        records += 1
        row.record = records
        row.line = lines.line
        row.fault = fault
        defer {
            // One large cell must not leave a buffer of its size to every later record.
            let isUsual = row.bytes.capacity <= limits.bufferBytes
            row.bytes.removeAll(keepingCapacity: isUsual)
            row.ends.removeAll(keepingCapacity: true)
        }
        try body(row)
    }

    /// Reports the record as faulty, then continues at the line after its first one.
    private mutating func fail(
        _ fault: RowFault,
        _ body: (borrowing TableRow) throws -> Void
    ) rethrows {
        row.ends.append(row.bytes.count)
        lines.count(window, to: rowStart)
        let seen = index - rowStart
        let lineEnd = window[rowStart..<index].firstIndex { $0 == 0x0A || $0 == 0x0D }
        if let lineEnd, seen <= rereadable {
            rereadable -= seen
            index = lineEnd
        }
        state = .skipping
        rowStart = index
        try report(fault, body)
    }

    private mutating func dropReadBytes() {
        lines.count(window, to: rowStart)
        lines.drop(rowStart)
        window.removeFirst(rowStart)
        index -= rowStart
        rowStart = 0
    }
}
