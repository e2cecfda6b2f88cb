#ifndef SEHAT_CSQLITE_SHIM_H
#define SEHAT_CSQLITE_SHIM_H

#include <errno.h>
#include <sqlite3.h>
#include <stdint.h>
#include <time.h>

// What Swift cannot call: variadic functions, function-like macros, a C callback.

/// Switches off SQLite's allocation counters, whose lock all threads share.
/// Works only before the first connection of the process.
static inline void sehat_sqlite_configure(void) {
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/// Waits 1 ms per try for the first hundred tries, then 2 ms. So a lock that another process has released is
/// taken soon; SQLite's own back-off waits up to 100 ms.
static inline int sehat_sqlite_wait(void *limit, int tries) {
    long waited = tries < 100 ? tries : 2L * tries - 100;
    if (waited >= (long)(intptr_t)limit) {
        return 0;
    }
    struct timespec pause = {0, tries < 100 ? 1000000 : 2000000};
    nanosleep(&pause, 0);
    return 1;
}

static inline int sehat_sqlite_busy_wait(sqlite3 *db, int milliseconds) {
    return sqlite3_busy_handler(db, sehat_sqlite_wait, (void *)(intptr_t)milliseconds);
}

/// Denies a connection every behaviour that a database's file could bring along: triggers and views never run, functions
/// with effects are not called from the schema, and no statement can write the schema itself. SQLITE_OK when all are set.
static inline int sehat_sqlite_harden(sqlite3 *db) {
    static const int settings[][2] = {
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0}, {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0}, {SQLITE_DBCONFIG_DEFENSIVE, 1},
    };
    for (unsigned i = 0; i < sizeof settings / sizeof *settings; i++) {
        int now = -1;
        int result = sqlite3_db_config(db, settings[i][0], settings[i][1], &now);
        if (result != SQLITE_OK || now != settings[i][1]) {
            return SQLITE_MISUSE;
        }
    }
    return SQLITE_OK;
}

/// Binds a copy; zero bytes are an empty blob, not NULL.
static inline int sehat_sqlite_bind_blob(
    sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 count
) {
    return count == 0 ? sqlite3_bind_zeroblob(statement, index, 0)
                      : sqlite3_bind_blob64(statement, index, bytes, count, SQLITE_TRANSIENT);
}

/// Binds a copy; zero bytes are an empty text, not NULL.
static inline int sehat_sqlite_bind_text(
    sqlite3_stmt *statement, int index, const char *bytes, sqlite3_uint64 count
) {
    return sqlite3_bind_text64(
        statement, index, count == 0 ? "" : bytes, count, SQLITE_TRANSIENT, SQLITE_UTF8
    );
}

#endif
