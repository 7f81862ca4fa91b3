#!/usr/bin/env python3
"""Make data/word-frequencies.txt: how many of a thousand news texts hold a word.

    train/word_frequencies.py ../shared/data/stories/newswire-2400.jsonl.xz ../shared/data/attribution/polnear-train.jsonl.xz > data/word-frequencies.txt

Words are lower case runs of letters. Names are left out by their letter case (a word that stands with a capital more than two times
in three), so that the list is of the language and not of the days the texts come from; the calendar's words stay.
"""
import collections
import json
import lzma
import re
import sys

CALENDAR = set("""monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
october november december""".split())
WORD = re.compile(r"[^\W\d_]+")
texts, small, seen = collections.Counter(), collections.Counter(), collections.Counter()
count = 0
for path in sys.argv[1:]:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for record in map(json.loads, file):
            words = WORD.findall((record.get("title") or "") + " " + (record.get("text") or ""))
            count += 1
            for word in words:
                seen[word.lower()] += 1
                small[word.lower()] += word.islower()
            texts.update({word.lower() for word in words})

print("# How many of a thousand news texts hold a word: what is common weighs little when texts are compared.")
print(f"# Made by train/word_frequencies.py of {count} texts; words of fewer than five in a thousand are not listed.")
for word, texts_with_it in sorted(texts.items()):
    share = round(1000 * texts_with_it / count)
    if share >= 5 and len(word) > 1 and (3 * small[word] >= seen[word] or word in CALENDAR):
        print(f"{word}\t{share}")
