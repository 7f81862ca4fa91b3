/* Memory in one piece: an arena a document, one a story, one a report, one a worker's scratch.
 *
 * Nothing in a room is freed by hand. `arena_alloc` never returns NULL: when the system has no memory left it
 * unwinds to the job's `arena_guard`, which frees nothing by itself but lets the job's owner return HSY_MEMORY and
 * free the arena whole. What foreign libraries allocate is tied to an arena by `arena_defer`.
 *
 * Under AddressSanitizer freed and not yet handed out bytes are poisoned.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>

typedef struct arena arena;
typedef struct arena_mark { void *chunk; size_t used; void *defer; } arena_mark;

arena *arena_new(void);        /* NULL when out of memory */
void arena_free(arena *);      /* runs the deferred calls, last first; NULL is fine */

/* `size` zeroed bytes, aligned to 16. Never NULL. */
void *arena_alloc(arena *, size_t size);
/* As calloc: checks count*size. */
void *arena_array(arena *, size_t count, size_t size);
/* Grow the last allocation in place where possible, else copy; old may be NULL. New bytes are zeroed. */
void *arena_grow(arena *, void *old, size_t old_size, size_t new_size);
void *arena_copy(arena *, const void *bytes, size_t size);

#define ARENA_NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define ARENA_ARRAY(a, type, count) ((type *)arena_array((a), (count), sizeof(type)))

/* Scratch use: everything allocated (and deferred) after the mark is given back by the release. */
arena_mark arena_save(arena *);
void arena_release(arena *, arena_mark);

/* Call fn(what) when the arena is freed or released past this point. */
void arena_defer(arena *, void (*fn)(void *), void *what);

/* Where out of memory lands. Usage, in the function that owns the job:
 *     jmp_buf out; arena_guard(a, &out); if (setjmp(out)) { …return HSY_MEMORY; }
 * An arena without a guard aborts the process with a message. Guards of two arenas may be one jmp_buf. */
void arena_guard(arena *, jmp_buf *);
/* The guard of another arena: for one that lives inside the same job. */
void arena_guard_like(arena *, const arena *other);
/* Unwind to the guard as if memory had run out (limits inside foreign callbacks, tests). */
_Noreturn void arena_exhausted(arena *);

size_t arena_bytes(const arena *); /* bytes held from the system */

/* Tests: the n-th allocation from the system from now on fails (0 = never), process wide. Returns what was left of the
 * count before: 0 when the failure has happened. */
uint64_t arena_test_fail_after(uint64_t n);

#endif
