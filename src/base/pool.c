/* Threads.
 *
 * Workers sleep on `work` until a run stands in the pool, then take the next index under the mutex until there is none.
 * The caller sleeps on `idle`, wakes at least every 100 ms to call tick, and returns when no job is in a worker's hands.
 * A job writes only into its own slot, so the order in which workers take indices is not seen.
 *
 * Invariants, under the mutex: done <= taken <= count; a run ends when taken == count (or stopped) and done == taken.
 */
#include "base/pool.h"

#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { MAX_WORKERS = 64, TICK_NANOSECONDS = 100 * 1000 * 1000 };

typedef struct worker {
  struct pool *pool;
  unsigned number;
  pthread_t thread;
} worker;

struct pool {
  pthread_mutex_t mutex;
  pthread_cond_t work, idle;
  void (*job)(void *, uint32_t, unsigned);
  void *user;
  uint32_t count, taken, done;
  bool stopped; /* by tick: hand out no more */
  bool closing; /* by pool_free */
  unsigned started; /* threads; 0 = all runs in the caller */
  worker workers[MAX_WORKERS];
};

static void *worker_main(void *argument) {
  worker *w = argument;
  pool *p = w->pool;
  pthread_mutex_lock(&p->mutex);
  for (;;) {
    while (!p->closing && (p->stopped || p->taken == p->count)) pthread_cond_wait(&p->work, &p->mutex);
    if (p->closing) break;
    uint32_t index = p->taken++;
    void (*job)(void *, uint32_t, unsigned) = p->job;
    void *user = p->user;
    pthread_mutex_unlock(&p->mutex);
    job(user, index, w->number);
    pthread_mutex_lock(&p->mutex);
    p->done++;
    if (p->done == p->taken && (p->stopped || p->taken == p->count)) pthread_cond_signal(&p->idle);
  }
  pthread_mutex_unlock(&p->mutex);
  return NULL;
}

static hsy_rc run_here(uint32_t count, void (*job)(void *, uint32_t, unsigned), void *user,
                       int (*tick)(void *, uint32_t)) {
  for (uint32_t i = 0; i < count; i++) {
    job(user, i, 0);
    if (tick && tick(user, i + 1) != 0) return HSY_CANCELLED;
  }
  return HSY_OK;
}

static struct timespec next_tick(void) {
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  at.tv_nsec += TICK_NANOSECONDS;
  if (at.tv_nsec >= 1000000000L) {
    at.tv_nsec -= 1000000000L;
    at.tv_sec++;
  }
  return at;
}

/* All signals go to the caller's thread: workers start with every one blocked. */
static void start_workers(pool *p, unsigned wanted) {
  sigset_t every, before;
  sigfillset(&every);
  pthread_sigmask(SIG_SETMASK, &every, &before);
  for (; p->started < wanted; p->started++) {
    worker *w = &p->workers[p->started];
    *w = (worker){.pool = p, .number = p->started};
    if (pthread_create(&w->thread, NULL, worker_main, w) != 0) break; /* fewer do it too */
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

pool *pool_new(unsigned jobs) {
  if (jobs == 0) {
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    jobs = processors > 1 ? (unsigned)processors : 1;
  }
  if (jobs > MAX_WORKERS) jobs = MAX_WORKERS;
  pool *p = calloc(1, sizeof *p);
  if (!p) return NULL;
  pthread_condattr_t monotonic;
  pthread_condattr_init(&monotonic);
  pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
  pthread_mutex_init(&p->mutex, NULL);
  pthread_cond_init(&p->work, NULL);
  pthread_cond_init(&p->idle, &monotonic);
  pthread_condattr_destroy(&monotonic);
  if (jobs > 1) start_workers(p, jobs);
  return p;
}

unsigned pool_workers(const pool *p) { return p->started ? p->started : 1; }

hsy_rc pool_run(pool *p, uint32_t count, void (*job)(void *user, uint32_t index, unsigned worker), void *user,
                int (*tick)(void *user, uint32_t done)) {
  if (count == 0) return HSY_OK;
  if (p->started == 0) return run_here(count, job, user, tick);
  pthread_mutex_lock(&p->mutex);
  p->job = job;
  p->user = user;
  p->taken = p->done = 0;
  p->stopped = false;
  p->count = count;
  pthread_cond_broadcast(&p->work);
  bool finished = false;
  while (!finished) {
    struct timespec until = next_tick();
    int waited = 0;
    while (waited == 0 && !(p->done == p->taken && (p->stopped || p->taken == p->count)))
      waited = pthread_cond_timedwait(&p->idle, &p->mutex, &until);
    finished = p->done == p->taken && (p->stopped || p->taken == p->count);
    if (!tick || p->stopped) continue;
    uint32_t done = p->done;
    pthread_mutex_unlock(&p->mutex);
    bool stop = tick(user, done) != 0;
    pthread_mutex_lock(&p->mutex);
    p->stopped = p->stopped || stop;
  }
  bool cancelled = p->stopped;
  p->count = p->taken = p->done = 0;
  p->stopped = false;
  pthread_mutex_unlock(&p->mutex);
  return cancelled ? HSY_CANCELLED : HSY_OK;
}

void pool_free(pool *p) {
  if (!p) return;
  pthread_mutex_lock(&p->mutex);
  p->closing = true;
  pthread_cond_broadcast(&p->work);
  pthread_mutex_unlock(&p->mutex);
  for (unsigned i = 0; i < p->started; i++) pthread_join(p->workers[i].thread, NULL);
  pthread_cond_destroy(&p->work);
  pthread_cond_destroy(&p->idle);
  pthread_mutex_destroy(&p->mutex);
  free(p);
}
