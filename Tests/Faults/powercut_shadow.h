// The shadow that powercut.c keeps: which bytes and which names have been flushed.

#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))real(#name))
#define FILES 65536
#define RANGES 4096

struct range {
    off_t start, end;
};

struct file {
    int id;
    int alive;
    int whole;  // so many ranges that all of it is copied
    dev_t device;
    ino_t inode;
    int count;
    struct range *ranges;  // written since the last flush
};

static char tree[PATH_MAX], shadow[PATH_MAX];
static struct file files[FILES];
static int file_count;
static struct file *opened[FILES];      // by descriptor: a file of the tree
static char *directories[FILES];        // by descriptor: a directory of the tree
static char *known_directories[FILES];  // by number of their manifest
static int directory_count;
static long events, cut_at;
static int flush_for_real;
static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;

static void *real(const char *name) {
    void *symbol = dlsym(RTLD_NEXT, name);
    if (symbol == NULL) {
        abort();
    }
    return symbol;
}

static void event(void) {
    if (++events == cut_at) {
        kill(getpid(), SIGKILL);
        pause();
    }
}

static int is_in_tree(const char *path) {
    size_t length = strlen(tree);
    return length > 0 && strncmp(path, tree, length) == 0 && (path[length] == '/' || path[length] == 0);
}

static int is_kept(const char *path) {
    size_t length = strlen(path);
    return !(length > 4 && strcmp(path + length - 4, "-shm") == 0);
}

// The absolute path of a file whose directory exists; 0 when it is not of the tree.
static int resolve(const char *path, char *absolute) {
    if (tree[0] == 0) {
        return 0;
    }
    char copy[PATH_MAX], directory[PATH_MAX];
    snprintf(copy, sizeof copy, "%s", path);
    char *slash = strrchr(copy, '/');
    const char *name = slash ? slash + 1 : copy;
    if (slash) {
        *slash = 0;
    }
    if (realpath(slash ? (copy[0] ? copy : "/") : ".", directory) == NULL) {
        return 0;
    }
    if (strlen(directory) + strlen(name) + 2 > PATH_MAX) {
        return 0;
    }
    strcpy(absolute, directory);
    if (name[0]) {
        strcat(strcat(absolute, "/"), name);
    }
    return is_in_tree(absolute) && is_kept(absolute);
}

static struct file *find(const struct stat *about) {
    for (int i = file_count - 1; i >= 0; i--) {
        if (files[i].alive && files[i].inode == about->st_ino && files[i].device == about->st_dev) {
            return &files[i];
        }
    }
    return NULL;
}

static int open_shadow(int id) {
    char path[PATH_MAX + 32];
    snprintf(path, sizeof path, "%s/files/%d", shadow, id);
    return REAL(open)(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
}

static struct file *enter(const struct stat *about, int whole) {
    if (file_count == FILES) {
        abort();
    }
    struct file *file = &files[file_count];
    *file = (struct file){.id = file_count,
                          .alive = 1,
                          .whole = whole,
                          .device = about->st_dev,
                          .inode = about->st_ino};
    file->ranges = malloc(RANGES * sizeof(struct range));
    file_count++;
    REAL(close)(open_shadow(file->id));
    return file;
}

static void touch(struct file *file, off_t start, off_t end) {
    if (file->count > 0 && file->ranges[file->count - 1].end == start) {
        file->ranges[file->count - 1].end = end;
    } else if (file->count < RANGES) {
        file->ranges[file->count++] = (struct range){start, end};
    } else {
        file->whole = 1;
    }
}

static void copy(int from, int to, off_t start, off_t end) {
    static char bytes[1 << 16];
    while (start < end) {
        size_t wanted = end - start < (off_t)sizeof bytes ? (size_t)(end - start) : sizeof bytes;
        ssize_t count = pread(from, bytes, wanted, start);
        if (count <= 0 || REAL(pwrite)(to, bytes, count, start) != count) {
            return;
        }
        start += count;
    }
}

// Brings a file's shadow to what the file holds now.
static void flush_file(struct file *file, int descriptor) {
    struct stat about;
    char path[64];
    // Through /proc, because the descriptor may be open for writing only.
    snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
    int from = REAL(open)(path, O_RDONLY | O_CLOEXEC), to = open_shadow(file->id);
    if (from < 0 || to < 0 || fstat(from, &about) != 0) {
        abort();
    }
    if (file->whole) {
        copy(from, to, 0, about.st_size);
    } else {
        for (int i = 0; i < file->count; i++) {
            copy(from, to, file->ranges[i].start, file->ranges[i].end);
        }
    }
    if (REAL(ftruncate)(to, about.st_size) != 0) {
        abort();
    }
    file->count = file->whole = 0;
    REAL(close)(from);
    REAL(close)(to);
}

// Brings a directory's manifest to the names that it holds now.
static void flush_directory(const char *directory) {
    int number = 0;
    while (number < directory_count && strcmp(known_directories[number], directory) != 0) {
        number++;
    }
    if (number == directory_count) {
        known_directories[directory_count++] = strdup(directory);
    }
    char manifest[PATH_MAX + 32], next[PATH_MAX + 48];
    snprintf(manifest, sizeof manifest, "%s/names/%d.dir", shadow, number);
    snprintf(next, sizeof next, "%s.next", manifest);
    FILE *out = fopen(next, "w");
    DIR *entries = opendir(directory);
    if (out == NULL || entries == NULL) {
        abort();
    }
    fprintf(out, "%s\n", directory);
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        char path[2 * PATH_MAX];
        struct stat about;
        snprintf(path, sizeof path, "%s/%s", directory, entry->d_name);
        if (lstat(path, &about) == 0 && S_ISREG(about.st_mode) && is_kept(path)) {
            struct file *file = find(&about);
            if (file == NULL) {
                file = enter(&about, 1);
            }
            fprintf(out, "%d %o %s\n", file->id, about.st_mode & 07777, entry->d_name);
        }
    }
    closedir(entries);
    fclose(out);
    rename(next, manifest);
}

static void enter_tree(const char *directory) {
    DIR *entries = opendir(directory);
    if (entries == NULL) {
        return;
    }
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        char path[2 * PATH_MAX];
        struct stat about;
        snprintf(path, sizeof path, "%s/%s", directory, entry->d_name);
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0
            || lstat(path, &about) != 0) {
            continue;
        }
        if (S_ISDIR(about.st_mode)) {
            enter_tree(path);
        } else if (S_ISREG(about.st_mode) && is_kept(path)) {
            int descriptor = REAL(open)(path, O_RDONLY | O_CLOEXEC);
            if (descriptor >= 0 && find(&about) == NULL) {
                flush_file(enter(&about, 1), descriptor);
            }
            REAL(close)(descriptor);
        }
    }
    closedir(entries);
    flush_directory(directory);
}

__attribute__((constructor)) static void begin(void) {
    const char *wanted = getenv("POWERCUT_TREE"), *kept = getenv("POWERCUT_SHADOW");
    const char *at = getenv("POWERCUT_AT"), *flush = getenv("POWERCUT_FLUSH");
    if (wanted == NULL || kept == NULL || realpath(kept, shadow) == NULL) {
        return;
    }
    char path[PATH_MAX];
    if (realpath(wanted, path) == NULL) {
        return;
    }
    cut_at = at ? atol(at) : 0;
    flush_for_real = flush && strcmp(flush, "real") == 0;
    char sub[PATH_MAX + 16];
    snprintf(sub, sizeof sub, "%s/files", shadow);
    mkdir(sub, 0700);
    snprintf(sub, sizeof sub, "%s/names", shadow);
    mkdir(sub, 0700);
    enter_tree(path);
    strcpy(tree, path);
}
