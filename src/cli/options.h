/* The command line: every option stands in one table; parsing, --help, the man pages and the completions come from it. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "hearsay.h"

typedef enum command { COMMAND_NONE, COMMAND_REPORT, COMMAND_ANNOTATE, COMMAND_HELP, COMMAND_VERSION } command;
typedef enum color_choice { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER } color_choice;
typedef struct pair_option { const char *file, *value; } pair_option; /* --outlet FILE=NAME; file NULL: for all */

typedef struct arguments {
  command command;
  command help_on;             /* of `help COMMAND`, `COMMAND --help` */
  bool wants_help, wants_version, wants_limits;
  const char *output;          /* -o, NULL: standard output */
  bool has_format; hsy_format format;
  hsy_stage until;
  color_choice color;
  bool is_quiet, is_verbose;
  hsy_options options;         /* jobs, lang, clean … */
  const char **files; size_t file_count;
  pair_option *published; size_t published_count;
  pair_option *outlets; size_t outlet_count;
  const char **same; size_t same_count;
} arguments;

/* Reads the command line. On wrong use writes one line to `complaint` and returns false. What it allocates lives until
 * the process ends. */
bool options_parse(int argc, char **argv, arguments *, char *complaint, size_t size);

/* The table, for help and the documents made of it. */
typedef struct option_row {
  char letter;                 /* 0: none */
  const char *name;            /* "output" */
  const char *argument;        /* "FILE", NULL: takes none */
  const char *choices;         /* "text json …" for completions, or NULL */
  unsigned commands;           /* bit 1 << COMMAND_… */
  const char *help;
} option_row;
extern const option_row option_rows[];
extern const size_t option_row_count;
const char *command_name(command);
const char *command_summary(command);
const char *command_synopsis(command);

void help_print(command, FILE *);  /* COMMAND_NONE: the program */

#endif
