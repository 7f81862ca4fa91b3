/* Made-up reports of one event, read and found end to end, up to the room at hand. */
#ifndef TEST_COMPARE_EVENT_H
#define TEST_COMPARE_EVENT_H

#include "../find/article.h"
#include "compare/compare.h"
#include "who/who.h"

enum { MOST_REPORTS = 6 };
typedef struct event { report report; story *story; article articles[MOST_REPORTS]; document *documents[MOST_REPORTS]; uint32_t copy_of[MOST_REPORTS]; arena *arena, *scratch; } event;

/* Each text is a report, a line a paragraph; NULL ends the list. */
static inline event *event_of(const char *const *texts) {
  arena *own = arena_new();
  event *e = ARENA_NEW(own, event);
  e->arena = own;
  e->scratch = arena_new();
  e->report.arena = own;
  e->report.documents = e->documents;
  e->report.copy_of = e->copy_of;
  e->story = vec_new(own, &e->report.stories);
  *e->story = (story){.arena = own, .lead = NONE, .first_report = NONE};
  for (uint32_t i = 0; texts[i]; i++) {
    e->articles[i] = article_new(texts[i]);
    e->documents[i] = e->articles[i].doc;
    e->copy_of[i] = NONE;
    assert_int_equal(find_run(e->documents[i], NULL, e->articles[i].scratch), HSY_OK);
    vec_push(own, &e->story->documents, i);
    e->report.document_count++;
  }
  e->story->counts.reports = e->report.document_count;
  assert_int_equal(who_run(&e->report, e->story, e->scratch), HSY_OK);
  return e;
}

static inline void event_free(event *e) {
  for (uint32_t i = 0; i < e->report.document_count; i++) article_free(e->articles[i]);
  arena_free(e->scratch);
  arena_free(e->arena);
}

#endif
