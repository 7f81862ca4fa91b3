/* The statements of stories in pairs, with what features_score weighs: for eval/cells/fit.py, which fits the weights.
 *
 *     statement_pairs MODEL STORY.jsonl ...
 *
 * Each file is a story, a document a line. A line out for every pair of statements of two documents that share something:
 * story, document, span, document, span, then mean, nearness and rarest weight (thousandths), leading, party, head (0 or 1),
 * names and words in common.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "compare/features.h"
#include "find/find.h"
#include "learn/learn.h"
#include "read/read.h"
#include "text/text.h"
#include "who/who.h"

enum { MOST_DOCUMENTS = 64 };

static void give_up(const hsy_error *e) {
  fprintf(stderr, "statement_pairs: %s\n", e->message);
  exit(1);
}

static void print_pairs(const features *f, int story_number) {
  for (uint32_t i = 0; i < f->tellings.count; i++)
    for (uint32_t k = i + 1; k < f->tellings.count; k++) {
      const telling *a = &f->tellings.at[i], *b = &f->tellings.at[k];
      score_parts p;
      if (a->slot == b->slot || !features_parts(f, a, b, &p)) continue;
      span x = f->rep->documents[a->doc]->statements.at[a->statement].span, y = f->rep->documents[b->doc]->statements.at[b->statement].span;
      printf("%d %" PRIu32 " %" PRIu32 " %" PRIu32 " %" PRIu32 " %" PRIu32 " %" PRIu32 " %d %d %d %d %d %d %d %d\n", story_number, a->slot, x.start, x.end, b->slot,
             y.start, y.end, p.mean, p.nearness, p.rarest, p.leading, p.party, p.head, p.names, p.words);
    }
}

static void read_story(const learn_model *model, const char *path, int number) {
  arena *own = arena_new(), *scratch = arena_new();
  hsy_error error = {0};
  reader *r;
  document *documents[MOST_DOCUMENTS];
  uint32_t copy_of[MOST_DOCUMENTS];
  report rep = {.arena = own, .documents = documents, .copy_of = copy_of};
  story *s = vec_new(own, &rep.stories);
  *s = (story){.arena = own, .lead = NONE, .first_report = NONE};
  if (reader_open_file(own, str_of(path), &r, &error) != HSY_OK) give_up(&error);
  for (bool more = true; rep.document_count < MOST_DOCUMENTS;) {
    raw_document raw;
    if (reader_next(r, &raw, &more, &error) != HSY_OK) give_up(&error);
    if (!more) break;
    document *d = ARENA_NEW(own, document);
    d->arena = own;
    raw_document kept = raw_keep(own, &raw);
    if (read_document(&kept, &(read_options){0}, d) != HSY_OK || text_run(d) != HSY_OK || find_run(d, model, scratch) != HSY_OK) give_up(&d->error);
    copy_of[rep.document_count] = NONE;
    vec_push(own, &s->documents, rep.document_count);
    documents[rep.document_count++] = d;
  }
  reader_close(r);
  s->counts.reports = rep.document_count;
  features f;
  if (who_run(&rep, s, scratch) != HSY_OK) give_up(&(hsy_error){.message = "who_run failed"});
  features_read(&rep, s, scratch, &f);
  print_pairs(&f, number);
  arena_free(scratch);
  arena_free(own);
}

int main(int argc, char **argv) {
  if (argc < 3) {
    fprintf(stderr, "usage: statement_pairs MODEL STORY.jsonl ...\n");
    return 2;
  }
  arena *a = arena_new();
  hsy_error error = {0};
  const learn_model *model;
  if (learn_open(a, str_of(argv[1]), &model, &error) != HSY_OK) give_up(&error);
  for (int i = 2; i < argc; i++) read_story(model, argv[i], i - 2);
  arena_free(a);
  return 0;
}
