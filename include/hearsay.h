/* hearsay: who says what, on whose word, in several reports of one event.
 *
 * The only door to the library. Every object is opaque; what a function returns as a view (`hsy_text`,
 * `hsy_document`) lives until `hsy_free`. One thread uses a context at a time; contexts are independent of each
 * other. The library keeps no global state, prints nothing, reads no clock, no locale, no network.
 *
 * Errors: a function that can fail returns `hsy_rc`; the words of the last failure stand in the context
 * (`hsy_last_error`). A document that cannot be used does not stop a run: it is left out, and named by
 * `hsy_problem_at`.
 */
#ifndef HEARSAY_H
#define HEARSAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define HSY_API __attribute__((visibility("default")))
#else
#define HSY_API
#endif

/* What a call came to. */
typedef enum hsy_rc {
  HSY_OK = 0,
  HSY_NOTHING,   /* no usable document */
  HSY_USAGE,     /* the caller's mistake: an option that cannot be */
  HSY_INPUT,     /* an input that cannot be used: empty, binary, a PDF, broken JSON … */
  HSY_LIMIT,     /* an input over a limit (hearsay --limits) */
  HSY_MEMORY,    /* out of memory */
  HSY_IO,        /* the system refused: open, read, write, disk full */
  HSY_MODEL,     /* a model file that cannot be used */
  HSY_CANCELLED, /* the progress callback said stop, or the write callback did */
} hsy_rc;

/* A failure in words: "FILE:LINE: message (advice)". Empty strings and 0 where a part does not apply. */
typedef struct hsy_error {
  hsy_rc rc;
  uint64_t line;      /* 1-based line of the file, 0 = the file as a whole */
  char file[1024];    /* path or id as the caller gave it, cut at its end when longer */
  char message[512];  /* what is wrong, with the limit where one was met */
  char advice[256];   /* what to do about it */
} hsy_error;

/* A stretch of text that somebody else owns. Not zero-terminated. */
typedef struct hsy_text {
  const char *at;
  size_t len;
} hsy_text;

/* How far a run goes; what lies after stays empty in the output. */
typedef enum hsy_stage {
  HSY_STAGE_READ = 0,
  HSY_STAGE_TEXT,
  HSY_STAGE_FIND,
  HSY_STAGE_STORY,
  HSY_STAGE_WHO,
  HSY_STAGE_COMPARE,
} hsy_stage;

typedef enum hsy_format {
  HSY_FORMAT_TEXT = 0,
  HSY_FORMAT_JSON,
  HSY_FORMAT_HTML,
  HSY_FORMAT_MARKDOWN,
  HSY_FORMAT_CSV,
} hsy_format;

/* Options of a context. Start from `hsy_options_default`; strings are copied. */
typedef struct hsy_options {
  unsigned jobs;          /* worker threads, 0 = one a processor */
  const char *published;  /* YYYY-MM-DD for documents that state no date, or NULL */
  const char *lang;       /* ISO 639 code of all documents, or NULL: guessed */
  bool clean;             /* treat the text of JSON Lines as scraped from the web */
  bool one_story;         /* all documents are one story */
  bool all_conflicts;     /* keep weak conflicts too, apart */
  const char *const *same; /* "A=B": two names are one source; NULL-terminated list, or NULL */
  bool no_model;          /* rules only */
  const char *model;      /* a model file, or NULL: the installed one if there is one */
} hsy_options;

/* What the caller knows of one document. NULL = not known. */
typedef struct hsy_given {
  const char *published;  /* YYYY-MM-DD */
  const char *outlet;
  const char *lang;
} hsy_given;

/* Called between pieces of work, from the thread that called the library: `done` of `total` documents or stories
 * (total 0 = not known) at `stage`. Non-zero cancels: the run returns HSY_CANCELLED. */
typedef int hsy_progress(void *user, hsy_stage stage, uint64_t done, uint64_t total);

/* Takes output in order, `name` is the file of a CSV folder ("claims.csv"), else NULL. Non-zero stops the writing. */
typedef int hsy_write_fn(void *user, const char *name, const void *bytes, size_t len);

typedef struct hsy_context hsy_context;
typedef struct hsy_document hsy_document;

HSY_API hsy_options hsy_options_default(void);

/* A new context, or NULL with `error` filled (HSY_MEMORY, HSY_USAGE, HSY_MODEL). `options` may be NULL. */
HSY_API hsy_context *hsy_context_new(const hsy_options *options, hsy_error *error);

/* Name an input: a file, or a folder (every file under it, hidden ones skipped, in path order). Nothing is read yet
 * but the folder's listing. `given` may be NULL. HSY_IO: no such file; HSY_NOTHING: a folder without documents. */
HSY_API hsy_rc hsy_add_file(hsy_context *, const char *path, const hsy_given *given);

/* Name an input that stands in memory; `id` is its path in messages and output. The bytes are copied. */
HSY_API hsy_rc hsy_add_bytes(hsy_context *, const char *id, const void *bytes, size_t len, const hsy_given *given);

/* Read and compare everything added, up to `until`. HSY_OK also when single documents were left out (see
 * hsy_problem_count); HSY_NOTHING when none was usable. `progress` may be NULL. Once a context. */
HSY_API hsy_rc hsy_run(hsy_context *, hsy_stage until, hsy_progress *progress, void *user);

/* Write the report of a finished run. JSON: "report/1". `width` = columns of TEXT (0 = 80), `color` = with escapes. */
typedef struct hsy_write_options {
  unsigned width;
  bool color;
} hsy_write_options;
HSY_API hsy_rc hsy_write(const hsy_context *, hsy_format format, const hsy_write_options *, hsy_write_fn *write, void *user);

/* Instead of hsy_run and hsy_write: annotate everything added, one record a document in input order, with a bounded
 * number of documents in flight, however many there are. TEXT, JSON (JSON Lines, "annotation/1") or CSV. */
HSY_API hsy_rc hsy_annotate(hsy_context *, hsy_stage until, hsy_format format, const hsy_write_options *, hsy_write_fn *write,
                            void *write_user, hsy_progress *progress, void *progress_user);

/* The documents of a finished hsy_run, in the report's order (path bytes, line, hash). */
HSY_API size_t hsy_document_count(const hsy_context *);
HSY_API const hsy_document *hsy_document_at(const hsy_context *, size_t index);
HSY_API hsy_text hsy_document_id(const hsy_document *);
HSY_API hsy_text hsy_document_text(const hsy_document *);   /* the article as analysed, valid UTF-8 */
HSY_API hsy_text hsy_document_title(const hsy_document *);  /* empty when none is known */
HSY_API hsy_text hsy_document_outlet(const hsy_document *);
HSY_API size_t hsy_document_attribution_count(const hsy_document *);
/* Who said what in this document; content is its first piece, source is empty where the text names none. */
HSY_API void hsy_document_attribution(const hsy_document *, size_t index, hsy_text *source, hsy_text *content);

/* What was left out (rc says why), or used but mended or cut (rc HSY_OK: a note), in input order. All are counted, the
 * words of the first 1,000 are kept: beyond them hsy_problem_at gives NULL. */
HSY_API size_t hsy_problem_count(const hsy_context *);
HSY_API const hsy_error *hsy_problem_at(const hsy_context *, size_t index);
/* How many of these are documents or inputs left out. */
HSY_API size_t hsy_left_out_count(const hsy_context *);

/* The last failure of a call on this context. */
HSY_API const hsy_error *hsy_last_error(const hsy_context *);

HSY_API void hsy_free(hsy_context *);

HSY_API const char *hsy_version(void);
/* The limits as lines "name value what it bounds", zero-terminated, static. */
HSY_API const char *hsy_limits(void);

#ifdef __cplusplus
}
#endif
#endif
