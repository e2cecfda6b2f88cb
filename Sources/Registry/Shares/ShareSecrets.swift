import VerifyCore

/// The secrets of a share grant, of which the database has a MAC: the id of a data key, four bytes, and an HMAC-SHA-256
/// under a key derived from it.
enum ShareSecrets {
    /// The bytes of a token: it cannot be guessed, with any number of attempts.
    private static let tokenBytes = 20
    /// The characters of a token in base32.
    static let tokenLength = 32
    /// The digits of a PIN; five guesses find one in two hundred thousand.
    static let pinDigits = 6

    /// Returns a new token.
    static func newToken() -> String { Base32.encode(Random.bytes(tokenBytes)) }

    /// Returns a new PIN; every one is as likely as any other.
    static func newPIN() -> String {
        let pins: UInt32 = 1_000_000
        while true {
            let number = Random.bytes(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            guard number < UInt32.max - UInt32.max % pins else { continue }
            let digits = String(number % pins)
            return String(repeating: "0", count: pinDigits - digits.count) + digits
        }
    }

    /// Returns the MAC of a token under the active data key.
    ///
    /// - Throws: `RegistryError.noActiveKey`.
    static func mac(ofToken token: String, by keys: Keyring) throws -> [UInt8] {
        guard let key = keys.activeDataKey else { throw RegistryError.noActiveKey(.data) }
        return try mac(of: token, for: tokenUse, key)
    }

    /// Returns the MACs that a token may have in the database, one for each data key.
    static func macs(ofToken token: String, by keys: Keyring) throws -> [[UInt8]] {
        try keys.dataKeys.map { try mac(of: token, for: tokenUse, $0) }
    }

    /// Returns the MAC of the PIN of a grant under the active data key.
    ///
    /// - Throws: `RegistryError.noActiveKey`.
    static func mac(ofPIN pin: String, of grant: String, by keys: Keyring) throws -> [UInt8] {
        guard let key = keys.activeDataKey else { throw RegistryError.noActiveKey(.data) }
        return try mac(of: "\(grant):\(pin)", for: pinUse, key)
    }

    /// Whether a PIN is that of a grant, compared in constant time under every data key.
    static func isPIN(
        _ pin: String,
        of grant: String,
        stored: [UInt8],
        by keys: Keyring
    ) throws -> Bool {
        var isRight = false
        for key in keys.dataKeys {
            let mac = try mac(of: "\(grant):\(pin)", for: pinUse, key)
            if constantTimeEqual(mac, stored) { isRight = true }
        }
        return isRight
    }

    private static let tokenUse = "saorg/share-token/1"
    private static let pinUse = "saorg/share-pin/1"

    private static func mac(of text: String, for use: String, _ key: DataKey) throws -> [UInt8] {
        key.id + HMACKey(try key.derived(for: use)).authenticate(Array(text.utf8))
    }
}
