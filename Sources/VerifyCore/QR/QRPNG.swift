extension QRCode {
    /// Returns a PNG (ISO/IEC 15948) of one bit per pixel and `scale` pixels per module.
    package func png(scale: Int = 8, quietZone: Int = Self.quietZone) -> [UInt8] {
        let scale = max(1, scale)
        let side = (size + 2 * quietZone) * scale
        var header = bigEndian(UInt32(side)) + bigEndian(UInt32(side))
        header += [1, 0, 0, 0, 0]  // one bit, greyscale, deflate, adaptive filters, not interlaced
        // 11 811 pixels per metre are 300 dpi.
        let density = bigEndian(11_811) + bigEndian(11_811) + [1]
        return [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
            + chunk("IHDR", header) + chunk("pHYs", density)
            + chunk("IDAT", zlibStored(scanlines(scale, quietZone, side)))
            + chunk("IEND", [])
    }

    /// Returns the lines; each begins with the filter type 0 (none), and a set bit is white.
    private func scanlines(_ scale: Int, _ quietZone: Int, _ side: Int) -> [UInt8] {
        let lineCount = 1 + (side + 7) / 8
        var lines: [UInt8] = []
        lines.reserveCapacity(lineCount * side)
        for row in -quietZone..<size + quietZone {
            var line = [UInt8](repeating: 0, count: lineCount)
            for pixel in 0..<side where !isDark(row: row, column: pixel / scale - quietZone) {
                line[1 + pixel / 8] |= 0x80 >> (pixel % 8)
            }
            for _ in 0..<scale { lines += line }
        }
        return lines
    }
}

/// Returns a chunk: length, name, bytes, and a checksum of the last two.
private func chunk(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
    let checked = Array(name.utf8) + bytes
    return bigEndian(UInt32(bytes.count)) + checked + bigEndian(CRC32.checksum(checked))
}

/// Returns a zlib stream (RFC 1950) of stored blocks (RFC 1951 §3.2.4): a few kilobytes do not need compression.
private func zlibStored(_ bytes: [UInt8]) -> [UInt8] {
    let most = 65_535
    var stream: [UInt8] = [0x78, 0x01]
    var start = 0
    repeat {
        let end = min(start + most, bytes.count)
        let count = UInt16(end - start)
        stream.append(end == bytes.count ? 1 : 0)
        for word in [count, ~count] { stream += [UInt8(word & 0xff), UInt8(word >> 8)] }
        stream += bytes[start..<end]
        start = end
    } while start < bytes.count
    return stream + bigEndian(adler32(bytes))
}

/// The checksum of RFC 1950 §8.2.
private func adler32(_ bytes: [UInt8]) -> UInt32 {
    var one: UInt32 = 1
    var two: UInt32 = 0
    for byte in bytes {
        one = (one + UInt32(byte)) % 65_521
        two = (two + one) % 65_521
    }
    return two << 16 | one
}

private func bigEndian(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
}
