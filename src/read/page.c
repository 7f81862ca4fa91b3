/* A page into a document: parse, metadata, choose the article, put it together. */
#include "read/html.h"

/* A stretch of the page's text in the input. */
static void add_removed(document *doc, const page *p, size_t start, size_t end, const char *reason, uint32_t at) {
  removed_piece piece = {.reason = reason, .start = map_offset(&p->text.map, (uint32_t)start), .end = map_offset(&p->text.map, (uint32_t)end),
                         .text = page_slice(p, start, end), .at = at};
  if (piece.end < piece.start) piece.end = piece.start;
  vec_push(doc->arena, &doc->removed, piece);
}

static void assemble(document *doc, const page *p, const article *a) {
  mapping out = mapping_new(doc->arena);
  uint32_t next_removed = 0;
  for (uint32_t i = 0; i < a->blocks.count; i++) {
    const page_block *b = &p->blocks.at[a->blocks.at[i].block];
    for (; next_removed < a->removed.count && a->removed.at[next_removed].block < a->blocks.at[i].block; next_removed++) {
      const page_block *r = &p->blocks.at[a->removed.at[next_removed].block];
      add_removed(doc, p, r->start, r->end, a->removed.at[next_removed].reason, (uint32_t)out.text.len);
    }
    if (out.text.len > 0) mapping_put(&out, STR("\n"), map_offset(&p->text.map, (uint32_t)b->start), 0);
    block made = {.kind = a->blocks.at[i].kind, .span = {(uint32_t)out.text.len, 0}};
    mapping_copy(&out, &p->text, b->start, b->end);
    made.span.end = (uint32_t)out.text.len;
    vec_push(doc->arena, &doc->blocks, made);
  }
  for (; next_removed < a->removed.count; next_removed++) {
    const page_block *r = &p->blocks.at[a->removed.at[next_removed].block];
    add_removed(doc, p, r->start, r->end, a->removed.at[next_removed].reason, (uint32_t)out.text.len);
  }
  mapped done = mapping_done(&out);
  doc->text = done.text;
  doc->map = done.map;
}

hsy_rc page_read(document *doc, const mapped *body) {
  page *p = ARENA_NEW(doc->arena, page);
  article chosen_blocks;
  TRY(html_parse(doc, body, p));
  metadata_read(doc, p);
  article_choose(doc, p, doc->title, &chosen_blocks);
  metadata_from_blocks(doc, p, &chosen_blocks);
  assemble(doc, p, &chosen_blocks);
  return HSY_OK;
}
