/* Hash tables from text (or 64-bit keys) to uint32_t, in an arena. Iterate in order of insertion, so that nothing
 * ever depends on the hash. Keys are not copied. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

#define MAP_NONE UINT32_MAX

uint64_t hash_bytes(const void *, size_t);            /* own, fixed, same on every machine */
uint64_t hash_mix(uint64_t a, uint64_t b);
uint32_t hash_crc32(const void *, size_t);            /* zlib's */
void sha256_hex(const void *, size_t, char out[65]);  /* libmd */

typedef struct map { arena *arena; struct map_entry { str key; uint64_t hash; uint32_t value; } *entries;
                     uint32_t *slots; uint32_t count, cap, slot_count; } map;
map map_new(arena *);
/* The value of key, or MAP_NONE. */
uint32_t map_get(const map *, str key);
/* Sets key to value when it is new; returns a pointer to the value (valid until the next put). */
uint32_t *map_put(map *, str key, uint32_t value);

typedef struct map64 { arena *arena; struct map64_entry { uint64_t key; uint32_t value; } *entries;
                       uint32_t *slots; uint32_t count, cap, slot_count; } map64;
map64 map64_new(arena *);
uint32_t map64_get(const map64 *, uint64_t key);
uint32_t *map64_put(map64 *, uint64_t key, uint32_t value);

#endif
