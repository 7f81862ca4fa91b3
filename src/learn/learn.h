/* The encoder and its heads, over one file of weights. This version reads the file's identity and refuses what it cannot
 * use; rules alone find what is found (program.model is null in the output). */
#ifndef LEARN_LEARN_H
#define LEARN_LEARN_H

#include "base/err.h"

/* Opens a model file. HSY_MODEL with the reason when it cannot be used: no such file, foreign format, a version this
 * program has no engine for. */
hsy_rc learn_open(arena *, str path, hsy_error *);

#endif
