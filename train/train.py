#!/usr/bin/env python3
"""Train the model: one encoder, several heads, on the sets of shared/data; checkpoints, a log, and an export at the end.

    train/train.py --base DIR --out DIR [--shared ../shared] [--hearsay build/src/hearsay] [--epochs 8] [--minutes N]

DIR of --base holds model.safetensors and tokenizer.json of all-MiniLM-L6-v2 (train/README.md says where they come from). A
run that was stopped goes on from its last checkpoint in --out when started again with the same command. --minutes stops
after that time, with a checkpoint. Every run writes OUT/log.jsonl: settings first, then losses, then scores on the
development sets (averaged weights, float and quantised). OUT/model.safetensors is what hearsay reads.
"""
import argparse
import json
import math
import os
import time

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file

import data
import export
import score
from model import Model, link_features, load_base

ATTRIBUTION = ("attribution/polnear-train.jsonl.xz",)
NAMES = ("language/conllpp-train.jsonl.xz", "language/worldwide-train.jsonl.xz")
SETTINGS = dict(seed=17, pieces_a_batch=4096, rate=2e-4, rate_heads=1e-3, decay_by_layer=0.9, weight_decay=0.01, warm_up=0.06, dropout=0.1,
                word_dropout=0.05, average=0.998, weight_names=1.0, weight_roles=1.0, weight_links=0.1, weight_vectors=0.3, quantised_part=0.2)


def arguments():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--base", required=True), ap.add_argument("--out", required=True)
    ap.add_argument("--shared", default="../shared"), ap.add_argument("--hearsay", default="build/src/hearsay")
    ap.add_argument("--epochs", type=int, default=8), ap.add_argument("--minutes", type=float, default=1e9)
    ap.add_argument("--limit", type=int, help="documents a set, to try the command")
    ap.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="one of the settings at the top of train.py")
    o = ap.parse_args()
    settings = dict(SETTINGS)
    for pair in o.set:
        name, value = pair.split("=")
        settings[name] = type(SETTINGS[name])(value)
    return o, settings


@torch.no_grad()
def teach_vectors(base, documents, pieces_of, limit=60000):
    """What the base says of sentences and statements alone: document -> [(first, last, vector)], the aim of the vector head."""
    todo = []
    for d in documents:
        for start, end in {tuple(s) for s in d.sentences} | {tuple(s) for s in d.statements}:
            at = d.range_of(start, end)
            if at and at[1] - at[0] >= 3:
                todo.append((d, at, [data.CLS] + [p for t in range(at[0], at[1] + 1) for p in d.pieces[t]][:data.WINDOW - 2] + [data.SEP]))
    data.seeded(1).shuffle(todo)
    todo = sorted(todo[:limit], key=lambda x: len(x[2]))
    for d in documents:
        d.vectors = []
    base.eval()
    for at in range(0, len(todo), 64):
        group = todo[at:at + 64]
        lengths = torch.tensor([len(x[2]) for x in group])
        ids = torch.zeros(len(group), int(lengths.max()), dtype=torch.long)
        for row, x in zip(ids, group):
            row[:len(x[2])] = torch.tensor(x[2])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            h = base(ids, torch.zeros_like(ids), lengths).float()
        live = (torch.arange(ids.shape[1])[None] < lengths[:, None]).float()[..., None]
        v = F.normalize((h * live).sum(1) / live.sum(1), dim=-1).half()
        for (d, span, _), one in zip(group, v):
            d.vectors.append((*span, one))


def inputs(group, word_dropout=0.0, rng=None, flatten=None):
    """Piece ids, shapes, lengths; the place of every token's first piece; padded."""
    rows = []
    for d, first, after in group:
        ids, shapes, place = [data.CLS], [0], []
        block_as_sentence = flatten is not None and flatten(d)
        for t in range(first, after):
            place.append(len(ids))
            shape = d.shapes[t]
            if block_as_sentence and shape // 6 % 3 == 2:
                shape -= 6
            for p in d.pieces[t]:
                ids.append(data.MASK if word_dropout and rng.random() < word_dropout else p)
                shapes.append(shape)
        rows.append((ids + [data.SEP], shapes + [0], place))
    lengths = torch.tensor([len(r[0]) for r in rows])
    tokens = torch.tensor([len(r[2]) for r in rows])
    ids, shapes = (torch.zeros(len(rows), int(lengths.max()), dtype=torch.long) for _ in range(2))
    place = torch.zeros(len(rows), int(tokens.max()), dtype=torch.long)
    for i, (a, b, c) in enumerate(rows):
        ids[i, :len(a)], shapes[i, :len(b)], place[i, :len(c)] = torch.tensor(a), torch.tensor(b), torch.tensor(c)
    return ids, shapes, lengths, place, tokens


def allowed(group, width):
    names = torch.ones(len(group), 1, width, data.NAME_LABELS, dtype=torch.bool)
    roles = torch.ones(len(group), 3, width, data.ROLE_LABELS, dtype=torch.bool)
    for i, (d, first, after) in enumerate(group):
        n = after - first
        if d.names is not None:
            one = np.zeros((n, data.NAME_LABELS), bool)
            for t in range(n):
                for label in d.names[first + t]:
                    one[t, label] = True
            names[i, 0, :n] = torch.from_numpy(one)
        if d.roles is not None:
            for k, layer in enumerate(data.LAYERS):
                one = torch.tensor(d.roles[layer][first:after])
                roles[i, k, :n] = F.one_hot(one, data.ROLE_LABELS).bool()
    return names, roles


def link_loss(model, x, group):
    """Source of a cue, cue of a content: cross-entropy with "none" (0); several right ones add up."""
    losses = []
    for i, (d, first, after) in enumerate(group):
        if d.links is None:
            continue
        inside = {layer: [k for k, (a, b) in enumerate(d.spans[layer]) if first <= a and b < after] for layer in data.LAYERS}
        cues = inside["cue"]
        if not cues:
            continue
        moved = lambda layer: [(d.spans[layer][k][0] - first, d.spans[layer][k][1] - first) for k in inside[layer]]
        for layer, part in (("source", model.source_links), ("content", model.content_links)):
            spans = inside[layer]
            if not spans:
                continue
            features = link_features(d, [d.spans["cue"][k] for k in cues], [d.spans[layer][k] for k in spans])
            s = part(x[i], moved("cue"), moved(layer), features)
            right = torch.tensor([[(c, k) in d.links[layer] for k in spans] for c in cues])
            known = {c for c, k in d.links[layer] if k not in spans} if layer == "source" else {k for c, k in d.links[layer] if c not in cues}
            if layer == "content":
                s, right = s.T, right.T
            rows = torch.tensor([k not in known for k in (cues if layer == "source" else spans)])
            none = torch.zeros(len(s), 1)
            every = torch.cat((none, s), 1).logsumexp(1)
            aim = torch.cat((none.masked_fill(right.any(1, keepdim=True), -1e4), s.masked_fill(~right, -1e4)), 1).logsumexp(1)
            losses.append((every - aim)[rows].sum())
    return torch.stack(losses).sum() / 32 if losses else x.sum() * 0


def vector_loss(model, x, group):
    mine, theirs = [], []
    for i, (d, first, after) in enumerate(group):
        sums = None
        for a, b, v in d.vectors:
            if first <= a and b < after:
                if sums is None:
                    sums = F.pad(x[i].cumsum(0), (0, 0, 1, 0))
                mine.append((sums[b + 1 - first] - sums[a - first]) / (b + 1 - a))
                theirs.append(v)
    if not mine:
        return x.sum() * 0
    return (1 - F.cosine_similarity(model.vector(torch.stack(mine)), torch.stack(theirs).float())).mean()


def parameter_groups(model, s):
    top = len(model.encoder.layers)
    depth = lambda n: 0 if not n.startswith("encoder.layers.") else 1 + int(n.split(".")[2])
    groups = {}
    for n, p in model.named_parameters():
        rate = s["rate"] * s["decay_by_layer"] ** (top - depth(n)) if n.startswith("encoder.") else s["rate_heads"]
        if n == "encoder.shape.weight":
            rate = s["rate"]
        decay = s["weight_decay"] if p.ndim == 2 and "norm" not in n else 0.0
        groups.setdefault((rate, decay), []).append(p)
    return [dict(params=p, lr=r, base=r, weight_decay=w) for (r, w), p in groups.items()]


def main():
    o, s = arguments()
    began = time.time()
    os.makedirs(o.out, exist_ok=True)
    log_path, state_path = os.path.join(o.out, "log.jsonl"), os.path.join(o.out, "state.pt")

    def log(**what):
        with open(log_path, "a", encoding="utf-8") as file:
            file.write(json.dumps(what) + "\n")
        print(json.dumps(what), flush=True)
    torch.manual_seed(s["seed"])
    pieces_of = data.Pieces(os.path.join(o.base, "tokenizer.json"))
    sets = lambda names, kind: [d for n in names for d in data.load(o.hearsay, o.shared, os.path.join(o.shared, "data", n), pieces_of, kind)[:o.limit]]
    documents = sets(ATTRIBUTION, "attribution") + sets(NAMES, "names")
    tensors = load_file(os.path.join(o.base, "model.safetensors"))
    model = Model(dropout=s["dropout"])
    load_base(model, tensors)
    cached = os.path.join(o.out, "vectors.pt")
    if os.path.exists(cached):
        for d, v in zip(documents, torch.load(cached)):
            d.vectors = v
    else:
        teach_vectors(model.encoder, documents, pieces_of)
        torch.save([d.vectors for d in documents], cached)
    optimiser = torch.optim.AdamW(parameter_groups(model, s), betas=(0.9, 0.98), fused=True)
    average = {n: p.detach().clone() for n, p in model.named_parameters()}

    def epoch_batches(epoch):
        rng = data.seeded(s["seed"] * 1000 + epoch)
        # Names are learnt sooner than attributions: half of their documents an epoch.
        now = [d for i, d in enumerate(documents) if d.names is None or (i + epoch) % 2 == 0]
        items = [(d, a, b) for d in now for a, b in data.windows(d, shift=rng.randrange(0, 200) if epoch else 0)]
        return data.batches(items, s["pieces_a_batch"], rng)
    epoch, at, step = 0, 0, 0
    if os.path.exists(state_path):
        state = torch.load(state_path)
        model.load_state_dict(state["model"]), optimiser.load_state_dict(state["optimiser"])
        average, epoch, at, step = state["average"], state["epoch"], state["at"], state["step"]
        torch.set_rng_state(state["rng"])
        log(resumed=step)
    else:
        log(settings=s, epochs=o.epochs, documents=len(documents), pieces=sum(len(p) for d in documents for p in d.pieces), seconds=round(time.time() - began))
    steps = o.epochs * len(epoch_batches(0))

    def save():
        torch.save(dict(model=model.state_dict(), optimiser=optimiser.state_dict(), average=average, epoch=epoch, at=at, step=step,
                        rng=torch.get_rng_state()), state_path + ".new")
        os.replace(state_path + ".new", state_path)

    def averaged():
        one = Model(dropout=0.0)
        one.load_state_dict({**model.state_dict(), **average})
        return one
    saved, sums, seen = time.time(), {}, 0
    while epoch < o.epochs:
        todo = epoch_batches(epoch)
        started = time.time()
        while at < len(todo):
            group = todo[at]
            part = min(1.0, step / steps)
            factor = min(part / s["warm_up"], (1 - part) / (1 - s["warm_up"])) if s["warm_up"] else 1 - part
            for g in optimiser.param_groups:
                g["lr"] = g["base"] * max(factor, 0.0)
            model.train()
            model.set_quantise(part >= 1 - s["quantised_part"])
            rng = data.seeded(s["seed"] * 1000003 + step)
            ids, shapes, lengths, place, tokens = inputs(group, s["word_dropout"], rng, lambda d: d.names is not None and rng.random() < 0.5)
            names, roles = allowed(group, place.shape[1])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                h = model.encoder(ids, shapes, lengths)
            x = h.float().gather(1, place[..., None].expand(-1, -1, h.shape[-1]))
            losses = dict(names=model.names.loss(x, names, tokens).sum() * s["weight_names"], roles=model.roles.loss(x, roles, tokens).sum() * s["weight_roles"],
                          links=link_loss(model, x, group) * s["weight_links"], vectors=vector_loss(model, x, group) * s["weight_vectors"])
            loss = sum(losses.values())
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            keep = min(s["average"], (1 + step) / (10 + step))
            with torch.no_grad():
                torch._foreach_lerp_(list(average.values()), [p.detach() for p in model.parameters()], 1 - keep)
            step, at, seen = step + 1, at + 1, seen + int(lengths.sum())
            for n, v in losses.items():
                sums[n] = sums.get(n, 0.0) + float(v.detach())
            if step % 20 == 0:
                log(step=step, of=steps, epoch=epoch, losses={n: round(v / 20, 4) for n, v in sums.items()}, pieces_a_second=round(seen / (time.time() - started)))
                sums = {}
                if not math.isfinite(float(loss.detach())):
                    raise SystemExit("train.py: the loss is not finite")
            if time.time() - saved > 300 or time.time() - began > o.minutes * 60:
                save()
                saved = time.time()
                if saved - began > o.minutes * 60:
                    log(stopped=step)
                    return
        epoch, at, seen = epoch + 1, 0, 0
        save()
        if epoch % 3 == 0 and epoch < o.epochs:
            log(epoch=epoch, float=score.score(averaged(), o, pieces_of, False))
    best = averaged()
    log(float=score.score(best, o, pieces_of, False))
    torch.save(best.state_dict(), os.path.join(o.out, "average.pt"))
    log(quantised=score.score(best, o, pieces_of, True))
    export.write(best, os.path.join(o.base, "vocab.txt"), os.path.join(o.out, "model.safetensors"))


if __name__ == "__main__":
    main()
