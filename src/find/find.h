/* What one document says: names, entities, times, figures, quotations, statements, attributions, and its publication
 * date as far as its own words tell. In a foreign document (is_foreign) only times are found, where data/times/ has its language. */
#ifndef FIND_FIND_H
#define FIND_FIND_H

#include "learn/learn.h"
#include "model/document.h"

/* Runs the parts below in order, with the language engine when there is a model. `scratch` is given back. */
hsy_rc find_run(document *, const learn_model *, arena *scratch);

/* encode.c: the engine's one pass over the document: labels. A document too long for it gets a note and no labels; then, as
 * without a model, the reading is empty (count 0). The reading lies in `keep`. */
void find_encode(document *, const learn_model *, arena *keep, learn_reading *);
/* A vector for each statement, from the reading. */
void find_vectors(document *, const learn_model *, const learn_reading *);

/* The parts, each filling its arrays of the record. */
hsy_rc find_quotations(document *, arena *scratch);   /* quotes.c: quotations */
hsy_rc find_names(document *, arena *scratch);        /* names.c: names (entity NONE) */
hsy_rc find_times(document *, arena *scratch);        /* times.c: times */
hsy_rc find_published(document *, arena *scratch);    /* published.c: `published` by inference when nothing states it */
hsy_rc find_figures(document *, arena *scratch);      /* figures.c: figures */
hsy_rc find_attributions(document *, arena *scratch); /* attributions.c: attributions with source, cue, content, type, stance, said, inside; entity NONE */
hsy_rc find_entities(document *, arena *scratch);     /* entities.c: entities; names' entity; attributions' entity, kind, via; outlet by inference */
hsy_rc find_statements(document *, arena *scratch);   /* statements.c: statements */

#endif
