/* The order in which the parts of find/ run. A part fills its arrays of the record and reads those filled before it. */
#include "find/find.h"

static hsy_rc (*const parts[])(document *, arena *) = {
  find_quotations, find_names, find_times, find_published, find_figures, find_attributions, find_entities, find_statements,
};

hsy_rc find_run(document *doc, arena *scratch) {
  if (doc->is_foreign) return HSY_OK;
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    arena_mark mark = arena_save(scratch);
    hsy_rc rc = parts[i](doc, scratch);
    arena_release(scratch, mark);
    TRY(rc);
  }
  return HSY_OK;
}
