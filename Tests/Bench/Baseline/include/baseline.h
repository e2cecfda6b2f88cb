// The bare C calls that the benchmarks compare with: what a careful C programmer would write, with
// contexts and statements prepared once. Every function runs `count` times and answers nanoseconds
// for all of them, or -1 when a call failed.
#pragma once
#include <stddef.h>
#include <stdint.h>

/// HMAC-SHA-256 over one message, the context keyed once and started again for each call.
int64_t baseline_hmac(const uint8_t *key, size_t key_length, const uint8_t *message, size_t length,
                      int count);

/// Ed25519 signatures over one message with a key loaded once.
int64_t baseline_sign(const uint8_t seed[32], const uint8_t *message, size_t length, int count);

/// Ed25519 verifications of one signature with a key loaded once.
int64_t baseline_verify(const uint8_t public_key[32], const uint8_t signature[64],
                        const uint8_t *message, size_t length, int count);

/// QR symbols of one alphanumeric text at a level (0…3) by libqrencode, freed again.
int64_t baseline_qr(const char *text, int level, int count);

/// Look-ups of rows of `degree` by their primary key: prepared once, every column read.
int64_t baseline_lookups(const char *path, const char *sql, const int64_t *ids, int count);

/// Inserts of `rows` rows into four tables like those of an upload with issuing, `batch` rows a transaction, nothing
/// computed.
int64_t baseline_inserts(const char *path, int rows, int batch);

/// One-row transactions in WAL mode with synchronous=FULL.
int64_t baseline_commits(const char *path, int count);
