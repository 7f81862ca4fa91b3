/* Hash tables.
 *
 * Entries stand in an array in order of insertion; a table of slots (a power of two, at most half full) holds the
 * number of the entry plus one, 0 = empty, and is searched from the hash onwards. Nothing is ever removed.
 */
#include "base/map.h"

#include <sha2.h>
#include <string.h>
#include <zlib.h>

#include "base/arena.h"

enum { FIRST_SLOTS = 16 };

#define PRIME_A UINT64_C(0x9E3779B185EBCA87)
#define PRIME_B UINT64_C(0xC2B2AE3D27D4EB4F)

/* The finish of MurmurHash3: each bit of the input changes each bit of the output. */
static uint64_t finish(uint64_t h) {
  h ^= h >> 33;
  h *= UINT64_C(0xFF51AFD7ED558CCD);
  h ^= h >> 33;
  h *= UINT64_C(0xC4CEB9FE1A85EC53);
  return h ^ h >> 33;
}

uint64_t hash_mix(uint64_t a, uint64_t b) { return finish(a * PRIME_A + (b ^ (b >> 29)) * PRIME_B + 1); }

/* Eight bytes at a time, least first on every machine. */
static uint64_t load(const unsigned char *at, size_t count) {
  uint64_t word = 0;
  for (size_t i = 0; i < count; i++) word |= (uint64_t)at[i] << (8 * i);
  return word;
}

uint64_t hash_bytes(const void *bytes, size_t len) {
  const unsigned char *at = bytes;
  uint64_t h = PRIME_A ^ ((uint64_t)len * PRIME_B);
  for (; len >= 8; at += 8, len -= 8) {
    h = (h ^ (load(at, 8) * PRIME_B)) * PRIME_A;
    h ^= h >> 32;
  }
  if (len) h = (h ^ (load(at, len) * PRIME_B)) * PRIME_A;
  return finish(h);
}

uint32_t hash_crc32(const void *bytes, size_t len) { return (uint32_t)crc32_z(crc32_z(0, NULL, 0), bytes, len); }

void sha256_hex(const void *bytes, size_t len, char out[65]) {
  static const char digits[] = "0123456789abcdef";
  SHA2_CTX context;
  uint8_t digest[SHA256_DIGEST_LENGTH];
  SHA256Init(&context);
  if (len) SHA256Update(&context, bytes, len);
  SHA256Final(digest, &context);
  for (size_t i = 0; i < sizeof digest; i++) {
    out[2 * i] = digits[digest[i] >> 4];
    out[2 * i + 1] = digits[digest[i] & 15];
  }
  out[64] = '\0';
}

/* Make place for one more entry; true when the slots are new and must be filled again. */
static bool table_grow(arena *a, void **entries, size_t item, uint32_t count, uint32_t *cap, uint32_t **slots,
                       uint32_t *slot_count) {
  if (count >= UINT32_C(1) << 29) arena_exhausted(a);
  if (count == *cap) {
    uint32_t grown = *cap ? *cap * 2 : FIRST_SLOTS / 2;
    *entries = arena_grow(a, *entries, *cap * item, grown * item);
    *cap = grown;
  }
  if ((count + 1) * 2 <= *slot_count) return false;
  *slot_count = *slot_count ? *slot_count * 2 : FIRST_SLOTS;
  *slots = ARENA_ARRAY(a, uint32_t, *slot_count);
  return true;
}

static void slot_insert(uint32_t *slots, uint32_t slot_count, uint64_t hash, uint32_t entry) {
  uint32_t slot = (uint32_t)hash & (slot_count - 1);
  while (slots[slot]) slot = (slot + 1) & (slot_count - 1);
  slots[slot] = entry + 1;
}

map map_new(arena *a) { return (map){.arena = a}; }

static struct map_entry *map_find(const map *m, str key, uint64_t hash) {
  if (m->slot_count == 0) return NULL;
  for (uint32_t slot = (uint32_t)hash & (m->slot_count - 1); m->slots[slot]; slot = (slot + 1) & (m->slot_count - 1)) {
    struct map_entry *e = &m->entries[m->slots[slot] - 1];
    if (e->hash == hash && str_eq(e->key, key)) return e;
  }
  return NULL;
}

uint32_t map_get(const map *m, str key) {
  const struct map_entry *e = map_find(m, key, hash_bytes(key.at, key.len));
  return e ? e->value : MAP_NONE;
}

uint32_t *map_put(map *m, str key, uint32_t value) {
  uint64_t hash = hash_bytes(key.at, key.len);
  struct map_entry *found = map_find(m, key, hash);
  if (found) return &found->value;
  if (table_grow(m->arena, (void **)&m->entries, sizeof *m->entries, m->count, &m->cap, &m->slots, &m->slot_count))
    for (uint32_t i = 0; i < m->count; i++) slot_insert(m->slots, m->slot_count, m->entries[i].hash, i);
  slot_insert(m->slots, m->slot_count, hash, m->count);
  m->entries[m->count] = (struct map_entry){key, hash, value};
  return &m->entries[m->count++].value;
}

map64 map64_new(arena *a) { return (map64){.arena = a}; }

static struct map64_entry *map64_find(const map64 *m, uint64_t key) {
  if (m->slot_count == 0) return NULL;
  for (uint32_t slot = (uint32_t)finish(key) & (m->slot_count - 1); m->slots[slot];
       slot = (slot + 1) & (m->slot_count - 1)) {
    struct map64_entry *e = &m->entries[m->slots[slot] - 1];
    if (e->key == key) return e;
  }
  return NULL;
}

uint32_t map64_get(const map64 *m, uint64_t key) {
  const struct map64_entry *e = map64_find(m, key);
  return e ? e->value : MAP_NONE;
}

uint32_t *map64_put(map64 *m, uint64_t key, uint32_t value) {
  struct map64_entry *found = map64_find(m, key);
  if (found) return &found->value;
  if (table_grow(m->arena, (void **)&m->entries, sizeof *m->entries, m->count, &m->cap, &m->slots, &m->slot_count))
    for (uint32_t i = 0; i < m->count; i++) slot_insert(m->slots, m->slot_count, finish(m->entries[i].key), i);
  slot_insert(m->slots, m->slot_count, finish(key), m->count);
  m->entries[m->count] = (struct map64_entry){key, value};
  return &m->entries[m->count++].value;
}
