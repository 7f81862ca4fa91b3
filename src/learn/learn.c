/* The door to the encoder. There is no engine behind it yet: a model file is looked at and refused, with the reason, so
 * that nobody takes findings made by rules for findings of a model. */
#include "learn/learn.h"

#include "base/io.h"

hsy_rc learn_open(arena *a, str path, hsy_error *error) {
  source *in = NULL;
  hsy_error why = {0};
  if (source_open(a, path, &in, &why) != HSY_OK)
    return error_set(error, HSY_MODEL, path, 0, "name a model file, or use --no-model", "the model cannot be read: %s", why.message);
  source_close(in);
  return error_set(error, HSY_MODEL, path, 0, "use --no-model: names and attributions are found by rules",
      "this version of hearsay has no engine for model files");
}
