#ifndef SEHAT_CLINUX_SHIM_H
#define SEHAT_CLINUX_SHIM_H

#include <sys/prctl.h>

// What Swift cannot call: a variadic function.

/// Keeps the process from being dumped, and from being read by other processes of the same user.
static inline int sehat_set_dumpable(int dumpable) {
    return prctl(PR_SET_DUMPABLE, dumpable, 0, 0, 0);
}

static inline int sehat_is_dumpable(void) {
    return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0);
}

#endif
