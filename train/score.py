"""Scores of a model on the development sets, in PyTorch: names, attribution spans, links, vectors. The figures that count are
those of eval/ on the exported file; these tell how training goes, and what quantising costs."""
import functools
import os

import torch
import torch.nn.functional as F

import data
from model import link_features, viterbi

SETS = (("polnear", "attribution/polnear-dev.jsonl.xz", "attribution"), ("conllpp", "language/conllpp-dev.jsonl.xz", "names"),
        ("worldwide", "language/worldwide-dev.jsonl.xz", "names"))
known = {}


@torch.no_grad()
def token_vectors(model, document):
    """Last layer's vector of every token's first piece, window by window."""
    import train
    out = []
    for first, after in data.windows(document):
        ids, shapes, lengths, place, _ = train.inputs([(document, first, after)])
        out.append(model.encoder(ids, shapes, lengths)[0][place[0]])
    return torch.cat(out) if out else torch.zeros(0, model.encoder.word.weight.shape[1])


def spans_of(labels):
    """(first, last, kind) of the spans of a label sequence."""
    out, start = [], None
    for t, label in enumerate(labels):
        part = (label - 1) % 4 + 1 if label else 0
        if part in (data.BEGIN, data.SINGLE):
            start = t
        if part in (data.END, data.SINGLE) and start is not None:
            out.append((start, t, (label - 1) // 4))
    return out


def f1(right, found, gold):
    return round(100 * 2 * right / max(1, found + gold), 2)


def link_accuracy(model, d, x):
    """Right links among gold spans: a cue's best source, a content's best cue, within two paragraphs, or none."""
    right = total = 0
    for layer, part in (("source", model.source_links), ("content", model.content_links)):
        cues, spans = d.spans["cue"], d.spans[layer]
        total += len(d.links[layer])
        if not cues or not spans:
            continue
        s = part(x, cues, spans, link_features(d, cues, spans))
        near = torch.tensor([[abs(d.block_of[a[0]] - d.block_of[b[0]]) <= 2 for b in spans] for a in cues])
        s = s.masked_fill(~near, -1e4)
        if layer == "content":
            best = s.argmax(0)
            right += sum((int(best[k]), k) in d.links[layer] and s[int(best[k]), k] > 0 for k in range(len(spans)))
        else:
            best = s.argmax(1)
            right += sum((c, int(best[c])) in d.links[layer] and s[c, int(best[c])] > 0 for c in range(len(cues)))
    return right, total


@torch.no_grad()
def score(model, o, pieces_of, quantised):
    model.eval()
    model.set_quantise(quantised)
    out = {}
    for name, path, kind in SETS:
        if name not in known:
            known[name] = data.load(o.hearsay, o.shared, os.path.join(o.shared, "data", path), pieces_of, kind)[:o.limit]
        counts, links = {}, [0, 0]
        for d in known[name]:
            x = token_vectors(model, d)
            if not len(x):
                continue
            if kind == "names":
                e = model.names.emissions(x[None])[0, 0]
                found = {(a, b, k) for a, b, k in spans_of(viterbi(e, model.names.transitions()[0])) if k < 3}
                gold = {(a, b, k) for a, b, k in spans_of([min(n) for n in d.names]) if k < 3}
                c = counts.setdefault("names", [0, 0, 0])
                for i, n in enumerate((len(found & gold), len(found), len(gold))):
                    c[i] += n
            else:
                e = model.roles.emissions(x[None])[0]
                for k, layer in enumerate(data.LAYERS):
                    found = {(a, b) for a, b, _ in spans_of(viterbi(e[k], model.roles.transitions()[k]))}
                    gold = set(d.spans[layer])
                    c = counts.setdefault(layer, [0, 0, 0])
                    for i, n in enumerate((len(found & gold), len(found), len(gold))):
                        c[i] += n
                r, t = link_accuracy(model, d, x)
                links[0] += int(r)
                links[1] += t
        out[name] = {k: f1(*c) for k, c in counts.items()}
        if kind == "attribution":
            out[name]["links"] = round(100 * links[0] / max(1, links[1]), 2)
    return out
