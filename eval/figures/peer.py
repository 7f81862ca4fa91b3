#!/usr/bin/env python3
"""Runs quantulum3 over the labelled sentences and prints what it finds in the shape that score.py reads.

    pip install quantulum3
    eval/figures/peer.py [--shared ../shared] [--all] [LABELS.jsonl] >PEER.jsonl

Measured with quantulum3 0.10.0 by its rules alone: its classifier, which only chooses between units that share a name, does not load
with the scikit-learn of today. It gets one sentence at a time, without curly quotation marks. What is taken from it, to its advantage
where its quantities are not what is labelled: an uncertainty is a range ("3 to 4"), a dozen twelve, a share in words percent. Left
out, unless --all is given, as labels have none of them: quantities of time not followed by "old" or "in prison", clock times, days
after a month's name, and whole numbers from 1900 to 2099. It tells no bounds and no roles, so all else is exact, without a role.
"""
import argparse
import json
import lzma
import os
import re

from quantulum3 import parser

UNITS = {"percentage": "percent", "dollar": "USD", "euro": "EUR", "pound sterling": "GBP", "yen": "JPY", "kilometre": "km", "metre": "m",
         "mile": "mile", "foot": "foot", "acre": "acre", "kilogram": "kg", "pound-mass": "pound", "year": "year"}
TIMES = {"second", "minute", "hour", "day", "week", "month", "year", "decade", "century", "minute of arc"}  # it reads "30-minute" as of arc
CURLY = str.maketrans("“”", "()")  # inches to it
AGE = re.compile(r"[ -]olds?\b|.?s? (?:in|of) (?:prison|jail)\b")
YEAR = re.compile(r"(?:19|20)\d\d(?:['’]?s)?(?: \w\w?)?")  # "in" and "at" after a year are units to it
MONTH = re.compile(r"\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|"
                   r"Dec(?:ember)?)\.? $")
CLOCK = re.compile(r"\d{1,2}:\d\d|\d{1,2} ?[ap]\.?m\b", re.I)


def figure(q, text, start):
    """A quantity as an annotated figure; start: byte offset of the sentence."""
    low, high, unit = q.value - (q.uncertainty or 0), q.value + (q.uncertainty or 0), UNITS.get(q.unit.name)
    if q.unit.name == "dozen":
        low, high = 12 * low, 12 * high
    if q.unit.name == "dimensionless" and 0 < low < 1 and not re.search(r"\d", q.surface):
        low, high, unit = 100 * low, 100 * high, "percent"
    span = [start + len(text[:at].encode()) for at in q.span]
    return {"span": span, "value": [round(low, 3), round(high, 3)], "bound": "range" if low < high else "exact", "unit": unit, "role": None}


def is_time(q, text):
    start, end = q.span
    if any(base["base"] in TIMES for base in q.unit.dimensions):
        return not AGE.match(text, end)
    if any(m.start() < end and start < m.end() for m in CLOCK.finditer(text)):
        return True
    return bool(YEAR.fullmatch(q.surface) or MONTH.search(text[:start]))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("labels", nargs="?", default=os.path.join(os.path.dirname(__file__), "labels.jsonl"))
    ap.add_argument("--shared", default="../shared"), ap.add_argument("--all", action="store_true", help="leave nothing out")
    o = ap.parse_args()
    spans = {}
    with open(o.labels, encoding="utf-8") as file:
        for d in map(json.loads, filter(str.strip, file)):
            spans.setdefault(d["doc"], []).append(d["span"])
    with lzma.open(os.path.join(o.shared, "data/stories/basil-dev.jsonl.xz"), "rt", encoding="utf-8") as file:
        for d in map(json.loads, file):
            figures = []
            for start, end in sorted(spans.get(d["id"], ())):
                text = d["text"].encode()[start:end].decode(errors="replace")
                figures += [figure(q, text, start) for q in parser.parse(text.translate(CURLY)) if o.all or not is_time(q, text)]
            if d["id"] in spans:
                print(json.dumps({"id": d["id"], "figures": figures}))


if __name__ == "__main__":
    main()
