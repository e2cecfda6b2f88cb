/// Why a question to the cryptographic library could not be answered.
///
/// A signature that does not verify is an answer (`false`), not one of these.
package enum CryptoError: Error, Equatable, Sendable {
    /// A key, nonce or salt has another length than the algorithm takes.
    case length(expected: Int, found: Int)
    /// A public key is not a point of its curve, is of low order, or is not in canonical form.
    case publicKey
    /// Ciphertext, tag, nonce, key and associated data do not belong together.
    case notAuthentic
    /// Parameters are outside what the algorithm allows (scrypt's N, HKDF's output length).
    case parameters
    /// libcrypto refused; its error code, for `openssl errstr`.
    case library(code: UInt)
}
