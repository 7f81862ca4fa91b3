/* The order in which the parts of find/ run. A part fills its arrays of the record and reads those filled before it. */
#include "find/find.h"

static hsy_rc (*const parts[])(document *, arena *) = {
  find_names, find_times, find_published, find_figures, find_attributions, find_entities, find_statements,
};

static hsy_rc run_part(hsy_rc (*part)(document *, arena *), document *doc, arena *scratch) {
  arena_mark mark = arena_save(scratch);
  hsy_rc rc = part(doc, scratch);
  arena_release(scratch, mark);
  return rc;
}

hsy_rc find_run(document *doc, const learn_model *model, arena *scratch) {
  if (doc->is_foreign) return run_part(find_times, doc, scratch); /* its rules are data, a language a file */
  arena_mark mark = arena_save(scratch);
  learn_reading reading = {0}; /* lives until the last part is done */
  hsy_rc rc = run_part(find_quotations, doc, scratch);
  if (rc == HSY_OK && model) find_encode(doc, model, scratch, &reading);
  for (size_t i = 0; i < sizeof parts / sizeof *parts && rc == HSY_OK; i++) rc = run_part(parts[i], doc, scratch);
  if (rc == HSY_OK && reading.count > 0) find_vectors(doc, model, &reading);
  arena_release(scratch, mark);
  return rc;
}
