internal import CQREncode

extension QRCode {
    /// The result of libqrencode for a text; no other file calls the library.
    struct Symbol {
        let size: Int
        let modules: [UInt8]

        /// Nil when the text does not fit.
        init?(_ text: String, _ level: ErrorCorrection) {
            var text = text
            let symbol = text.withUTF8 { bytes in
                unsafe Self.isAlphanumeric(bytes)
                    ? Self.alphanumeric(bytes, level.value) : Self.mixed(bytes, level.value)
            }
            guard let symbol = unsafe symbol else { return nil }
            defer { unsafe QRcode_free(symbol) }
            let size = unsafe Int(symbol.pointee.width)
            self.size = size
            let data = unsafe UnsafeBufferPointer(start: symbol.pointee.data, count: size * size)
            // The lowest bit is the module's colour; the others are flags of the library.
            modules = unsafe data.map { $0 & 1 }
        }

        private typealias EncodedSymbol = UnsafeMutablePointer<CQREncode.QRcode>

        private static func alphanumeric(
            _ bytes: UnsafeBufferPointer<UInt8>,
            _ level: QRecLevel
        ) -> EncodedSymbol? {
            guard let input = unsafe QRinput_new2(0, level) else { return nil }
            defer { unsafe QRinput_free(input) }
            let appended = unsafe QRinput_append(
                input,
                QR_MODE_AN,
                Int32(bytes.count),
                bytes.baseAddress
            )
            return appended == 0 ? unsafe QRcode_encodeInput(input) : nil
        }

        private static func mixed(
            _ bytes: UnsafeBufferPointer<UInt8>,
            _ level: QRecLevel
        ) -> EncodedSymbol? {
            unsafe QRcode_encodeString(
                String(decoding: bytes, as: UTF8.self),
                0,
                level,
                QR_MODE_8,
                1
            )
        }

        private static func isAlphanumeric(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
            unsafe bytes.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
                    true
                default: " $%*+-./:".utf8.contains(byte)
                }
            }
        }
    }
}

extension QRCode.ErrorCorrection {
    fileprivate var value: QRecLevel {
        switch self {
        case .l: QR_ECLEVEL_L
        case .m: QR_ECLEVEL_M
        case .q: QR_ECLEVEL_Q
        case .h: QR_ECLEVEL_H
        }
    }
}
