/* The order in which the parts of compare/ run: dates first, since claims, conflicts and the timeline rest on them;
 * counts last. */
#include "compare/compare.h"

static hsy_rc (*const parts[])(const report *, story *, arena *) = {
  compare_dates, compare_claims, compare_quotes, compare_conflicts, compare_origins, compare_timeline, compare_summary,
};

hsy_rc compare_run(const report *rep, story *s, arena *scratch) {
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    arena_mark mark = arena_save(scratch);
    hsy_rc rc = parts[i](rep, s, scratch);
    arena_release(scratch, mark);
    TRY(rc);
  }
  return HSY_OK;
}
