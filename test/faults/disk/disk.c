/*
 * Stands between a process and its disk (LD_PRELOAD): every call that changes files below
 * $FAULT_ROOT is counted, and at a chosen one the process is killed, or this and, if wanted, all
 * further calls that need space fail with ENOSPC. With $FAULT_LOG each call is written down with
 * its bytes, from which disks after a loss of power are made (afterPowerLoss.ts).
 *
 * The process commands it by opening paths that are not there:
 *   /fault/kill/N   /fault/full/N (once)   /fault/filled/N (from then on)   /fault/off
 *   /fault/mark/WORD  puts a word into the log
 *   /fault/count      gives the calls since the last command, and those of them that need space
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define MAX_FD 65536
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char *root;
static size_t root_length;
static int log_fd = -1;
/* 0: not below the root; 1: a file; 2: a folder. */
static unsigned char watched[MAX_FD];
static enum { OFF, KILL, FULL_ONCE, FULL } mode = OFF;
static long countdown, calls, growing;


__attribute__((constructor)) static void begin(void) {
  root = getenv("FAULT_ROOT");
  root_length = root == NULL ? 0 : strlen(root);
  const char *log = getenv("FAULT_LOG");
  if (log != NULL) log_fd = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND, 0600);
}

static int below(const char *path) {
  return root_length > 0 && path != NULL && strncmp(path, root, root_length) == 0 &&
         (path[root_length] == '/' || path[root_length] == 0);
}

static int is_watched(int fd) { return fd >= 0 && fd < MAX_FD ? watched[fd] : 0; }

static void put(const void *bytes, size_t length) {
  while (length > 0) {
    long done = syscall(SYS_write, log_fd, bytes, length);
    if (done <= 0) return;
    bytes = (const char *)bytes + done;
    length -= done;
  }
}

static void note(const char *format, ...) {
  if (log_fd < 0) return;
  char line[9000];
  va_list values;
  va_start(values, format);
  int length = vsnprintf(line, sizeof line, format, values);
  va_end(values);
  put(line, length);
}

static unsigned long inode(int fd) {
  struct stat found;
  return fstat(fd, &found) == 0 ? found.st_ino : 0;
}

/* Before a call; the lock is held. Returns -1 with errno when the call is to fail. */
static int fault(int needs_space) {
  calls++;
  if (needs_space) growing++;
  if (mode == KILL && --countdown == 0) kill(getpid(), SIGKILL), pause();
  if ((mode != FULL && mode != FULL_ONCE) || !needs_space) return 0;
  countdown--;
  if (countdown > 0 || (mode == FULL_ONCE && countdown < 0)) return 0;
  errno = ENOSPC;
  return -1;
}

static int command(const char *path) {
  static const char prefix[] = "/fault/";
  if (path == NULL || strncmp(path, prefix, sizeof prefix - 1) != 0) return 0;
  const char *name = path + sizeof prefix - 1;
  const char *argument = strchr(name, '/');
  long number = argument == NULL ? 0 : atol(argument + 1);
  if (strncmp(name, "mark/", 5) == 0) {
    note("K %s\n", name + 5);
    return 1;
  }
  mode = strncmp(name, "kill/", 5) == 0 ? KILL : strncmp(name, "full/", 5) == 0 ? FULL_ONCE
       : strncmp(name, "filled/", 7) == 0 ? FULL : OFF;
  countdown = number;
  calls = growing = 0;
  return 1;
}

static int counts(void) {
  int ends[2];
  char text[64];
  if (pipe(ends) != 0) return -1;
  int length = snprintf(text, sizeof text, "%ld %ld", calls, growing);
  syscall(SYS_write, ends[1], text, length);
  syscall(SYS_close, ends[1]);
  return ends[0];
}

static int open_at(int folder, const char *path, int flags, mode_t bits) {
  if (path != NULL && strcmp(path, "/fault/count") == 0) return counts();
  pthread_mutex_lock(&lock);
  int result = -1;
  if (command(path)) {
    errno = ENOENT;
    goto end;
  }
  if (!below(path)) {
    result = syscall(SYS_openat, folder, path, flags, bits);
    if (result >= 0 && result < MAX_FD) watched[result] = 0;
    goto end;
  }
  struct stat found;
  int makes = (flags & O_CREAT) != 0 && stat(path, &found) != 0;
  int cuts = !makes && (flags & O_TRUNC) != 0 && (flags & O_ACCMODE) != O_RDONLY;
  if (makes && fault(1) != 0) goto end;
  if (cuts && fault(0) != 0) goto end;
  result = syscall(SYS_openat, folder, path, flags, bits);
  if (result < 0) goto end;
  if (fstat(result, &found) == 0 && result < MAX_FD) {
    watched[result] = S_ISDIR(found.st_mode) ? 2 : 1;
    if (makes) note("C %lu %s\n", found.st_ino, path);
    else if (cuts) note("T %lu 0\n", found.st_ino);
    /* The name of a folder that may be synchronised. */
    if (S_ISDIR(found.st_mode)) note("O %lu %s\n", found.st_ino, path);
  }
end:
  pthread_mutex_unlock(&lock);
  return result;
}

#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    va_list values; \
    va_start(values, flags); \
    mode_t bits = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(values, mode_t) : 0; \
    va_end(values); \
    return open_at(AT_FDCWD, path, flags, bits); \
  }
OPEN(open)
OPEN(open64)

/* Data that is about to be written at an offset; -1: where the file is. */
static long noted_write(int fd, const void *bytes, size_t length, off_t offset) {
  pthread_mutex_lock(&lock);
  long done = -1;
  if (fault(1) == 0) {
    struct stat found;
    fstat(fd, &found);
    off_t at = offset >= 0 ? offset : lseek(fd, 0, SEEK_CUR);
    if (offset < 0 && (fcntl(fd, F_GETFL) & O_APPEND) != 0) at = found.st_size;
    done = offset >= 0 ? syscall(SYS_pwrite64, fd, bytes, length, offset)
                       : syscall(SYS_write, fd, bytes, length);
    if (done > 0 && log_fd >= 0) {
      note("W %lu %ld %ld\n", found.st_ino, (long)at, done);
      put(bytes, done);
    }
  }
  pthread_mutex_unlock(&lock);
  return done;
}

ssize_t write(int fd, const void *bytes, size_t length) {
  if (is_watched(fd) != 1) return syscall(SYS_write, fd, bytes, length);
  return noted_write(fd, bytes, length, -1);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
  if (is_watched(fd) != 1) return syscall(SYS_pwrite64, fd, bytes, length, offset);
  return noted_write(fd, bytes, length, offset);
}

static long gathered_write(int fd, const struct iovec *parts, int count, off_t offset) {
  long total = 0;
  for (int i = 0; i < count; i++) {
    long done = noted_write(fd, parts[i].iov_base, parts[i].iov_len, offset < 0 ? -1 : offset + total);
    if (done < 0) return total > 0 ? total : -1;
    total += done;
    if ((size_t)done < parts[i].iov_len) break;
  }
  return total;
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  if (is_watched(fd) != 1) return syscall(SYS_writev, fd, parts, count);
  return gathered_write(fd, parts, count, -1);
}

/* Copies by reading and writing, so that the bytes are seen. */
static long copied(int out, int in, off_t *from, off_t *to, size_t length) {
  static char buffer[65536];
  static pthread_mutex_t copying = PTHREAD_MUTEX_INITIALIZER;
  pthread_mutex_lock(&copying);
  size_t wanted = length < sizeof buffer ? length : sizeof buffer;
  long found = from != NULL ? pread(in, buffer, wanted, *from) : read(in, buffer, wanted);
  long done = found <= 0 ? found : noted_write(out, buffer, found, to != NULL ? *to : -1);
  if (done > 0 && from != NULL) *from += done;
  if (done > 0 && to != NULL) *to += done;
  pthread_mutex_unlock(&copying);
  return done;
}

ssize_t sendfile64(int out, int in, off64_t *from, size_t length) {
  if (is_watched(out) != 1) return syscall(SYS_sendfile, out, in, from, length);
  return copied(out, in, from, NULL, length);
}
ssize_t sendfile(int out, int in, off_t *from, size_t length) {
  return sendfile64(out, in, from, length);
}

/* libuv calls some by number. */
long syscall(long number, ...) {
  static long (*real)(long, ...);
  if (real == NULL) real = (long (*)(long, ...))dlsym(RTLD_NEXT, "syscall");
  va_list values;
  va_start(values, number);
  long a = va_arg(values, long), b = va_arg(values, long), c = va_arg(values, long);
  long d = va_arg(values, long), e = va_arg(values, long), f = va_arg(values, long);
  va_end(values);
  if (number == SYS_copy_file_range && is_watched(c) == 1)
    return copied(c, a, (off_t *)b, (off_t *)d, e);
  if (number == SYS_pwritev && is_watched(a) == 1)
    return gathered_write(a, (const struct iovec *)b, c, d);
  return real(number, a, b, c, d, e, f);
}

int close(int fd) {
  if (fd >= 0 && fd < MAX_FD) watched[fd] = 0;
  return syscall(SYS_close, fd);
}

int ftruncate64(int fd, off64_t size) {
  if (is_watched(fd) != 1) return syscall(SYS_ftruncate, fd, size);
  pthread_mutex_lock(&lock);
  int result = fault(0) == 0 ? syscall(SYS_ftruncate, fd, size) : -1;
  if (result == 0) note("T %lu %ld\n", inode(fd), (long)size);
  pthread_mutex_unlock(&lock);
  return result;
}

static int synchronised(int fd, long number) {
  int kind = is_watched(fd);
  if (kind == 0) return syscall(number, fd);
  pthread_mutex_lock(&lock);
  int result = fault(0) == 0 ? syscall(number, fd) : -1;
  if (result == 0) note("%c %lu\n", kind == 2 ? 'D' : 'S', inode(fd));
  pthread_mutex_unlock(&lock);
  return result;
}
int fsync(int fd) { return synchronised(fd, SYS_fsync); }
int fdatasync(int fd) { return synchronised(fd, SYS_fdatasync); }

/* Names: made, changed, removed. */
#define NAMES(is_ours, needs_space, call, ...) \
  if (!(is_ours)) return call; \
  pthread_mutex_lock(&lock); \
  int result = fault(needs_space) == 0 ? call : -1; \
  if (result == 0) note(__VA_ARGS__); \
  pthread_mutex_unlock(&lock); \
  return result

int mkdir(const char *path, mode_t bits) {
  NAMES(below(path), 1, syscall(SYS_mkdir, path, bits), "M %s\n", path);
}
int rmdir(const char *path) {
  NAMES(below(path), 0, syscall(SYS_rmdir, path), "U %s\n", path);
}
int unlink(const char *path) {
  NAMES(below(path), 0, syscall(SYS_unlink, path), "U %s\n", path);
}
/* Of libstdc++, with which Node removes folders. */
int remove(const char *path) {
  struct stat found;
  return lstat(path, &found) == 0 && S_ISDIR(found.st_mode) ? rmdir(path) : unlink(path);
}
int rename(const char *from, const char *to) {
  NAMES(below(to), 1, syscall(SYS_rename, from, to), "R %s\t%s\n", from, to);
}
int link(const char *from, const char *to) {
  NAMES(below(to), 1, syscall(SYS_link, from, to), "L %s\t%s\n", from, to);
}

int unlinkat(int folder, const char *path, int flags) {
  char whole[8192];
  if (folder == AT_FDCWD || path[0] == '/') snprintf(whole, sizeof whole, "%s", path);
  else {
    char name[64];
    snprintf(name, sizeof name, "/proc/self/fd/%d", folder);
    long length = readlink(name, whole, 4096);
    snprintf(whole + (length < 0 ? 0 : length), 4096, "/%s", path);
  }
  NAMES(below(whole), 0, syscall(SYS_unlinkat, folder, path, flags), "U %s\n", whole);
}
