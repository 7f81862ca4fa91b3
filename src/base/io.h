/* Files: where bytes come from and go to.
 *
 * A source gives bytes of a file, of standard input or of memory, through gzip or zstd where the content says so,
 * with a limit on what it gives (a small file that unpacks to a terabyte ends at the limit).
 * A sink takes bytes; file sinks write to a temporary name beside the target and rename at the end, so a file is
 * written whole or not at all. The first failure of a sink stays, later writes do nothing: check once, at the end.
 */
#ifndef BASE_IO_H
#define BASE_IO_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/vec.h"

typedef struct source source;
/* Open a file ("-": standard input). Errors: HSY_IO (with the system's reason), HSY_INPUT (a folder, a device). */
hsy_rc source_open(arena *, str path, source **, hsy_error *);
hsy_rc source_open_bytes(arena *, str name, const void *, size_t len, source **);
/* Up to `size` unpacked bytes; *got = 0 at the end. HSY_INPUT: a broken archive. */
hsy_rc source_read(source *, void *buffer, size_t size, size_t *got, hsy_error *);
/* All that is left, at most `limit` bytes, else HSY_LIMIT. */
hsy_rc source_read_all(source *, arena *, uint64_t limit, str *, hsy_error *);
/* One line without its end (\n or \r\n), at most `limit` bytes, else HSY_LIMIT with the rest of the line skipped, so
 * that reading can go on. *more = false at the end. The view lives until the next call. */
hsy_rc source_line(source *, uint64_t limit, str *line, bool *more, hsy_error *);
/* The first up to `size` unpacked bytes without consuming them. */
hsy_rc source_peek(source *, size_t size, str *, hsy_error *);
void source_close(source *);

/* A whole file as a read-only view of the system's pages, which goes with the arena: nothing is read before it is looked
 * at, and processes share it. Errors as source_open (only regular files); more than `limit` bytes: HSY_LIMIT. Whoever
 * cuts the file short meanwhile ends the process at the next look, so this is for files that are installed whole. */
hsy_rc io_map(arena *, str path, uint64_t limit, str *view, hsy_error *);

/* Every file under `folder`, names by bytes, hidden ones (leading '.') skipped, links to folders not followed. More than
 * `limit` files and folders: HSY_LIMIT. */
typedef VEC(str) str_vec;
hsy_rc io_walk(arena *, str folder, uint32_t limit, str_vec *out, hsy_error *);
bool io_is_folder(str path);
bool io_exists(str path);

typedef struct sink sink;
typedef int sink_fn(void *user, const void *bytes, size_t len); /* non-zero = stop */
sink *sink_to_function(arena *, sink_fn *, void *user);
sink *sink_to_memory(arena *, strbuf *);
/* A file, compressed where `path` ends in .gz or .zst; "-" is standard output. */
hsy_rc sink_to_file(arena *, str path, sink **, hsy_error *);
void sink_write(sink *, const void *, size_t);
void sink_str(sink *, str);
void sink_format(sink *, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Whether a write failed; sink_finish says why. */
bool sink_has_failed(const sink *);
/* Flush, and for a file: fsync, close and rename into place. HSY_IO with the reason (disk full, closed pipe). */
hsy_rc sink_finish(sink *, hsy_error *);
/* Throw away: remove the temporary file. */
void sink_abandon(sink *);
/* The temporary name of a file sink that is not finished, zero-terminated (for a signal handler), else NULL. */
const char *sink_temporary(const sink *);

#endif
