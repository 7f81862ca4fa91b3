/* --help, from the table of options. */
#include <string.h>

#include "cli/options.h"

enum { LEFT = 28, RIGHT = 92 };

/* `text` wrapped between the columns, the first line beginning at `column`. */
static void print_wrapped(const char *text, int column, FILE *out) {
  while (*text) {
    size_t fit = strlen(text), room = (size_t)(RIGHT - LEFT);
    if (fit > room) {
      fit = room;
      while (fit > 0 && text[fit] != ' ') fit--;
      if (fit == 0) fit = room;
    }
    fprintf(out, "%*s%.*s\n", LEFT - column, "", (int)fit, text);
    column = 0;
    text += fit;
    while (*text == ' ') text++;
  }
}

void help_print(command c, FILE *out) {
  fprintf(out, "hearsay: %s\n\nUsage: %s\n", command_summary(c), command_synopsis(c));
  if (c == COMMAND_NONE || c == COMMAND_HELP) {
    fprintf(out, "       hearsay help [COMMAND] | --version | --limits\n\nCommands:\n");
    for (command k = COMMAND_REPORT; k <= COMMAND_ANNOTATE; k++) fprintf(out, "  %-10s %s\n", command_name(k), command_summary(k));
    fprintf(out, "\nExample:\n  hearsay report reports/*.txt -o story.html\n\n\"hearsay help report\" lists the options.\n");
    return;
  }
  fprintf(out, "\nReads text, HTML and JSON Lines, plain or .gz or .zst, told apart by content; folders whole; - is standard input.\n\nOptions:\n");
  for (size_t i = 0; i < option_row_count; i++) {
    const option_row *r = &option_rows[i];
    if (!(r->commands & (1u << c))) continue;
    char left[64];
    int n = r->letter ? snprintf(left, sizeof left, "  -%c, --%s", r->letter, r->name) : snprintf(left, sizeof left, "      --%s", r->name);
    if (r->argument) n += snprintf(left + n, sizeof left - (size_t)n, " %s", r->argument);
    fputs(left, out);
    if (n >= LEFT - 1) {
      fputc('\n', out);
      n = 0;
    }
    print_wrapped(r->help, n, out);
  }
  fprintf(out, "\nExit status: 0 all well, 1 nothing to report, 2 wrong use, 3 done but some inputs left out, 4 a resource failed.\n");
}
