#ifndef SEHAT_CPOSTGRES_SILENCE_H
#define SEHAT_CPOSTGRES_SILENCE_H

#include <libpq-fe.h>
#ifdef __linux__
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

/// A second descriptor of a connection's socket when it goes over TCP; else -1. The caller closes it.
static inline int sehat_postgres_tcp(PGconn *connection) {
#ifdef __linux__
    struct tcp_info info;
    socklen_t size = sizeof info;
    int descriptor = PQsocket(connection);
    if (descriptor < 0 || getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) != 0) return -1;
    return fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
#else
    return -1;
#endif
}

/// For how many milliseconds nothing has come over TCP.
static inline long sehat_tcp_silence(int descriptor) {
#ifdef __linux__
    struct tcp_info info;
    socklen_t size = sizeof info;
    if (getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) != 0) return 0;
    return info.tcpi_last_data_recv;
#else
    return 0;
#endif
}

/// Whether the server of a connection answers a further one, if only to refuse it.
static inline int sehat_postgres_answers(const char *uri, const char *security, const char *host,
                                         const char *address, const char *port) {
    const char *names[] = {"fallback_application_name", "connect_timeout", "sslmode", "dbname",
                           "host", "hostaddr", "port", 0};
    const char *values[] = {"sehat", "5", security, uri, host, address, port, 0};
    PGPing answer = PQpingParams(names, values, 1);
    return answer == PQPING_OK || answer == PQPING_REJECT;
}

#endif
