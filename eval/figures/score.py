#!/usr/bin/env python3
"""Scores figures against labels.jsonl, or two label files against each other.

    eval/figures/score.py [--list] [--texts SENTENCES.jsonl] LABELS.jsonl ANNOTATION.jsonl
    eval/figures/score.py [--list] [--texts SENTENCES.jsonl] --agree A.jsonl B.jsonl

ANNOTATION is the output of `hearsay annotate` over the documents, or of peer.py. Only figures inside labelled sentences count;
of two label files, the sentences that both have. Two figures match when their spans overlap (hearsay's span has the bound words,
the label's has not), each at most once, in text order.

"value": low and high are right to the thousandth or to a thousandth of themselves; "value and bound": the bound too. "unit" and
"role" are shares of the figures whose value is right, an empty one being one more unit or role; "role, not empty" is over all
figures that have one on either side, right when the value is right too. --list shows whatever is not right, with its sentence
when --texts names the output of sample.py.
"""
import argparse
import collections
import json
import math
import sys

FIELDS = ("value", "bound", "unit", "role")


def read_labels(path):
    """{(doc, start, end): figures}"""
    out = {}
    with open(path, encoding="utf-8") as file:
        for line in filter(str.strip, file):
            d = json.loads(line)
            out[d["doc"], *d["span"]] = [dict(f, value=[float(f["low"]), float(f["high"])]) for f in d["figures"]]
    return out


def read_annotation(path, sentences):
    """The annotation's figures by labelled sentence. Told of: missing documents, whose figures are missed, and an id of several
    documents, whose sentences are left out, as offsets alone do not tell which text was labelled."""
    out, seen, spans = {s: [] for s in sentences}, collections.Counter(), {}
    for doc, start, end in sentences:
        spans.setdefault(doc, []).append((start, end))
    with open(path, encoding="utf-8") as file:
        for d in map(json.loads, filter(str.strip, file)):
            doc = (d.get("input") or {}).get("id") or d["id"]
            seen[doc] += 1
            for start, end in spans.get(doc, ()):
                out[doc, start, end] = [dict(f, unit=f["unit"] or "", role=f["role"] or "") for f in d["figures"]
                                        if start <= f["span"][0] and f["span"][1] <= end]
    for doc in spans:
        if seen[doc] != 1:
            print(f"{doc}: {seen[doc]} documents of this id in {path}", file=sys.stderr)
    return {s: figures for s, figures in out.items() if seen[s[0]] <= 1}


def pairs(gold, found):
    """(gold, found) of the figures that match, (gold, None) of those missed, (None, found) of false alarms, in text order"""
    rest, out = sorted(found, key=lambda f: f["span"]), []
    for g in sorted(gold, key=lambda f: f["span"]):
        match = next((f for f in rest if f["span"][0] < g["span"][1] and g["span"][0] < f["span"][1]), None)
        if match:
            rest.remove(match)
        out.append((g, match))
    return sorted(out + [(None, f) for f in rest], key=lambda p: (p[0] or p[1])["span"])


def differing(g, f):
    near = all(math.isclose(a, b, rel_tol=1e-3, abs_tol=5e-4) for a, b in zip(g["value"], f["value"]))
    return [x for x in FIELDS if (not near if x == "value" else g[x] != f[x])]


def shown(f):
    return " ".join([str(f["span"][0]), str(f["span"][1]), "..".join(f"{v:.12g}" for v in f["value"]), f["bound"], f["unit"] or "-", f["role"] or "-"]) if f else "none"


def f1(right, found, gold):
    return f"F1 {200 * right / max(1, found + gold):5.1f}  precision {100 * right / max(1, found):5.1f}  recall {100 * right / max(1, gold):5.1f}  ({right} of {found} found, {gold} labelled)"


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("labels"), ap.add_argument("other", metavar="annotation")
    ap.add_argument("--agree", action="store_true"), ap.add_argument("--list", action="store_true"), ap.add_argument("--texts")
    o = ap.parse_args()
    gold = read_labels(o.labels)
    found = read_labels(o.other) if o.agree else read_annotation(o.other, gold)
    texts = {}
    if o.texts:
        with open(o.texts, encoding="utf-8") as file:
            texts = {(d["doc"], *d["span"]): d["text"] for d in map(json.loads, filter(str.strip, file))}
    both, wrong_of = [], []
    sentences = [s for s in gold if s in found]
    for s in sentences:
        told = False
        for g, f in pairs(gold[s], found[s]):
            both.append((g, f))
            wrong_of.append(differing(g, f) if g and f else ["missed" if g else "false"])
            if o.list and wrong_of[-1]:
                if s in texts and not told:
                    print(f"# {s[0]} {s[1]} {s[2]} {' '.join(texts[s].split())}")
                told = True
                print(f"{'+'.join(wrong_of[-1]):12} {s[0]}  labelled {shown(g)}  found {shown(f)}")
    n_gold, n_found = sum(g is not None for g, _ in both), sum(f is not None for _, f in both)
    valued = [(g, f, wrong) for (g, f), wrong in zip(both, wrong_of) if g and f and "value" not in wrong]
    print(f"{len(sentences)} sentences")
    print("value and bound  ", f1(sum("bound" not in w for _, _, w in valued), n_found, n_gold))
    print("value            ", f1(len(valued), n_found, n_gold))
    for x in ("unit", "role"):
        right = sum(x not in w for _, _, w in valued)
        print(f"{x:18}accuracy {100 * right / max(1, len(valued)):.1f} ({right} of {len(valued)})")
    print("role, not empty  ", f1(sum(g["role"] != "" and "role" not in w for g, _, w in valued),
                                  sum(bool(f and f["role"]) for _, f in both), sum(bool(g and g["role"]) for g, _ in both)))


if __name__ == "__main__":
    main()
