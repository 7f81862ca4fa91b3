#include "check.h"

#include <stdatomic.h>
#include <time.h>

#include "base/arena.h"
#include "base/pool.h"

enum { COUNT = 5000 };

typedef struct work {
  uint32_t slots[COUNT];
  _Atomic uint32_t runs;
  _Atomic bool bad_worker;
  unsigned workers;
  uint32_t last_tick, ticks, stop_at;
  uint32_t sleep_ms;
} work;

static void a_job(void *user, uint32_t index, unsigned worker) {
  work *w = user;
  if (worker >= w->workers) w->bad_worker = true;
  w->slots[index] += index * 3 + 1;
  w->runs++;
  if (w->sleep_ms) nanosleep(&(struct timespec){0, (long)w->sleep_ms * 1000000L}, NULL);
}

static int a_tick(void *user, uint32_t done) {
  work *w = user;
  if (done < w->last_tick) w->bad_worker = true;
  w->last_tick = done;
  w->ticks++;
  return w->stop_at && done >= w->stop_at;
}

static void every_job_runs_once_in_its_slot(void **state) {
  (void)state;
  for (unsigned jobs = 1; jobs <= 9; jobs += 4) {
    pool *p = pool_new(jobs);
    assert_int_equal(pool_workers(p), jobs);
    for (int round = 0; round < 20; round++) {
      static work w;
      memset(&w, 0, sizeof w);
      w.workers = jobs;
      assert_int_equal(pool_run(p, COUNT, a_job, &w, round % 2 ? a_tick : NULL), HSY_OK);
      assert_int_equal(w.runs, COUNT);
      assert_false(w.bad_worker);
      if (round % 2) assert_int_equal(w.last_tick, COUNT);
      for (uint32_t i = 0; i < COUNT; i++) assert_int_equal(w.slots[i], i * 3 + 1);
    }
    pool_free(p);
  }
}

static void a_tick_can_stop(void **state) {
  (void)state;
  for (unsigned jobs = 1; jobs <= 4; jobs += 3) {
    pool *p = pool_new(jobs);
    static work w;
    memset(&w, 0, sizeof w);
    w.workers = jobs;
    w.sleep_ms = 5;
    w.stop_at = 1;
    assert_int_equal(pool_run(p, 1000, a_job, &w, a_tick), HSY_CANCELLED);
    assert_in_range(w.runs, 1, 300);
    w.stop_at = 0;
    w.sleep_ms = 0;
    w.last_tick = 0;
    assert_int_equal(pool_run(p, 100, a_job, &w, a_tick), HSY_OK); /* and the pool can go on */
    pool_free(p);
  }
}

/* The tick is called while a long job runs, not only at its end. */
static void the_tick_comes_while_jobs_run(void **state) {
  (void)state;
  pool *p = pool_new(2);
  static work w;
  memset(&w, 0, sizeof w);
  w.workers = 2;
  w.sleep_ms = 350;
  assert_int_equal(pool_run(p, 2, a_job, &w, a_tick), HSY_OK);
  assert_true(w.ticks >= 3);
  pool_free(p);
}

static void nothing_to_do(void **state) {
  (void)state;
  pool *p = pool_new(0);
  assert_true(pool_workers(p) >= 1 && pool_workers(p) <= 64);
  assert_int_equal(pool_run(p, 0, a_job, NULL, a_tick), HSY_OK);
  pool_free(p);
  pool_free(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_job_runs_once_in_its_slot),
      cmocka_unit_test(a_tick_can_stop),
      cmocka_unit_test(the_tick_comes_while_jobs_run),
      cmocka_unit_test(nothing_to_do),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
