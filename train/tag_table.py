#!/usr/bin/env python3
"""The table of src/text/tag_table.h: 100 ln(P(class | class before) / P(class)), counted on a treebank.

    train/tag_table.py ../shared/data/language/gum-train.jsonl.xz > src/text/tag_table.h
"""
import json
import lzma
import math
import sys

CLASSES = "X NOUN PROPN VERB AUX ADJ ADV PRON DET ADP CCONJ SCONJ PART NUM INTJ PUNCT SYM".split()
SMOOTHING = 20  # counts, as if drawn from the classes' own frequencies
START = len(CLASSES)

pairs = [[0] * len(CLASSES) for _ in range(START + 1)]
single = [0] * len(CLASSES)
for line in lzma.open(sys.argv[1], "rt", encoding="utf-8"):
    for sentence in json.loads(line)["sentences"]:
        before = START
        for token in sentence["tokens"]:
            this = CLASSES.index(token[3]) if token[3] in CLASSES else 0
            pairs[before][this] += 1
            single[this] += 1
            before = this
total = sum(single)
print("/* Made by train/tag_table.py; rows of `follows` in tags.c. */")
for row, name in zip(pairs, CLASSES + ["start"]):
    seen = sum(row)
    share = [n / total for n in single]
    values = [round(100 * math.log((n + SMOOTHING * p) / (seen + SMOOTHING) / p)) for n, p in zip(row, share)]
    print("  {" + ", ".join(map(str, values)) + "}, /* " + name + " */")
