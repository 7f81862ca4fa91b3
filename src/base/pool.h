/* Threads: n jobs by index, each into its own slot, so that their order and number change nothing. */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include <stdint.h>

#include "base/err.h"

typedef struct pool pool;
/* `jobs` threads (0 = one a processor, at most 64). NULL when out of memory. With 1 all runs in the caller. */
pool *pool_new(unsigned jobs);
unsigned pool_workers(const pool *);
/* Run job(user, index, worker) for index 0..count-1; returns when all are done. `worker` < pool_workers. Between jobs
 * the calling thread calls tick(user, done) when not NULL; non-zero stops handing out jobs (returns HSY_CANCELLED). */
hsy_rc pool_run(pool *, uint32_t count, void (*job)(void *user, uint32_t index, unsigned worker), void *user,
                int (*tick)(void *user, uint32_t done));
void pool_free(pool *);

#endif
