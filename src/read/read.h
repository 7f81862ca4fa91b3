/* From paths and bytes to documents: clean text, offset map, what was removed and why, title, outlet, authors, dates.
 *
 * Two steps, so that the second runs on many threads: a `reader` walks one input and hands out raw documents in order
 * (serial: unpacking, splitting lines); `read_document` makes a record of one (parallel).
 */
#ifndef READ_READ_H
#define READ_READ_H

#include "base/io.h"
#include "model/document.h"

/* One document as it lies in its input, not yet looked into. Owned by the reader until the next reader_next; the
 * caller copies what it keeps (raw_keep). */
typedef struct raw_document {
  str path;          /* as given */
  uint64_t line;     /* of JSON Lines, else 0 */
  bool is_json;      /* bytes is one JSON line, else a whole file */
  str bytes;
} raw_document;

typedef struct read_given { str published, outlet, lang; } read_given; /* empty = not known */
typedef struct read_options { bool clean; read_given given; } read_options;

typedef struct reader reader;
/* Open one file ("-" is standard input) or bytes in memory. Whether it is JSON Lines, HTML or text is told by content. */
hsy_rc reader_open_file(arena *, str path, reader **, hsy_error *);
hsy_rc reader_open_bytes(arena *, str id, str bytes, reader **, hsy_error *);
/* The next document. *more = false at the end. An error that concerns one document only (a line over the limit) is
 * returned with *more = true: the caller notes it and goes on. */
hsy_rc reader_next(reader *, raw_document *, bool *more, hsy_error *);
raw_document raw_keep(arena *, const raw_document *);
void reader_close(reader *);

/* Fill doc (arena set, zeroed otherwise) from raw: identity, encoding, text, map, blocks, removed, metadata, and the
 * dates that metadata, heading lines, URL and file name state. On failure doc->error says why (also returned); identity
 * is filled as far as known. */
hsy_rc read_document(const raw_document *, const read_options *, document *doc);

#endif
