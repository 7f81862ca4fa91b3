/* One table of options, and its parser. The parser knows the usual forms: --name VALUE, --name=VALUE, -xVALUE, -x VALUE,
 * letters without a value together (-qv), -- ends the options, - is standard input. */
#include "cli/options.h"

#include <stdlib.h>
#include <string.h>

enum { REPORT = 1 << COMMAND_REPORT, ANNOTATE = 1 << COMMAND_ANNOTATE, BOTH = REPORT | ANNOTATE };

const option_row option_rows[] = {
    {'o', "output", "FILE", NULL, BOTH, "write to FILE; the format follows its ending (.html .json .md .txt; .gz or .zst after it compress). CSV is several tables: -o FOLDER"},
    {0, "format", "FORMAT", "text json html markdown csv", BOTH, "text, json, html, markdown or csv; annotate knows text, json and csv"},
    {0, "json", NULL, NULL, BOTH, "the same as --format json"},
    {'j', "jobs", "N", NULL, BOTH, "work on N documents at a time (default: one a processor); the output is the same for any N"},
    {0, "published", "[FILE=]DATE", NULL, BOTH, "publication date, YYYY-MM-DD, of documents that state none, or of FILE"},
    {0, "outlet", "FILE=NAME", NULL, BOTH, "the outlet that published FILE"},
    {0, "lang", "CODE", NULL, BOTH, "the language of all documents (ISO 639), instead of guessing it"},
    {0, "clean", NULL, NULL, BOTH, "treat the text of JSON Lines as scraped from the web: take out teasers, forms and the like"},
    {0, "until", "STAGE", "read text find story who compare", BOTH, "stop after STAGE: read, text, find, story, who, compare; what lies after is absent"},
    {0, "one-story", NULL, NULL, REPORT, "all documents report one story"},
    {0, "same", "A=B", NULL, REPORT, "the names A and B are one source; can be given more than once"},
    {0, "all-conflicts", NULL, NULL, REPORT, "show weak conflicts too, apart and uncounted"},
    {0, "no-model", NULL, NULL, BOTH, "find by rules alone"},
    {0, "model", "FILE", NULL, BOTH, "use the model in FILE (default: the environment's HEARSAY_MODEL, else the one that came with hearsay)"},
    {0, "color", "WHEN", "auto always never", BOTH, "colour in text: auto, always or never; NO_COLOR in the environment means never"},
    {'q', "quiet", NULL, NULL, BOTH, "no progress and no notes on standard error, only errors"},
    {'v', "verbose", NULL, NULL, BOTH, "say on standard error what is done"},
    {0, "limits", NULL, NULL, BOTH, "print the limits and stop"},
    {'h', "help", NULL, NULL, BOTH, "print this help and stop"},
    {0, "version", NULL, NULL, BOTH, "print the version and stop"},
};
const size_t option_row_count = sizeof option_rows / sizeof *option_rows;

static const char *const stages[] = {"read", "text", "find", "story", "who", "compare"};
static const char *const formats[] = {"text", "json", "html", "markdown", "csv"};
static const char *const colors[] = {"auto", "always", "never"};

const char *command_name(command c) {
  static const char *const names[] = {"", "report", "annotate", "help", "version"};
  return names[c];
}

const char *command_summary(command c) {
  switch (c) {
    case COMMAND_REPORT: return "compare reports of one event: who claims what on whose word, one section a story";
    case COMMAND_ANNOTATE: return "one record a document: text, names, times, figures, statements, attributions";
    default: return "find what reports rest on, where they differ, and who only repeats";
  }
}

const char *command_synopsis(command c) {
  switch (c) {
    case COMMAND_REPORT: return "hearsay report [OPTION...] [FILE|FOLDER|-]...";
    case COMMAND_ANNOTATE: return "hearsay annotate [OPTION...] [FILE|FOLDER|-]...";
    default: return "hearsay report|annotate [OPTION...] [FILE|FOLDER|-]...";
  }
}

static void *grown(void *old, size_t count, size_t item) { /* the command line is short: no memory, no program */
  void *p = realloc(old, count * item);
  if (!p) {
    fputs("hearsay: out of memory\n", stderr);
    exit(4);
  }
  return p;
}

static int choice_of(const char *value, const char *const *names, int count) {
  for (int i = 0; i < count; i++)
    if (strcmp(value, names[i]) == 0) return i;
  if (names == formats && strcmp(value, "md") == 0) return HSY_FORMAT_MARKDOWN;
  return -1;
}

#define COMPLAIN(...) (snprintf(complaint, size, __VA_ARGS__), false)

static bool take_pair(const char *value, bool needs_file, pair_option **list, size_t *count, const char *what, char *complaint, size_t size) {
  const char *equals = strrchr(value, '=');
  if ((!equals && needs_file) || equals == value || (equals && !equals[1])) return COMPLAIN("--%s wants %s, not '%s'", what,
      needs_file ? "FILE=NAME" : "DATE or FILE=DATE", value);
  *list = grown(*list, *count + 1, sizeof **list);
  pair_option p = {NULL, value};
  if (equals) {
    char *file = grown(NULL, (size_t)(equals - value) + 1, 1);
    memcpy(file, value, (size_t)(equals - value));
    file[equals - value] = 0;
    p = (pair_option){file, equals + 1};
  }
  (*list)[(*count)++] = p;
  return true;
}

static bool take_option(arguments *a, const option_row *row, const char *value, char *complaint, size_t size) {
  const char *name = row->name;
  if (strcmp(name, "output") == 0) a->output = value;
  else if (strcmp(name, "json") == 0) a->has_format = true, a->format = HSY_FORMAT_JSON;
  else if (strcmp(name, "format") == 0) {
    int f = choice_of(value, formats, 5);
    if (f < 0) return COMPLAIN("'%s' is no format: %s", value, row->choices);
    a->has_format = true;
    a->format = (hsy_format)f;
  } else if (strcmp(name, "jobs") == 0) {
    char *end;
    unsigned long n = strtoul(value, &end, 10);
    if (*value < '0' || *value > '9' || *end || n < 1 || n > 64) return COMPLAIN("--jobs wants a number from 1 to 64, not '%s'", value);
    a->options.jobs = (unsigned)n;
  } else if (strcmp(name, "published") == 0) {
    return take_pair(value, false, &a->published, &a->published_count, name, complaint, size);
  } else if (strcmp(name, "outlet") == 0) {
    return take_pair(value, true, &a->outlets, &a->outlet_count, name, complaint, size);
  } else if (strcmp(name, "lang") == 0) {
    size_t letters = strspn(value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    if (letters < 2 || letters > 3 || (value[letters] && value[letters] != '-')) return COMPLAIN("--lang wants a code such as en, not '%s'", value);
    a->options.lang = value;
  } else if (strcmp(name, "clean") == 0) a->options.clean = true;
  else if (strcmp(name, "until") == 0) {
    int s = choice_of(value, stages, 6);
    if (s < 0) return COMPLAIN("'%s' is no stage: %s", value, row->choices);
    a->until = (hsy_stage)s;
  } else if (strcmp(name, "one-story") == 0) a->options.one_story = true;
  else if (strcmp(name, "same") == 0) {
    a->same = grown(a->same, a->same_count + 2, sizeof *a->same);
    a->same[a->same_count++] = value;
    a->same[a->same_count] = NULL;
  } else if (strcmp(name, "all-conflicts") == 0) a->options.all_conflicts = true;
  else if (strcmp(name, "no-model") == 0) a->options.no_model = true;
  else if (strcmp(name, "model") == 0) a->options.model = value;
  else if (strcmp(name, "color") == 0) {
    int c = choice_of(value, colors, 3);
    if (c < 0) return COMPLAIN("--color wants %s, not '%s'", row->choices, value);
    a->color = (color_choice)c;
  } else if (strcmp(name, "quiet") == 0) a->is_quiet = true;
  else if (strcmp(name, "verbose") == 0) a->is_verbose = true;
  else if (strcmp(name, "limits") == 0) a->wants_limits = true;
  else if (strcmp(name, "help") == 0) a->wants_help = true;
  else a->wants_version = true;
  return true;
}

static const option_row *find_row(const char *name, size_t length, char letter) {
  for (size_t i = 0; i < option_row_count; i++) {
    const option_row *r = &option_rows[i];
    if (letter ? r->letter == letter : strlen(r->name) == length && memcmp(r->name, name, length) == 0) return r;
  }
  return NULL;
}

static bool is_for(const option_row *row, command c) { return c == COMMAND_NONE || (row->commands & (1u << c)) != 0; }

/* One argument that begins with '-'. *next is the following one, taken by raising *used. */
static bool parse_dash(arguments *a, const char *arg, const char *next, bool *used, char *complaint, size_t size) {
  if (arg[1] == '-') {
    const char *equals = strchr(arg, '=');
    size_t length = equals ? (size_t)(equals - arg) - 2 : strlen(arg) - 2;
    const option_row *row = find_row(arg + 2, length, 0);
    if (!row || !is_for(row, a->command)) return COMPLAIN("no option '%.*s'%s%s", (int)length + 2, arg, a->command ? " for " : "", command_name(a->command));
    if (!row->argument && equals) return COMPLAIN("--%s takes no value", row->name);
    if (row->argument && !equals && !next) return COMPLAIN("--%s wants %s", row->name, row->argument);
    *used = row->argument && !equals;
    return take_option(a, row, equals ? equals + 1 : next, complaint, size);
  }
  for (const char *p = arg + 1; *p; p++) {
    const option_row *row = find_row(NULL, 0, *p);
    if (!row || !is_for(row, a->command)) return COMPLAIN("no option '-%c'", *p);
    if (!row->argument) {
      if (!take_option(a, row, NULL, complaint, size)) return false;
      continue;
    }
    if (!p[1] && !next) return COMPLAIN("-%c wants %s", *p, row->argument);
    *used = !p[1];
    return take_option(a, row, p[1] ? p + 1 : next, complaint, size);
  }
  return true;
}

static command command_of(const char *word) {
  for (command c = COMMAND_REPORT; c <= COMMAND_HELP; c++)
    if (strcmp(word, command_name(c)) == 0) return c;
  return COMMAND_NONE;
}

bool options_parse(int argc, char **argv, arguments *a, char *complaint, size_t size) {
  *a = (arguments){.until = HSY_STAGE_COMPARE, .options = hsy_options_default()};
  int i = 1;
  if (i < argc && argv[i][0] != '-') {
    a->command = command_of(argv[i]);
    if (a->command == COMMAND_NONE) return COMPLAIN("no command '%s': report, annotate or help", argv[i]);
    i++;
  }
  if (a->command == COMMAND_HELP) {
    a->wants_help = true;
    if (i < argc && (a->help_on = command_of(argv[i++])) == COMMAND_NONE) return COMPLAIN("no command '%s': report, annotate or help", argv[i - 1]);
    return true;
  }
  a->help_on = a->command;
  bool options_ended = false;
  for (; i < argc; i++) {
    if (!options_ended && strcmp(argv[i], "--") == 0) {
      options_ended = true;
    } else if (!options_ended && argv[i][0] == '-' && argv[i][1]) {
      bool used = false;
      if (!parse_dash(a, argv[i], i + 1 < argc ? argv[i + 1] : NULL, &used, complaint, size)) return false;
      i += used;
    } else {
      a->files = grown(a->files, a->file_count + 1, sizeof *a->files);
      a->files[a->file_count++] = argv[i];
    }
  }
  a->options.same = a->same;
  if (a->command == COMMAND_NONE && !a->wants_help && !a->wants_version && !a->wants_limits) return COMPLAIN("say what to do: report, annotate or help");
  return true;
}
