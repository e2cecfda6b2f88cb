// libcrypto of OpenSSL 3.0: the calls that Sources/VerifyCore/Crypto wraps. No other file includes it.
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>

// An OSSL_PARAM keeps the addresses of its name and value. The address of a Swift string is valid during one
// call only, so the two functions that need parameters are written in C.

/// Sets the key of a context for HMAC with a hash function; returns 1 on success.
static inline int sehat_hmac_init(EVP_MAC_CTX *context, char *digest, const unsigned char *key, size_t count) {
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
        OSSL_PARAM_construct_end(),
    };
    return EVP_MAC_init(context, key, count, parameters);
}

/// Sets the key of a context for HMAC with SHA-256; returns 1 on success.
static inline int sehat_hmac_sha256_init(EVP_MAC_CTX *context, const unsigned char *key, size_t count) {
    char digest[] = "SHA256";
    return sehat_hmac_init(context, digest, key, count);
}

/// Sets the key of a context for HMAC with SHA-1; returns 1 on success.
static inline int sehat_hmac_sha1_init(EVP_MAC_CTX *context, const unsigned char *key, size_t count) {
    char digest[] = "SHA1";
    return sehat_hmac_init(context, digest, key, count);
}

/// Returns the public key of an uncompressed point on P-256; null if it is not on the curve.
static inline EVP_PKEY *sehat_p256_public_key(const unsigned char *point, size_t count) {
    char curve[] = "prime256v1";
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, curve, 0),
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, (void *)point, count),
        OSSL_PARAM_construct_end(),
    };
    EVP_PKEY *key = NULL;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
    if (context == NULL || EVP_PKEY_fromdata_init(context) != 1
        || EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, parameters) != 1) {
        key = NULL;
    }
    EVP_PKEY_CTX_free(context);
    return key;
}
