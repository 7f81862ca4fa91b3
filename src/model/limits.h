/* Every limit of hearsay, in one place. `hearsay --limits` prints this table; a document over one is named, never cut
 * unseen. X(name, value, what it bounds). */
#ifndef MODEL_LIMITS_H
#define MODEL_LIMITS_H

#define HSY_LIMITS(X)                                                                            \
  X(INPUT_BYTES, 33554432, "bytes of one document as it lies in its file, unpacked (32 MiB)")     \
  X(LINE_BYTES, 33554432, "bytes of one line of JSON Lines (32 MiB)")                            \
  X(TEXT_BYTES, 4194304, "bytes of the clean text of one document (4 MiB)")                      \
  X(HTML_NODES, 2000000, "elements and texts of one page")                                       \
  X(HTML_DEPTH, 512, "depth of elements that is kept apart; deeper ones count as their parent")  \
  X(JSON_DEPTH, 64, "depth of a JSON line")                                                      \
  X(BLOCKS, 200000, "paragraphs and headings of one document")                                   \
  X(TOKENS, 1000000, "tokens of one document")                                                   \
  X(TOKEN_BYTES, 256, "bytes of one token; longer runs are split")                               \
  X(SENTENCE_TOKENS, 1000, "tokens of one sentence; longer ones are split")                      \
  X(NAMES, 100000, "names of one document")                                                      \
  X(TIMES, 50000, "time expressions of one document")                                            \
  X(FIGURES, 100000, "figures of one document")                                                  \
  X(STATEMENTS, 100000, "statements of one document")                                            \
  X(ATTRIBUTIONS, 50000, "attributions of one document")                                         \
  X(REPORT_DOCUMENTS, 100000, "documents of one report")                                         \
  X(STORY_DOCUMENTS, 500, "documents of one story that are compared statement by statement")     \
  X(FOLDER_FILES, 1000000, "files under one folder")                                             \
  X(FIELD_BYTES, 4096, "bytes of a title, an outlet, an author, a URL")

enum {
#define HSY_LIMIT_ENUM(name, value, what) HSY_MAX_##name = value,
  HSY_LIMITS(HSY_LIMIT_ENUM)
#undef HSY_LIMIT_ENUM
};

#endif
