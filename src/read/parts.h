/* What the parts of read/ share. Private to this room; the room's door is read.h.
 *
 * A text on its way is `mapped`: valid UTF-8 with the runs that lead each byte back to the input. Each step (decoding,
 * parsing, choosing blocks) makes a new mapped text out of stretches of the one before; `mapping_copy` composes the
 * ways back, so no step knows more than its neighbour.
 */
#ifndef READ_PARTS_H
#define READ_PARTS_H

#include "read/read.h"

/* ---- mapped.c ---- */

typedef struct mapped { str text; map_runs map; } mapped;
/* A mapped text being built. `cursor` remembers the last run used of the text copied from (copies mostly go forward). */
typedef struct mapping { arena *arena; strbuf text; map_runs map; uint32_t cursor; } mapping;

mapping mapping_new(arena *);
/* Append bytes [start, end) of `from`, with their way back. */
void mapping_copy(mapping *, const mapped *from, size_t start, size_t end);
/* Append `piece`, which stands for `input_length` bytes of input at `input` (0: it stands between bytes). */
void mapping_put(mapping *, str piece, uint64_t input, uint32_t input_length);
/* Append `steps` steps of `text_step` bytes each, each from `input_step` bytes of input, the first at `input`. */
void mapping_steps(mapping *, const char *bytes, uint32_t text_step, uint64_t input, uint32_t input_step, uint32_t steps);
mapped mapping_done(mapping *);
/* A text that is its own input. */
mapped mapped_identity(arena *, str);

/* ---- sniff.c ---- */

typedef enum input_kind { INPUT_TEXT, INPUT_HTML, INPUT_JSON, INPUT_REFUSED } input_kind;
typedef struct sniffed { input_kind kind; const char *what, *advice; } sniffed; /* what, advice: of a refused one; static */
/* What the first bytes of an input say it is. `is_whole`: there are no more bytes than these. */
sniffed sniff_bytes(str bytes, bool is_whole);

/* ---- decode.c ---- */

/* Bytes to valid UTF-8, doc->charset and notes filled. `tidy`: \r\n and lone \r become \n, NUL, U+00AD and U+FEFF go. */
hsy_rc decode_bytes(document *, str bytes, bool is_html, bool tidy, mapped *out);

/* ---- paragraphs.c ---- */

/* A paragraph: bytes [start, end) of a text, trimmed, one line or several that an editor had wrapped. */
typedef struct paragraph { size_t start, end; bool has_gap_before, is_wrapped; } paragraph;
typedef VEC(paragraph) paragraphs;
void paragraphs_split(arena *, str text, paragraphs *out);
/* Reads like a headline: a few words, no full stop at its end. */
bool is_headline(str);
uint32_t count_words(str);
/* Ends as a sentence does: a stop before closing quotes and brackets. */
bool ends_with_stop(str);

/* ---- dates.c ---- */

/* A calendar date as written, with its clock time when one stands beside it. */
typedef struct date_found {
  int year, month, day;  /* day 0: a month only */
  bool has_clock, zone_known;
  int hour, minute, second, zone; /* zone: minutes east of UTC */
  size_t start, end;     /* where in the string, clock included when it stands beside */
} date_found;
/* The first full date in `s`. */
bool date_find(str s, date_found *);
/* As date_find, for values of metadata: "20220314" and seconds since 1970 too. */
bool date_find_value(str s, date_found *);
bool date_find_url(str url, date_found *);       /* …/2022/03/14/…, …/2022/mar/14/…, …-2022-03-14…, …/2022/03/… */
bool date_find_file_name(str path, date_found *);
void date_fill(dating *, const date_found *, date_basis, str basis_text);
/* A date before something else ("date 2022-03-14 Officials report …"), which begins at *rest. */
bool date_prefix(str line, date_found *, size_t *rest);
/* Only dates, clock times, weekdays and labels such as "Published": a line that states when. *is_update: "Updated". */
bool is_date_line(str line, date_found *published, bool *has_published, date_found *updated, bool *has_updated);

/* ---- scraped.c ---- */

/* Text as scraped from the web into doc->text, map, blocks, removed, title, authors and dates. */
hsy_rc scraped_clean(document *, const mapped *);
/* A text to the letter: blocks over it. */
hsy_rc scraped_verbatim(document *, const mapped *);

/* ---- phrases.c ---- */

typedef VEC(str) word_list;
/* Folded words of `s` (at most `limit`). */
void words_of(arena *, str s, uint32_t limit, word_list *out);
/* The reason for which a line or block of these words is no part of an article, by the lists data/boilerplate*.txt, or NULL.
 * `is_label`: the line only announces a list of other stories ("Read more:"). */
const char *phrase_reason(const word_list *, str line, bool *is_label);
const char *phrase_keep(str reason); /* the static spelling of a reason word of the lists */
/* Names in a byline ("By A B and C D, Reuters"), appended to doc->authors. True when `line` is a byline. */
bool byline_read(document *, str line, bool is_sure);

/* ---- jsonl.c ---- */

typedef struct json_fields { str text, html, html_b64, title, outlet, url, published, lang; bool has_text, has_html, has_html_b64; } json_fields;
unsigned json_depth(str); /* how deep it nests, brackets in strings not counted */
hsy_rc jsonl_parse(document *, str line, json_fields *);

/* ---- page.c ---- */

/* An HTML page into doc->text, map, blocks, removed, and its metadata. */
hsy_rc page_read(document *, const mapped *);

/* ---- document helpers (input.c) ---- */

/* A field cut to its limit, squeezed and harmless, kept in the document's arena. */
str field_keep(document *, const char *what, str);

#endif
