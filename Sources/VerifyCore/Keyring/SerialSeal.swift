/// The seal of a keyring's serial number, which the database keeps (`docs/formats/ceremony-log.md`).
///
/// Its key is derived from the key-encryption key, which all versions of a keyring share: an older version can check the
/// seal of a newer one, and a retired or compromised data key does not end it.
extension Keyring {
    /// Returns the seal of a serial number, 32 bytes; nil for a keyring that no key-encryption key opened.
    package func seal(ofSerial serial: Int64) -> [UInt8]? {
        contents.serialKey?.authenticate(Self.bytes(of: serial))
    }

    /// Whether a seal of a serial number was made with the key-encryption key of this keyring.
    package func isIntact(_ seal: [UInt8], ofSerial serial: Int64) -> Bool {
        guard let own = self.seal(ofSerial: serial) else { return false }
        return constantTimeEqual(seal, own)
    }

    /// The serial number, most significant byte first.
    private static func bytes(of serial: Int64) -> [UInt8] {
        let number = UInt64(bitPattern: serial)
        return (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
    }
}
