/// A walk over the segments of a JPEG (ITU-T T.81 annex B) while its bytes arrive.
///
/// Kept are the frame, tables, scans, and the two application segments that decide how colours are read (JFIF and Adobe),
/// with fixed content. Every other segment, fill bytes, and all bytes after the end of the image are removed. Baseline and
/// progressive frames of 8 bits are taken, as browsers show them.
struct JPEGWalk: Sendable {
    /// Whether something was removed or rewritten.
    private(set) var isChanged = false
    private var state = State.start
    private var segment: [UInt8] = []
    private var frame: JPEGFrame?
    private var scans = 0
    private var tables = 0
    private var scanHasData = false
    private var hasJFIF = false
    private var transform: UInt8?

    private enum State: Sendable {
        /// Before the second byte of the first marker.
        case start
        /// Before the first byte of a marker.
        case marker
        /// Behind the first byte of a marker, in a scan or not.
        case code(inScan: Bool)
        /// In the length of a segment.
        case length(UInt8)
        case lengthEnd(UInt8, high: UInt8)
        /// In a segment that is looked at, of this many bytes.
        case content(UInt8, Int)
        /// In a segment that is removed, before this many bytes.
        case removed(Int)
        case scan
        case end
    }

    /// Reads the next bytes, and appends those that are kept to `output`.
    mutating func receive(
        _ bytes: ArraySlice<UInt8>,
        into output: inout [UInt8]
    ) throws(DocumentRefusal) {
        var rest = bytes
        while let byte = rest.first {
            switch state {
            case .end:
                isChanged = true
                return
            case .scan:
                let run = rest.prefix { $0 != 0xFF }
                output += run
                scanHasData = scanHasData || !run.isEmpty
                rest = rest.dropFirst(run.count)
                if rest.popFirst() != nil { state = .code(inScan: true) }
            case .content(let code, let count):
                let part = rest.prefix(count - segment.count)
                segment += part
                rest = rest.dropFirst(part.count)
                if segment.count == count { try take(code, into: &output) }
            case .removed(let count):
                let part = min(count, rest.count)
                rest = rest.dropFirst(part)
                state = part == count ? .marker : .removed(count - part)
            case .start, .marker, .code, .length, .lengthEnd:
                rest = rest.dropFirst()
                try step(byte, into: &output)
            }
        }
    }

    /// Ends the file; returns the size of the image.
    func finish() throws(DocumentRefusal) -> ImageSize {
        guard case .end = state, let frame else { throw .truncated }
        return frame.size
    }
}

extension JPEGWalk {
    /// Reads a byte of a marker or of the length of a segment.
    private mutating func step(
        _ byte: UInt8,
        into output: inout [UInt8]
    ) throws(DocumentRefusal) {
        switch state {
        case .start:
            if byte == 0xD8 {
                output += [0xFF, 0xD8]
                state = .marker
            } else if byte != 0xFF {
                throw .damaged
            }
        case .marker:
            guard byte == 0xFF else { throw .damaged }
            state = .code(inScan: false)
        case .code(let inScan): try begin(byte, inScan: inScan, into: &output)
        case .length(let code): state = .lengthEnd(code, high: byte)
        case .lengthEnd(let code, let high):
            let count = Int(high) << 8 + Int(byte) - 2
            guard count >= 0 else { throw .damaged }
            if Self.isRemoved(code) {
                isChanged = true
                state = count == 0 ? .marker : .removed(count)
            } else {
                segment = []
                state = .content(code, count)
            }
        case .content, .removed, .scan, .end: break
        }
    }

    /// Reads the second byte of a marker.
    private mutating func begin(
        _ code: UInt8,
        inScan: Bool,
        into output: inout [UInt8]
    ) throws(DocumentRefusal) {
        switch code {
        case 0xFF: isChanged = true
        case 0x00 where inScan, 0xD0...0xD7 where inScan:
            output += [0xFF, code]
            scanHasData = true
            state = .scan
        case 0xD9:
            guard scans > 0, scanHasData else { throw .damaged }
            output += [0xFF, code]
            state = .end
        case 0xC0...0xC2, 0xC4, 0xDA, 0xDB, 0xDD, 0xE0...0xEF, 0xF0...0xFE, 0xDC:
            guard !inScan || scanHasData else { throw .damaged }
            state = .length(code)
        // Lossless, hierarchical and arithmetic frames.
        case 0xC3, 0xC5...0xCF, 0xDE, 0xDF: throw .unsupported
        default: throw .damaged
        }
    }

    /// Comments, application segments other than JFIF and Adobe, reserved ones, and a second statement of the height.
    private static func isRemoved(_ code: UInt8) -> Bool {
        switch code {
        case 0xE1...0xED, 0xEF, 0xF0...0xFE, 0xDC: true
        default: false
        }
    }

    /// Decides about a segment that has come completely.
    private mutating func take(
        _ code: UInt8,
        into output: inout [UInt8]
    ) throws(DocumentRefusal) {
        state = .marker
        switch code {
        case 0xE0: takeJFIF(into: &output)
        case 0xEE: try takeAdobe(into: &output)
        case 0xC0...0xC2:
            guard frame == nil else { throw .damaged }
            frame = try JPEGFrame(segment)
            keep(code, segment, into: &output)
        case 0xDA:
            guard let frame, frame.hasScan(segment) else { throw .damaged }
            scans += 1
            guard scans <= DocumentLimit.scans else { throw .damaged }
            (scanHasData, state) = (false, .scan)
            keep(code, segment, into: &output)
        default:
            guard let count = JPEGTables.count(code, segment), count > 0 else { throw .damaged }
            tables += count
            guard tables <= DocumentLimit.tables else { throw .damaged }
            keep(code, segment, into: &output)
        }
        segment = []
    }

    private func keep(_ code: UInt8, _ content: [UInt8], into output: inout [UInt8]) {
        let length = content.count + 2
        output += [0xFF, code, UInt8(length >> 8), UInt8(length & 0xFF)]
        output += content
    }

    /// Keeps that it is a JFIF file, which decides that three components are luminance and chrominance; without thumbnail.
    private mutating func takeJFIF(into output: inout [UInt8]) {
        let fixed = Array("JFIF".utf8) + [0, 1, 1, 0, 0, 1, 0, 1, 0, 0]
        isChanged = isChanged || hasJFIF || segment != fixed
        guard segment.starts(with: fixed.prefix(5)), !hasJFIF else { return }
        hasJFIF = true
        keep(0xE0, fixed, into: &output)
    }

    /// Keeps the transformation of colours of Adobe's segment.
    private mutating func takeAdobe(into output: inout [UInt8]) throws(DocumentRefusal) {
        let name = Array("Adobe".utf8)
        guard segment.starts(with: name), segment.count >= 12 else {
            isChanged = true
            return
        }
        let found = segment[11]
        guard found <= 2, transform == nil || transform == found else { throw .damaged }
        let fixed = name + [0, 100, 0, 0, 0, 0, found]
        isChanged = isChanged || transform != nil || segment != fixed
        guard transform == nil else { return }
        transform = found
        keep(0xEE, fixed, into: &output)
    }
}
