/* Without a fuzzer: give every file of the folders or files named to the target once. A crash, a sanitizer's finding or
 * an empty corpus fails the test.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static long replay_file(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) {
    perror(path);
    exit(1);
  }
  uint8_t *data = NULL;
  size_t size = 0, got;
  char piece[4096];
  while ((got = fread(piece, 1, sizeof piece, file)) > 0) {
    data = realloc(data, size + got);
    if (!data) abort();
    for (size_t i = 0; i < got; i++) data[size + i] = (uint8_t)piece[i];
    size += got;
  }
  fclose(file);
  uint8_t nothing = 0;
  LLVMFuzzerTestOneInput(data ? data : &nothing, size);
  free(data);
  return 1;
}

static long replay_folder(const char *path) {
  DIR *folder = opendir(path);
  if (!folder) {
    perror(path);
    exit(1);
  }
  long count = 0;
  for (struct dirent *entry; (entry = readdir(folder));) {
    char name[4096];
    if (entry->d_name[0] == '.') continue;
    if (snprintf(name, sizeof name, "%s/%s", path, entry->d_name) >= (int)sizeof name) abort();
    count += replay_file(name);
  }
  closedir(folder);
  return count;
}

int main(int argc, char **argv) {
  long count = 0;
  for (int i = 1; i < argc; i++) {
    struct stat info;
    count += stat(argv[i], &info) == 0 && S_ISDIR(info.st_mode) ? replay_folder(argv[i]) : replay_file(argv[i]);
  }
  printf("%ld inputs replayed\n", count);
  return count > 0 ? 0 : 1;
}
