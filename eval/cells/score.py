#!/usr/bin/env python3
"""Do the rows of a report hold what tells the same? Judged pairs of passages against the claims of `hearsay report`.

    eval/cells/score.py [--shared ../shared] [--hearsay build/src/hearsay] [--labels FILE] [--no-model] [--list]

Each line of the labels is a story; its documents are reported together. A pair is in one row when two passages of one claim's
cells each share more than half of the shorter with the two judged. Printed: how many pairs that tell the same are in one
row, how many that do not, and the share of the right among them; then the same of the passages that lead their cells. --list
shows the wrong ones. --agree: of the pairs that two label files both have, how many they call the same.

    eval/cells/score.py --agree A.jsonl B.jsonl
"""
import argparse
import json
import lzma
import os
import subprocess
import tempfile


def overlap(a, b):
    return 2 * (min(a[1], b[1]) - max(a[0], b[0])) > min(a[1] - a[0], b[1] - b[0])


def read_stories(labels, shared):
    """The stories of the labels, and for each the lines of its documents as the set has them."""
    with open(labels, encoding="utf-8") as file:
        stories = [json.loads(line) for line in file]
    texts = {}
    for name in sorted({s["set"] for s in stories}):
        with lzma.open(os.path.join(shared, "data/stories", name + ".jsonl.xz"), "rt", encoding="utf-8") as file:
            for line in file:
                texts.setdefault(json.loads(line)["id"], line)
    return stories, [[texts[d] for d in s["docs"]] for s in stories]


def agree(one, other):
    def judged(path):
        with open(path, encoding="utf-8") as file:
            stories = [json.loads(line) for line in file]
        return {(tuple(s["docs"]), tuple(p)): kind for s in stories for kind in ("same", "other") for p in s[kind]}
    a, b = judged(one), judged(other)
    both = a.keys() & b.keys()
    print(f"{sum(a[p] == b[p] for p in both)} of {len(both)} pairs")


def shared(row, doc, span):
    """The passages of a row that are the judged one."""
    return [text for d, e, text in row if d == doc and overlap(e, span)]


class Count:
    def __init__(self):
        self.kept = {"same": [0, 0], "other": [0, 0]}

    def add(self, story, rows, listed):
        for kind, counts in self.kept.items():
            for p in story[kind]:
                counts[1] += 1
                row = next((r for r in rows if shared(r, p[0], p[1:3]) and shared(r, p[3], p[4:6])), None)
                counts[0] += row is not None
                if row and listed and kind == "other":
                    print("wrong:", *(f"\n   {story['docs'][d]} {shared(row, d, span)[0]}" for d, span in ((p[0], p[1:3]), (p[3], p[4:6]))))

    def __str__(self):
        (right, same), (wrong, other) = self.kept["same"], self.kept["other"]
        return f"right pairs in a row {right} of {same} ({100 * right / same:.1f} %), wrong ones {wrong} of {other}, right of these {100 * right / max(1, right + wrong):.1f} %"


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--shared", default="../shared"), ap.add_argument("--hearsay", default="build/src/hearsay")
    ap.add_argument("--labels", default=os.path.join(here, "labels.jsonl")), ap.add_argument("--list", action="store_true")
    ap.add_argument("--no-model", action="store_true"), ap.add_argument("--agree", nargs=2)
    o = ap.parse_args()
    if o.agree:
        return agree(*o.agree)
    stories, lines = read_stories(o.labels, o.shared)
    all_passages, leading, cells = Count(), Count(), 0
    with tempfile.TemporaryDirectory() as folder:
        given, made = os.path.join(folder, "in.jsonl"), os.path.join(folder, "report.json")
        for s, documents in zip(stories, lines):
            with open(given, "w", encoding="utf-8") as file:
                file.writelines(documents)
            subprocess.run([o.hearsay, "report", "--json", "-q", *(["--no-model"] if o.no_model else []), given, "-o", made], check=True)
            with open(made, encoding="utf-8") as file:
                report = json.load(file)
            place = {d["id"]: s["docs"].index(d["input"]["id"]) for d in report["documents"]}
            claims = [c for story in report["stories"] for c in story["claims"] if len(c["cells"]) > 1]
            cells += sum(len(c["cells"]) for c in claims)
            rows = lambda most: [[(place[c["doc"]], e["span"], e["text"]) for c in claim["cells"] for e in c["evidence"][:most]] for claim in claims]
            all_passages.add(s, rows(None), o.list)
            leading.add(s, rows(1), False)
    print(f"{all_passages} ({cells} cells)")
    print(f"leading passages: {leading}")


if __name__ == "__main__":
    main()
