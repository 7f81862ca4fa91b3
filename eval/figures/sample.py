#!/usr/bin/env python3
"""Draws sentences with numbers from stories/basil-dev for labelling: a JSON line a sentence, in the order to be labelled.

    eval/figures/sample.py [--shared ../shared] [--hearsay build/src/hearsay] [--count 700]
"""
import argparse
import json
import lzma
import os
import random
import re
import subprocess
import tempfile

NUMBER = re.compile(r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|twenty|thirty|forty|fifty|hundreds?|thousands?|millions?|"
                    r"billions?|half|thirds?|quarter|second|fourth|fifth|couple|scores of)\b", re.I)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--shared", default="../shared"), ap.add_argument("--hearsay", default="build/src/hearsay"), ap.add_argument("--count", type=int, default=700)
    o = ap.parse_args()
    with lzma.open(os.path.join(o.shared, "data/stories/basil-dev.jsonl.xz"), "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps({"id": r["id"], "text": r["text"]}) + "\n" for r in records)
        file.flush()
        made = subprocess.run([o.hearsay, "annotate", "--no-model", "-q", file.name], check=True, stdout=subprocess.PIPE).stdout
    found = []
    for line in made.splitlines():
        d = json.loads(line)
        raw = d["text"].encode()
        for start, end in d["sentences"]:
            if NUMBER.search(raw[start:end].decode()):
                found.append({"doc": d["id"], "span": [start, end], "text": raw[start:end].decode()})
    random.Random(16).shuffle(found)
    for one in found[:o.count]:
        print(json.dumps(one, ensure_ascii=False))


if __name__ == "__main__":
    main()
