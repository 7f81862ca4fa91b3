/* For the files of entity resolution only: who has been met so far in the text, and what is known about them. */
#ifndef FIND_ENTITY_PARTS_H
#define FIND_ENTITY_PARTS_H

#include "base/map.h"
#include "find/chunks.h"
#include "find/marks.h"
#include "model/document.h"

/* What is known about one entity beyond its record. */
typedef struct bearer {
  entity record;
  str given, middle, surname, suffix; /* persons, folded; a name of one word is its surname */
  str key;                /* folded: a body's name; of a description its words; of a person the words of all roles */
  str head;               /* of a description or of the role: "spokesperson", "embassy"; folded, canonical */
  str nation;             /* "United States", empty when not said */
  uint32_t owner;         /* whose it is ("Smith's lawyer"), an entity, else NONE */
  uint32_t mentions, last; /* how many; token of the last */
  uint32_t moved;         /* the entity it turned out to be, else NONE */
  bool is_document;
  bool name_is_weak;      /* the name stands until a fuller one comes */
} bearer;

typedef struct mention {
  span span;
  uint32_t entity, token, sentence, block;
  bool is_subject, is_owner, in_quote, is_pronoun;
} mention;

/* A head word under which an entity is looked for: "the lawyer". Linked from the newest to the oldest of that head. */
typedef struct role_entry { uint32_t entity, previous; } role_entry;

typedef struct resolver {
  document *doc;
  arena *scratch;
  chunking c;
  VEC(bearer) bearers;
  VEC(mention) mentions;
  VEC(role_entry) roles;
  map by_key, by_part, by_head, by_initials, by_edge, surnames; /* by_part: surname or given name; by_edge: first or last word of a body's name */
  VEC(role_entry) parts;
  uint32_t *entity_at;     /* a token each: the entity of the mention that ends its name or is headed there, else NONE */
  uint32_t *claimed;       /* a chunk each: whose apposition or role it is, else NONE */
  token_marks m;
  uint32_t last_speaker;   /* entity, else NONE */
} resolver;

enum { MOST_STEPS = 48 }; /* candidates looked at for one mention: keeps the work linear */

/* entities.c */
uint32_t entity_new(resolver *, name_kind, bool is_named);
uint32_t entity_now(const resolver *, uint32_t entity); /* follows `moved` */
void entity_mention(resolver *, uint32_t entity, span, uint32_t token, bool is_pronoun);
void entity_set_head(resolver *, uint32_t entity, str head);
/* The newest entity found under a head word that `fits` accepts, else NONE. */
typedef bool entity_fits(const resolver *, uint32_t entity, const void *what);
uint32_t entity_by_head(const resolver *, str head, entity_fits *, const void *what);
/* The country a name or word stands for, else empty. */
str entity_nation(arena *, str words);

/* entity_names.c: the entity of a name, by sieves; roles by apposition. The surnames of all full names come first. */
void entity_gather_surnames(resolver *);
void entity_link_name(resolver *, uint32_t name);
/* The words [first, end) with that head token are a role of the person. */
void entity_give_role(resolver *, uint32_t entity, uint32_t first, uint32_t end, uint32_t head);

/* entity_descriptions.c: the entity of a description ("the officials", "a spokesman for the embassy"), which is made
 * when there is none; and of the bodies named inside one ("embassy spokesman"). */
void entity_describe(resolver *, uint32_t chunk);
/* The canonical head of a chunk by the lists of roles, sources, bodies, documents and outlets; empty when in none. */
typedef enum head_kind { HEAD_NONE, HEAD_ROLE, HEAD_BODY, HEAD_DOCUMENT, HEAD_OUTLET } head_kind;
head_kind entity_head(const token *, str *canonical, gender *);
/* A second word that a role is found under ("representative": "lawmaker"), else empty. */
str entity_other_head(const token *);

/* entity_pronouns.c */
void entity_resolve_pronoun(resolver *, uint32_t token);

/* entity_sources.c: attributions' entity, kind and carriers; "I" in quotations; the outlet by inference. */
void entity_sources(resolver *);
void entity_outlet(resolver *);

#endif
