/* The two commands. Each returns the exit status. */
#ifndef CLI_RUN_H
#define CLI_RUN_H

#include "cli/options.h"

enum { EXIT_WELL = 0, EXIT_NOTHING = 1, EXIT_USAGE = 2, EXIT_PARTLY = 3, EXIT_RESOURCE = 4 };

int run_command(arguments *);

#endif
