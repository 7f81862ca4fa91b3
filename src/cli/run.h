/* The two commands. Each returns the exit status. */
#ifndef CLI_RUN_H
#define CLI_RUN_H

#include "cli/options.h"

enum { EXIT_WELL = 0, EXIT_NOTHING = 1, EXIT_USAGE = 2, EXIT_PARTLY = 3, EXIT_RESOURCE = 4 };

int run_command(arguments *);
/* The model file that a run with these arguments uses: --model, else the environment's HEARSAY_MODEL (set and empty: none),
 * else the build tree's, else the installed one. NULL: none, all is found by rules. `path` is room for one of them. */
const char *model_file(const arguments *, char *path, size_t size);

#endif
