#include "baseline.h"
#include "clock.h"
#include "mac.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <pthread.h>
#include <qrencode.h>
#include <string.h>
#include <unistd.h>

EVP_MAC_CTX *baseline_keyed(void) {
    static const uint8_t key[32] = {0x22};
    char name[] = "SHA256";
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0),
        OSSL_PARAM_construct_end(),
    };
    EVP_MAC *mac = EVP_MAC_fetch(NULL, "HMAC", NULL);
    EVP_MAC_CTX *context = EVP_MAC_CTX_new(mac);
    EVP_MAC_free(mac);
    return context && EVP_MAC_init(context, key, sizeof key, parameters) == 1 ? context : NULL;
}

int baseline_mac(EVP_MAC_CTX *context, const void *message, size_t length, const void *more, size_t more_length,
                 uint8_t out[32]) {
    return EVP_MAC_init(context, NULL, 0, NULL) == 1 && EVP_MAC_update(context, message, length) == 1
        && (more_length == 0 || EVP_MAC_update(context, more, more_length) == 1)
        && EVP_MAC_final(context, out, NULL, 32) == 1;
}

int64_t baseline_tags(const char text[20], const uint8_t digest[32], int count) {
    enum { LABEL = 17, MESSAGE = 53 };  // docs/formats/authenticity-code.md
    static const uint8_t prefix[MESSAGE] = "saorg/code/tag/1\x11";
    EVP_MAC_CTX *context = baseline_keyed();
    if (!context) return -1;
    int64_t began = nanoseconds();
    for (int i = 0; i < count; i++) {
        uint8_t digits[20], message[MESSAGE], out[32];
        memcpy(digits, text, sizeof digits);
        keep(digits);
        memcpy(message, prefix, sizeof message);
        memcpy(message + LABEL, digits, 4);
        memcpy(message + LABEL + 4, digest, 32);
        if (baseline_mac(context, message, sizeof message, NULL, 0, out) != 1) return -1;
        keep(out);
    }
    int64_t took = nanoseconds() - began;
    EVP_MAC_CTX_free(context);
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

struct signing {
    const uint8_t *seed, *message;
    size_t length;
    int count;
    int64_t took;
};

static void *sign(void *argument) {
    struct signing *part = argument;
    part->took = baseline_sign(part->seed, part->message, part->length, part->count);
    return NULL;
}

int64_t baseline_sign_everywhere(const uint8_t seed[32], const uint8_t *message, size_t length, int count) {
    enum { MOST = 256 };
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    if (cores < 1) return -1;
    if (cores > MOST) cores = MOST;
    pthread_t threads[MOST];
    struct signing parts[MOST];
    int64_t began = nanoseconds();
    for (long i = 0; i < cores; i++) {
        parts[i] = (struct signing){seed, message, length, (int)((count + cores - 1) / cores), -1};
        if (pthread_create(&threads[i], NULL, sign, &parts[i]) != 0) return -1;
    }
    int failed = 0;
    for (long i = 0; i < cores; i++) {
        pthread_join(threads[i], NULL);
        failed |= parts[i].took < 0;
    }
    return failed ? -1 : nanoseconds() - began;
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
