/* The program: reads the command line and hands over to a command. */
#include <stdio.h>

#include "cli/run.h"

static int print_and_check(void) { return fflush(stdout) == 0 && !ferror(stdout) ? EXIT_WELL : EXIT_RESOURCE; }

int main(int argc, char **argv) {
  static arguments a; /* what it points to lives as long as the process */
  char complaint[256];
  if (!options_parse(argc, argv, &a, complaint, sizeof complaint)) {
    fprintf(stderr, "hearsay: %s (see hearsay help)\n", complaint);
    return EXIT_USAGE;
  }
  if (a.wants_help) {
    help_print(a.help_on, stdout);
    return print_and_check();
  }
  if (a.wants_version) {
    char path[4096];
    const char *model = model_file(&a, path, sizeof path);
    printf("hearsay %s\nmodel: %s\n", hsy_version(), model ? model : "none (names and attributions by rules)");
    return print_and_check();
  }
  if (a.wants_limits) {
    fputs(hsy_limits(), stdout);
    return print_and_check();
  }
  return run_command(&a);
}
