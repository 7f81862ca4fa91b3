/* Where bytes go to.
 *
 * Bytes are gathered in a buffer; a full buffer goes through the packer, if there is one, to the target: a function, a
 * strbuf, or a descriptor. A file is written under the name .NAME.hearsay-XXXXXX beside the target, which O_EXCL makes
 * ours alone, and takes the target's place at the end. Devices and pipes are written straight.
 *
 * Invariant: after the first failure (`rc` is not HSY_OK) nothing is written any more.
 */
#define _XOPEN_SOURCE 700 /* realpath */

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "base/io.h"
#include "base/io_reason.h"

enum { BUFFER = 32 * 1024, NAME_KEPT = 200, MAX_TRIES = 10000, GZIP_LEVEL = 6, ZSTD_LEVEL = 3 };

struct sink {
  arena *arena;
  sink_fn *fn; /* one of fn, memory, fd */
  void *user;
  strbuf *memory;
  int fd; /* -1 = none, or closed */
  bool owns_fd;
  str path;
  char *target;    /* where the temporary file goes to */
  char *temporary; /* NULL = written straight, or finished */
  char *buffer;
  size_t fill;
  z_stream gzip;
  bool gzip_open;
  ZSTD_CStream *zstd;
  unsigned char *packed; /* what comes out of a packer */
  hsy_rc rc;
  int code; /* errno of the first failure */
};

static void sink_fail(sink *s, hsy_rc rc, int code) {
  if (s->rc != HSY_OK) return;
  s->rc = rc;
  s->code = code;
}

/* The last step: unpacked or packed bytes to the target. */
static void put_target(sink *s, const char *bytes, size_t len) {
  if (s->rc != HSY_OK || len == 0) return;
  if (s->fn) {
    if (s->fn(s->user, bytes, len) != 0) sink_fail(s, HSY_CANCELLED, 0);
    return;
  }
  if (s->memory) {
    strbuf_add(s->memory, (str){bytes, len});
    return;
  }
  while (len > 0) {
    ssize_t n = write(s->fd, bytes, len);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      sink_fail(s, HSY_IO, errno);
      return;
    }
    bytes += n;
    len -= (size_t)n;
  }
}

static void put_gzip(sink *s, const char *bytes, size_t len, bool last) {
  z_stream *z = &s->gzip;
  z->next_in = (z_const Bytef *)bytes;
  z->avail_in = (uInt)len;
  int rc = Z_OK;
  do {
    z->next_out = s->packed;
    z->avail_out = BUFFER;
    rc = deflate(z, last ? Z_FINISH : Z_NO_FLUSH);
    put_target(s, (const char *)s->packed, BUFFER - z->avail_out);
  } while (s->rc == HSY_OK && rc == Z_OK && (z->avail_in > 0 || z->avail_out == 0 || last));
}

static void put_zstd(sink *s, const char *bytes, size_t len, bool last) {
  ZSTD_inBuffer in = {bytes, len, 0};
  for (;;) {
    ZSTD_outBuffer out = {s->packed, BUFFER, 0};
    size_t left = ZSTD_compressStream2(s->zstd, &out, &in, last ? ZSTD_e_end : ZSTD_e_continue);
    if (ZSTD_isError(left)) {
      sink_fail(s, HSY_MEMORY, ENOMEM);
      return;
    }
    put_target(s, (const char *)s->packed, out.pos);
    if (s->rc != HSY_OK || (last ? left == 0 : in.pos == in.size)) return;
  }
}

static void put_packer(sink *s, const char *bytes, size_t len, bool last) {
  if (s->rc != HSY_OK) return;
  if (s->gzip_open) put_gzip(s, bytes, len, last);
  else if (s->zstd) put_zstd(s, bytes, len, last);
  else put_target(s, bytes, len);
}

static void flush(sink *s) {
  size_t len = s->fill;
  s->fill = 0;
  put_packer(s, s->buffer, len, false);
}

void sink_write(sink *s, const void *bytes, size_t len) {
  if (s->rc != HSY_OK || len == 0) return;
  if (s->memory) {
    strbuf_add(s->memory, (str){bytes, len});
    return;
  }
  const char *at = bytes;
  while (len > 0 && s->rc == HSY_OK) {
    size_t n = BUFFER - s->fill < len ? BUFFER - s->fill : len;
    memcpy(s->buffer + s->fill, at, n);
    s->fill += n;
    at += n;
    len -= n;
    if (s->fill == BUFFER) flush(s);
  }
}

void sink_str(sink *s, str text) { sink_write(s, text.at, text.len); }

void sink_format(sink *s, const char *format, ...) {
  char small[512], *at = small;
  va_list args, again;
  va_start(args, format);
  va_copy(again, args);
  int len = vsnprintf(small, sizeof small, format, args);
  if (len >= (int)sizeof small) { /* rare: stays in the arena */
    at = arena_alloc(s->arena, (size_t)len + 1);
    vsnprintf(at, (size_t)len + 1, format, again);
  }
  va_end(again);
  va_end(args);
  if (len > 0) sink_write(s, at, (size_t)len);
}

bool sink_has_failed(const sink *s) { return s->rc != HSY_OK; }

static void close_packers(sink *s) {
  if (s->gzip_open) deflateEnd(&s->gzip);
  s->gzip_open = false;
  ZSTD_freeCStream(s->zstd);
  s->zstd = NULL;
}

void sink_abandon(sink *s) {
  close_packers(s);
  if (s->fd >= 0 && s->owns_fd) close(s->fd);
  s->fd = -1;
  if (s->temporary) unlink(s->temporary);
  s->temporary = NULL;
  sink_fail(s, HSY_CANCELLED, 0);
}

static void abandon_deferred(void *what) { sink_abandon(what); }

static sink *sink_new(arena *a) {
  sink *s = ARENA_NEW(a, sink);
  *s = (sink){.arena = a, .fd = -1};
  arena_defer(a, abandon_deferred, s);
  return s;
}

sink *sink_to_function(arena *a, sink_fn *fn, void *user) {
  sink *s = sink_new(a);
  s->fn = fn;
  s->user = user;
  s->buffer = arena_alloc(a, BUFFER);
  return s;
}

sink *sink_to_memory(arena *a, strbuf *memory) {
  sink *s = sink_new(a);
  s->memory = memory;
  return s;
}

static void open_packer(sink *s, str path) {
  bool gzip = str_ends(path, STR(".gz")), zstd = str_ends(path, STR(".zst"));
  if (!gzip && !zstd) return;
  s->packed = arena_alloc(s->arena, BUFFER);
  if (gzip) {
    int rc = deflateInit2(&s->gzip, GZIP_LEVEL, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    if (rc != Z_OK) arena_exhausted(s->arena);
    s->gzip_open = true;
  } else {
    s->zstd = ZSTD_createCStream();
    if (!s->zstd) arena_exhausted(s->arena);
    ZSTD_CCtx_setParameter(s->zstd, ZSTD_c_compressionLevel, ZSTD_LEVEL);
    ZSTD_CCtx_setParameter(s->zstd, ZSTD_c_checksumFlag, 1);
  }
}

/* The file that `target` names through links, so that a link stays a link. */
static char *follow_links(arena *a, char *target) {
  char *real = realpath(target, NULL);
  if (!real) return target;
  size_t len = strlen(real);
  char *kept = arena_alloc(a, len + 1);
  memcpy(kept, real, len);
  free(real);
  return kept;
}

/* Create the temporary file. The kernel applies the umask; a name that is taken (another process, a file left behind)
 * only means the next number. */
static int open_temporary(sink *s) {
  str target = str_of(s->target);
  size_t name = target.len;
  while (name > 0 && target.at[name - 1] != '/') name--;
  str base = str_slice(target, name, target.len);
  if (base.len > NAME_KEPT) base.len = NAME_KEPT; /* a name has 255 bytes at most */
  unsigned long pid = (unsigned long)getpid();
  for (unsigned try = 0; try < MAX_TRIES; try++) {
    unsigned long number = (pid * MAX_TRIES + try) & 0xFFFFFF;
    strbuf path = strbuf_new(s->arena);
    strbuf_format(&path, "%.*s.%.*s.hearsay-%06lx", (int)name, target.at, STR_ARG(base), number);
    strbuf_char(&path, '\0');
    s->temporary = path.at;
    int fd = open(s->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd >= 0 || (errno != EEXIST && errno != EINTR)) return fd;
  }
  return -1;
}

hsy_rc sink_to_file(arena *a, str path, sink **out, hsy_error *error) {
  sink *s = sink_new(a);
  s->path = str_keep(a, path);
  s->buffer = arena_alloc(a, BUFFER);
  *out = s;
  if (str_eq(path, STR("-"))) {
    s->fd = STDOUT_FILENO;
    return HSY_OK;
  }
  if (path.len == 0 || str_find_char(path, '\0', 0) != STR_NONE)
    return error_set(error, HSY_IO, path, 0, "", "cannot write: the name is empty or holds a zero byte");
  s->target = str_zero(a, path);
  struct stat info;
  bool exists = stat(s->target, &info) == 0;
  if (exists && S_ISDIR(info.st_mode)) return error_set(error, HSY_IO, path, 0, "", "cannot write: is a folder");
  if (exists && !S_ISREG(info.st_mode)) {
    s->fd = open(s->target, O_WRONLY | O_CLOEXEC | O_NOCTTY);
  } else if (exists && access(s->target, W_OK) != 0) {
    s->fd = -1;
  } else {
    s->target = follow_links(a, s->target);
    s->fd = open_temporary(s);
    if (s->fd >= 0 && exists) (void)fchmod(s->fd, info.st_mode & 0777); /* as before; where that fails, as new */
  }
  if (s->fd < 0) {
    int code = errno;
    s->temporary = NULL;
    sink_fail(s, HSY_IO, code);
    return error_set(error, HSY_IO, path, 0, "", "cannot write: %s", io_reason(code));
  }
  s->owns_fd = true;
  open_packer(s, path);
  return HSY_OK;
}

/* Bring a file safely to the disk and into its place. */
static void settle_file(sink *s) {
  if (s->temporary && fsync(s->fd) != 0 && errno != EINVAL && errno != EROFS) sink_fail(s, HSY_IO, errno);
  if (s->owns_fd && close(s->fd) != 0 && errno != EINTR) sink_fail(s, HSY_IO, errno);
  s->fd = -1;
  if (!s->temporary || s->rc != HSY_OK) return;
  if (rename(s->temporary, s->target) != 0) sink_fail(s, HSY_IO, errno);
  else s->temporary = NULL;
}

hsy_rc sink_finish(sink *s, hsy_error *error) {
  if (s->buffer) {
    flush(s);
    put_packer(s, "", 0, true);
  }
  if (s->fd >= 0 && s->rc == HSY_OK) settle_file(s);
  hsy_rc rc = s->rc;
  int code = s->code;
  if (rc == HSY_OK) {
    close_packers(s);
    return HSY_OK;
  }
  sink_abandon(s);
  if (rc == HSY_CANCELLED) return error_set(error, rc, s->path, 0, "", "the writing was stopped");
  return error_set(error, rc, s->path, 0, "", "cannot write: %s", io_reason(code));
}

const char *sink_temporary(const sink *s) { return s->temporary; }
