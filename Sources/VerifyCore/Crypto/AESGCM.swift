internal import COpenSSL

/// AES-256 in Galois/Counter Mode (NIST SP 800-38D), 96-bit nonce, 128-bit tag.
package enum AESGCM {
    /// The key's length in bytes.
    package static let keyCount = 32
    /// The nonce's length in bytes; a nonce must not be used twice under one key.
    package static let nonceCount = 12
    /// The tag's length in bytes; the tag follows the ciphertext.
    package static let tagCount = 16

    /// Encrypts and authenticates, and returns ciphertext ‖ tag.
    ///
    /// - Throws: `length` for a key or nonce of another length.
    package static func seal(
        _ plaintext: [UInt8],
        key: [UInt8],
        nonce: [UInt8],
        authenticating data: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        let cipher = try Cipher(key: key, nonce: nonce, encrypting: true)
        var output = [UInt8](repeating: 0, count: plaintext.count + tagCount)
        guard cipher.authenticate(data), cipher.transform(plaintext[...], into: &output),
            cipher.finishSealing(&output)
        else { throw Library.failure() }
        return output
    }

    /// Decrypts a result of `seal`.
    ///
    /// - Throws: `notAuthentic` when anything was changed, `length` for a key or nonce of another length.
    package static func open(
        _ sealed: [UInt8],
        key: [UInt8],
        nonce: [UInt8],
        authenticating data: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        guard sealed.count >= tagCount else { throw .notAuthentic }
        let cipher = try Cipher(key: key, nonce: nonce, encrypting: false)
        let ciphertext = sealed.dropLast(tagCount)
        var output = [UInt8](repeating: 0, count: ciphertext.count)
        guard cipher.authenticate(data), cipher.transform(ciphertext, into: &output) else {
            throw Library.failure()
        }
        guard cipher.finishOpening(tag: Array(sealed.suffix(tagCount))) else {
            throw .notAuthentic
        }
        return output
    }
}

/// A cipher context for one use.
@safe private final class Cipher {
    private let context: OpaquePointer

    init(key: [UInt8], nonce: [UInt8], encrypting: Bool) throws(CryptoError) {
        guard key.count == AESGCM.keyCount else {
            throw .length(expected: AESGCM.keyCount, found: key.count)
        }
        guard nonce.count == AESGCM.nonceCount else {
            throw .length(expected: AESGCM.nonceCount, found: nonce.count)
        }
        guard let context = unsafe EVP_CIPHER_CTX_new() else { throw Library.failure() }
        unsafe self.context = unsafe context
        let began = unsafe EVP_CipherInit_ex2(
            context,
            Library.aes256GCM,
            key,
            nonce,
            encrypting ? 1 : 0,
            nil
        )
        guard began == 1 else { throw Library.failure() }
    }

    deinit { unsafe EVP_CIPHER_CTX_free(context) }

    func authenticate(_ data: [UInt8]) -> Bool {
        var written: Int32 = 0
        if data.isEmpty { return true }
        return unsafe EVP_CipherUpdate(context, nil, &written, data, Int32(data.count)) == 1
    }

    func transform(_ input: ArraySlice<UInt8>, into output: inout [UInt8]) -> Bool {
        guard !input.isEmpty else { return true }
        var written: Int32 = 0
        return unsafe input.withUnsafeBufferPointer { input in
            unsafe EVP_CipherUpdate(
                context,
                &output,
                &written,
                input.baseAddress,
                Int32(input.count)
            ) == 1
        }
    }

    func finishSealing(_ output: inout [UInt8]) -> Bool {
        var written: Int32 = 0
        var rest = [UInt8](repeating: 0, count: 16)
        var tag = [UInt8](repeating: 0, count: AESGCM.tagCount)
        let size = Int32(AESGCM.tagCount)
        guard unsafe EVP_CipherFinal_ex(context, &rest, &written) == 1,
            unsafe EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, size, &tag) == 1
        else { return false }
        output.replaceSubrange((output.count - AESGCM.tagCount)..., with: tag)
        return true
    }

    func finishOpening(tag: [UInt8]) -> Bool {
        var written: Int32 = 0
        var rest = [UInt8](repeating: 0, count: 16)
        var tag = tag
        let size = Int32(AESGCM.tagCount)
        defer { ERR_clear_error() }
        return unsafe EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, size, &tag) == 1
            && EVP_CipherFinal_ex(context, &rest, &written) == 1
    }
}
