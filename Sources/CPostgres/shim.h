#ifndef SEHAT_CPOSTGRES_SHIM_H
#define SEHAT_CPOSTGRES_SHIM_H

#include <libpq-fe.h>

/// Discards notices of the server, such as those of its shutdown, which libpq would print.
static inline void sehat_postgres_ignore(void *context, const char *message) { (void)context, (void)message; }

/// Connects by a URI. A server that does not answer is given up after some seconds, not after TCP's hours; of
/// several hosts the primary is used, or any where a standby is accepted. Parameters of the URI have precedence over
/// both. `security` and `password` may be NULL; the password has precedence over the URI's.
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

/// Returns whether the server of a connection answers a further one, if only with a rejection.
static inline int sehat_postgres_answers(const char *uri, const char *security, const char *host,
                                         const char *address, const char *port) {
    const char *names[] = {"fallback_application_name", "connect_timeout", "sslmode", "dbname",
                           "host", "hostaddr", "port", 0};
    const char *values[] = {"sehat", "5", security, uri, host, address, port, 0};
    PGPing answer = PQpingParams(names, values, 1);
    return answer == PQPING_OK || answer == PQPING_REJECT;
}

#endif
