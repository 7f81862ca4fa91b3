/* Where bytes come from.
 *
 * Packed bytes come from a descriptor or from memory into `packed`; what they unpack to stands in `out` between `start`
 * and `end`, and is given out from there. For plain content the two are one: bytes are read into `out` at once. The kind
 * is told by the first bytes. `out` grows only as far as a peek or a line needs, so a small file that unpacks to a
 * terabyte costs what its reader asks for.
 *
 * Buffers come from malloc, not from the arena: they are large and live shorter. The arena closes a source that is still
 * open when it is freed.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "base/io.h"
#include "base/io_reason.h"

enum { PIECE = 64 * 1024 };

typedef enum packing { PACKING_UNKNOWN, PACKING_NONE, PACKING_GZIP, PACKING_ZSTD } packing;

struct source {
  arena *arena;
  str name;
  int fd;          /* -1 = memory, or closed */
  bool owns_fd;
  str memory;      /* what is left of it */
  packing kind;
  bool packed_end; /* the descriptor or the memory has no more */
  bool ended;      /* nothing more will come into `out` */
  bool in_member;  /* within a gzip member or a zstd frame */
  bool any_member; /* one has ended already */
  unsigned char *packed;
  size_t packed_start, packed_end_at;
  char *out;
  size_t start, end, cap;
  uint64_t line; /* lines begun by source_line */
  hsy_rc failed;
  z_stream gzip;
  bool gzip_open;
  ZSTD_DStream *zstd;
};

void source_close(source *s) {
  if (s->gzip_open) inflateEnd(&s->gzip);
  s->gzip_open = false;
  ZSTD_freeDStream(s->zstd);
  s->zstd = NULL;
  if (s->fd >= 0 && s->owns_fd) close(s->fd);
  s->fd = -1;
  free(s->packed);
  free(s->out);
  s->packed = NULL;
  s->out = NULL;
  s->start = s->end = s->cap = 0;
  s->ended = true;
}

static void close_deferred(void *what) { source_close(what); }

static source *source_new(arena *a, str name) {
  source *s = ARENA_NEW(a, source);
  *s = (source){.arena = a, .name = str_keep(a, name), .fd = -1};
  arena_defer(a, close_deferred, s);
  return s;
}

/* Make place for `more` bytes behind `end`. */
static void out_room(source *s, size_t more) {
  if (s->start == s->end) s->start = s->end = 0;
  if (s->cap - s->end >= more) return;
  if (s->start > 0 && s->start >= s->cap / 2) { /* moved at most once for each time it was filled: linear */
    memmove(s->out, s->out + s->start, s->end - s->start);
    s->end -= s->start;
    s->start = 0;
    if (s->cap - s->end >= more) return;
  }
  size_t cap = s->cap * 2 > s->end + more ? s->cap * 2 : s->end + more;
  char *grown = realloc(s->out, cap);
  if (!grown) arena_exhausted(s->arena);
  s->out = grown;
  s->cap = cap;
}

static hsy_rc fail(source *s, hsy_rc rc, hsy_error *error, const char *words) {
  s->failed = rc;
  return error_set(error, rc, s->name, s->line, "", "%s", words);
}

/* Read raw bytes; *got = 0 at the end. */
static hsy_rc raw_read(source *s, void *to, size_t size, size_t *got, hsy_error *error) {
  *got = 0;
  if (s->packed_end) return HSY_OK;
  if (s->fd < 0) {
    *got = s->memory.len < size ? s->memory.len : size;
    if (*got) memcpy(to, s->memory.at, *got);
    s->memory = str_slice(s->memory, *got, s->memory.len);
  } else {
    ssize_t n;
    do n = read(s->fd, to, size);
    while (n < 0 && errno == EINTR);
    if (n < 0) {
      int code = errno;
      s->failed = HSY_IO;
      return error_set(error, HSY_IO, s->name, s->line, "", "cannot read: %s", io_reason(code));
    }
    *got = (size_t)n;
  }
  s->packed_end = *got == 0;
  return HSY_OK;
}

/* Fill `packed` when it is empty. */
static hsy_rc packed_fill(source *s, hsy_error *error) {
  if (s->packed_start < s->packed_end_at || s->packed_end) return HSY_OK;
  size_t got;
  TRY(raw_read(s, s->packed, PIECE, &got, error));
  s->packed_start = 0;
  s->packed_end_at = got;
  return HSY_OK;
}

/* Tell the kind by the first four bytes. Plain content moves to `out`. */
static hsy_rc sniff(source *s, hsy_error *error) {
  s->packed = calloc(1, PIECE);
  if (!s->packed) arena_exhausted(s->arena);
  while (s->packed_end_at < 4 && !s->packed_end) {
    size_t got;
    TRY(raw_read(s, s->packed + s->packed_end_at, PIECE - s->packed_end_at, &got, error));
    s->packed_end_at += got;
  }
  const unsigned char *p = s->packed;
  size_t n = s->packed_end_at;
  if (n >= 3 && p[0] == 0x1F && p[1] == 0x8B && p[2] == 8) {
    s->kind = PACKING_GZIP;
    if (inflateInit2(&s->gzip, 15 + 16) != Z_OK) arena_exhausted(s->arena);
    s->gzip_open = true;
  } else if (n >= 4 && ((p[0] == 0x28 && p[1] == 0xB5 && p[2] == 0x2F && p[3] == 0xFD) ||
                        ((p[0] & 0xF0) == 0x50 && p[1] == 0x2A && p[2] == 0x4D && p[3] == 0x18))) {
    s->kind = PACKING_ZSTD;
    s->zstd = ZSTD_createDStream();
    if (!s->zstd) arena_exhausted(s->arena);
  } else {
    s->kind = PACKING_NONE;
    out_room(s, n ? n : 1);
    if (n) memcpy(s->out, p, n);
    s->end = n;
    free(s->packed);
    s->packed = NULL;
  }
  return HSY_OK;
}

/* One step of inflate into the place behind `end`. */
static hsy_rc step_gzip(source *s, hsy_error *error) {
  z_stream *z = &s->gzip;
  z->next_in = s->packed + s->packed_start;
  z->avail_in = (uInt)(s->packed_end_at - s->packed_start);
  z->next_out = (unsigned char *)s->out + s->end;
  z->avail_out = PIECE;
  int rc = inflate(z, Z_NO_FLUSH);
  s->packed_start = s->packed_end_at - z->avail_in;
  s->end += PIECE - z->avail_out;
  if (rc == Z_MEM_ERROR) arena_exhausted(s->arena);
  if (rc == Z_STREAM_END) {
    s->in_member = false;
    s->any_member = true;
    return inflateReset(z) == Z_OK ? HSY_OK : fail(s, HSY_INPUT, error, "broken gzip data");
  }
  if (rc != Z_OK && rc != Z_BUF_ERROR) return fail(s, HSY_INPUT, error, "broken gzip data");
  return HSY_OK;
}

static hsy_rc step_zstd(source *s, hsy_error *error) {
  ZSTD_inBuffer in = {s->packed + s->packed_start, s->packed_end_at - s->packed_start, 0};
  ZSTD_outBuffer out = {s->out + s->end, PIECE, 0};
  size_t rc = ZSTD_decompressStream(s->zstd, &out, &in);
  s->packed_start += in.pos;
  s->end += out.pos;
  if (ZSTD_isError(rc)) return fail(s, HSY_INPUT, error, "broken zstd data");
  s->in_member = rc != 0;
  s->any_member = s->any_member || rc == 0;
  return HSY_OK;
}

/* Between two gzip members: zero bytes are padding (tapes, gzip itself ignores them), all else must be a member. */
static bool skip_padding(source *s) {
  while (s->packed_start < s->packed_end_at && s->packed[s->packed_start] == 0) s->packed_start++;
  return s->packed_start == s->packed_end_at;
}

/* Bring some more bytes into `out`, or set `ended`. */
static hsy_rc source_fill(source *s, hsy_error *error) {
  if (s->failed != HSY_OK) return error_set(error, s->failed, s->name, s->line, "", "reading failed before");
  if (s->kind == PACKING_UNKNOWN) {
    TRY(sniff(s, error));
    if (s->end > s->start) return HSY_OK;
  }
  size_t before = s->end - s->start;
  while (!s->ended && s->end - s->start == before) {
    out_room(s, PIECE);
    if (s->kind == PACKING_NONE) {
      size_t got;
      TRY(raw_read(s, s->out + s->end, s->cap - s->end, &got, error));
      s->end += got;
      s->ended = got == 0;
      continue;
    }
    TRY(packed_fill(s, error));
    if (!s->in_member && s->any_member && s->kind == PACKING_GZIP && skip_padding(s) && !s->packed_end) continue;
    bool no_more = s->packed_start == s->packed_end_at && s->packed_end;
    if (no_more && !s->in_member && s->any_member) {
      s->ended = true;
      continue;
    }
    s->in_member = true;
    TRY(s->kind == PACKING_GZIP ? step_gzip(s, error) : step_zstd(s, error));
    if (no_more && s->in_member && s->end - s->start == before)
      return fail(s, HSY_INPUT, error,
                  s->kind == PACKING_GZIP ? "the gzip data ends too early" : "the zstd data ends too early");
  }
  return HSY_OK;
}

hsy_rc source_open(arena *a, str path, source **out, hsy_error *error) {
  if (str_eq(path, STR("-"))) {
    source *s = source_new(a, path);
    s->fd = STDIN_FILENO;
    *out = s;
    return HSY_OK;
  }
  if (str_find_char(path, '\0', 0) != STR_NONE)
    return error_set(error, HSY_IO, path, 0, "", "cannot open: a name cannot hold a zero byte");
  source *s = source_new(a, path); /* first: from here on the arena closes what is open */
  const char *z = str_zero(a, path);
  do s->fd = open(z, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  while (s->fd < 0 && errno == EINTR);
  if (s->fd < 0) {
    int code = errno;
    return error_set(error, HSY_IO, path, 0, "", "cannot open: %s", io_reason(code));
  }
  s->owns_fd = true;
  struct stat info;
  const char *wrong = NULL;
  if (fstat(s->fd, &info) != 0) wrong = "cannot be examined";
  else if (S_ISDIR(info.st_mode)) wrong = "is a folder, not a file";
  else if (!S_ISREG(info.st_mode) && !S_ISFIFO(info.st_mode)) wrong = "is a device, not a file";
  if (wrong) {
    source_close(s);
    return error_set(error, HSY_INPUT, path, 0, "", "%s", wrong);
  }
  *out = s;
  return HSY_OK;
}

hsy_rc source_open_bytes(arena *a, str name, const void *bytes, size_t len, source **out) {
  source *s = source_new(a, name);
  s->memory = (str){bytes, len};
  *out = s;
  return HSY_OK;
}

hsy_rc source_read(source *s, void *buffer, size_t size, size_t *got, hsy_error *error) {
  *got = 0;
  if (s->start == s->end && !s->ended) TRY(source_fill(s, error));
  *got = s->end - s->start < size ? s->end - s->start : size;
  if (*got) memcpy(buffer, s->out + s->start, *got);
  s->start += *got;
  return HSY_OK;
}

hsy_rc source_peek(source *s, size_t size, str *view, hsy_error *error) {
  while (s->end - s->start < size && !s->ended) TRY(source_fill(s, error));
  size_t len = s->end - s->start < size ? s->end - s->start : size;
  *view = (str){s->out ? s->out + s->start : "", len};
  return HSY_OK;
}

hsy_rc source_read_all(source *s, arena *a, uint64_t limit, str *all, hsy_error *error) {
  size_t most = limit < SIZE_MAX / 8 ? (size_t)limit : SIZE_MAX / 8;
  str view;
  TRY(source_peek(s, most + 1, &view, error));
  if (view.len > most)
    return error_set(error, HSY_LIMIT, s->name, 0, "split it or leave it out", "larger than %llu bytes",
                     (unsigned long long)limit);
  *all = str_keep(a, view);
  s->start = s->end;
  return HSY_OK;
}

/* Throw bytes away up to and with the next line end. */
static hsy_rc skip_line(source *s, hsy_error *error) {
  for (;;) {
    const char *hit = s->end > s->start ? memchr(s->out + s->start, '\n', s->end - s->start) : NULL;
    if (hit) {
      s->start = (size_t)(hit - s->out) + 1;
      return HSY_OK;
    }
    s->start = s->end;
    if (s->ended) return HSY_OK;
    TRY(source_fill(s, error));
  }
}

hsy_rc source_line(source *s, uint64_t limit, str *line, bool *more, hsy_error *error) {
  *line = (str){"", 0};
  *more = false;
  size_t scanned = 0, most = limit < SIZE_MAX / 8 ? (size_t)limit : SIZE_MAX / 8;
  const char *hit = NULL;
  s->line++;
  for (;;) {
    size_t have = s->end - s->start;
    if (have > scanned) hit = memchr(s->out + s->start + scanned, '\n', have - scanned);
    scanned = have;
    if (hit || s->ended || have > most + 1) break; /* + 1: a \r may follow */
    TRY(source_fill(s, error));
  }
  if (!hit && scanned == 0) {
    s->line--;
    return HSY_OK;
  }
  *more = true;
  size_t len = hit ? (size_t)(hit - (s->out + s->start)) : scanned;
  size_t used = len + (hit != NULL);
  if (hit && len > 0 && hit[-1] == '\r') len--;
  if (len > most) {
    TRY(skip_line(s, error));
    return error_set(error, HSY_LIMIT, s->name, s->line, "split it or leave it out", "a line of more than %llu bytes",
                     (unsigned long long)limit);
  }
  *line = (str){s->out + s->start, len};
  s->start += used;
  return HSY_OK;
}
