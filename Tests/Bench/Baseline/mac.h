#pragma once
#include <openssl/evp.h>
#include <stdint.h>

/// Returns a context of HMAC-SHA-256 with a key of 32 bytes, or null.
EVP_MAC_CTX *baseline_keyed(void);

/// Starts the keyed context again and computes the MAC of a message and of what follows it; returns 1 when it succeeded.
int baseline_mac(EVP_MAC_CTX *context, const void *message, size_t length, const void *more, size_t more_length,
                 uint8_t out[32]);
