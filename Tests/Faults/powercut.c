// A power cut, simulated: keeps a shadow of every file of one directory tree as of its last flush.
//
//     POWERCUT_TREE=/data POWERCUT_SHADOW=/shadow LD_PRELOAD=powercut.so program …
//
// `kill -9` leaves the page cache alone, so it cannot show a forgotten fsync. Here the bytes written
// to a file reach its shadow at fsync or fdatasync, and a name (created, renamed, linked, removed)
// reaches the shadow's manifest when its directory is flushed. After the kill, powercut.py puts the
// shadow in the tree's place.
//
//     POWERCUT_AT=N         kills the program at its Nth write, flush or change of a name
//     POWERCUT_FLUSH=real   flushes the disk as well, instead of only the shadow
//
// What is there when the program starts counts as flushed. Files ending in -shm are not kept: SQLite
// makes them again. Writes through mmap are not seen; neither program nor SQLite (here) makes any.
// One process at a time.
//
// Shadow: files/ID holds bytes; names/N.dir holds the directory's path on its first line, then
// "ID MODE NAME" a line.

#include "powercut_shadow.h"

static void follow(int descriptor, const char *path, int is_new) {
    char absolute[PATH_MAX];
    struct stat about;
    if (descriptor < 0 || descriptor >= FILES || fstat(descriptor, &about) != 0) {
        return;
    }
    if (S_ISDIR(about.st_mode)) {
        if (realpath(path, absolute) != NULL && is_in_tree(absolute)) {
            directories[descriptor] = strdup(absolute);
        }
    } else if (S_ISREG(about.st_mode) && resolve(path, absolute)) {
        struct file *file = find(&about);
        if (file != NULL && is_new) {
            file->alive = 0;  // the inode of a file that is gone
            file = NULL;
        }
        opened[descriptor] = file ? file : enter(&about, !is_new);
    }
}

static int open_and_follow(const char *path, int flags, mode_t mode) {
    pthread_mutex_lock(&lock);
    char absolute[PATH_MAX];
    int is_ours = resolve(path, absolute), is_new = 0;
    if (is_ours && (flags & O_CREAT) && access(path, F_OK) != 0) {
        is_new = 1;
        event();
    }
    int descriptor = REAL(open)(path, flags, mode);
    int error = errno;
    follow(descriptor, path, is_new);
    if (descriptor >= 0 && is_ours && (flags & O_TRUNC) && opened[descriptor]) {
        opened[descriptor]->whole = 1;
    }
    pthread_mutex_unlock(&lock);
    errno = error;
    return descriptor;
}

#define MODE(flags, last)                        \
    mode_t mode = 0;                             \
    if ((flags) & (O_CREAT | O_TMPFILE)) {       \
        va_list arguments;                       \
        va_start(arguments, last);               \
        mode = va_arg(arguments, unsigned int);  \
        va_end(arguments);                       \
    }

int open(const char *path, int flags, ...) {
    MODE(flags, flags)
    return open_and_follow(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    MODE(flags, flags)
    return open_and_follow(path, flags | O_LARGEFILE, mode);
}

int openat(int directory, const char *path, int flags, ...) {
    MODE(flags, flags)
    if (path[0] == '/' || directory == AT_FDCWD) {
        return open_and_follow(path, flags, mode);
    }
    char absolute[PATH_MAX + 64];
    snprintf(absolute, sizeof absolute, "/proc/self/fd/%d/%s", directory, path);
    return open_and_follow(absolute, flags, mode);
}

int mkostemp(char *template, int flags) {
    pthread_mutex_lock(&lock);
    int descriptor = REAL(mkostemp)(template, flags), error = errno;
    follow(descriptor, template, 1);
    pthread_mutex_unlock(&lock);
    errno = error;
    return descriptor;
}

int mkstemp(char *template) { return mkostemp(template, 0); }
int mkstemp64(char *template) { return mkostemp(template, 0); }

int close(int descriptor) {
    if (descriptor >= 0 && descriptor < FILES && (opened[descriptor] || directories[descriptor])) {
        pthread_mutex_lock(&lock);
        opened[descriptor] = NULL;
        free(directories[descriptor]);
        directories[descriptor] = NULL;
        pthread_mutex_unlock(&lock);
    }
    return REAL(close)(descriptor);
}

static struct file *file_of(int descriptor) {
    return descriptor >= 0 && descriptor < FILES ? opened[descriptor] : NULL;
}

// `change` makes the change and gives its result; the bytes from `start` on are then the file's news.
#define WRITING(type, descriptor, start, change)          \
    struct file *file = file_of(descriptor);              \
    if (file == NULL) {                                   \
        return change;                                    \
    }                                                     \
    pthread_mutex_lock(&lock);                            \
    event();                                              \
    off_t before = (start);                               \
    type result = (change);                               \
    int error = errno;                                    \
    if (result > 0) {                                     \
        touch(file, before, before + (off_t)result);      \
    }                                                     \
    pthread_mutex_unlock(&lock);                          \
    errno = error;                                        \
    return result;

static off_t position(int descriptor) {
    struct stat about;
    int flags = fcntl(descriptor, F_GETFL);
    if ((flags & O_APPEND) && fstat(descriptor, &about) == 0) {
        return about.st_size;
    }
    return lseek(descriptor, 0, SEEK_CUR);
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
    WRITING(ssize_t, descriptor, position(descriptor), REAL(write)(descriptor, bytes, count))
}

ssize_t writev(int descriptor, const struct iovec *pieces, int count) {
    WRITING(ssize_t, descriptor, position(descriptor), REAL(writev)(descriptor, pieces, count))
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t start) {
    WRITING(ssize_t, descriptor, start, REAL(pwrite)(descriptor, bytes, count, start))
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off_t start) {
    WRITING(ssize_t, descriptor, start, REAL(pwrite64)(descriptor, bytes, count, start))
}

static int truncate_and_mark(int descriptor, off_t length) {
    struct file *file = file_of(descriptor);
    if (file == NULL) {
        return REAL(ftruncate)(descriptor, length);
    }
    pthread_mutex_lock(&lock);
    event();
    int result = REAL(ftruncate)(descriptor, length), error = errno;
    file->whole = 1;
    pthread_mutex_unlock(&lock);
    errno = error;
    return result;
}

int ftruncate(int descriptor, off_t length) { return truncate_and_mark(descriptor, length); }
int ftruncate64(int descriptor, off_t length) { return truncate_and_mark(descriptor, length); }

static int flush(int descriptor, int (*flush_disk)(int)) {
    struct file *file = file_of(descriptor);
    char *directory = descriptor >= 0 && descriptor < FILES ? directories[descriptor] : NULL;
    if (file == NULL && directory == NULL) {
        return flush_disk(descriptor);
    }
    pthread_mutex_lock(&lock);
    event();
    int result = flush_for_real ? flush_disk(descriptor) : 0, error = errno;
    if (result == 0 && file != NULL) {
        flush_file(file, descriptor);
    } else if (result == 0) {
        flush_directory(directory);
    }
    pthread_mutex_unlock(&lock);
    errno = error;
    return result;
}

int fsync(int descriptor) { return flush(descriptor, REAL(fsync)); }
int fdatasync(int descriptor) { return flush(descriptor, REAL(fdatasync)); }

// A file whose last name goes: its inode may come back as another file's.
static struct file *losing_last_name(const char *path) {
    struct stat about;
    return lstat(path, &about) == 0 && about.st_nlink == 1 ? find(&about) : NULL;
}

#define NAMING(path, lost, change)             \
    char absolute[PATH_MAX];                   \
    if (!resolve(path, absolute)) {            \
        return change;                         \
    }                                          \
    pthread_mutex_lock(&lock);                 \
    event();                                   \
    struct file *gone = losing_last_name(lost); \
    int result = (change), error = errno;      \
    if (result == 0 && gone != NULL) {         \
        gone->alive = 0;                       \
    }                                          \
    pthread_mutex_unlock(&lock);               \
    errno = error;                             \
    return result;

int unlink(const char *path) { NAMING(path, path, REAL(unlink)(path)) }
int rename(const char *from, const char *to) { NAMING(from, to, REAL(rename)(from, to)) }
int link(const char *from, const char *to) { NAMING(from, "", REAL(link)(from, to)) }
