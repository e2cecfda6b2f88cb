#pragma once
#include <stdint.h>
#include <time.h>

static inline int64_t nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/// Stops the optimiser from removing what computed this memory.
static inline void keep(const void *memory) { __asm__ volatile("" : : "r"(memory) : "memory"); }
