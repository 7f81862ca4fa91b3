#!/usr/bin/env python3
"""Fit the weights of src/compare/features.c to the judged pairs.

    eval/cells/fit.py [--shared ../shared] [--pairs build/test/compare/statement_pairs] [--model models/model.safetensors]

A logistic regression (Newton's steps, a ridge of 0.1) over the parts of the score, with and without the vectors' nearness; a
pair of passages counts as the best pair of statements in them. Printed: the points as features.c has them (120 a unit of
the logit, 500 where it is even), and the area under the curve of each story by weights fitted to the others.
"""
import argparse
import math
import os
import subprocess
import tempfile

from score import overlap, read_stories

PARTS = ("mean", "nearness", "rarest", "leading", "party", "head", "name", "word")
SCALE, EVEN, THOUSANDTHS = 120, 500, 3  # the first three parts are thousandths


def solve(a, b):
    """a x = b, by elimination."""
    n = len(b)
    m = [row[:] + [b[i]] for i, row in enumerate(a)]
    for i in range(n):
        p = max(range(i, n), key=lambda r: abs(m[r][i]))
        m[i], m[p] = m[p], m[i]
        for r in range(i + 1, n):
            q = m[r][i] / m[i][i]
            for c in range(i, n + 1):
                m[r][c] -= q * m[i][c]
    x = [0.0] * n
    for i in reversed(range(n)):
        x[i] = (m[i][n] - sum(m[i][c] * x[c] for c in range(i + 1, n))) / m[i][i]
    return x


def logit(w, x):
    return sum(a * b for a, b in zip(w, x)) + w[-1]


def fit(rows):
    """rows: (numbers, is the same); weights and, last, the constant."""
    n = len(rows[0][0]) + 1
    w = [0.0] * n
    for _ in range(30):
        gradient = [0.1 * w[i] if i < n - 1 else 0.0 for i in range(n)]
        hessian = [[(0.1 if i < n - 1 else 1e-6) if i == k else 0.0 for k in range(n)] for i in range(n)]
        for x, y in rows:
            x1 = x + [1.0]
            p = 1 / (1 + math.exp(-logit(w, x)))
            for i in range(n):
                gradient[i] += x1[i] * (p - y)
                for k in range(n):
                    hessian[i][k] += x1[i] * x1[k] * p * (1 - p)
        w = [a - b for a, b in zip(w, solve(hessian, gradient))]
    return w


def area(scored):
    """Area under the curve of (score, is the same)."""
    above = [s for s, y in scored if y]
    below = [s for s, y in scored if not y]
    return sum((a > b) + (a == b) / 2 for a in above for b in below) / (len(above) * len(below))


def read_pairs(o):
    """(numbers of the parts, is the same, story) of each judged pair."""
    stories, lines = read_stories(os.path.join(os.path.dirname(os.path.abspath(__file__)), "labels.jsonl"), o.shared)
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for i, documents in enumerate(lines):
            paths.append(os.path.join(folder, f"{i}.jsonl"))
            with open(paths[-1], "w", encoding="utf-8") as file:
                file.writelines(documents)
        made = subprocess.run([o.pairs, o.model, *paths], check=True, text=True, stdout=subprocess.PIPE).stdout
    found = [[] for _ in stories]
    for line in made.splitlines():
        n = list(map(int, line.split()))
        parts = [v / 1000 if i < THOUSANDTHS else v for i, v in enumerate(n[7:])]
        found[n[0]].append((n[1:7], parts))
    rows = []
    for i, s in enumerate(stories):
        for kind in ("same", "other"):
            for p in s[kind]:
                near = [x for n, x in found[i] if n[0] == p[0] and n[3] == p[3] and overlap(n[1:3], p[1:3]) and overlap(n[4:6], p[4:6])]
                if near:
                    rows.append((max(near, key=sum), kind == "same", i))
    return rows


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--shared", default="../shared"), ap.add_argument("--pairs", default="build/test/compare/statement_pairs")
    ap.add_argument("--model", default="models/model.safetensors")
    rows = read_pairs(ap.parse_args())
    for title, parts in (("by_words", [p for p in PARTS if p != "nearness"]), ("by_vectors", PARTS)):
        columns = [PARTS.index(p) for p in parts]
        cut = lambda x: [x[c] for c in columns]
        w = fit([(cut(x), y) for x, y, _ in rows])
        held = []
        for part in range(10):
            v = fit([(cut(x), y) for x, y, s in rows if s % 10 != part])
            held += [(logit(v, cut(x)), y) for x, y, s in rows if s % 10 == part]
        points = {p: round(SCALE * a) for p, a in zip(parts, w)}
        print(f"{title}: base {round(EVEN + SCALE * w[-1])}, " + ", ".join(f"{p} {points.get(p, 0)}" for p in PARTS) +
              f"; {len(rows)} pairs, area under the curve {area(held):.3f}")


if __name__ == "__main__":
    main()
