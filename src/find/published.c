/* The day of publication, as far as a text tells it by itself.
 *
 * Asked only where nothing states it, and only where a weekday beside a date without its year ("Sunday, June 10") narrows
 * the years: it fits the calendar of one in six or seven. What is found is a range, or several as candidates, until the
 * story's other reports are asked as well (compare/dates.c, by the same rule: model/date_fit.h).
 *
 * Nothing is ever taken from the clock: the years asked about are those of the web.
 */
#include "find/find.h"

#include "model/date_fit.h"

hsy_rc find_published(document *doc, arena *scratch) {
  dating *when = &doc->published;
  if (when->known || when->basis != BASIS_NONE) return HSY_OK;
  bool any_pair = false;
  for (uint32_t i = 0; i < doc->times.count && !any_pair; i++) any_pair = date_is_pair(&doc->times, i);
  if (!any_pair) return HSY_OK;
  date_report itself = {.times = &doc->times};
  date_fit(&itself, 1, doc->arena, scratch);
  if (itself.ranges.count == 0) return HSY_OK;
  *when = (dating){.known = itself.is_narrow, .granularity = itself.granularity, .basis = BASIS_INFERRED, .confidence = itself.confidence};
  if (itself.is_narrow) when->days = itself.ranges.at[0];
  else for (uint32_t i = 0; i < itself.ranges.count; i++) vec_push(doc->arena, &when->candidates, itself.ranges.at[i]);
  for (uint32_t i = 0; i < itself.words.count; i++) vec_push(doc->arena, &when->evidence, ((evidence){0, doc->times.at[itself.words.at[i].index].span}));
  return HSY_OK;
}
