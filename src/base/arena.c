/* Memory in one piece.
 *
 * An arena is a list of chunks, the newest first; only the newest hands out bytes, from its front. So a mark is a chunk
 * and a fill, and releasing it means: free the newer chunks, set the fill back. Chunks grow from 64 KiB to 1 MiB; a
 * request that does not fit a chunk of that size gets one of its own. One released chunk is kept for the next need, so
 * that a scratch arena at the edge of a chunk does not go to the system each time.
 *
 * Invariants: bytes of a chunk from `dirty` on have been zero since the system gave them; used <= dirty <= size. Under
 * AddressSanitizer every byte that is not handed out is poisoned, and at least 16 poisoned bytes follow each allocation.
 * Deferred calls stand in a list of their own, newest first, its nodes in the arena.
 */
#include "base/arena.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#endif
#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(at, size) __asan_poison_memory_region((at), (size))
#define UNPOISON(at, size) __asan_unpoison_memory_region((at), (size))
enum { REDZONE = 16 };
#else
#define POISON(at, size) ((void)(at), (void)(size))
#define UNPOISON(at, size) ((void)(at), (void)(size))
enum { REDZONE = 0 };
#endif

enum { ALIGN = 16, CHUNK_FIRST = 64 * 1024, CHUNK_LAST = 1024 * 1024 };

typedef struct chunk {
  struct chunk *older;
  size_t size, used, dirty;
} chunk;

enum { HEADER = (sizeof(chunk) + ALIGN - 1) / ALIGN * ALIGN };

typedef struct deferred {
  struct deferred *older;
  void (*fn)(void *);
  void *what;
} deferred;

struct arena {
  chunk *newest;
  chunk *spare; /* released, kept for the next need; NULL = none */
  deferred *defers;
  jmp_buf *guard;
  char *last; /* the last allocation, always in `newest`; NULL = not known */
  size_t next_size;
  size_t held;
};

/* Only tests set it: how many more calls of the system succeed before one fails, plus one; 0 = all. */
static _Atomic uint64_t fail_countdown;

static bool system_refuses(void) {
  uint64_t left = atomic_load(&fail_countdown);
  while (left != 0)
    if (atomic_compare_exchange_weak(&fail_countdown, &left, left - 1)) return left == 1;
  return false;
}

static char *chunk_bytes(chunk *c) { return (char *)c + HEADER; }

static size_t round_up(size_t size) { return (size + ALIGN - 1) / ALIGN * ALIGN; }

static void chunk_drop(arena *a, chunk *c) {
  UNPOISON(chunk_bytes(c), c->size);
  a->held -= HEADER + c->size;
  free(c);
}

static void chunk_new(arena *a, size_t need) {
  chunk *c = a->spare;
  if (c && c->size >= need) {
    a->spare = NULL;
  } else {
    size_t size = need > a->next_size ? need : a->next_size;
    c = system_refuses() ? NULL : calloc(1, HEADER + size);
    if (!c) arena_exhausted(a);
    c->size = size;
    a->held += HEADER + size;
    if (a->next_size < CHUNK_LAST) a->next_size *= 2;
    POISON(chunk_bytes(c), c->size);
  }
  c->used = 0;
  c->older = a->newest;
  a->newest = c;
}

/* Take the newest chunk off the list; keep it as the spare one when it is of a usual size. */
static void chunk_retire(arena *a) {
  chunk *c = a->newest;
  a->newest = c->older;
  if (c->size > CHUNK_LAST || (a->spare && a->spare->size >= c->size)) {
    chunk_drop(a, c);
    return;
  }
  if (a->spare) chunk_drop(a, a->spare);
  POISON(chunk_bytes(c), c->size);
  a->spare = c;
}

/* Zero the bytes [from, to) of a chunk's fill, where they are not zero since the system gave them. */
static void chunk_clear(chunk *c, size_t from, size_t to) {
  size_t end = to < c->dirty ? to : c->dirty;
  if (from < end) memset(chunk_bytes(c) + from, 0, end - from);
  if (to > c->dirty) c->dirty = to;
}

static void run_defers(arena *a, const deferred *until) {
  while (a->defers != until) {
    deferred *d = a->defers;
    a->defers = d->older; /* first, so that a call that unwinds is not made twice */
    d->fn(d->what);
  }
}

arena *arena_new(void) {
  arena *a = system_refuses() ? NULL : calloc(1, sizeof *a);
  if (!a) return NULL;
  a->next_size = CHUNK_FIRST;
  a->held = sizeof *a;
  return a;
}

void arena_free(arena *a) {
  if (!a) return;
  run_defers(a, NULL);
  while (a->newest) {
    chunk *c = a->newest;
    a->newest = c->older;
    chunk_drop(a, c);
  }
  if (a->spare) chunk_drop(a, a->spare);
  free(a);
}

void *arena_alloc(arena *a, size_t size) {
  if (size > SIZE_MAX / 4) arena_exhausted(a);
  size_t room = round_up(size ? size : 1);
  chunk *c = a->newest;
  if (!c || c->size - c->used < room + REDZONE) {
    chunk_new(a, room + REDZONE);
    c = a->newest;
  }
  size_t start = c->used;
  char *at = chunk_bytes(c) + start;
  UNPOISON(at, room);
  chunk_clear(c, start, start + room);
  c->used = start + room + REDZONE;
  if (c->used > c->dirty) c->dirty = c->used;
  POISON(at + size, room - size);
  a->last = at;
  return at;
}

void *arena_array(arena *a, size_t count, size_t size) {
  if (size != 0 && count > SIZE_MAX / 4 / size) arena_exhausted(a);
  return arena_alloc(a, count * size);
}

void *arena_grow(arena *a, void *old, size_t old_size, size_t new_size) {
  if (!old) return arena_alloc(a, new_size);
  if (new_size <= old_size) return old;
  if (new_size > SIZE_MAX / 4) arena_exhausted(a);
  chunk *c = a->newest;
  if (old == a->last) {
    size_t start = (size_t)((char *)old - chunk_bytes(c)), room = round_up(new_size);
    if (c->size - start >= room + REDZONE) {
      UNPOISON(old, room);
      c->used = start + room + REDZONE;
      if (c->used > c->dirty) c->dirty = c->used;
      memset((char *)old + old_size, 0, room - old_size);
      POISON((char *)old + new_size, room - new_size);
      return old;
    }
  }
  void *grown = arena_alloc(a, new_size);
  memcpy(grown, old, old_size);
  return grown;
}

void *arena_copy(arena *a, const void *bytes, size_t size) {
  void *copy = arena_alloc(a, size);
  if (size) memcpy(copy, bytes, size);
  return copy;
}

arena_mark arena_save(arena *a) {
  return (arena_mark){a->newest, a->newest ? a->newest->used : 0, a->defers};
}

void arena_release(arena *a, arena_mark mark) {
  run_defers(a, mark.defer);
  while (a->newest != mark.chunk) chunk_retire(a);
  if (a->newest) {
    POISON(chunk_bytes(a->newest) + mark.used, a->newest->size - mark.used);
    a->newest->used = mark.used;
  }
  a->last = NULL;
}

void arena_defer(arena *a, void (*fn)(void *), void *what) {
  deferred *d = ARENA_NEW(a, deferred);
  *d = (deferred){a->defers, fn, what};
  a->defers = d;
}

void arena_guard(arena *a, jmp_buf *out) { a->guard = out; }

void arena_guard_like(arena *a, const arena *other) { a->guard = other->guard; }

void arena_exhausted(arena *a) {
  if (a->guard) longjmp(*a->guard, 1);
  fputs("hearsay: out of memory\n", stderr);
  abort();
}

size_t arena_bytes(const arena *a) { return a->held; }

uint64_t arena_test_fail_after(uint64_t n) { return atomic_exchange(&fail_countdown, n); }
