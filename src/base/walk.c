/* What stands under a folder, and why the system refused.
 *
 * The walk keeps a list of folders still to be read (no recursion, one folder open at a time) and sorts all paths by
 * bytes at its end. A folder below that cannot be read, and a link that leads nowhere, are listed as if they were files:
 * opening them gives the message, and nothing is passed over in silence.
 */
#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>

#include "base/io.h"
#include "base/io_reason.h"

const char *io_reason(int code) {
  static const struct { int code; const char *words; } reasons[] = {
      {ENOENT, "no such file or folder"},
      {EACCES, "permission denied"},
      {EPERM, "operation not permitted"},
      {ENOTDIR, "a part of the path is not a folder"},
      {EISDIR, "is a folder"},
      {ENAMETOOLONG, "the name is too long"},
      {ELOOP, "too many links"},
      {EMFILE, "too many open files"},
      {ENFILE, "too many open files on the system"},
      {ENOSPC, "no space left on the disk"},
      {EDQUOT, "disk quota exceeded"},
      {EFBIG, "the file would be too large"},
      {EROFS, "the file system is read-only"},
      {EPIPE, "the reader has closed the pipe"},
      {EIO, "the device reports an error"},
      {ENXIO, "no such device"},
      {ETXTBSY, "the file is in use"},
      {EEXIST, "the file exists"},
      {ENOMEM, "out of memory"},
      {EINVAL, "the system refuses the operation"},
      {EAGAIN, "nothing to read at the moment"},
  };
  for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
    if (reasons[i].code == code) return reasons[i].words;
  return "the system reports an error";
}

/* So that an open folder is closed also when memory runs out in the middle. */
static void close_folder(void *what) {
  DIR **folder = what;
  if (*folder) closedir(*folder);
  *folder = NULL;
}

static str path_below(arena *a, str folder, const char *name) {
  bool has_slash = folder.len > 0 && folder.at[folder.len - 1] == '/';
  return str_format(a, "%.*s%s%s", STR_ARG(folder), has_slash ? "" : "/", name);
}

/* Sort one name into files and folders. */
static void note_entry(arena *a, str path, str_vec *files, str_vec *folders) {
  struct stat s;
  const char *z = str_zero(a, path);
  if (lstat(z, &s) != 0) {
    if (errno != ENOENT) vec_push(a, files, path); /* ENOENT: gone since the folder was read */
    return;
  }
  if (S_ISDIR(s.st_mode)) vec_push(a, folders, path);
  else if (S_ISREG(s.st_mode)) vec_push(a, files, path);
  else if (S_ISLNK(s.st_mode) && (stat(z, &s) != 0 || S_ISREG(s.st_mode))) vec_push(a, files, path);
}

/* Errno, or 0 when the folder was read to its end, or as far as the limit. */
static int read_folder(arena *a, DIR **open, str path, uint32_t limit, str_vec *files, str_vec *folders) {
  *open = opendir(str_zero(a, path));
  if (!*open) return errno;
  errno = 0;
  while (files->count + folders->count <= limit) {
    errno = 0;
    const struct dirent *entry = readdir(*open);
    if (!entry) break;
    if (entry->d_name[0] != '.') note_entry(a, path_below(a, path, entry->d_name), files, folders);
  }
  int failed = errno;
  close_folder(open);
  return failed;
}

static int by_bytes(const void *a, const void *b) { return str_compare(*(const str *)a, *(const str *)b); }

hsy_rc io_walk(arena *a, str folder, uint32_t limit, str_vec *out, hsy_error *error) {
  DIR **open = ARENA_NEW(a, DIR *);
  arena_defer(a, close_folder, open);
  str_vec folders = {0}, found = {0};
  vec_push(a, &folders, str_keep(a, folder));
  while (folders.count > 0) {
    str path = folders.at[--folders.count];
    bool is_top = path.len == folder.len; /* all below are longer */
    int failed = read_folder(a, open, path, limit, &found, &folders);
    if (failed && is_top)
      return error_set(error, HSY_IO, folder, 0, "", "cannot read the folder: %s", io_reason(failed));
    if (failed) vec_push(a, &found, path);
    if (found.count + folders.count > limit)
      return error_set(error, HSY_LIMIT, folder, 0, "name its folders one by one", "more than %u files and folders under this one", limit);
  }
  vec_sort(a, &found, by_bytes);
  for (uint32_t i = 0; i < found.count; i++) vec_push(a, out, found.at[i]);
  return HSY_OK;
}

static bool stat_str(str path, struct stat *s) {
  char z[4096]; /* PATH_MAX: the system takes no longer one */
  if (path.len >= sizeof z || str_find_char(path, '\0', 0) != STR_NONE) return false;
  memcpy(z, path.at, path.len);
  z[path.len] = '\0';
  return stat(z, s) == 0;
}

bool io_is_folder(str path) {
  struct stat s;
  return stat_str(path, &s) && S_ISDIR(s.st_mode);
}

bool io_exists(str path) {
  struct stat s;
  return stat_str(path, &s);
}
