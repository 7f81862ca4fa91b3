#!/usr/bin/env python3
"""Turn the word lists of data/ into C tables: compile.py OUT.h OUT.c LIST.txt...

The header gets one enumerator a list, the source the entries of each list sorted by the bytes of their folded keys.
A line that breaks the format (a key twice, two spaces, an empty key) ends the build with file and line.
"""
import os
import re
import sys

header, source, *lists = sys.argv[1:]


def fold(key):
    return key.lower().replace("’", "'")


def quoted(text):
    return '"' + "".join(chr(b) if 32 <= b < 127 and b not in b'"\\?' else f"\\{b:03o}" for b in text.encode()) + '"'


tables = []
for path in lists:
    name = os.path.basename(path)[:-4].upper().replace("-", "_")
    entries = {}
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            line = line.rstrip("\n")
            if not line.strip() or line.startswith("#"):
                continue
            key, _, value = line.partition("\t")
            key = fold(key)
            if not key or key != " ".join(key.split()):
                sys.exit(f"{path}:{number}: a key has single spaces and none at its ends")
            if key in entries:
                sys.exit(f"{path}:{number}: '{key}' stands in the list twice")
            entries[key] = value.strip()
    tables.append((name, sorted(entries.items(), key=lambda e: e[0].encode())))

with open(header, "w", encoding="utf-8") as out:
    out.write("/* Made by src/lexicon/compile.py from data/. */\n#ifndef LEXICON_LISTS_H\n#define LEXICON_LISTS_H\n")
    out.write("enum lexicon_list {\n" + "".join(f"  LEXICON_{name},\n" for name, _ in tables) + "  LEXICON_LIST_COUNT\n};\n#endif\n")
with open(source, "w", encoding="utf-8") as out:
    out.write('/* Made by src/lexicon/compile.py from data/. */\n#include "lexicon/lexicon.h"\n#include "lexicon/tables.h"\n')
    for name, entries in tables:
        out.write(f"static const lexicon_entry {name.lower()}[] = {{\n")
        for key, value in entries:
            k, v = quoted(key), quoted(value)
            out.write(f"  {{{{{k}, {len(key.encode())}}}, {{{v}, {len(value.encode())}}}}},\n")
        if not entries:
            out.write('  {{"", 0}, {"", 0}},\n')
        out.write("};\n")
    out.write("const lexicon_table lexicon_tables[LEXICON_LIST_COUNT] = {\n")
    for name, entries in tables:
        words = max((k.count(" ") + 1 for k, _ in entries), default=0)
        out.write(f"  {{{name.lower()}, {len(entries)}, {words}}},\n")
    out.write("};\n")
