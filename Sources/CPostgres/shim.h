#ifndef SEHAT_CPOSTGRES_SHIM_H
#define SEHAT_CPOSTGRES_SHIM_H

#include <libpq-fe.h>

/// Connects by a URI. A server that does not answer is given up after some seconds, not after TCP's
/// hours; what the URI says goes before.
static inline PGconn *sehat_postgres_connect(const char *uri) {
    const char *names[] = {"client_encoding", "fallback_application_name", "connect_timeout",
                           "tcp_user_timeout", "keepalives_idle", "dbname", 0};
    const char *values[] = {"UTF8", "sehat", "5", "10000", "10", uri, 0};
    return PQconnectdbParams(names, values, 1);
}

#endif
