#include "baseline.h"
#include "clock.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <qrencode.h>

int64_t baseline_hmac(const uint8_t *key, size_t key_length, const uint8_t *message, size_t length,
                      int count) {
    EVP_MAC *mac = EVP_MAC_fetch(NULL, "HMAC", NULL);
    EVP_MAC_CTX *context = EVP_MAC_CTX_new(mac);
    char name[] = "SHA256";
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0),
        OSSL_PARAM_construct_end(),
    };
    if (EVP_MAC_init(context, key, key_length, parameters) != 1) return -1;
    uint8_t out[32];
    size_t written;
    int64_t began = nanoseconds();
    for (int i = 0; i < count; i++) {
        if (EVP_MAC_init(context, NULL, 0, NULL) != 1) return -1;
        if (EVP_MAC_update(context, message, length) != 1) return -1;
        if (EVP_MAC_final(context, out, &written, sizeof out) != 1) return -1;
        keep(out);
    }
    int64_t took = nanoseconds() - began;
    EVP_MAC_CTX_free(context);
    EVP_MAC_free(mac);
    return took;
}

int64_t baseline_sign(const uint8_t seed[32], const uint8_t *message, size_t length, int count) {
    EVP_PKEY *key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, seed, 32);
    uint8_t signature[64];
    int64_t began = nanoseconds();
    for (int i = 0; i < count; i++) {
        EVP_MD_CTX *context = EVP_MD_CTX_new();
        size_t size = sizeof signature;
        if (EVP_DigestSignInit(context, NULL, NULL, NULL, key) != 1) return -1;
        if (EVP_DigestSign(context, signature, &size, message, length) != 1) return -1;
        EVP_MD_CTX_free(context);
        keep(signature);
    }
    int64_t took = nanoseconds() - began;
    EVP_PKEY_free(key);
    return took;
}

int64_t baseline_verify(const uint8_t public_key[32], const uint8_t signature[64],
                        const uint8_t *message, size_t length, int count) {
    EVP_PKEY *key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, public_key, 32);
    int64_t began = nanoseconds();
    for (int i = 0; i < count; i++) {
        EVP_MD_CTX *context = EVP_MD_CTX_new();
        if (EVP_DigestVerifyInit(context, NULL, NULL, NULL, key) != 1) return -1;
        if (EVP_DigestVerify(context, signature, 64, message, length) != 1) return -1;
        EVP_MD_CTX_free(context);
    }
    int64_t took = nanoseconds() - began;
    EVP_PKEY_free(key);
    return took;
}

int64_t baseline_qr(const char *text, int level, int count) {
    int64_t began = nanoseconds();
    for (int i = 0; i < count; i++) {
        QRcode *symbol = QRcode_encodeString(text, 0, (QRecLevel)level, QR_MODE_8, 1);
        if (!symbol) return -1;
        keep(symbol->data);
        QRcode_free(symbol);
    }
    return nanoseconds() - began;
}
