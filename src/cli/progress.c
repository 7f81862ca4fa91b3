/* One line on standard error, rewritten at most ten times a second. Signals only set a flag, which the library sees
 * through the progress callback. */
#include "cli/progress.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { SHOW_AFTER_MS = 500, EVERY_MS = 100, BAR = 24 };

static volatile sig_atomic_t interrupted;
static const char *volatile unfinished;

static void on_signal(int number) {
  if (interrupted) {
    if (unfinished) unlink(unfinished);
    _exit(128 + number);
  }
  interrupted = number;
}

void progress_catch_signals(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  action.sa_handler = on_signal;
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
  action.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &action, NULL);
}

bool progress_was_interrupted(void) { return interrupted != 0; }

void progress_die_interrupted(void) {
  int number = interrupted ? interrupted : SIGINT;
  signal(number, SIG_DFL);
  raise(number);
  _exit(128 + number);
}

void progress_guard_file(const char *temporary) { unfinished = temporary; }

static long long now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

progress progress_start(bool quiet) {
  long long now = now_ms();
  return (progress){.is_shown = !quiet && isatty(STDERR_FILENO), .started_ms = now, .last_ms = now};
}

int progress_tick(void *user, hsy_stage stage, uint64_t done, uint64_t total) {
  progress *p = user;
  if (interrupted) return 1;
  long long now = now_ms();
  if (!p->is_shown || now - p->started_ms < SHOW_AFTER_MS || (p->has_line && now - p->last_ms < EVERY_MS)) return 0;
  p->last_ms = now;
  p->has_line = true;
  const char *what = stage <= HSY_STAGE_FIND ? "reading" : stage == HSY_STAGE_STORY ? "grouping" : "comparing";
  const char *unit = stage == HSY_STAGE_COMPARE || stage == HSY_STAGE_WHO ? "stories" : "documents";
  if (total > 0) {
    if (done > total) done = total;
    char bar[BAR + 1];
    int full = (int)(done * BAR / total);
    memset(bar, '#', (size_t)full);
    memset(bar + full, '.', (size_t)(BAR - full));
    bar[BAR] = 0;
    fprintf(stderr, "\r\033[K%s %s %llu of %llu %s", what, bar, (unsigned long long)done, (unsigned long long)total, unit);
  } else {
    long long seconds = (now - p->started_ms) / 1000;
    fprintf(stderr, "\r\033[K%s %llu %s, %llu a second", what, (unsigned long long)done, unit,
        (unsigned long long)(done / (uint64_t)(seconds > 0 ? seconds : 1)));
  }
  fflush(stderr);
  return 0;
}

void progress_clear(progress *p) {
  if (p->has_line) fputs("\r\033[K", stderr);
  p->has_line = false;
}
