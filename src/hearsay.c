/* The public API: order, threads, arenas.
 *
 * An input becomes raw documents one after the other (serial), raw documents become records in batches (parallel, one
 * job a document, each into its own slot), and slots are taken in input order, so threads decide nothing. `hsy_annotate`
 * writes each batch and forgets it; `hsy_run` keeps the records, sorts them, and goes on to stories (parallel, one job
 * a story). Arenas: one a document, one a story, one for the report, one scratch a worker; out of memory in a job lands
 * in that job's guard and costs that document or story only. Out of memory between jobs lands in the guard of the call:
 * whatever that call had open hangs on the context, so that hsy_free finds it.
 */
#include "hearsay.h"

#include "base/io.h"
#include "base/map.h"
#include "base/pool.h"
#include "compare/compare.h"
#include "find/find.h"
#include "learn/learn.h"
#include "model/report.h"
#include "read/read.h"
#include "show/show.h"
#include "story/story.h"
#include "text/text.h"
#include "who/who.h"

enum { BATCH_DOCUMENTS_A_WORKER = 32, BATCH_BYTES = 16 << 20, MOST_PROBLEMS_IN_WORDS = 1000 };

typedef struct input { str path; str bytes; bool in_memory; read_given given; } input;
typedef struct batch batch;

struct hsy_context {
  arena *arena;
  hsy_options options;
  const learn_model *model;      /* NULL: rules alone */
  read_given common;             /* published and lang for all documents */
  VEC(input) inputs;
  map seen;                      /* paths, so that a file named twice is read once */
  VEC(hsy_error) problems;
  size_t problem_count, left_out_count;
  hsy_error last;
  pool *pool;
  arena **scratch;               /* one a worker */
  batch *batch;                  /* of the call in progress, as the next two */
  arena *reading, *writing;
  str at;                        /* the input that is read: for the words of a failure */
  VEC(document *) documents;     /* what hsy_run keeps */
  report *report;
  hsy_stage until;
  bool has_run, is_finished;     /* a second run is refused; only a finished one can be written */
};

/* One document on its way. `failed` is its record when it could not be read, or no arena could be had. */
typedef struct slot { raw_document raw; read_given given; document *doc; document failed; } slot;
struct batch {
  hsy_context *context;
  arena *arena;                  /* raw bytes, slots */
  VEC(slot) slots;
  uint64_t bytes;
  hsy_stage until;
  hsy_progress *progress;
  void *user;
  uint64_t done, total;
};

/* ---- options and inputs ---- */

hsy_options hsy_options_default(void) { return (hsy_options){0}; }

static hsy_rc check_options(hsy_context *c, hsy_error *error) {
  int64_t day;
  const hsy_options *o = &c->options;
  if (o->published && !day_parse(o->published, strlen(o->published), &day))
    return error_set(error, HSY_USAGE, STR(""), 0, "write it as YYYY-MM-DD", "'%s' is not a date", o->published);
  for (const char *const *s = o->same; s && *s; s++) {
    const char *equals = strchr(*s, '=');
    if (!equals || equals == *s || !equals[1])
      return error_set(error, HSY_USAGE, STR(""), 0, "write it as \"A=B\"", "'%s' does not name two sources", *s);
    vec_push(c->arena, &c->report->same,
             ((same_pair){str_keep(c->arena, (str){*s, (size_t)(equals - *s)}), str_keep(c->arena, str_of(equals + 1))}));
  }
  c->common.published = o->published ? str_keep(c->arena, str_of(o->published)) : STR("");
  c->common.lang = o->lang ? str_keep(c->arena, str_of(o->lang)) : STR("");
  c->report->all_conflicts = o->all_conflicts;
  c->report->one_story = o->one_story;
  if (o->no_model) return HSY_OK;
  if (o->model) return learn_open(c->arena, str_of(o->model), &c->model, error);
  return io_exists(STR(HEARSAY_MODEL_FILE)) ? learn_open(c->arena, STR(HEARSAY_MODEL_FILE), &c->model, error) : HSY_OK;
}

/* The part that may unwind: all it changes lies in the arena or behind `error`. */
static hsy_context *fill_context(arena *a, const hsy_options *options, hsy_error *error) {
  hsy_context *c = ARENA_NEW(a, hsy_context);
  c->arena = a;
  c->options = options ? *options : hsy_options_default();
  c->seen = map_new(a);
  c->report = ARENA_NEW(a, report);
  c->report->arena = a;
  if (check_options(c, error) != HSY_OK) return NULL;
  c->options.published = c->options.lang = c->options.model = NULL; /* copied or used: the caller's strings may go */
  c->options.same = NULL;
  return c;
}

static hsy_context *guard_context(arena *a, const hsy_options *options, hsy_error *error) {
  jmp_buf out;
  if (setjmp(out)) return NULL;
  arena_guard(a, &out);
  return fill_context(a, options, error);
}

hsy_context *hsy_context_new(const hsy_options *options, hsy_error *error) {
  hsy_error unused;
  if (!error) error = &unused;
  *error = (hsy_error){0};
  arena *a = arena_new();
  hsy_context *c = a ? guard_context(a, options, error) : NULL;
  if (!c) {
    if (error->rc == HSY_OK) error_set(error, HSY_MEMORY, STR(""), 0, "", "out of memory");
    arena_free(a);
  }
  return c;
}

static str keep_or_empty(arena *a, const char *z) { return z ? str_keep(a, str_of(z)) : STR(""); }

static read_given given_of(hsy_context *c, const hsy_given *given) {
  read_given g = {STR(""), STR(""), STR("")};
  if (given) g = (read_given){keep_or_empty(c->arena, given->published), keep_or_empty(c->arena, given->outlet), keep_or_empty(c->arena, given->lang)};
  if (g.published.len == 0) g.published = c->common.published;
  if (g.lang.len == 0) g.lang = c->common.lang;
  return g;
}

/* A call of the API that allocates in the context's arena: out of memory is an answer, not an end. */
#define GUARD(c)                                                                          \
  jmp_buf guard_;                                                                         \
  (c)->last = (hsy_error){0};                                                             \
  (c)->at = STR("");                                                                      \
  if (setjmp(guard_)) return error_set(&(c)->last, HSY_MEMORY, (c)->at, 0, "", "out of memory"); \
  arena_guard((c)->arena, &guard_)

static void add_input(hsy_context *c, input in) {
  if (!in.in_memory && !str_eq(in.path, STR("-"))) {
    if (map_get(&c->seen, in.path) != MAP_NONE) return; /* named twice, or in a folder too: read once */
    map_put(&c->seen, in.path, 1);
  }
  vec_push(c->arena, &c->inputs, in);
}

static hsy_rc check_given(hsy_context *c, const hsy_given *given) {
  int64_t day;
  if (given && given->published && !day_parse(given->published, strlen(given->published), &day))
    return error_set(&c->last, HSY_USAGE, STR(""), 0, "write it as YYYY-MM-DD", "'%s' is not a date", given->published);
  return HSY_OK;
}

hsy_rc hsy_add_file(hsy_context *c, const char *path, const hsy_given *given) {
  GUARD(c);
  TRY(check_given(c, given));
  str name = str_keep(c->arena, str_of(path));
  if (str_eq(name, STR("-"))) {
    add_input(c, (input){.path = name, .given = given_of(c, given)});
    return HSY_OK;
  }
  if (!io_exists(name)) return error_set(&c->last, HSY_IO, name, 0, "", "no such file or folder");
  if (!io_is_folder(name)) {
    add_input(c, (input){.path = name, .given = given_of(c, given)});
    return HSY_OK;
  }
  str_vec files = {0};
  TRY(io_walk(c->arena, name, HSY_MAX_FOLDER_FILES, &files, &c->last));
  if (files.count == 0) return error_set(&c->last, HSY_NOTHING, name, 0, "hidden files are skipped", "the folder holds no files");
  for (uint32_t i = 0; i < files.count; i++) add_input(c, (input){.path = files.at[i], .given = given_of(c, given)});
  return HSY_OK;
}

hsy_rc hsy_add_bytes(hsy_context *c, const char *id, const void *bytes, size_t len, const hsy_given *given) {
  GUARD(c);
  TRY(check_given(c, given));
  str copy = {arena_copy(c->arena, bytes, len), len};
  add_input(c, (input){.path = str_keep(c->arena, str_of(id)), .bytes = copy, .in_memory = true, .given = given_of(c, given)});
  return HSY_OK;
}

/* ---- documents ---- */

static hsy_rc process_stages(const batch *b, slot *s, document *doc, arena *scratch) {
  read_options options = {b->context->options.clean, s->given};
  TRY(read_document(&s->raw, &options, doc));
  if (b->until >= HSY_STAGE_TEXT) TRY(text_run(doc));
  if (b->until >= HSY_STAGE_FIND) TRY(find_run(doc, b->context->model, scratch));
  return HSY_OK;
}

static void process_document(void *user, uint32_t index, unsigned worker) {
  batch *b = user;
  slot *s = &b->slots.at[index];
  if (s->failed.error.rc != HSY_OK) { /* not even read: no such file, a line over the limit */
    s->doc = &s->failed;
    return;
  }
  arena *scratch = b->context->scratch[worker];
  arena_mark mark = arena_save(scratch);
  arena *a = arena_new();
  jmp_buf out;
  if (!a || setjmp(out)) {
    arena_free(a);
    arena_release(scratch, mark);
    s->failed = (document){.path = s->raw.path, .line = s->raw.line, .id = s->raw.path};
    error_set(&s->failed.error, HSY_MEMORY, s->raw.path, s->raw.line, "", "out of memory");
    s->doc = &s->failed;
    return;
  }
  arena_guard(a, &out);
  arena_guard(scratch, &out);
  document *doc = ARENA_NEW(a, document);
  doc->arena = a;
  s->doc = doc;
  hsy_rc rc = process_stages(b, s, doc, scratch);
  if (rc != HSY_OK && doc->error.rc == HSY_OK) error_set(&doc->error, rc, s->raw.path, s->raw.line, "", "could not be analysed");
  arena_release(scratch, mark);
}

static int batch_tick(void *user, uint32_t done) {
  batch *b = user;
  return b->progress ? b->progress(b->user, b->until < HSY_STAGE_FIND ? b->until : HSY_STAGE_FIND, b->done + done, b->total) : 0;
}

/* Frees what is in the batch, of a finished one or of one that out of memory left behind. */
static void batch_clear(batch *b) {
  for (uint32_t i = 0; i < b->slots.count; i++)
    if (b->slots.at[i].doc && b->slots.at[i].doc->arena) arena_free(b->slots.at[i].doc->arena);
  arena_free(b->arena);
  b->arena = NULL;
  b->slots.at = NULL;
  b->slots.count = b->slots.cap = 0;
  b->bytes = 0;
}

static void note_problem(hsy_context *c, const hsy_error *e) {
  c->problem_count++;
  if (e->rc != HSY_OK) c->left_out_count++;
  if (c->problems.count < MOST_PROBLEMS_IN_WORDS) vec_push(c->arena, &c->problems, *e);
}

typedef hsy_rc take_fn(void *taker, batch *);

static hsy_rc batch_flush(batch *b, take_fn *take, void *taker) {
  if (b->slots.count == 0) return HSY_OK;
  hsy_rc rc = pool_run(b->context->pool, b->slots.count, process_document, b, batch_tick);
  if (rc == HSY_OK) rc = take(taker, b);
  b->done += b->slots.count;
  batch_clear(b);
  return rc;
}

static arena *new_guarded_arena(hsy_context *c) {
  arena *a = arena_new();
  if (!a) arena_exhausted(c->arena);
  arena_guard_like(a, c->arena);
  return a;
}

/* A slot for a document that could not even be read: `error` is all there is of it. */
static void add_failed(batch *b, const input *in, const hsy_error *error) {
  slot *s = vec_new(b->arena, &b->slots);
  s->raw = (raw_document){.path = in->path, .line = error->line};
  s->failed = (document){.path = in->path, .line = error->line, .id = in->path, .error = *error};
  if (error->line) s->failed.id = str_format(b->arena, "%.*s:%llu", STR_ARG(in->path), (unsigned long long)error->line);
}

/* Walk one input: each raw document into the batch, the batch processed when it is full. */
static hsy_rc read_input(batch *b, const input *in, take_fn *take, void *taker) {
  hsy_context *c = b->context;
  arena *a = c->reading = new_guarded_arena(c);
  c->at = in->path;
  hsy_error error = {0};
  reader *r = NULL;
  hsy_rc rc = in->in_memory ? reader_open_bytes(a, in->path, in->bytes, &r, &error) : reader_open_file(a, in->path, &r, &error);
  bool more = rc == HSY_OK;
  if (!b->arena) b->arena = new_guarded_arena(c);
  if (rc != HSY_OK) add_failed(b, in, &error);
  rc = HSY_OK;
  while (more && rc == HSY_OK) {
    raw_document raw = {0};
    error = (hsy_error){0};
    hsy_rc got = reader_next(r, &raw, &more, &error);
    if (got == HSY_OK && !more) break;
    if (!b->arena) b->arena = new_guarded_arena(c);
    if (got == HSY_OK) {
      slot *s = vec_new(b->arena, &b->slots);
      s->given = in->given;
      s->raw = raw_keep(b->arena, &raw);
      if (raw.is_json) b->total = 0; /* nobody knows how many lines there are */
      b->bytes += raw.bytes.len;
    } else {
      add_failed(b, in, &error);
    }
    if (b->slots.count >= BATCH_DOCUMENTS_A_WORKER * pool_workers(c->pool) || b->bytes >= BATCH_BYTES) rc = batch_flush(b, take, taker);
  }
  if (r) reader_close(r);
  c->reading = NULL;
  c->at = STR("");
  arena_free(a);
  return rc;
}

static hsy_rc start_workers(hsy_context *c) {
  c->pool = pool_new(c->options.jobs);
  if (!c->pool) return error_set(&c->last, HSY_MEMORY, STR(""), 0, "", "out of memory");
  c->scratch = ARENA_ARRAY(c->arena, arena *, pool_workers(c->pool));
  for (unsigned i = 0; i < pool_workers(c->pool); i++)
    if (!(c->scratch[i] = arena_new())) return error_set(&c->last, HSY_MEMORY, STR(""), 0, "", "out of memory");
  return HSY_OK;
}

static hsy_rc read_all(hsy_context *c, hsy_stage until, hsy_progress *progress, void *user, take_fn *take, void *taker) {
  if (c->has_run) return error_set(&c->last, HSY_USAGE, STR(""), 0, "make a new context", "this context has run already");
  c->has_run = true;
  c->until = until;
  TRY(start_workers(c));
  batch *b = c->batch = ARENA_NEW(c->arena, batch);
  *b = (batch){.context = c, .until = until, .progress = progress, .user = user, .total = c->inputs.count};
  hsy_rc rc = HSY_OK;
  for (uint32_t i = 0; i < c->inputs.count && rc == HSY_OK; i++) rc = read_input(b, &c->inputs.at[i], take, taker);
  if (rc == HSY_OK) rc = batch_flush(b, take, taker);
  batch_clear(b);
  if (rc == HSY_CANCELLED) error_set(&c->last, rc, STR(""), 0, "", "stopped");
  return rc;
}

/* ---- the report ---- */

static hsy_rc keep_batch(void *user, batch *b) {
  hsy_context *c = user;
  for (uint32_t i = 0; i < b->slots.count; i++) {
    document *d = b->slots.at[i].doc;
    if (d->error.rc != HSY_OK) {
      note_problem(c, &d->error);
      continue;
    }
    for (uint32_t n = 0; n < d->notes.count; n++) note_problem(c, &d->notes.at[n]);
    if (c->documents.count >= HSY_MAX_REPORT_DOCUMENTS)
      return error_set(&c->last, HSY_LIMIT, d->path, d->line, "compare fewer at a time", "more than %d documents in one report",
                       HSY_MAX_REPORT_DOCUMENTS);
    vec_push(c->arena, &c->documents, d);
    b->slots.at[i].doc = NULL; /* the report's now */
  }
  return HSY_OK;
}

static int by_place(const void *x, const void *y) {
  const document *a = *(document *const *)x, *b = *(document *const *)y;
  int c = str_compare(a->path, b->path);
  if (c == 0) c = (a->line > b->line) - (a->line < b->line);
  return c ? c : memcmp(a->sha256, b->sha256, sizeof a->sha256);
}

typedef struct stories_job { hsy_context *context; hsy_progress *progress; void *user; hsy_stage until; } stories_job;

static int stories_tick(void *user, uint32_t done) {
  stories_job *j = user;
  return j->progress ? j->progress(j->user, HSY_STAGE_COMPARE, done, j->context->report->stories.count) : 0;
}

static int grouping_tick(void *user, uint32_t done) {
  stories_job *j = user;
  return j->progress ? j->progress(j->user, HSY_STAGE_STORY, done, j->context->report->document_count) : 0;
}

static void compare_story(void *user, uint32_t index, unsigned worker) {
  stories_job *j = user;
  report *rep = j->context->report;
  story *s = &rep->stories.at[index];
  arena *scratch = j->context->scratch[worker];
  if (s->documents.count > HSY_MAX_STORY_DOCUMENTS) {
    s->counts.reports = s->documents.count;
    return; /* named by name_uncompared */
  }
  arena_mark mark = arena_save(scratch);
  jmp_buf out;
  if (setjmp(out)) { /* out of memory: the story stays, uncompared */
    arena_release(scratch, mark);
    arena *a = s->arena;
    *s = (story){.arena = a, .title = s->title, .documents = s->documents, .lead = NONE, .first_report = NONE,
                 .counts.reports = UINT32_MAX};
    return;
  }
  arena_guard(s->arena, &out);
  arena_guard(scratch, &out);
  for (uint32_t i = 0; i < s->documents.count; i++) arena_guard(rep->documents[s->documents.at[i]]->arena, &out);
  hsy_rc rc = who_run(rep, s, scratch);
  if (rc == HSY_OK && j->until >= HSY_STAGE_COMPARE) rc = compare_run(rep, s, scratch);
  (void)rc; /* who and compare fail by memory alone */
  arena_release(scratch, mark);
}

static bool is_source_of(const report *rep, const story *s, str name) {
  for (uint32_t i = 0; i < s->sources.count; i++) {
    const story_source *p = &s->sources.at[i];
    if (str_eq_ascii_nocase(p->name, name)) return true;
    for (uint32_t k = 0; k < p->aliases.count; k++)
      if (str_eq_ascii_nocase(p->aliases.at[k], name)) return true;
    for (uint32_t k = 0; k < p->mentions.count; k++)
      if (str_eq_ascii_nocase(document_slice(rep->documents[p->mentions.at[k].doc], p->mentions.at[k].span), name)) return true;
  }
  return false;
}

/* --same names that no source bears are told: a slip of the pen would else do nothing, unseen. */
static void name_unmet(hsy_context *c) {
  for (uint32_t i = 0; i < c->report->same.count; i++) {
    const str names[] = {c->report->same.at[i].a, c->report->same.at[i].b};
    for (size_t n = 0; n < 2; n++) {
      bool is_met = false;
      for (uint32_t k = 0; k < c->report->stories.count && !is_met; k++) is_met = is_source_of(c->report, &c->report->stories.at[k], names[n]);
      if (is_met) continue;
      hsy_error e = {0};
      error_set(&e, HSY_USAGE, STR("--same"), 0, "names as the report writes them", "no source is called '%.*s'", STR_ARG(names[n]));
      e.rc = HSY_OK; /* a note: the report is whole */
      note_problem(c, &e);
    }
  }
}

static void name_uncompared(hsy_context *c) {
  for (uint32_t i = 0; i < c->report->stories.count; i++) {
    story *s = &c->report->stories.at[i];
    str first = c->report->documents[s->documents.at[0]]->id;
    hsy_error e = {0};
    if (s->counts.reports == UINT32_MAX) {
      s->counts.reports = s->documents.count;
      error_set(&e, HSY_MEMORY, first, 0, "compare fewer at a time",
                "out of memory while comparing the story of %u reports that begins with this one", s->documents.count);
      note_problem(c, &e);
    } else if (s->documents.count > HSY_MAX_STORY_DOCUMENTS) {
      error_set(&e, HSY_LIMIT, first, 0, "compare fewer at a time", "a story of %u reports begins with this one: over the limit of %d, not compared",
                s->documents.count, HSY_MAX_STORY_DOCUMENTS);
      note_problem(c, &e);
    }
  }
}

static hsy_rc compare_all(hsy_context *c, stories_job *job) {
  report *rep = c->report;
  arena_mark mark = arena_save(c->scratch[0]);
  hsy_rc rc = story_run(rep, c->scratch[0], grouping_tick, job);
  arena_release(c->scratch[0], mark);
  TRY(rc);
  if (c->until < HSY_STAGE_WHO) return HSY_OK;
  TRY(pool_run(c->pool, rep->stories.count, compare_story, job, stories_tick));
  name_uncompared(c);
  name_unmet(c);
  return HSY_OK;
}

hsy_rc hsy_run(hsy_context *c, hsy_stage until, hsy_progress *progress, void *user) {
  GUARD(c);
  hsy_rc rc = read_all(c, until, progress, user, keep_batch, c);
  report *rep = c->report;
  for (unsigned i = 0; c->scratch && i < pool_workers(c->pool); i++) /* the jobs that guarded them are done */
    if (c->scratch[i]) arena_guard(c->scratch[i], &guard_);
  rep->copy_of = ARENA_ARRAY(c->arena, uint32_t, c->documents.count + 1);
  if (c->documents.count > 0) vec_sort(c->scratch[0], &c->documents, by_place);
  rep->documents = c->documents.at;
  rep->document_count = c->documents.count;
  for (uint32_t i = 0; i < rep->document_count; i++) rep->copy_of[i] = NONE;
  TRY(rc);
  if (rep->document_count == 0) return error_set(&c->last, HSY_NOTHING, STR(""), 0, "give text, HTML or JSON Lines", "no usable document");
  /* a passage of a document names its own place in the report */
  for (uint32_t i = 0; i < rep->document_count; i++) {
    document *d = rep->documents[i];
    for (uint32_t e = 0; e < d->published.evidence.count; e++) d->published.evidence.at[e].doc = i;
    for (uint32_t e = 0; e < d->modified.evidence.count; e++) d->modified.evidence.at[e].doc = i;
    d->outlet_evidence.doc = i;
  }
  stories_job job = {c, progress, user, until};
  if (until >= HSY_STAGE_STORY) rc = compare_all(c, &job);
  if (rc == HSY_CANCELLED) error_set(&c->last, rc, STR(""), 0, "", "stopped");
  c->is_finished = rc == HSY_OK;
  return rc;
}

/* ---- output ---- */

typedef struct output { hsy_write_fn *write; void *user; const char *name; bool has_stopped; arena *arena; sink *sink; hsy_error *error; hsy_rc rc; } output;

static int output_bytes(void *user, const void *bytes, size_t len) {
  output *o = user;
  if (!o->has_stopped && o->write(o->user, o->name, bytes, len) != 0) o->has_stopped = true;
  return o->has_stopped;
}

static show_options show_options_of(const hsy_context *c, const hsy_write_options *w) {
  const char *name = c->model ? str_zero(c->arena, learn_name(c->model)) : NULL;
  const char *sha256 = c->model ? str_zero(c->arena, learn_sha256(c->model)) : NULL;
  return (show_options){.width = w && w->width ? w->width : 80, .color = w && w->color, .program = {hsy_version(), name, sha256}, .until = c->until};
}

static hsy_rc output_end(output *o, hsy_error *error) {
  hsy_error refused = {0};
  hsy_rc rc = sink_finish(o->sink, &refused);
  if (o->has_stopped) return error_set(error, HSY_CANCELLED, STR(""), 0, "", "writing was stopped");
  if (rc != HSY_OK) *error = refused;
  return rc;
}

static sink *output_table(void *user, const char *name) {
  output *o = user;
  if (o->sink && (o->rc = output_end(o, o->error)) != HSY_OK) return NULL;
  o->name = name;
  o->sink = sink_to_function(o->arena, output_bytes, o);
  return o->sink;
}

hsy_rc hsy_write(const hsy_context *c, hsy_format format, const hsy_write_options *options, hsy_write_fn *write, void *user) {
  hsy_error *error = (hsy_error *)(uintptr_t)&c->last; /* the words of a failure are no part of the result */
  *error = (hsy_error){0};
  if (!c->is_finished) return error_set(error, HSY_USAGE, STR(""), 0, "call hsy_run first", "there is no finished run to write");
  arena *a = arena_new();
  jmp_buf out;
  if (!a || setjmp(out)) {
    arena_free(a);
    return error_set(error, HSY_MEMORY, STR(""), 0, "", "out of memory");
  }
  arena_guard(a, &out);
  show_options how = show_options_of(c, options);
  output o = {.write = write, .user = user, .arena = a, .error = error};
  hsy_rc rc = HSY_OK;
  if (format == HSY_FORMAT_CSV) {
    show_report_csv(c->report, &how, a, output_table, &o);
    rc = o.rc;
    if (rc == HSY_OK && o.sink) rc = output_end(&o, error);
  } else {
    o.sink = sink_to_function(a, output_bytes, &o);
    switch (format) {
      case HSY_FORMAT_JSON: show_report_json(c->report, &how, a, o.sink); break;
      case HSY_FORMAT_HTML: show_report_html(c->report, &how, a, o.sink); break;
      case HSY_FORMAT_MARKDOWN: show_report_markdown(c->report, &how, a, o.sink); break;
      default: show_report_text(c->report, &how, a, o.sink); break;
    }
    rc = output_end(&o, error);
  }
  arena_free(a);
  return rc;
}

typedef struct annotating { hsy_context *context; hsy_format format; show_options how; output *output; uint64_t usable; } annotating;

static hsy_rc write_batch(void *user, batch *b) {
  annotating *w = user;
  for (uint32_t i = 0; i < b->slots.count; i++) {
    const document *d = b->slots.at[i].doc;
    if (d->error.rc != HSY_OK) note_problem(w->context, &d->error);
    else w->usable++;
    for (uint32_t n = 0; n < d->notes.count; n++) note_problem(w->context, &d->notes.at[n]);
    arena_mark mark = arena_save(w->output->arena);
    if (w->format == HSY_FORMAT_JSON) show_annotation_json(d, &w->how, w->output->sink);
    else if (w->format == HSY_FORMAT_CSV) show_annotation_csv(d, &w->how, w->output->arena, w->output->sink);
    else show_annotation_text(d, &w->how, w->output->arena, w->output->sink);
    arena_release(w->output->arena, mark);
    if (w->output->has_stopped) return HSY_CANCELLED;
  }
  return HSY_OK;
}

hsy_rc hsy_annotate(hsy_context *c, hsy_stage until, hsy_format format, const hsy_write_options *options, hsy_write_fn *write,
                    void *write_user, hsy_progress *progress, void *progress_user) {
  GUARD(c);
  if (format == HSY_FORMAT_HTML || format == HSY_FORMAT_MARKDOWN)
    return error_set(&c->last, HSY_USAGE, STR(""), 0, "choose text, json or csv", "annotate writes no such format");
  arena *a = c->writing = new_guarded_arena(c);
  output o = {.write = write, .user = write_user, .arena = a, .error = &c->last};
  o.sink = sink_to_function(a, output_bytes, &o);
  c->until = until < HSY_STAGE_FIND ? until : HSY_STAGE_FIND;
  annotating w = {c, format, show_options_of(c, options), &o, 0};
  if (format == HSY_FORMAT_CSV) show_annotation_csv_head(o.sink);
  hsy_rc rc = read_all(c, c->until, progress, progress_user, write_batch, &w);
  hsy_rc end = output_end(&o, &c->last);
  c->writing = NULL;
  arena_free(a);
  if (rc != HSY_OK) return rc;
  if (end != HSY_OK) return end;
  if (w.usable == 0) return error_set(&c->last, HSY_NOTHING, STR(""), 0, "give text, HTML or JSON Lines", "no usable document");
  return HSY_OK;
}

/* ---- views ---- */

size_t hsy_document_count(const hsy_context *c) { return c->report->document_count; }

const hsy_document *hsy_document_at(const hsy_context *c, size_t index) {
  return index < c->report->document_count ? (const hsy_document *)c->report->documents[index] : NULL;
}

static hsy_text text_of(str s) { return (hsy_text){s.at, s.len}; }
static const document *record(const hsy_document *d) { return (const document *)d; }

hsy_text hsy_document_id(const hsy_document *d) { return text_of(record(d)->id); }
hsy_text hsy_document_text(const hsy_document *d) { return text_of(record(d)->text); }
hsy_text hsy_document_title(const hsy_document *d) { return text_of(record(d)->title); }
hsy_text hsy_document_outlet(const hsy_document *d) { return text_of(record(d)->outlet); }
size_t hsy_document_attribution_count(const hsy_document *d) { return record(d)->attributions.count; }

void hsy_document_attribution(const hsy_document *d, size_t index, hsy_text *source, hsy_text *content) {
  *source = *content = (hsy_text){"", 0};
  if (index >= record(d)->attributions.count) return;
  const attribution *a = &record(d)->attributions.at[index];
  if (a->source.count) *source = text_of(document_slice(record(d), a->source.at[0]));
  if (a->content.count) *content = text_of(document_slice(record(d), a->content.at[0]));
}

size_t hsy_problem_count(const hsy_context *c) { return c->problem_count; }
size_t hsy_left_out_count(const hsy_context *c) { return c->left_out_count; }
const hsy_error *hsy_problem_at(const hsy_context *c, size_t index) { return index < c->problems.count ? &c->problems.at[index] : NULL; }
const hsy_error *hsy_last_error(const hsy_context *c) { return &c->last; }

void hsy_free(hsy_context *c) {
  if (!c) return;
  for (uint32_t i = 0; i < c->report->stories.count; i++) arena_free(c->report->stories.at[i].arena);
  for (uint32_t i = 0; i < c->documents.count; i++) arena_free(c->documents.at[i]->arena);
  if (c->batch) batch_clear(c->batch);
  arena_free(c->reading);
  arena_free(c->writing);
  for (unsigned i = 0; c->scratch && i < pool_workers(c->pool); i++) arena_free(c->scratch[i]);
  if (c->pool) pool_free(c->pool);
  arena_free(c->arena);
}

const char *hsy_version(void) { return HEARSAY_VERSION; }

const char *hsy_limits(void) {
#define LIMIT_LINE(name, value, what) #name " " #value " " what "\n"
  return HSY_LIMITS(LIMIT_LINE);
#undef LIMIT_LINE
}
