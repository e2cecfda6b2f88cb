/// Why a cryptographic operation failed.
///
/// A signature that does not verify is a result (`false`), not an error.
package enum CryptoError: Error, Equatable, Sendable {
    /// A key, nonce or salt does not have the algorithm's length.
    case length(expected: Int, found: Int)
    /// A public key is not a point of its curve, is of low order, or is not in canonical form.
    case publicKey
    /// Ciphertext, tag, nonce, key and associated data do not belong together.
    case notAuthentic
    /// A parameter is outside the algorithm's range (N of scrypt, output length of HKDF).
    case parameters
    /// libcrypto reported an error, with its code for `openssl errstr`.
    case library(code: UInt)
}
