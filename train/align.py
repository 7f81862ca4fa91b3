#!/usr/bin/env python3
"""Vectors of statements on the alignment set: sentences of one event in different reports, by cosine.

    train/align.py --base DIR --model OUT/average.pt [--shared ../shared] [--hearsay build/src/hearsay]

Each topic's sentences get vectors from the one pass over their report (rounded as in the program), and, for comparison,
those of the base for each sentence alone. Pairs above a threshold are aligned; the best single threshold is printed, scored
by shared/score/compare.py.
"""
import argparse
import json
import lzma
import os
import subprocess
import sys
import tempfile

import torch
import torch.nn.functional as F
from safetensors.torch import load_file

import data
import score
from model import Model, load_base


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--base", required=True), ap.add_argument("--model", required=True)
    ap.add_argument("--shared", default="../shared"), ap.add_argument("--hearsay", default="build/src/hearsay")
    o = ap.parse_args()
    path = os.path.join(o.shared, "data/compare/ecb-align-dev.jsonl.xz")
    with lzma.open(path, "rt", encoding="utf-8") as file:
        topics = [json.loads(line) for line in file]
    pieces_of = data.Pieces(os.path.join(o.base, "tokenizer.json"))
    model, base = Model(dropout=0.0), Model(dropout=0.0)
    model.load_state_dict(torch.load(o.model))
    load_base(base, load_file(os.path.join(o.base, "model.safetensors")))
    model.eval(), base.eval(), model.set_quantise(True)
    documents = {d.id: d for d in (data.Document(r, pieces_of) for r in data.annotate(o.hearsay, o.shared, path))}

    @torch.no_grad()
    def vectors(topic, alone):
        out = []
        for report in topic["documents"]:
            d = documents[report["id"]]
            x = None if alone else score.token_vectors(model, d)
            start = 0
            for i, sentence in enumerate(report["sentences"]):
                end = start + len(sentence.encode())
                at = d.range_of(start, end)
                if at and alone:
                    ids = torch.tensor([[data.CLS] + [p for t in range(at[0], at[1] + 1) for p in d.pieces[t]][:data.WINDOW - 2] + [data.SEP]])
                    out.append((report["id"], i, base.encoder(ids, ids * 0, torch.tensor([ids.shape[1]]))[0].mean(0)))
                elif at:
                    out.append((report["id"], i, model.vector(x[at[0]:at[1] + 1].mean(0))))
                start = end + 1
        return out
    for name, alone in (("base, each sentence alone", True), ("hearsay, one pass", False)):
        made = [vectors(t, alone) for t in topics]
        best = ""
        for threshold in range(30, 75, 3):
            with tempfile.NamedTemporaryFile("w", suffix=".jsonl", delete=False) as file:
                for t, list_ in zip(topics, made):
                    v = F.normalize(torch.stack([x[2] for x in list_]), dim=-1)
                    near = ((v @ v.T) * 100 >= threshold).nonzero().tolist()
                    file.write(json.dumps({"id": t["id"], "align": [[*list_[a][:2], *list_[b][:2]] for a, b in near
                                                                    if a < b and list_[a][0] != list_[b][0]]}) + "\n")
            out = subprocess.run([sys.executable, os.path.join(o.shared, "score/compare.py"), "align", path, file.name], text=True, stdout=subprocess.PIPE).stdout
            os.unlink(file.name)
            f = float(out.split("F1")[1].split()[0])
            if not best or f > best[0]:
                best = (f, threshold, out)
        print(f"{name}: threshold .{best[1]}\n{best[2]}", flush=True)


if __name__ == "__main__":
    main()
