/* Stories: documents of one event together, most reports first.
 *
 * Copies are found by shared runs of words (copies.c), stories by terms (terms.c), links between documents (links.c) and
 * average link over them (groups.c). A document that fits no story is a story of its own. Each story gets an arena of its
 * own, since stories are compared on different threads.
 */
#include "story/parts.h"

typedef struct member { uint32_t group, size, doc; } member;

static int by_story(const void *x, const void *y) {
  const member *a = x, *b = y;
  if (a->size != b->size) return a->size > b->size ? -1 : 1;
  if (a->group != b->group) return a->group < b->group ? -1 : 1;
  return (a->doc > b->doc) - (a->doc < b->doc);
}

static void free_story_arenas(report *r) {
  for (uint32_t i = 0; i < r->stories.count; i++) arena_free(r->stories.at[i].arena);
  r->stories.count = 0;
}

static void make_stories(report *r, const uint32_t *group, arena *scratch) {
  uint32_t n = r->document_count, *size = ARENA_ARRAY(scratch, uint32_t, n + 1);
  member *members = ARENA_ARRAY(scratch, member, n + 1);
  for (uint32_t d = 0; d < n; d++) size[group[d]]++;
  for (uint32_t d = 0; d < n; d++) members[d] = (member){group[d], size[group[d]], d};
  sort_stable(scratch, members, n, sizeof *members, by_story);
  uint32_t count = 0;
  for (uint32_t i = 0; i < n; i += members[i].size) count++;
  vec_reserve(r->arena, &r->stories, count + 1);
  for (uint32_t i = 0; i < n; i += members[i].size) {
    arena *own = arena_new();
    if (!own) {
      free_story_arenas(r);
      arena_exhausted(r->arena);
    }
    story *s = &r->stories.at[r->stories.count++];
    *s = (story){.arena = own, .lead = NONE, .first_report = NONE};
    /* what hangs on the report is allocated there, as the story's own arena has no guard yet */
    s->documents = (index_vec){ARENA_ARRAY(r->arena, uint32_t, members[i].size), members[i].size, members[i].size};
    for (uint32_t k = 0; k < members[i].size; k++) s->documents.at[k] = members[i + k].doc;
    s->counts.reports = s->documents.count;
  }
}

hsy_rc story_run(report *r, arena *scratch, int (*tick)(void *user, uint32_t done), void *user) {
  uint32_t n = r->document_count;
  if (!r->copy_of) r->copy_of = ARENA_ARRAY(r->arena, uint32_t, n + 1);
  arena_mark mark = arena_save(scratch);
  TRY(story_copies(r, scratch));
  arena_release(scratch, mark);
  story_terms terms = {0};
  story_terms_read(r, scratch, &terms);
  uint32_t *group = ARENA_ARRAY(scratch, uint32_t, n + 1);
  if (!r->one_story) {
    story_links links = {0};
    TRY(story_links_find(r, &terms, scratch, (story_tick){tick, user}, &links));
    story_groups(n, &links, scratch, group);
  }
  make_stories(r, group, scratch);
  int64_t *sum = ARENA_ARRAY(scratch, int64_t, terms.term_count + 1);
  for (uint32_t i = 0; i < r->stories.count; i++) {
    story *s = &r->stories.at[i];
    s->title = str_keep(r->arena, story_best_title(r, s, &terms, sum));
  }
  return HSY_OK;
}
