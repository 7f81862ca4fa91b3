/* A file as a view of the system's pages. The view is given back by the arena; the descriptor is closed at once, the
 * pages stay.
 */
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "base/io_reason.h"

static void unmap(void *what) {
  str *view = what;
  if (view->len > 0) munmap((void *)(uintptr_t)view->at, view->len);
}

/* The view of an open descriptor; `own` is what the arena will give back. */
static hsy_rc map_open(int fd, str path, uint64_t limit, str *own, hsy_error *error) {
  struct stat info;
  if (fstat(fd, &info) != 0) return error_set(error, HSY_IO, path, 0, "", "cannot be examined: %s", io_reason(errno));
  if (S_ISDIR(info.st_mode)) return error_set(error, HSY_INPUT, path, 0, "", "is a folder, not a file");
  if (!S_ISREG(info.st_mode)) return error_set(error, HSY_INPUT, path, 0, "", "is a device, not a file");
  if ((uint64_t)info.st_size > limit)
    return error_set(error, HSY_LIMIT, path, 0, "", "larger than %llu bytes", (unsigned long long)limit);
  if (info.st_size == 0) return HSY_OK; /* the system maps no empty file */
  void *at = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
  if (at == MAP_FAILED) return error_set(error, HSY_IO, path, 0, "", "cannot be mapped: %s", io_reason(errno));
  *own = (str){at, (size_t)info.st_size};
  return HSY_OK;
}

hsy_rc io_map(arena *a, str path, uint64_t limit, str *view, hsy_error *error) {
  *view = (str){"", 0};
  if (str_find_char(path, '\0', 0) != STR_NONE)
    return error_set(error, HSY_IO, path, 0, "", "cannot open: a name cannot hold a zero byte");
  const char *z = str_zero(a, path);
  str *own = ARENA_NEW(a, str); /* first: from here on the arena gives back what is mapped */
  arena_defer(a, unmap, own);
  int fd;
  do fd = open(z, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK); /* a pipe without a writer does not hold us */
  while (fd < 0 && errno == EINTR);
  if (fd < 0) return error_set(error, HSY_IO, path, 0, "", "cannot open: %s", io_reason(errno));
  hsy_rc rc = map_open(fd, path, limit, own, error);
  close(fd);
  if (own->len > 0) *view = *own;
  return rc;
}
