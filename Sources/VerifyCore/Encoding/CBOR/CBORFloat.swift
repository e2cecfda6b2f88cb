extension CBORWriter {
    /// Writes a float in the shortest of 16, 32 and 64 bits that keeps its value (RFC 8949 §4.2.1).
    ///
    /// Every NaN is 0xf97e00 (§4.2.2).
    package mutating func float(_ value: Double) {
        let single = Float(value)
        if value.isNaN {
            number(0xf9, 0x7e00, width: 2)
        } else if Double(single) != value {
            number(0xfb, value.bitPattern, width: 8)
        } else if let half = CBOR.halfBits(single) {
            number(0xf9, UInt64(half), width: 2)
        } else {
            number(0xfa, UInt64(single.bitPattern), width: 4)
        }
    }
}

extension CBOR {
    /// The value of a float's bits of 2, 4 or 8 bytes.
    static func float(_ bits: UInt64, width: Int) -> Double {
        switch width {
        case 2: half(UInt16(truncatingIfNeeded: bits))
        case 4: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
        default: Double(bitPattern: bits)
        }
    }

    /// The value of IEEE 754 binary16 bits (RFC 8949 appendix D); `Float16` is not on every platform.
    private static func half(_ bits: UInt16) -> Double {
        let exponent = Int(bits >> 10 & 0x1f)
        let fraction = Double(bits & 0x3ff)
        let magnitude: Double =
            switch exponent {
            case 0: fraction * 0x1p-24
            case 31: fraction == 0 ? .infinity : .nan
            default:
                (fraction + 1024) * Double(sign: .plus, exponent: exponent - 25, significand: 1)
            }
        return bits & 0x8000 == 0 ? magnitude : -magnitude
    }

    /// The binary16 bits that keep a number's value; nil when there are none.
    fileprivate static func halfBits(_ value: Float) -> UInt16? {
        let sign: UInt16 = value.sign == .minus ? 0x8000 : 0
        if value.isInfinite { return sign | 0x7c00 }
        if value.isZero { return sign }
        let exponent = Int(value.exponent)
        let magnitude = value.magnitude
        guard exponent >= -24, exponent <= 15 else { return nil }
        // Below 2⁻¹⁴ binary16 counts in steps of 2⁻²⁴; above, in steps of 2^(exponent − 10).
        let step = Float(sign: .plus, exponent: max(exponent, -14) - 10, significand: 1)
        let steps = magnitude / step
        guard steps == steps.rounded() else { return nil }
        let biased = exponent < -14 ? 0 : UInt16(exponent + 15)
        return sign | biased << 10 | UInt16(steps) & 0x3ff
    }
}
