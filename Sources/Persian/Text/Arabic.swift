/// Tables of the block U+0600…U+06FF: one switch per letter.
enum Arabic {
    /// Returns whether stored text holds this scalar unchanged, whatever its neighbours are.
    ///
    /// False for marks, which NFC may move or compose, for the Arabic ي, ى and ك, and for U+061C.
    static func isStored(_ value: UInt32) -> Bool {
        switch value {
        case 0x60C, 0x61B, 0x61F, 0x621...0x63A, 0x641, 0x642, 0x644...0x648, 0x660...0x66F,
            0x671...0x6BF, 0x6C1, 0x6C3...0x6D2, 0x6D4, 0x6D5, 0x6EE...0x6FF:
            true
        case 0x640, 0x6C0, 0x6C2, 0x6D3:
            true
        default:
            false
        }
    }

    /// Returns ی for ي and ى, ک for ك, and any other scalar unchanged.
    static func persianLetter(of scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x64A, 0x649: "\u{6CC}"
        case 0x643: "\u{6A9}"
        default: scalar
        }
    }

    /// Returns the scalar's form in a search key; nil if the key leaves it out.
    static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0x622, 0x623, 0x625, 0x671, 0x672, 0x673, 0x675: "\u{627}"
        case 0x624, 0x676: "\u{648}"
        case 0x626, 0x649, 0x64A, 0x678, 0x6CD, 0x6CE, 0x6D0...0x6D3: "\u{6CC}"
        case 0x643, 0x6AA: "\u{6A9}"
        case 0x629, 0x6BE, 0x6C0...0x6C3, 0x6D5, 0x6FF: "\u{647}"
        // ۇ with a high hamza, which the key leaves out next to any letter.
        case 0x677: "\u{6C7}"
        case 0x640, 0x674, 0x600...0x605, 0x610...0x61A, 0x61C, 0x64B...0x65F, 0x670, 0x6D6...0x6DD,
            0x6DF...0x6E8, 0x6EA...0x6ED:
            nil
        default: scalar
        }
    }
}
