/* Progress on standard error (a terminal only, and only when work takes longer than half a second), and Ctrl-C. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "hearsay.h"

typedef struct progress { bool is_shown; bool has_line; long long started_ms, last_ms; } progress;

/* SIGINT and SIGTERM ask the run to stop; a second one ends at once, removing the unfinished file. SIGPIPE is an error
 * of writing. */
void progress_catch_signals(void);
bool progress_was_interrupted(void);
/* The signal that stopped the run, as the shell wants to see it: ends the process. */
_Noreturn void progress_die_interrupted(void);
/* The file that a second signal removes; NULL: none. The string must live until the next call. */
void progress_guard_file(const char *temporary);

progress progress_start(bool quiet);
hsy_progress progress_tick; /* user: a progress */
void progress_clear(progress *);

#endif
