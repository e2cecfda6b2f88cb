#include "baseline.h"
#include "clock.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

static const char *const reader = "PRAGMA cache_size = -4096";
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

int64_t baseline_lookups(const char *path, const char *sql, const int64_t *ids, int count) {
    sqlite3 *database = opened(path, reader);
    sqlite3_stmt *statement = NULL;
    if (!database || sqlite3_prepare_v2(database, sql, -1, &statement, NULL) != SQLITE_OK) return -1;
    int columns = sqlite3_column_count(statement);
    uint8_t *copy = malloc(1 << 20);
    int64_t began = nanoseconds();
    for (int i = 0; i < count; i++) {
        sqlite3_bind_int64(statement, 1, ids[i]);
        if (sqlite3_step(statement) != SQLITE_ROW) return -1;
        for (int column = 0; column < columns; column++) {
            const void *bytes = sqlite3_column_blob(statement, column);
            int size = sqlite3_column_bytes(statement, column);
            if (size > 0) memcpy(copy, bytes, (size_t)size);
        }
        keep(copy);
        sqlite3_reset(statement);
    }
    int64_t took = nanoseconds() - began;
    free(copy);
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return took;
}

// What an upload with issuing writes for a row: the graduate, the degree, the row's outcome; with the
// indexes that hold their invariants, and values of the usual sizes.
static const char *const schema =
    "CREATE TABLE g (id INTEGER PRIMARY KEY, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s);"
    "CREATE UNIQUE INDEX gu ON g (g, h, a);"
    "CREATE TABLE d (id INTEGER PRIMARY KEY, uuid UNIQUE, graduate UNIQUE, record, token, mac, at, actor);"
    "CREATE TABLE r (id INTEGER PRIMARY KEY, a, b, c, d, e);";

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

// Scatters the keys as ours are scattered, without two being the same.
static int64_t scattered(int64_t row) { return (row * 2654435761) & 0xffffffff; }

int64_t baseline_inserts(const char *path, int rows, int batch) {
    sqlite3 *database = opened(path, writer);
    sqlite3_stmt *prepared[INSERTS];
    static uint8_t bytes[2048];
    if (!database || sqlite3_exec(database, schema, NULL, NULL, NULL) != SQLITE_OK) return -1;
    for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (uint8_t)('a' + i % 26);
    for (int s = 0; s < INSERTS; s++)
        if (sqlite3_prepare_v2(database, inserts[s].sql, -1, &prepared[s], NULL) != SQLITE_OK) return -1;
    int64_t began = nanoseconds();
    for (int row = 0; row < rows; row++) {
        if (row % batch == 0) sqlite3_exec(database, "BEGIN IMMEDIATE", NULL, NULL, NULL);
        for (int s = 0; s < INSERTS; s++) {
            sqlite3_bind_int64(prepared[s], 1, s == 1 ? scattered(row) : row + 1);
            sqlite3_bind_int64(prepared[s], 2, s == 1 ? row + 1 : scattered(row + 1));
            for (int p = 0; inserts[s].sizes[p] >= 0; p++)
                sqlite3_bind_blob(prepared[s], p + 3, bytes + row % 512, inserts[s].sizes[p], SQLITE_STATIC);
            if (s == 1) sqlite3_bind_int64(prepared[s], 3, row + 1);
            if (sqlite3_step(prepared[s]) != SQLITE_DONE) return -1;
            sqlite3_reset(prepared[s]);
        }
        if (row % batch == batch - 1 || row == rows - 1)
            if (sqlite3_exec(database, "COMMIT", NULL, NULL, NULL) != SQLITE_OK) return -1;
    }
    int64_t took = nanoseconds() - began;
    for (int s = 0; s < INSERTS; s++) sqlite3_finalize(prepared[s]);
    sqlite3_close(database);
    return took;
}

int64_t baseline_commits(const char *path, int count) {
    sqlite3 *database = opened(path, writer);
    if (!database) return -1;
    sqlite3_exec(database, "CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY, b BLOB)", NULL, NULL, NULL);
    sqlite3_stmt *insert = NULL;
    if (sqlite3_prepare_v2(database, "INSERT INTO t (b) VALUES (?)", -1, &insert, NULL) != SQLITE_OK) return -1;
    uint8_t bytes[600] = {1};
    int64_t began = nanoseconds();
    for (int i = 0; i < count; i++) {
        sqlite3_bind_blob(insert, 1, bytes, sizeof bytes, SQLITE_STATIC);
        if (sqlite3_step(insert) != SQLITE_DONE) return -1;
        sqlite3_reset(insert);
    }
    int64_t took = nanoseconds() - began;
    sqlite3_finalize(insert);
    sqlite3_close(database);
    return took;
}
