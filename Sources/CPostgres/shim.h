#ifndef SEHAT_CPOSTGRES_SHIM_H
#define SEHAT_CPOSTGRES_SHIM_H

#include <libpq-fe.h>

/// Ignores a notice of the server, which libpq would print to stderr.
static inline void sehat_postgres_ignore(void *context, const char *message) { (void)context, (void)message; }

/// Connects by a URI. The timeouts are seconds, where TCP's are hours. Of several hosts it takes the primary, or
/// any host if a standby is acceptable. Settings of the URI override these. `security` (sslmode) and `password`
/// may be NULL; the password overrides the URI's.
static inline PGconn *sehat_postgres_connect(const char *uri, const char *security, const char *password,
                                             int takes_standby) {
    const char *names[] = {"client_encoding", "fallback_application_name", "connect_timeout",
                           "tcp_user_timeout", "keepalives_idle", "keepalives_interval",
                           "keepalives_count", "target_session_attrs", "sslmode", "dbname",
                           "password", 0};
    const char *values[] = {"UTF8", "sehat", "5", "10000", "10", "5", "3", takes_standby ? "any" : "primary",
                            security, uri, password, 0};
    PGconn *connection = PQconnectdbParams(names, values, 1);
    PQsetNoticeProcessor(connection, sehat_postgres_ignore, 0);
    return connection;
}

/// Returns whether the server of a connection answers another connection, even if it rejects it.
static inline int sehat_postgres_answers(const char *uri, const char *security, const char *host,
                                         const char *address, const char *port) {
    const char *names[] = {"fallback_application_name", "connect_timeout", "sslmode", "dbname",
                           "host", "hostaddr", "port", 0};
    const char *values[] = {"sehat", "5", security, uri, host, address, port, 0};
    PGPing answer = PQpingParams(names, values, 1);
    return answer == PQPING_OK || answer == PQPING_REJECT;
}

#endif
