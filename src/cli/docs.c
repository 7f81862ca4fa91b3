/* Makes the manual pages and the completions of the table of options, at build time: docs PAGE, where PAGE is hearsay.1,
 * hearsay-report.1, hearsay-annotate.1, bash, zsh or fish. */
#include <stdio.h>
#include <string.h>

#include "cli/options.h"

/* roff: a hyphen that is one, and nothing that begins a request. */
static void roff(const char *text) {
  if (*text == '.' || *text == '\'') fputs("\\&", stdout);
  for (; *text; text++) {
    if (*text == '-') fputs("\\-", stdout);
    else if (*text == '\\') fputs("\\e", stdout);
    else putchar(*text);
  }
}

static void man_options(command c) {
  puts(".SH OPTIONS");
  for (size_t i = 0; i < option_row_count; i++) {
    const option_row *r = &option_rows[i];
    if (!(r->commands & (1u << c))) continue;
    puts(".TP");
    fputs(".B ", stdout);
    if (r->letter) printf("\\-%c\\fR, \\fB", r->letter);
    fputs("\\-\\-", stdout);
    roff(r->name);
    if (r->argument) {
      fputs("\\fR \\fI", stdout);
      roff(r->argument);
      fputs("\\fR", stdout);
    }
    putchar('\n');
    roff(r->help);
    puts(".");
  }
}

static void man_common_end(void) {
  puts(".SH EXIT STATUS\n0 all well; 1 nothing to report; 2 wrong use; 3 done, but some inputs were left out (each named on standard\nerror); "
       "4 a resource failed (memory, disk, a broken model file).");
  puts(".SH ENVIRONMENT\n.TP\n.B HEARSAY_MODEL\nthe model file, where \\-\\-model names none; set and empty: no model.\n.TP\n.B NO_COLOR\nno colour in text, when set and not empty.");
}

static void man_page(command c) {
  const char *dash = c ? "-" : "";
  printf(".TH HEARSAY%s%s 1 \"\" \"hearsay %s\" \"User Commands\"\n.SH NAME\nhearsay%s%s \\- ", c ? "\\-" : "", command_name(c), hsy_version(),
      c ? "\\-" : dash, command_name(c));
  roff(command_summary(c));
  puts("\n.SH SYNOPSIS");
  roff(command_synopsis(c));
  puts("\n.SH DESCRIPTION");
  if (c == COMMAND_NONE) {
    puts(".B hearsay\nreads several reports of one event and shows what is claimed, by which report, and on whose word: who is the origin and\n"
         "who only repeats it, which quotes were altered on the way, where the reports contradict each other or the calendar, who\n"
         "denies what. Every finding points at the bytes it rests on. It works offline and gives the same answer every time.");
    puts(".SH COMMANDS");
    for (command k = COMMAND_REPORT; k <= COMMAND_ANNOTATE; k++) {
      printf(".TP\n.BR hearsay\\-%s (1)\n", command_name(k));
      roff(command_summary(k));
      putchar('\n');
    }
    puts(".SH EXAMPLES\n.nf\nhearsay report reports/*.txt \\-o story.html\nhearsay annotate archive.jsonl.gz \\-o records.jsonl.zst\n.fi");
    man_common_end();
    puts(".SH SEE ALSO\n.BR hearsay\\-report (1),\n.BR hearsay\\-annotate (1)");
    return;
  }
  puts("Reads text, HTML and JSON Lines, each plain or compressed (.gz, .zst), told apart by their content. A folder is read whole,\n"
       "hidden files are skipped. \\- is standard input.");
  man_options(c);
  if (c == COMMAND_REPORT) puts(".SH EXAMPLES\n.nf\nhearsay report a.txt b.html c.txt\nhearsay report saved/ \\-o story.html \\-\\-published saved/a.txt=2022\\-03\\-14\n.fi");
  else puts(".SH EXAMPLES\n.nf\nhearsay annotate article.txt \\-\\-format text\nhearsay annotate archive.jsonl.gz \\-o records.jsonl.zst\n.fi");
  man_common_end();
  puts(".SH SEE ALSO\n.BR hearsay (1)");
}

static void bash(void) {
  puts("# bash completion for hearsay\n_hearsay() {\n  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
       "  if [ \"$COMP_CWORD\" -eq 1 ]; then COMPREPLY=($(compgen -W 'report annotate help --help --version --limits' -- \"$cur\")); return; fi\n  case $prev in");
  for (size_t i = 0; i < option_row_count; i++)
    if (option_rows[i].choices) printf("    --%s) COMPREPLY=($(compgen -W '%s' -- \"$cur\")); return ;;\n", option_rows[i].name, option_rows[i].choices);
  fputs("  esac\n  case $cur in\n    -*) case ${COMP_WORDS[1]} in\n", stdout);
  for (command c = COMMAND_REPORT; c <= COMMAND_ANNOTATE; c++) {
    printf("      %s) COMPREPLY=($(compgen -W '", command_name(c));
    for (size_t i = 0; i < option_row_count; i++)
      if (option_rows[i].commands & (1u << c)) printf("--%s ", option_rows[i].name);
    puts("' -- \"$cur\")) ;;");
  }
  puts("      esac; return ;;\n  esac\n  COMPREPLY=($(compgen -f -- \"$cur\"))\n}\ncomplete -o filenames -F _hearsay hearsay");
}

static void zsh_text(const char *text) {
  for (; *text; text++) {
    if (strchr("[]:", *text)) putchar('\\');
    if (*text == '\'') fputs("'\\'", stdout);
    putchar(*text);
  }
}

static void zsh(void) {
  puts("#compdef hearsay\n_hearsay() {\n  if (( CURRENT == 2 )); then compadd report annotate help; return; fi\n  case $words[2] in");
  for (command c = COMMAND_REPORT; c <= COMMAND_ANNOTATE; c++) {
    printf("    %s) shift words; (( CURRENT-- )); _arguments", command_name(c));
    for (size_t i = 0; i < option_row_count; i++) {
      const option_row *r = &option_rows[i];
      if (!(r->commands & (1u << c))) continue;
      printf(" \\\n      '--%s[", r->name);
      zsh_text(r->help);
      fputs("]", stdout);
      if (r->choices) printf(":%s:(%s)", r->name, r->choices);
      else if (r->argument) printf(":%s:_files", r->name);
      fputs("'", stdout);
    }
    puts(" \\\n      '*:file:_files' ;;");
  }
  puts("  esac\n}\n_hearsay \"$@\"");
}

static void fish(void) {
  puts("# fish completion for hearsay");
  for (command c = COMMAND_REPORT; c <= COMMAND_ANNOTATE; c++)
    printf("complete -c hearsay -n __fish_use_subcommand -f -a %s -d '%s'\n", command_name(c), command_summary(c));
  for (size_t i = 0; i < option_row_count; i++) {
    const option_row *r = &option_rows[i];
    printf("complete -c hearsay -n '__fish_seen_subcommand_from%s%s' -l %s", r->commands & (1u << COMMAND_REPORT) ? " report" : "",
           r->commands & (1u << COMMAND_ANNOTATE) ? " annotate" : "", r->name);
    if (r->letter) printf(" -s %c", r->letter);
    if (r->choices) printf(" -x -a '%s'", r->choices);
    else if (r->argument) fputs(" -r", stdout);
    fputs(" -d '", stdout);
    for (const char *p = r->help; *p; p++) {
      if (*p == '\'') putchar('\\');
      putchar(*p);
    }
    puts("'");
  }
}

int main(int argc, char **argv) {
  const char *page = argc == 2 ? argv[1] : "";
  if (strcmp(page, "hearsay.1") == 0) man_page(COMMAND_NONE);
  else if (strcmp(page, "hearsay-report.1") == 0) man_page(COMMAND_REPORT);
  else if (strcmp(page, "hearsay-annotate.1") == 0) man_page(COMMAND_ANNOTATE);
  else if (strcmp(page, "bash") == 0) bash();
  else if (strcmp(page, "zsh") == 0) zsh();
  else if (strcmp(page, "fish") == 0) fish();
  else {
    fputs("docs hearsay.1|hearsay-report.1|hearsay-annotate.1|bash|zsh|fish\n", stderr);
    return 2;
  }
  return fflush(stdout) == 0 ? 0 : 1;
}
