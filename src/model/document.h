/* The record of one document, from the bytes to what is found in it. Filled left to right along the corridor: read/,
 * text/, find/; compare/ alone may narrow `published`. All spans are bytes of `text`. All memory is the document's
 * arena's. Arrays are in text order unless said otherwise.
 */
#ifndef MODEL_DOCUMENT_H
#define MODEL_DOCUMENT_H

#include "base/err.h"
#include "model/limits.h"
#include "model/span.h"
#include "model/times.h"

/* ---- read/ ---- */

/* A run of the offset map: `count` steps; step i of the run maps text offset text + i*text_step to input offset
 * input + i*input_step. Inside a step of more than one byte, the step's start is meant. Runs are in text order and cover
 * the text without a gap. Two shapes are enough: text_step = input_step = 1 (copied bytes), or count 1 (a replaced piece). */
typedef struct map_run { uint32_t text, text_step; uint64_t input; uint32_t input_step, count; } map_run;
typedef VEC(map_run) map_runs;
/* The input offset of a text offset (of the text's end too). */
uint64_t map_offset(const map_runs *, uint32_t text_offset);

typedef enum block_kind { BLOCK_PARAGRAPH, BLOCK_HEADING, BLOCK_QUOTE, BLOCK_LIST_ITEM, BLOCK_TABLE_ROW } block_kind;
const char *block_kind_name(block_kind); /* "paragraph", "heading", "quote", "list-item", "table-row" */
typedef struct block { span span; block_kind kind; } block;

typedef struct removed_piece {
  const char *reason;      /* "signup", "comment-form", "player", "read-more", "teaser", "share", "caption", "byline", "date-line", "boilerplate" …; static */
  uint64_t start, end;     /* bytes of the input */
  str text;                /* as decoded */
  uint32_t at;             /* where in `text` it stood */
} removed_piece;

typedef enum date_basis { BASIS_NONE, BASIS_STATED, BASIS_METADATA, BASIS_URL, BASIS_FILE_NAME, BASIS_GIVEN, BASIS_INFERRED } date_basis;
const char *date_basis_name(date_basis); /* "stated", "metadata", "url", "file-name", "given", "inferred" */

/* A passage: a span of a document of the report (index in report->documents; before there is a report, 0 = this one). */
typedef struct evidence { uint32_t doc; span span; } evidence;
typedef VEC(evidence) evidences;

/* A date value. known: an interval is known. Not known but candidates: intervals, one of which it is; one alone is too wide to
 * count from. */
typedef struct dating {
  bool known;
  day_range days;
  granularity granularity;
  bool has_clock;          /* published with a clock time: */
  int64_t instant;         /* seconds UTC */
  day_ranges candidates;
  date_basis basis;
  int confidence;          /* of what is inferred, thousandths; else 0 */
  evidences evidence;      /* may be empty: metadata, file names have no span in the text */
  str basis_text;          /* the words it rests on where they stand outside the text ("date 2022-03-14", a URL, a file name) */
} dating;

/* ---- text/ ---- */

/* Rough part of speech, by rule and word list; UPOS names. */
typedef enum word_class {
  WORD_OTHER, WORD_NOUN, WORD_PROPER, WORD_VERB, WORD_AUX, WORD_ADJECTIVE, WORD_ADVERB, WORD_PRONOUN, WORD_DETERMINER,
  WORD_ADPOSITION, WORD_CONJUNCTION, WORD_SUBORDINATOR, WORD_PARTICLE, WORD_NUMBER, WORD_INTERJECTION, WORD_PUNCT, WORD_SYMBOL,
} word_class;
const char *word_class_name(word_class);

enum verb_form { VERB_NOT, VERB_BASE, VERB_S, VERB_PAST, VERB_PARTICIPLE, VERB_PAST_OR_PARTICIPLE, VERB_ING };

typedef struct token {
  span span;
  str folded;              /* lower case, "'" for "’": the key for word lists */
  str lemma;               /* by rule; equal to folded where no rule fits */
  uint32_t sentence;       /* index */
  uint8_t word;            /* word_class */
  uint8_t form;            /* enum verb_form of a verb or auxiliary */
  bool is_capital;         /* first letter upper case */
  bool is_all_capital;     /* two letters or more, all upper case */
  bool is_sentence_start;
  bool is_block_start;
} token;

typedef struct sentence { span span; uint32_t first, count; uint32_t block; } sentence; /* tokens [first, first+count) */

/* ---- find/ ---- */

typedef enum name_kind { NAME_PERSON, NAME_ORGANISATION, NAME_PLACE, NAME_NATIONALITY, NAME_OUTLET, NAME_OTHER } name_kind;
const char *name_kind_name(name_kind);
typedef struct name { span span; name_kind kind; uint32_t entity; int score; } name;

typedef enum gender { GENDER_UNKNOWN, GENDER_HE, GENDER_SHE, GENDER_IT } gender;
/* Somebody or something the document talks of: a name's bearer, or an unnamed source ("the officials"). */
typedef struct entity {
  str name;                /* the fullest mention, a view into text or kept */
  name_kind kind;
  bool is_named;           /* false: known by description only ("US officials") */
  bool is_plural;
  gender gender;
  str role;                /* "the White House national security adviser", a view, may be empty */
  spans mentions;          /* names, pronouns, roles, in text order */
} entity;

typedef enum bound_kind { BOUND_EXACT, BOUND_AT_LEAST, BOUND_AT_MOST, BOUND_ABOUT, BOUND_RANGE } bound_kind;
const char *bound_kind_name(bound_kind);
/* Values are in thousandths, so that 2.5 is 2500 and nothing is compared in floating point. Over 9e14: not kept. */
typedef struct figure {
  span span;
  int64_t low, high;
  bound_kind bound;
  str unit;                /* "percent", "USD", "EUR", "GBP", "km", "magnitude", …; empty for a count */
  span noun;               /* the counted noun, "people"; empty when none */
  str role;                /* "killed", "injured", "arrested", … (docs/figures.md has the closed list); empty when none; static */
  spans scope;
  uint32_t sentence;
} figure;

/* A stretch of tokens [first, end) that the language engine labels. kind: of a name (name_kind), else 0; score 0–1000. */
typedef struct label { uint32_t first, end; uint8_t kind; int score; } label;
/* A cue and its source, or a cue and its content: indices into cues and into sources or contents. */
typedef struct label_link { uint32_t cue, other; int score; } label_link;
/* What the engine says of a document, in text order; links in the order of the side that has one each: source_links by cue,
 * content_links by content. */
typedef struct labelling {
  VEC(label) names, sources, cues, contents;
  VEC(label_link) source_links, content_links; /* at most one a cue; at most one a content */
} labelling;

/* A quoted stretch list: one quotation, which may run over paragraphs or be cut by a speech tag. */
typedef struct quotation { spans pieces; bool is_open; bool is_single; } quotation; /* pieces exclude the marks */

typedef enum attribution_type { TYPE_DIRECT, TYPE_INDIRECT, TYPE_MIXED } attribution_type;
const char *attribution_type_name(attribution_type);
typedef enum stance { STANCE_SAYS, STANCE_DENIES, STANCE_DECLINES, STANCE_DISCLAIMS, STANCE_DOUBTS } stance;
const char *stance_name(stance);
typedef enum source_kind { SOURCE_PERSON, SOURCE_ANONYMOUS, SOURCE_ORGANISATION, SOURCE_OUTLET, SOURCE_DOCUMENT, SOURCE_NOBODY } source_kind;
const char *source_kind_name(source_kind);

/* An attitude that no rule knows as telling ("keeps an eye on"): its clause is a statement of whoever writes it. */
enum { SCORE_ATTITUDE = 300 };

typedef struct attribution {
  spans source, cue, content;   /* discontinuous where the text is; content never empty, source and cue may be */
  attribution_type type;
  stance stance;
  source_kind kind;
  uint32_t entity;              /* who, NONE = nobody known */
  index_vec via;                /* entities that carried it, nearest to the source first */
  uint32_t said;                /* time expression that modifies the cue, else NONE */
  uint32_t inside;              /* attribution whose content holds this one, else NONE */
  uint32_t sentence;            /* of the cue, else of the content */
  bool in_heading;
  int score;                    /* 0–1000 */
  spans carrier;                /* the words for who carried it ("CNN" in "told CNN"), nearest to the source first; via are their entities */
} attribution;

typedef enum polarity { POLARITY_POSITIVE, POLARITY_NEGATIVE } polarity;
const char *polarity_name(polarity);
typedef enum modality { MODALITY_FACT, MODALITY_POSSIBLE, MODALITY_FUTURE, MODALITY_WANTED, MODALITY_CONDITIONAL } modality;
const char *modality_name(modality);

/* A clause that asserts something: what later rooms compare; they never split text again. */
typedef struct statement {
  span span;
  span predicate;               /* head verb (group), may be empty */
  polarity polarity;
  modality modality;
  bool is_background;           /* past perfect, "in recent years", habits: ranks last */
  uint32_t attribution;         /* innermost attribution whose content it stands in, or whose whole it is; NONE = own voice */
  uint32_t sentence;
  bool in_heading;
  const int8_t *vector;         /* its meaning, document.vector_width numbers; NULL without a model */
} statement;

typedef struct document {
  arena *arena;
  hsy_error error;              /* rc != HSY_OK: this document failed and the rest may be empty */

  /* identity */
  str path;                     /* as given, or the id of bytes */
  uint64_t line;                /* of JSON Lines, else 0 */
  str field;                    /* JSON Lines: "text", "html", "html_b64" or "title", else empty */
  str given_id;                 /* the caller's id, else empty */
  str id;                       /* given_id, else path, else path:line */
  char sha256[65];              /* of the input bytes (JSON Lines: of the decoded field) */
  uint64_t input_bytes;
  const char *format;           /* "text", "html", "json"; static */
  str charset;                  /* as decoded from: "UTF-8", "windows-1252" … */
  str input;                    /* the input bytes themselves (not kept after reading: empty) */

  str title, outlet, url, lang; /* lang: ISO 639-1, empty when not known */
  bool lang_is_given;
  bool outlet_is_inferred; evidence outlet_evidence;
  VEC(str) authors;
  dating published, modified;
  str given_published;          /* hsy_given / options / JSON line: parsed into published with basis given */

  str text;
  map_runs map;
  VEC(block) blocks;
  VEC(removed_piece) removed;
  bool is_scraped;              /* was cleaned as scraped text */

  VEC(sentence) sentences;
  VEC(token) tokens;
  bool is_foreign;              /* a language hearsay has no rules for: kept, marked, nothing found in it */

  const labelling *labels;      /* of the language engine; NULL: found by rules */
  uint32_t vector_width;        /* of a statement's vector, 0 without a model */

  VEC(name) names;
  VEC(entity) entities;
  time_expressions times;
  VEC(figure) figures;
  VEC(quotation) quotations;
  VEC(statement) statements;
  VEC(attribution) attributions;
  VEC(hsy_error) notes;         /* what was cut or skipped inside it, in words */
} document;

static inline str document_slice(const document *d, span s) { return (str){d->text.at + s.start, s.end - s.start}; }
static inline time_anchors document_anchors(const document *d) {
  return (time_anchors){d->published.known, d->published.days};
}
/* The first token whose span ends after `offset` (tokens.count when there is none), by binary search. */
uint32_t document_token_at(const document *, uint32_t offset);
/* The first time expression that begins at or behind the offset; times.count when there is none. */
uint32_t document_time_from(const document *, uint32_t offset);
uint32_t document_sentence_at(const document *, uint32_t offset);
uint32_t document_block_at(const document *, uint32_t offset);

/* A note on a document that is used all the same: what was cut, skipped or done otherwise, in words. */
void document_note(document *, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Checks every invariant of the record (spans in bounds, at code points, in order; indices in range; map covers text).
 * Returns NULL when all hold, else the words of the first that does not. For tests, --until, fuzzing. */
const char *document_check(const document *);

#endif
