#ifndef SEHAT_CZIP_SHIM_H
#define SEHAT_CZIP_SHIM_H

#include <stdint.h>
#include <stdlib.h>
#include <zip.h>

// What Swift cannot call: a variadic function, and the commands of libzip's source, which are one C callback.

/// Copies `count` bytes at `offset` of the archive; returns how many, or -1 after a failure.
typedef int64_t (*sehat_zip_read)(void *context, void *bytes, uint64_t offset, uint64_t count);

typedef struct {
    void *context;
    sehat_zip_read read;
    uint64_t size;
    uint64_t position;
    zip_error_t error;
} sehat_zip_source;

static inline zip_int64_t sehat_zip_command(
    void *state, void *data, zip_uint64_t length, zip_source_cmd_t command
) {
    sehat_zip_source *source = state;
    switch (command) {
    case ZIP_SOURCE_OPEN:
        source->position = 0;
        return 0;
    case ZIP_SOURCE_CLOSE:
        return 0;
    case ZIP_SOURCE_FREE:
        free(source);
        return 0;
    case ZIP_SOURCE_READ: {
        uint64_t rest = source->size - source->position;
        uint64_t count = length < rest ? length : rest;
        int64_t copied = count == 0 ? 0 : source->read(source->context, data, source->position, count);
        if (copied < 0) {
            zip_error_set(&source->error, ZIP_ER_READ, 0);
            return -1;
        }
        source->position += (uint64_t)copied;
        return copied;
    }
    case ZIP_SOURCE_SEEK: {
        zip_int64_t position = zip_source_seek_compute_offset(
            source->position, source->size, data, length, &source->error
        );
        if (position < 0) {
            return -1;
        }
        source->position = (uint64_t)position;
        return 0;
    }
    case ZIP_SOURCE_TELL:
        return (zip_int64_t)source->position;
    case ZIP_SOURCE_STAT: {
        zip_stat_t *stat = data;
        if (length < sizeof(*stat)) {
            zip_error_set(&source->error, ZIP_ER_INVAL, 0);
            return -1;
        }
        zip_stat_init(stat);
        stat->size = source->size;
        stat->valid |= ZIP_STAT_SIZE;
        return (zip_int64_t)sizeof(*stat);
    }
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&source->error, data, length);
    case ZIP_SOURCE_SUPPORTS:
        return zip_source_make_command_bitmap(
            ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR,
            ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_SUPPORTS, -1
        );
    default:
        zip_error_set(&source->error, ZIP_ER_OPNOTSUPP, 0);
        return -1;
    }
}

/// Opens an archive of `size` bytes that `read` copies, for reading only; NULL after a failure.
///
/// `context` must live until `zip_discard`.
static inline zip_t *sehat_zip_open(void *context, sehat_zip_read read, uint64_t size) {
    sehat_zip_source *state = calloc(1, sizeof(*state));
    if (state == NULL) {
        return NULL;
    }
    state->context = context;
    state->read = read;
    state->size = size;
    zip_error_init(&state->error);
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_function_create(sehat_zip_command, state, &error);
    if (source == NULL) {
        free(state);
        zip_error_fini(&error);
        return NULL;
    }
    zip_t *archive = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (archive == NULL) {
        // Frees the state as well.
        zip_source_free(source);
    }
    zip_error_fini(&error);
    return archive;
}

#endif
