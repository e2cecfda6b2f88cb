#define _GNU_SOURCE  // RTLD_NEXT
#include "baseline.h"
#include "clock.h"
#include "mac.h"

#include <dlfcn.h>
#include <openssl/evp.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

static const char *const reader = "PRAGMA cache_size = -32768";
static const char *const writer = "PRAGMA cache_size = -16384";

static sqlite3 *opened(const char *path, const char *cache) {
    sqlite3 *database = NULL;
    if (sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                        NULL) != SQLITE_OK)
        return NULL;
    // The same settings as the engine's, so that the same pages are in memory.
    sqlite3_exec(database,
                 "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;"
                 "PRAGMA wal_autocheckpoint = 4000;",
                 NULL, NULL, NULL);
    sqlite3_exec(database, cache, NULL, NULL, NULL);
    return database;
}

// The messages of the tag and of the row's MAC, as far as the token: docs/formats/record.md.
enum { TAG_MESSAGE = 53, ROW_MESSAGE = 62, TAG_LABEL = 17, TOKEN_COLUMN = 4 };

int64_t baseline_lookups(const char *path, const char *sql, const int64_t *ids, int count) {
    sqlite3 *database = opened(path, reader);
    sqlite3_stmt *statement = NULL;
    if (!database || sqlite3_prepare_v2(database, sql, -1, &statement, NULL) != SQLITE_OK) return -1;
    EVP_MD *sha = EVP_MD_fetch(NULL, "SHA256", NULL);
    EVP_MD_CTX *hash = EVP_MD_CTX_new();
    EVP_MAC_CTX *mac = baseline_keyed();
    if (!sha || !hash || !mac || EVP_DigestInit_ex(hash, sha, NULL) != 1) return -1;
    int columns = sqlite3_column_count(statement);
    uint8_t *copy = malloc(1 << 20), digest[32], out[32], message[ROW_MESSAGE] = {7};
    int64_t began = nanoseconds();
    int warming = count / 4;  // the register's connections are warm, this one is new
    for (int i = -warming; i < count; i++) {
        if (i == 0) began = nanoseconds();
        sqlite3_bind_int64(statement, 1, ids[i < 0 ? count + i : i]);
        if (sqlite3_step(statement) != SQLITE_ROW) return -1;
        for (int column = 0; column < columns; column++) {
            const void *bytes = sqlite3_column_blob(statement, column);
            int size = sqlite3_column_bytes(statement, column);
            if (size > 0) memcpy(copy, bytes, (size_t)size);
        }
        keep(copy);
        const void *record = sqlite3_column_blob(statement, 0), *token = sqlite3_column_blob(statement, TOKEN_COLUMN);
        if (EVP_DigestInit_ex(hash, NULL, NULL) != 1
            || EVP_DigestUpdate(hash, record, (size_t)sqlite3_column_bytes(statement, 0)) != 1
            || EVP_DigestFinal_ex(hash, digest, NULL) != 1)
            return -1;
        memcpy(message + TAG_LABEL + 4, digest, sizeof digest);
        if (baseline_mac(mac, message, TAG_MESSAGE, NULL, 0, out) != 1) return -1;
        keep(out);
        if (baseline_mac(mac, message, ROW_MESSAGE, token, (size_t)sqlite3_column_bytes(statement, TOKEN_COLUMN), out) != 1)
            return -1;
        keep(out);
        sqlite3_reset(statement);
    }
    int64_t took = nanoseconds() - began;
    free(copy);
    EVP_MAC_CTX_free(mac);
    EVP_MD_CTX_free(hash);
    EVP_MD_free(sha);
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return took;
}

int64_t baseline_select(const char *path, const char *sql, int count) {
    static sqlite3 *database = NULL;  // one warm connection, as the engine's readers are
    sqlite3_stmt *statement = NULL;
    if (!database) database = opened(path, reader);
    if (!database || sqlite3_prepare_v2(database, sql, -1, &statement, NULL) != SQLITE_OK) return -1;
    int columns = sqlite3_column_count(statement);
    uint8_t *copy = malloc(1 << 20);
    int64_t began = nanoseconds();
    for (int i = 0; i < count; i++) {
        int status;
        while ((status = sqlite3_step(statement)) == SQLITE_ROW)
            for (int column = 0; column < columns; column++) {
                const void *bytes = sqlite3_column_blob(statement, column);
                int size = sqlite3_column_bytes(statement, column);
                if (size > 0) memcpy(copy, bytes, (size_t)size);
            }
        keep(copy);
        if (status != SQLITE_DONE) return -1;
        sqlite3_reset(statement);
    }
    int64_t took = nanoseconds() - began;
    free(copy);
    sqlite3_finalize(statement);
    return took;
}

// What an upload with issuing writes for a row: the graduate, the degree, the row's outcome; with the indexes that hold
// their invariants, and values of the usual sizes. A single issue writes the first two.
static const char *const schema =
    "CREATE TABLE IF NOT EXISTS g (id INTEGER PRIMARY KEY, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s);"
    "CREATE UNIQUE INDEX IF NOT EXISTS gu ON g (g, h, a);"
    "CREATE TABLE IF NOT EXISTS d (id INTEGER PRIMARY KEY, uuid UNIQUE, graduate UNIQUE, record, token, mac, at, actor);"
    "CREATE TABLE IF NOT EXISTS r (id INTEGER PRIMARY KEY, a, b, c, d, e);";

struct insert {
    const char *sql;
    int sizes[20];  // of the parameters after the second, ended by -1
};

static const struct insert inserts[] = {
    {"INSERT INTO g VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
     {10, 16, 8, 10, 10, 10, 4, 8, 8, 5, 40, 30, 8, 10, 10, 12, 5, 20, -1}},
    {"INSERT INTO d VALUES (?,?,?,?,?,?,?,?)", {8, 330, 240, 32, 20, 10, -1}},
    {"INSERT INTO r VALUES (?,?,?,?,?,?)", {8, 0, 0, 8, -1}},
};
enum { INSERTS = sizeof inserts / sizeof inserts[0] };

// Scatters the keys as locators are scattered; no two rows have the same.
static int64_t scattered(int64_t row) { return (row * 2654435761) & 0xffffffff; }

int64_t baseline_inserts(const char *path, int rows, int batch, int tables) {
    sqlite3 *database = opened(path, writer);
    sqlite3_stmt *prepared[INSERTS], *last = NULL;
    static uint8_t bytes[2048];
    if (!database || tables > INSERTS || sqlite3_exec(database, schema, NULL, NULL, NULL) != SQLITE_OK) return -1;
    for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (uint8_t)('a' + i % 26);
    for (int s = 0; s < tables; s++)
        if (sqlite3_prepare_v2(database, inserts[s].sql, -1, &prepared[s], NULL) != SQLITE_OK) return -1;
    if (sqlite3_prepare_v2(database, "SELECT coalesce(max(id), 0) FROM g", -1, &last, NULL) != SQLITE_OK
        || sqlite3_step(last) != SQLITE_ROW)
        return -1;
    int64_t first = sqlite3_column_int64(last, 0);
    sqlite3_finalize(last);
    int64_t began = nanoseconds();
    for (int done = 0; done < rows; done++) {
        int64_t row = first + done;
        if (done % batch == 0) sqlite3_exec(database, "BEGIN IMMEDIATE", NULL, NULL, NULL);
        for (int s = 0; s < tables; s++) {
            sqlite3_bind_int64(prepared[s], 1, s == 1 ? scattered(row) : row + 1);
            sqlite3_bind_int64(prepared[s], 2, s == 1 ? row + 1 : scattered(row + 1));
            for (int p = 0; inserts[s].sizes[p] >= 0; p++)
                sqlite3_bind_blob(prepared[s], p + 3, bytes + row % 512, inserts[s].sizes[p], SQLITE_STATIC);
            if (s == 1) sqlite3_bind_int64(prepared[s], 3, row + 1);
            if (sqlite3_step(prepared[s]) != SQLITE_DONE) return -1;
            sqlite3_reset(prepared[s]);
        }
        if (done % batch == batch - 1 || done == rows - 1)
            if (sqlite3_exec(database, "COMMIT", NULL, NULL, NULL) != SQLITE_OK) return -1;
    }
    int64_t took = nanoseconds() - began;
    for (int s = 0; s < tables; s++) sqlite3_finalize(prepared[s]);
    sqlite3_close(database);
    return took;
}

// SQLite's calls come here, because a program's own symbols precede those of the libraries that it loads; the next library
// does the work, which is that of Tests/Faults/powercut.c where one is loaded before the others.
static atomic_int flushes;

int baseline_flushes(void) { return atomic_load(&flushes); }

static int flush(const char *name, int file) {
    atomic_fetch_add(&flushes, 1);
    int (*next)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    return next(file);
}

int fdatasync(int file) { return flush("fdatasync", file); }

int fsync(int file) { return flush("fsync", file); }
