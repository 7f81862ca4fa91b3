#include "check.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"

static char home[64]; /* a folder for this run */

static str at_home(arena *a, const char *name) { return str_format(a, "%s/%s", home, name); }

static void put_file(arena *a, const char *name, str bytes) {
  FILE *f = fopen(str_zero(a, at_home(a, name)), "wb");
  assert_non_null(f);
  assert_int_equal(fwrite(bytes.at, 1, bytes.len, f), bytes.len);
  fclose(f);
}

static str read_raw(arena *a, str path) {
  FILE *f = fopen(str_zero(a, path), "rb");
  assert_non_null(f);
  strbuf b = strbuf_new(a);
  for (int c; (c = fgetc(f)) != EOF;) strbuf_char(&b, (char)c);
  fclose(f);
  return strbuf_str(&b);
}

static hsy_rc read_back(arena *a, str path, uint64_t limit, str *all, hsy_error *e) {
  source *s;
  TRY(source_open(a, path, &s, e));
  hsy_rc rc = source_read_all(s, a, limit, all, e);
  source_close(s);
  return rc;
}

static str some_text(arena *a, size_t lines) {
  strbuf b = strbuf_new(a);
  uint64_t seed = 11;
  for (size_t i = 0; i < lines; i++) strbuf_format(&b, "line %zu %llx\n", i, (unsigned long long)next_random(&seed));
  return strbuf_str(&b);
}

static void files_there_and_back_packed_or_not(void **state) {
  (void)state;
  const char *const names[] = {"out.txt", "out.txt.gz", "out.txt.zst"};
  const size_t sizes[] = {0, 1, 3000, 40000};
  for (int n = 0; n < 3; n++)
    for (int i = 0; i < 4; i++) {
      arena *a = arena_new();
      hsy_error e = {0};
      sink *s;
      str text = some_text(a, sizes[i]), path = at_home(a, names[n]), all = {0};
      assert_int_equal(sink_to_file(a, path, &s, &e), HSY_OK);
      assert_non_null(sink_temporary(s));
      for (size_t at = 0; at < text.len; at += 777) sink_str(s, str_slice(text, at, text.len - at < 777 ? text.len : at + 777));
      assert_int_equal(sink_finish(s, &e), HSY_OK);
      assert_null(sink_temporary(s));
      assert_int_equal(read_back(a, path, 1 << 30, &all, &e), HSY_OK);
      assert_true(str_eq(all, text));
      str raw = read_raw(a, path);
      if (n == 1) assert_true(str_starts(raw, STR("\x1F\x8B")));
      if (n == 2) assert_true(str_starts(raw, STR("\x28\xB5\x2F\xFD")));
      if (n > 0 && text.len > 1000) assert_true(raw.len < text.len);
      if (text.len > 0) {
        assert_int_equal(read_back(a, path, text.len - 1, &all, &e), HSY_LIMIT);
        e = (hsy_error){0};
        assert_int_equal(read_back(a, path, text.len, &all, &e), HSY_OK);
      }
      arena_free(a);
    }
}

static hsy_rc read_bytes(arena *a, str bytes, str *all, hsy_error *e) {
  source *s;
  TRY(source_open_bytes(a, STR("bytes"), bytes.at, bytes.len, &s));
  return source_read_all(s, a, 1 << 30, all, e);
}

static void members_follow_each_other(void **state) {
  (void)state;
  for (int zstd = 0; zstd < 2; zstd++) {
    arena *a = arena_new();
    hsy_error e = {0};
    strbuf packed = strbuf_new(a), plain = strbuf_new(a);
    for (size_t i = 0; i < 3; i++) {
      str path = at_home(a, zstd ? "member.zst" : "member.gz"), text = some_text(a, i * 5000);
      sink *s;
      assert_int_equal(sink_to_file(a, path, &s, &e), HSY_OK);
      sink_str(s, text);
      assert_int_equal(sink_finish(s, &e), HSY_OK);
      strbuf_add(&packed, read_raw(a, path));
      strbuf_add(&plain, text);
    }
    str all, whole = strbuf_str(&packed);
    assert_int_equal(read_bytes(a, whole, &all, &e), HSY_OK);
    assert_true(str_eq(all, strbuf_str(&plain)));
    /* cut anywhere within the last member, or with a byte turned: an error, never half of it in silence */
    for (size_t cut = 1; cut < 60; cut++) {
      e = (hsy_error){0};
      assert_int_equal(read_bytes(a, str_slice(whole, 0, whole.len - cut), &all, &e), HSY_INPUT);
      assert_int_equal(e.rc, HSY_INPUT);
    }
    str turned = str_keep(a, whole);
    ((char *)(uintptr_t)turned.at)[whole.len - 3000] ^= 0x55;
    e = (hsy_error){0};
    assert_int_equal(read_bytes(a, turned, &all, &e), HSY_INPUT);
    e = (hsy_error){0};
    assert_int_equal(read_bytes(a, str_format(a, "%.*s", STR_ARG(STR("plain"))), &all, &e), HSY_OK);
    if (!zstd) { /* zero bytes behind the last member are padding, anything else is not */
      strbuf padded = packed;
      padded.at = arena_copy(a, packed.at, packed.len);
      padded.cap = packed.len;
      for (int i = 0; i < 100000; i++) strbuf_char(&padded, '\0');
      assert_int_equal(read_bytes(a, strbuf_str(&padded), &all, &e), HSY_OK);
      assert_true(str_eq(all, strbuf_str(&plain)));
      strbuf_add(&padded, STR("rubbish"));
      assert_int_equal(read_bytes(a, strbuf_str(&padded), &all, &e), HSY_INPUT);
    }
    arena_free(a);
  }
}

static void a_bomb_ends_at_the_limit(void **state) {
  (void)state;
  arena *a = arena_new();
  hsy_error e = {0};
  sink *s;
  str path = at_home(a, "bomb.zst"), all;
  assert_int_equal(sink_to_file(a, path, &s, &e), HSY_OK);
  char *zeros = arena_alloc(a, 1 << 20);
  for (int i = 0; i < 300; i++) sink_write(s, zeros, 1 << 20);
  assert_int_equal(sink_finish(s, &e), HSY_OK);
  assert_int_equal(read_back(a, path, 1 << 20, &all, &e), HSY_LIMIT);
  assert_non_null(strstr(e.message, "1048576"));
  arena_free(a);
}

static void lines(void **state) {
  (void)state;
  arena *a = arena_new();
  source *s;
  hsy_error e = {0};
  str line;
  bool more;
  source_open_bytes(a, STR("x"), "one\r\ntwo\n\n0123456789A\n0123456789\r\nlast\r", 44 - 5, &s);
  assert_int_equal(source_line(s, 10, &line, &more, &e), HSY_OK);
  assert_str(line, "one");
  assert_int_equal(source_line(s, 10, &line, &more, &e), HSY_OK);
  assert_str(line, "two");
  assert_int_equal(source_line(s, 10, &line, &more, &e), HSY_OK);
  assert_str(line, "");
  assert_true(more);
  assert_int_equal(source_line(s, 10, &line, &more, &e), HSY_LIMIT);
  assert_int_equal(e.line, 4);
  assert_true(more);
  e = (hsy_error){0};
  assert_int_equal(source_line(s, 10, &line, &more, &e), HSY_OK);
  assert_str(line, "0123456789");
  assert_int_equal(source_line(s, 10, &line, &more, &e), HSY_OK);
  assert_str(line, "last\r"); /* a lone \r is no line end */
  assert_int_equal(source_line(s, 10, &line, &more, &e), HSY_OK);
  assert_false(more);
  arena_free(a);
}

/* Lines of all lengths around the size of a buffer, through each packing; peeking in between changes nothing. */
static void long_lines(void **state) {
  (void)state;
  const char *const names[] = {"lines.txt", "lines.gz", "lines.zst"};
  for (int n = 0; n < 3; n++) {
    arena *a = arena_new();
    hsy_error e = {0};
    sink *out;
    str path = at_home(a, names[n]);
    assert_int_equal(sink_to_file(a, path, &out, &e), HSY_OK);
    char *bytes = arena_alloc(a, 400000);
    memset(bytes, 'x', 400000);
    for (size_t i = 0; i < 40; i++) {
      sink_write(out, bytes, i * 10007 % 300000);
      sink_str(out, i % 2 ? STR("\r\n") : STR("\n"));
    }
    assert_int_equal(sink_finish(out, &e), HSY_OK);
    source *s;
    assert_int_equal(source_open(a, path, &s, &e), HSY_OK);
    bool more = true;
    for (size_t i = 0; i < 40; i++) {
      str line, view;
      size_t len = i * 10007 % 300000;
      if (i % 3 == 0) assert_int_equal(source_peek(s, 100000, &view, &e), HSY_OK);
      hsy_rc rc = source_line(s, 200000, &line, &more, &e);
      assert_int_equal(rc, len > 200000 ? HSY_LIMIT : HSY_OK);
      if (rc == HSY_OK) assert_int_equal(line.len, len);
      assert_true(more);
      e = (hsy_error){0};
    }
    str line;
    assert_int_equal(source_line(s, 200000, &line, &more, &e), HSY_OK);
    assert_false(more);
    source_close(s);
    arena_free(a);
  }
}

static void reads_in_small_pieces(void **state) {
  (void)state;
  arena *a = arena_new();
  hsy_error e = {0};
  str text = some_text(a, 20000), view;
  source *s;
  source_open_bytes(a, STR("x"), text.at, text.len, &s);
  assert_int_equal(source_peek(s, 9, &view, &e), HSY_OK);
  assert_true(str_eq(view, str_slice(text, 0, 9)));
  strbuf b = strbuf_new(a);
  for (;;) {
    char piece[1000];
    size_t got;
    assert_int_equal(source_read(s, piece, sizeof piece, &got, &e), HSY_OK);
    if (got == 0) break;
    strbuf_add(&b, (str){piece, got});
  }
  assert_true(str_eq(strbuf_str(&b), text));
  assert_int_equal(source_peek(s, 9, &view, &e), HSY_OK);
  assert_int_equal(view.len, 0);
  arena_free(a);
}

static void what_cannot_be_opened(void **state) {
  (void)state;
  arena *a = arena_new();
  source *s;
  const struct { const char *path; hsy_rc rc; const char *words; } cases[] = {
      {"/nowhere/at-all.txt", HSY_IO, "no such file"},
      {home, HSY_INPUT, "folder"},
      {"/dev/null", HSY_INPUT, "device"},
      {"", HSY_IO, "no such file"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    hsy_error e = {0};
    assert_int_equal(source_open(a, str_of(cases[i].path), &s, &e), cases[i].rc);
    assert_non_null(strstr(e.message, cases[i].words));
    assert_string_equal(e.file, cases[i].path);
  }
  hsy_error e = {0};
  assert_int_equal(source_open(a, STR("a\0b"), &s, &e), HSY_IO);
  arena_free(a);
}

static int temporaries_left(void) {
  DIR *folder = opendir(home);
  assert_non_null(folder);
  int count = 0;
  for (const struct dirent *entry; (entry = readdir(folder));) count += strstr(entry->d_name, ".hearsay-") != NULL;
  closedir(folder);
  return count;
}

static void a_file_is_written_whole_or_not_at_all(void **state) {
  (void)state;
  arena *a = arena_new();
  hsy_error e = {0};
  sink *s;
  put_file(a, "kept.txt", STR("old"));
  str path = at_home(a, "kept.txt");
  assert_int_equal(chmod(str_zero(a, path), 0640), 0);
  assert_int_equal(sink_to_file(a, path, &s, &e), HSY_OK);
  sink_str(s, STR("half"));
  char *temporary = str_zero(a, str_of(sink_temporary(s)));
  assert_non_null(strstr(temporary, "/.kept.txt.hearsay-"));
  assert_int_equal(access(temporary, F_OK), 0);
  sink_abandon(s);
  assert_int_equal(access(temporary, F_OK), -1);
  assert_str(read_raw(a, path), "old");

  assert_int_equal(sink_to_file(a, path, &s, &e), HSY_OK);
  sink_format(s, "%s %d", "new", 2);
  assert_str(read_raw(a, path), "old"); /* until the end */
  assert_int_equal(sink_finish(s, &e), HSY_OK);
  assert_str(read_raw(a, path), "new 2");
  struct stat info;
  assert_int_equal(stat(str_zero(a, path), &info), 0);
  assert_int_equal(info.st_mode & 0777, 0640);

  arena *short_lived = arena_new(); /* an arena that goes takes the temporary file with it */
  assert_int_equal(sink_to_file(short_lived, path, &s, &e), HSY_OK);
  temporary = str_zero(a, str_of(sink_temporary(s)));
  arena_free(short_lived);
  assert_int_equal(access(temporary, F_OK), -1);

  mode_t before = umask(027);
  str fresh = at_home(a, "fresh.txt");
  assert_int_equal(sink_to_file(a, fresh, &s, &e), HSY_OK);
  assert_int_equal(sink_finish(s, &e), HSY_OK);
  umask(before);
  assert_int_equal(stat(str_zero(a, fresh), &info), 0);
  assert_int_equal(info.st_mode & 0777, 0640);

  str link = at_home(a, "link.txt");
  assert_int_equal(symlink("kept.txt", str_zero(a, link)), 0);
  assert_int_equal(sink_to_file(a, link, &s, &e), HSY_OK);
  sink_str(s, STR("through the link"));
  assert_int_equal(sink_finish(s, &e), HSY_OK);
  assert_str(read_raw(a, path), "through the link");
  assert_int_equal(lstat(str_zero(a, link), &info), 0);
  assert_true(S_ISLNK(info.st_mode));
  arena_free(a);
}

static void two_writers_do_not_meet(void **state) {
  (void)state;
  arena *a = arena_new();
  hsy_error e = {0};
  sink *one, *two;
  str path = at_home(a, "shared.txt");
  assert_int_equal(sink_to_file(a, path, &one, &e), HSY_OK);
  assert_int_equal(sink_to_file(a, path, &two, &e), HSY_OK);
  sink_str(one, STR("one"));
  sink_str(two, STR("two"));
  assert_int_equal(sink_finish(two, &e), HSY_OK);
  assert_int_equal(sink_finish(one, &e), HSY_OK);
  assert_str(read_raw(a, path), "one");
  arena_free(a);
}

static void a_full_disk_is_told_once_at_the_end(void **state) {
  (void)state;
  if (access("/dev/full", W_OK) != 0) skip();
  arena *a = arena_new();
  hsy_error e = {0};
  sink *s;
  assert_int_equal(sink_to_file(a, STR("/dev/full"), &s, &e), HSY_OK);
  for (int i = 0; i < 10000; i++) sink_str(s, STR("many bytes that find no place\n"));
  assert_int_equal(sink_finish(s, &e), HSY_IO);
  assert_non_null(strstr(e.message, "no space left"));
  assert_int_equal(access("/dev/full", F_OK), 0);
  arena_free(a);
}

static void what_cannot_be_written(void **state) {
  (void)state;
  arena *a = arena_new();
  sink *s;
  hsy_error e = {0};
  assert_int_equal(sink_to_file(a, str_of(home), &s, &e), HSY_IO);
  assert_non_null(strstr(e.message, "folder"));
  e = (hsy_error){0};
  assert_int_equal(sink_to_file(a, STR("/nowhere/x/y.txt"), &s, &e), HSY_IO);
  assert_non_null(strstr(e.message, "no such"));
  assert_int_equal(sink_to_file(a, STR(""), &s, &e), HSY_IO);
  strbuf name = strbuf_new(a); /* the longest name the system takes: the temporary one must not be longer */
  for (int i = 0; i < 255; i++) strbuf_char(&name, 'n');
  e = (hsy_error){0};
  assert_int_equal(sink_to_file(a, at_home(a, str_zero(a, strbuf_str(&name))), &s, &e), HSY_OK);
  assert_int_equal(sink_finish(s, &e), HSY_OK);
  assert_int_equal(temporaries_left(), 0);
  arena_free(a);
}

static void a_closed_pipe_is_an_error(void **state) {
  (void)state;
  arena *a = arena_new();
  hsy_error e = {0};
  str path = at_home(a, "fifo");
  char *z = str_zero(a, path);
  sink *s;
  signal(SIGPIPE, SIG_IGN);
  assert_int_equal(mkfifo(z, 0666), 0);
  int reader = open(z, O_RDONLY | O_NONBLOCK);
  assert_int_equal(sink_to_file(a, path, &s, &e), HSY_OK);
  close(reader);
  sink_str(s, STR("nobody listens"));
  assert_int_equal(sink_finish(s, &e), HSY_IO);
  assert_non_null(strstr(e.message, "pipe"));
  assert_int_equal(unlink(z), 0);
  arena_free(a);
}

/* Standard input is a pipe that gives its bytes in two pieces, the first shorter than what tells the packing. */
static void standard_input(void **state) {
  (void)state;
  arena *a = arena_new();
  hsy_error e = {0};
  sink *out;
  str packed, all;
  assert_int_equal(sink_to_file(a, at_home(a, "in.gz"), &out, &e), HSY_OK);
  sink_str(out, STR("packed on the way"));
  assert_int_equal(sink_finish(out, &e), HSY_OK);
  packed = read_raw(a, at_home(a, "in.gz"));
  int ends[2], before = dup(0);
  assert_int_equal(pipe(ends), 0);
  assert_int_equal(dup2(ends[0], 0), 0);
  close(ends[0]);
  assert_int_equal(write(ends[1], packed.at, 2), 2);
  source *s;
  assert_int_equal(source_open(a, STR("-"), &s, &e), HSY_OK);
  assert_int_equal(write(ends[1], packed.at + 2, packed.len - 2), packed.len - 2);
  close(ends[1]);
  assert_int_equal(source_read_all(s, a, 100, &all, &e), HSY_OK);
  assert_str(all, "packed on the way");
  source_close(s);
  assert_true(fcntl(0, F_GETFD) >= 0); /* not ours to close */
  dup2(before, 0);
  close(before);
  arena_free(a);
}

typedef struct taker { strbuf got; int calls, stop_at; } taker;

static int take(void *user, const void *bytes, size_t len) {
  taker *t = user;
  strbuf_add(&t->got, (str){bytes, len});
  return ++t->calls == t->stop_at;
}

static void a_function_takes_and_can_stop(void **state) {
  (void)state;
  arena *a = arena_new();
  hsy_error e = {0};
  taker t = {strbuf_new(a), 0, 0};
  str text = some_text(a, 10000);
  sink *s = sink_to_function(a, take, &t);
  sink_str(s, text);
  assert_int_equal(sink_finish(s, &e), HSY_OK);
  assert_true(str_eq(strbuf_str(&t.got), text));
  t = (taker){strbuf_new(a), 0, 1};
  s = sink_to_function(a, take, &t);
  sink_str(s, text);
  assert_int_equal(sink_finish(s, &e), HSY_CANCELLED);
  assert_int_equal(t.calls, 1);
  arena_free(a);
}

static void format_of_any_length(void **state) {
  (void)state;
  arena *a = arena_new();
  for (int len = 500; len < 520; len++) {
    strbuf b = strbuf_new(a);
    sink *s = sink_to_memory(a, &b);
    sink_format(s, "%*d", len, 7);
    sink_str(s, STR("."));
    assert_int_equal(b.len, len + 1);
  }
  arena_free(a);
}

static void walk_lists_files_by_bytes(void **state) {
  (void)state;
  arena *a = arena_new();
  hsy_error e = {0};
  const char *const folders[] = {"w", "w/b", "w/b/deep", "w/.hidden", "w/a"};
  for (size_t i = 0; i < 5; i++) assert_int_equal(mkdir(str_zero(a, at_home(a, folders[i])), 0777), 0);
  const char *const files[] = {"w/b/2", "w/b/10", "w/b/deep/x", "w/b.txt", "w/.secret", "w/.hidden/y", "w/a/é", "w/a/z", "w/B"};
  for (size_t i = 0; i < 9; i++) put_file(a, files[i], STR("x"));
  assert_int_equal(symlink("..", str_zero(a, at_home(a, "w/b/up"))), 0);      /* a folder: not followed */
  assert_int_equal(symlink("../B", str_zero(a, at_home(a, "w/a/link"))), 0);  /* a file: read */
  assert_int_equal(symlink("nowhere", str_zero(a, at_home(a, "w/c"))), 0);    /* leads nowhere: opening it will say so */
  assert_int_equal(mkfifo(str_zero(a, at_home(a, "w/pipe")), 0666), 0);
  const char *const should[] = {"w/B", "w/a/link", "w/a/z", "w/a/é", "w/b.txt", "w/b/10", "w/b/2", "w/b/deep/x", "w/c"};
  str_vec found = {0};
  assert_int_equal(io_walk(a, at_home(a, "w"), 1000, &found, &e), HSY_OK);
  assert_int_equal(found.count, 9);
  for (uint32_t i = 0; i < found.count; i++) assert_str(found.at[i], str_zero(a, at_home(a, should[i])));
  found.count = 0;
  assert_int_equal(io_walk(a, at_home(a, "w/"), 1000, &found, &e), HSY_OK);
  assert_str(found.at[0], str_zero(a, at_home(a, "w/B")));
  assert_int_equal(io_walk(a, STR("/nowhere/at-all"), 1000, &found, &e), HSY_IO);
  found.count = 0;
  e = (hsy_error){0};
  assert_int_equal(io_walk(a, at_home(a, "w"), 5, &found, &e), HSY_LIMIT); /* named, not cut */
  assert_non_null(strstr(e.message, "more than 5 files"));
  assert_int_equal(found.count, 0);
  assert_true(io_is_folder(at_home(a, "w")) && !io_is_folder(at_home(a, "w/B")) && !io_exists(STR("/nowhere")));
  assert_true(io_exists(at_home(a, "w/B")));
  arena_free(a);
}

/* A folder below that may not be read is listed, so that opening it says why. */
static void walk_hides_nothing(void **state) {
  (void)state;
  if (geteuid() == 0) skip(); /* nothing is forbidden to root */
  arena *a = arena_new();
  hsy_error e = {0};
  assert_int_equal(mkdir(str_zero(a, at_home(a, "v")), 0777), 0);
  assert_int_equal(mkdir(str_zero(a, at_home(a, "v/locked")), 0), 0);
  put_file(a, "v/open", STR("x"));
  str_vec found = {0};
  source *s;
  assert_int_equal(io_walk(a, at_home(a, "v"), 1000, &found, &e), HSY_OK);
  assert_int_equal(found.count, 2);
  assert_int_equal(source_open(a, found.at[0], &s, &e), HSY_IO);
  assert_non_null(strstr(e.message, "permission denied"));
  arena_free(a);
}

static bool walk_and_read(arena *a) {
  jmp_buf out;
  arena_guard(a, &out);
  if (setjmp(out)) return false;
  hsy_error e = {0};
  str_vec found = {0};
  assert_int_equal(io_walk(a, str_of(home), 1000, &found, &e), HSY_OK);
  for (uint32_t i = 0; i < found.count; i++) {
    source *s;
    str all;
    hsy_error ignored = {0};
    if (source_open(a, found.at[i], &s, &ignored) == HSY_OK) (void)source_read_all(s, a, 1 << 18, &all, &ignored);
  }
  sink *s;
  assert_int_equal(sink_to_file(a, at_home(a, "oom.zst"), &s, &e), HSY_OK);
  for (int i = 0; i < 5000; i++) sink_format(s, "%d\n", i);
  return sink_finish(s, &e) == HSY_OK;
}

/* Whatever was open when memory ran out is closed with the arena; nothing is left beside the target. */
static void out_of_memory_leaves_nothing_open(void **state) {
  (void)state;
  int before = dup(0);
  close(before);
  for (uint64_t n = 1;; n++) {
    arena_test_fail_after(n);
    arena *a = arena_new();
    if (!a) continue;
    bool done = walk_and_read(a);
    arena_test_fail_after(0);
    arena_free(a);
    int next = dup(0);
    close(next);
    assert_int_equal(next, before);
    assert_int_equal(temporaries_left(), 0);
    if (done) break;
    assert_true(n < 1000);
  }
}

static void a_file_is_mapped(void **state) {
  (void)state;
  arena *a = arena_new();
  hsy_error e = {0};
  str text = some_text(a, 5000), view;
  put_file(a, "mapped", text);
  put_file(a, "empty", (str){"", 0});
  assert_int_equal(io_map(a, at_home(a, "mapped"), text.len, &view, &e), HSY_OK);
  assert_true(str_eq(view, text));
  assert_int_equal((uintptr_t)view.at % 64, 0);
  unlink(str_zero(a, at_home(a, "mapped"))); /* what is mapped stays */
  assert_true(str_eq(view, text));
  assert_int_equal(io_map(a, at_home(a, "empty"), 0, &view, &e), HSY_OK);
  assert_int_equal(view.len, 0);
  arena_free(a);
}

static void what_cannot_be_mapped(void **state) {
  (void)state;
  arena *a = arena_new();
  str view, pipe = at_home(a, "pipe");
  put_file(a, "long", STR("four"));
  assert_int_equal(mkfifo(str_zero(a, pipe), 0600), 0);
  const struct { str path; hsy_rc rc; } cases[] = {{at_home(a, "nowhere"), HSY_IO}, {STR("a\0b"), HSY_IO}, {str_of(home), HSY_INPUT},
                                                   {STR("/dev/null"), HSY_INPUT},   {pipe, HSY_INPUT},      {at_home(a, "long"), HSY_LIMIT}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    hsy_error e = {0};
    assert_int_equal(io_map(a, cases[i].path, 3, &view, &e), cases[i].rc);
    assert_int_equal(e.rc, cases[i].rc);
    assert_int_equal(view.len, 0);
  }
  arena_free(a);
}

static int make_home(void **state) {
  (void)state;
  const char *place = getenv("TMPDIR");
  snprintf(home, sizeof home, "%s/hearsay-test-XXXXXX", place && strlen(place) < 30 ? place : "/tmp");
  return mkdtemp(home) ? 0 : -1;
}

static int remove_home(void **state) {
  (void)state;
  char command[128];
  snprintf(command, sizeof command, "rm -rf '%s'", home);
  return system(command);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(files_there_and_back_packed_or_not),
      cmocka_unit_test(members_follow_each_other),
      cmocka_unit_test(a_bomb_ends_at_the_limit),
      cmocka_unit_test(lines),
      cmocka_unit_test(long_lines),
      cmocka_unit_test(reads_in_small_pieces),
      cmocka_unit_test(what_cannot_be_opened),
      cmocka_unit_test(a_file_is_written_whole_or_not_at_all),
      cmocka_unit_test(two_writers_do_not_meet),
      cmocka_unit_test(a_full_disk_is_told_once_at_the_end),
      cmocka_unit_test(what_cannot_be_written),
      cmocka_unit_test(a_function_takes_and_can_stop),
      cmocka_unit_test(format_of_any_length),
      cmocka_unit_test(walk_lists_files_by_bytes),
      cmocka_unit_test(walk_hides_nothing),
      cmocka_unit_test(a_closed_pipe_is_an_error),
      cmocka_unit_test(standard_input),
      cmocka_unit_test(a_file_is_mapped),
      cmocka_unit_test(what_cannot_be_mapped),
      cmocka_unit_test(out_of_memory_leaves_nothing_open),
  };
  return cmocka_run_group_tests(tests, make_home, remove_home);
}
