/* A document read, as a page of text that a person can compare. */
#ifndef TEST_READ_LISTING_H
#define TEST_READ_LISTING_H

#include "read/read.h"

/* Every document of `path`, one after the other; also checks what must hold of any. */
str listing_of_file(arena *, const char *path, const read_options *);
str listing_of_bytes(arena *, const char *id, str bytes, const read_options *);
/* The invariants of a read document, in words, or NULL: those of document_check, and that the map leads back to the same bytes. */
const char *listing_fault(const document *, str input);

#endif
