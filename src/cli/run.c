/* From arguments to output: inputs named to the library, the run, the output written whole, the problems told.
 *
 * Folders are walked here and not by the library, because --published FILE=… and --outlet FILE=… may name a file in them.
 */
#include "cli/run.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "cli/progress.h"

/* ---- messages ---- */

static void say(const hsy_error *e) {
  arena *a = arena_new();
  jmp_buf out_of_memory;
  if (!a || setjmp(out_of_memory)) {
    fprintf(stderr, "hearsay: %s\n", e->rc == HSY_MEMORY ? e->message : "out of memory");
    arena_free(a);
    return;
  }
  arena_guard(a, &out_of_memory);
  str words = error_text(a, e);
  fprintf(stderr, "hearsay: %.*s\n", STR_ARG(words));
  arena_free(a);
}

static int wrong_use(const char *words, const char *value) {
  fprintf(stderr, "hearsay: %s%s%s (see hearsay help)\n", words, *value ? ": " : "", value);
  return EXIT_USAGE;
}

static int exit_of(hsy_rc rc) {
  switch (rc) {
    case HSY_OK: return EXIT_WELL;
    case HSY_NOTHING: return EXIT_NOTHING;
    case HSY_USAGE: return EXIT_USAGE;
    case HSY_INPUT: case HSY_LIMIT: return EXIT_PARTLY;
    default: return EXIT_RESOURCE;
  }
}

/* ---- inputs ---- */

typedef struct inputs { arena *arena; str_vec files; bool has_left_out; } inputs;

static str base_name(str path) {
  for (size_t i = path.len; i-- > 0;)
    if (path.at[i] == '/') return str_slice(path, i + 1, path.len);
  return path;
}

/* How many files a folder may hold, as the library says it (the program knows no other door). */
static uint32_t folder_limit(void) {
  static const char name[] = "FOLDER_FILES ";
  return (uint32_t)strtoul(strstr(hsy_limits(), name) + strlen(name), NULL, 10);
}

static void collect(inputs *in, const arguments *a) {
  for (size_t i = 0; i < a->file_count; i++) {
    str path = str_of(a->files[i]);
    if (!io_is_folder(path)) {
      vec_push(in->arena, &in->files, path);
      continue;
    }
    str_vec found = {0};
    hsy_error error = {0};
    hsy_rc rc = io_walk(in->arena, path, folder_limit(), &found, &error);
    if (rc == HSY_OK && found.count == 0) error_set(&error, HSY_NOTHING, path, 0, "hidden files are skipped", "the folder holds no files");
    if (error.rc != HSY_OK) {
      say(&error);
      in->has_left_out = true;
    }
    for (uint32_t k = 0; k < found.count; k++) vec_push(in->arena, &in->files, found.at[k]);
  }
  if (a->file_count == 0) vec_push(in->arena, &in->files, STR("-"));
}

/* The value that the pairs give to a path: named as given, else by its base name; the common one last. */
static const char *value_for(const pair_option *pairs, size_t count, str path) {
  const char *by_base = NULL;
  for (size_t i = 0; i < count; i++) {
    if (!pairs[i].file) continue;
    if (str_eq(str_of(pairs[i].file), path)) return pairs[i].value;
    if (str_eq(str_of(pairs[i].file), base_name(path))) by_base = pairs[i].value;
  }
  return by_base;
}

/* Each FILE of a pair must fit exactly one input, by its path or else by its base name. */
static int check_pairs(const inputs *in, const pair_option *pairs, size_t count, const char *option) {
  char words[128];
  for (size_t i = 0; i < count; i++) {
    if (!pairs[i].file) continue;
    uint32_t exact = 0, base = 0;
    for (uint32_t k = 0; k < in->files.count; k++) {
      exact += str_eq(str_of(pairs[i].file), in->files.at[k]);
      base += str_eq(str_of(pairs[i].file), base_name(in->files.at[k]));
    }
    uint32_t fits = exact ? exact : base;
    snprintf(words, sizeof words, fits == 0 ? "--%s names a file that is not among the inputs" : "--%s fits more than one input, give its path", option);
    if (fits == 0 || (fits > 1 && !exact)) return wrong_use(words, pairs[i].file);
  }
  return EXIT_WELL;
}

static int name_inputs(hsy_context *c, inputs *in, const arguments *a) {
  for (uint32_t i = 0; i < in->files.count; i++) {
    str path = in->files.at[i];
    hsy_given given = {value_for(a->published, a->published_count, path), value_for(a->outlets, a->outlet_count, path), NULL};
    hsy_rc rc = hsy_add_file(c, str_zero(in->arena, path), &given);
    if (rc == HSY_USAGE || rc == HSY_MEMORY) {
      say(hsy_last_error(c));
      return exit_of(rc);
    }
    if (rc != HSY_OK) {
      say(hsy_last_error(c));
      in->has_left_out = true;
    }
  }
  return EXIT_WELL;
}

/* ---- output ---- */

typedef struct out { arena *arena; const char *folder; sink *sink; hsy_error error; str table; } out;

static bool has_ending(str path, const char *ending) { return str_ends(path, str_of(ending)); }

/* The format that a file name asks for. */
static bool format_of_name(const char *name, hsy_format *format) {
  str path = str_of(name);
  if (has_ending(path, ".gz")) path.len -= 3;
  else if (has_ending(path, ".zst")) path.len -= 4;
  static const struct { const char *ending; hsy_format format; } endings[] = {
      {".html", HSY_FORMAT_HTML}, {".htm", HSY_FORMAT_HTML}, {".json", HSY_FORMAT_JSON}, {".jsonl", HSY_FORMAT_JSON}, {".ndjson", HSY_FORMAT_JSON},
      {".md", HSY_FORMAT_MARKDOWN}, {".markdown", HSY_FORMAT_MARKDOWN}, {".csv", HSY_FORMAT_CSV}, {".txt", HSY_FORMAT_TEXT}, {".text", HSY_FORMAT_TEXT},
  };
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    if (has_ending(path, endings[i].ending)) {
      *format = endings[i].format;
      return true;
    }
  return false;
}

static int choose_format(arguments *a) {
  bool is_report = a->command == COMMAND_REPORT;
  if (!a->has_format) {
    a->format = is_report ? HSY_FORMAT_TEXT : HSY_FORMAT_JSON;
    if (a->output && strcmp(a->output, "-") != 0) {
      if (is_report && io_is_folder(str_of(a->output))) a->format = HSY_FORMAT_CSV;
      else if (!format_of_name(a->output, &a->format)) return wrong_use("the ending of -o FILE names no format: .html .json .md .txt, or give --format", a->output);
    }
  }
  if (!is_report && (a->format == HSY_FORMAT_HTML || a->format == HSY_FORMAT_MARKDOWN)) return wrong_use("annotate writes text, json or csv", "");
  if (is_report && a->format == HSY_FORMAT_CSV && (!a->output || strcmp(a->output,
      "-") == 0)) return wrong_use("CSV of a report is several tables: -o FOLDER", "");
  if (is_report && a->until < HSY_STAGE_STORY && a->format != HSY_FORMAT_JSON) return wrong_use("before the stage story there is only JSON to write: add --json", "");
  return EXIT_WELL;
}

static int open_sink(out *o, str path) {
  hsy_error error = {0};
  if (sink_to_file(o->arena, path, &o->sink, &error) != HSY_OK) {
    o->error = error;
    return 1;
  }
  progress_guard_file(sink_temporary(o->sink));
  return 0;
}

static int close_sink(out *o) {
  if (!o->sink) return 0;
  hsy_rc rc = sink_finish(o->sink, &o->error);
  progress_guard_file(NULL);
  o->sink = NULL;
  return rc != HSY_OK;
}

/* Takes the library's output; a new table name closes the file before and opens the next. */
static int take_bytes(void *user, const char *name, const void *bytes, size_t len) {
  out *o = user;
  if (name && !str_eq(o->table, str_of(name))) {
    if (close_sink(o) != 0) return 1;
    o->table = str_keep(o->arena, str_of(name));
    if (open_sink(o, str_format(o->arena, "%s/%s", o->folder, name)) != 0) return 1;
  }
  sink_write(o->sink, bytes, len);
  return sink_has_failed(o->sink);
}

static bool open_output(out *o, const arguments *a) {
  const char *path = a->output ? a->output : "-";
  if (a->command == COMMAND_REPORT && a->format == HSY_FORMAT_CSV) {
    o->folder = path;
    if (mkdir(path, 0777) != 0 && !io_is_folder(str_of(path))) {
      error_set(&o->error, HSY_IO, str_of(path), 0, "CSV is written into a folder", "cannot make the folder");
      return false;
    }
    return true;
  }
  return open_sink(o, str_of(path)) == 0;
}

static hsy_write_options how_to_write(const arguments *a) {
  bool to_terminal = (!a->output || strcmp(a->output, "-") == 0) && isatty(STDOUT_FILENO);
  const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
  bool may_color = to_terminal && !(no_color && *no_color) && term && strcmp(term, "dumb") != 0;
  hsy_write_options w = {.width = 80, .color = a->color == COLOR_ALWAYS || (a->color == COLOR_AUTO && may_color)};
  struct winsize size;
  if (to_terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20) w.width = size.ws_col;
  return w;
}

/* ---- the run ---- */

static void tell_problems(const hsy_context *c, const arguments *a) {
  size_t count = hsy_problem_count(c), told = 0;
  for (; told < count; told++) {
    const hsy_error *e = hsy_problem_at(c, told);
    if (!e) break;
    if (e->rc != HSY_OK || !a->is_quiet) say(e);
  }
  if (told < count) fprintf(stderr, "hearsay: and %zu more\n", count - told);
}

static hsy_rc run_and_write(hsy_context *c, const arguments *a, out *o, progress *p) {
  hsy_write_options how = how_to_write(a);
  if (a->command == COMMAND_ANNOTATE) return hsy_annotate(c, a->until, a->format, &how, take_bytes, o, progress_tick, p);
  hsy_rc rc = hsy_run(c, a->until, progress_tick, p);
  progress_clear(p);
  if (rc != HSY_OK) return rc;
  return hsy_write(c, a->format, &how, take_bytes, o);
}

/* --verbose: what came in, what was used, where it went. */
static void tell_done(const hsy_context *c, const arguments *a, uint32_t inputs) {
  size_t left_out = hsy_left_out_count(c), notes = hsy_problem_count(c) - left_out;
  fprintf(stderr, "hearsay: %u inputs", inputs);
  if (a->command == COMMAND_REPORT) fprintf(stderr, ", %zu documents compared", hsy_document_count(c));
  fprintf(stderr, ", %zu left out, %zu notes, written to %s\n", left_out, notes, a->output && strcmp(a->output, "-") != 0 ? a->output : "standard output");
}

/* Close or throw away the output, tell what went wrong; the exit status, or -1 when a signal stopped the run. */
static int finish(hsy_context *c, const arguments *a, out *o, hsy_rc rc, bool has_left_out) {
  bool is_whole = rc == HSY_OK || (rc == HSY_NOTHING && a->command == COMMAND_ANNOTATE);
  if (is_whole || (o->sink && sink_has_failed(o->sink))) close_sink(o); /* a failed sink says why when it is closed */
  else if (o->sink) sink_abandon(o->sink);
  progress_guard_file(NULL);
  tell_problems(c, a);
  if (progress_was_interrupted()) return -1;
  const hsy_error *failure = o->error.rc != HSY_OK ? &o->error : rc != HSY_OK ? hsy_last_error(c) : NULL;
  if (failure) {
    say(failure);
    return exit_of(failure->rc);
  }
  return has_left_out || hsy_left_out_count(c) > 0 ? EXIT_PARTLY : EXIT_WELL;
}

/* Run from a build tree (BUILD/src/hearsay), the program takes the model of the source tree around it. NULL: not there, or
 * not run from such a folder: an installed program never takes what lies two folders above it. */
static const char *build_tree_model(char *path, size_t size) {
  static const char tail[] = "/../../models/model.safetensors";
  ssize_t length = readlink("/proc/self/exe", path, size - sizeof tail);
  if (length <= 0 || (size_t)length >= size - sizeof tail) return NULL;
  path[length] = 0;
  char *slash = strrchr(path, '/');
  if (!slash || !str_ends((str){path, (size_t)(slash - path)}, STR("/src"))) return NULL;
  memcpy(slash, tail, sizeof tail);
  return access(path, R_OK) == 0 ? path : NULL;
}

const char *model_file(const arguments *a, char *path, size_t size) {
  if (a->options.no_model) return NULL;
  if (a->options.model) return a->options.model;
  const char *named = getenv("HEARSAY_MODEL");
  if (named) return *named ? named : NULL;
  const char *beside = build_tree_model(path, size);
  if (beside) return beside;
  return access(HEARSAY_MODEL_FILE, R_OK) == 0 ? HEARSAY_MODEL_FILE : NULL;
}

int run_command(arguments *a) {
  if (a->file_count == 0 && isatty(STDIN_FILENO)) return wrong_use("name files or folders, or - for standard input", "");
  int status = choose_format(a);
  if (status != EXIT_WELL) return status;
  char beside[4096];
  a->options.model = model_file(a, beside, sizeof beside);
  a->options.no_model = !a->options.model;
  for (size_t i = 0; i < a->published_count; i++)
    if (!a->published[i].file) a->options.published = a->published[i].value;

  hsy_error error = {0};
  hsy_context *c = hsy_context_new(&a->options, &error);
  if (!c) {
    say(&error);
    return exit_of(error.rc);
  }
  arena *memory = arena_new();
  jmp_buf out_of_memory;
  if (!memory || setjmp(out_of_memory)) {
    fputs("hearsay: out of memory\n", stderr);
    hsy_free(c);
    arena_free(memory); /* an output that was begun goes with it */
    return EXIT_RESOURCE;
  }
  arena_guard(memory, &out_of_memory);
  progress_catch_signals();
  progress p = progress_start(a->is_quiet);
  inputs in = {.arena = memory};
  out o = {.arena = memory};
  collect(&in, a);
  status = check_pairs(&in, a->published, a->published_count, "published");
  if (status == EXIT_WELL) status = check_pairs(&in, a->outlets, a->outlet_count, "outlet");
  if (status == EXIT_WELL) status = name_inputs(c, &in, a);
  if (status == EXIT_WELL && !open_output(&o, a)) {
    say(&o.error);
    status = EXIT_RESOURCE;
  }
  if (status == EXIT_WELL) {
    hsy_rc rc = run_and_write(c, a, &o, &p);
    progress_clear(&p);
    status = finish(c, a, &o, rc, in.has_left_out);
    if (status >= 0 && a->is_verbose) tell_done(c, a, in.files.count);
  }
  hsy_free(c);
  arena_free(memory);
  if (status < 0) progress_die_interrupted();
  return status;
}
