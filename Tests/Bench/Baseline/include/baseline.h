// The bare C calls that the benchmarks compare with: what a careful C programmer would write, with contexts and statements
// prepared once. A function runs `count` operations and returns nanoseconds for all of them, or -1 when a call failed.
#pragma once
#include <stddef.h>
#include <stdint.h>

/// Checks of a code without its parsing and arithmetic: the digits and the tag's message (53 bytes) are copied into place, and its
/// HMAC-SHA-256 is computed with a context keyed once.
int64_t baseline_tags(const char text[20], const uint8_t digest[32], int count);

/// Ed25519 signatures over one message with a key loaded once.
int64_t baseline_sign(const uint8_t seed[32], const uint8_t *message, size_t length, int count);

/// The same signatures on as many threads as there are cores.
int64_t baseline_sign_everywhere(const uint8_t seed[32], const uint8_t *message, size_t length, int count);

/// Ed25519 verifications of one signature with a key loaded once.
int64_t baseline_verify(const uint8_t public_key[32], const uint8_t signature[64],
                        const uint8_t *message, size_t length, int count);

/// QR symbols of one alphanumeric text at a level (0…3) by libqrencode, freed again.
int64_t baseline_qr(const char *text, int level, int count);

/// Look-ups of rows of `degree` by their primary key: prepared once, every column read; then what the design demands of each
/// row, over the same bytes: SHA-256 of the record (column 0), HMAC of the tag's message, HMAC of the row's message and
/// the token (column 4). Nothing is compared, decoded or answered.
int64_t baseline_lookups(const char *path, const char *sql, const int64_t *ids, int count);

/// One statement, run `count` times on a connection that stays open, with every column of every row copied.
int64_t baseline_select(const char *path, const char *sql, int count);

/// Inserts of `rows` rows into the first `tables` tables (2: what a single issue writes; 3: with the outcome of an upload's
/// row), `batch` rows a transaction in WAL mode with synchronous=FULL, nothing computed.
int64_t baseline_inserts(const char *path, int rows, int batch, int tables);

/// How often this process has flushed a file to the disk, by any library.
int baseline_flushes(void);
