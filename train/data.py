"""The training sets as the encoder reads them: tokens, pieces, shapes, labels, links.

A set is run through `hearsay annotate --no-model`, so that tokens, sentences, paragraphs and quotations are exactly those
of the program. What stands here of the encoder's input (pieces of a token, shape of a token, windows) is the same as
src/learn does; test/learn and the scores of eval/ against those of train.py hold the two together.
"""
import json
import lzma
import os
import random
import subprocess
import sys
import tempfile
import unicodedata

from tokenizers import Tokenizer

CLS, SEP, MASK, UNK = 101, 102, 103, 100
WINDOW, PIECES_A_TOKEN = 256, 16
SHAPES = 36
KINDS = ("person", "organisation", "place", "nationality", "other")
LAYERS = ("source", "cue", "content")
NAME_LABELS, ROLE_LABELS = 1 + 4 * len(KINDS), 5
OUTSIDE, BEGIN, INSIDE, END, SINGLE = range(5)
EDGE = b" \t\r\n\"'.,;:!?()[]-" + "“”‘’–—".encode()  # what the scorer does not compare at the ends of a span


def read_lines(path):
    with (lzma.open if path.endswith(".xz") else open)(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def annotate(hearsay, shared, path):
    """The set's documents as the program cuts them, in the set's order."""
    given = subprocess.run([sys.executable, os.path.join(shared, "score", "as.py"), "input", path], check=True, stdout=subprocess.PIPE).stdout
    with tempfile.TemporaryDirectory() as folder:
        made = os.path.join(folder, "out.json")
        source = os.path.join(folder, "in.jsonl")
        with open(source, "wb") as file:
            file.write(given)
        subprocess.run([hearsay, "annotate", "--no-model", "-q", source, "-o", made], check=True)
        return read_lines(made)


def shape_of(word, is_sentence_start, is_block_start, is_quoted):
    """Row of embed.shape: case + 6 * start + 18 * quoted."""
    letters = [c for c in word if unicodedata.category(c)[0] == "L"]
    upper = [c for c in letters if c.isupper()]
    if any(c.isdigit() and c.isascii() for c in word):
        case = 5
    elif not upper:
        case = 0
    elif len(letters) == 1:
        case = 4
    elif len(upper) == len(letters):
        case = 2
    elif len(upper) == 1 and letters[0].isupper():
        case = 1
    else:
        case = 3
    return case + 6 * (2 if is_block_start else 1 if is_sentence_start else 0) + 18 * is_quoted


class Document:
    """One document: per token its span, pieces, shape, sentence and block; gold labels where the set has them."""

    def __init__(self, record, pieces_of):
        self.id = (record.get("input") or {}).get("id") or record["id"]
        self.raw = record["text"].encode()
        self.tokens = record["tokens"]
        self.sentences = record["sentences"]
        self.statements = [s["span"] for s in record["statements"]]
        starts = {s for s, _ in self.sentences}
        blocks = [b["span"] for b in record["blocks"]]
        block_starts = {b[0] for b in blocks}
        quoted = sorted(piece for quotation in record["quotations"] for piece in quotation)
        self.pieces, self.shapes, self.sentence_of, self.block_of = [], [], [], []
        s = b = q = 0
        block_open = True
        for start, end in self.tokens:
            while s + 1 < len(self.sentences) and self.sentences[s + 1][0] <= start:
                s += 1
            while b + 1 < len(blocks) and blocks[b + 1][0] <= start:
                b += 1
            while q < len(quoted) and quoted[q][1] <= start:
                q += 1
            word = self.raw[start:end].decode()
            self.pieces.append(pieces_of(word))
            self.shapes.append(shape_of(word, start in starts, start in block_starts, q < len(quoted) and quoted[q][0] <= start))
            self.sentence_of.append(s)
            self.block_of.append(b)
        self.names = None    # per token: the set of labels allowed
        self.roles = None    # per layer: label of each token
        self.spans = None    # per layer: list of (first, last) tokens
        self.links = None    # (cue, source) and (cue, content) as indices into spans

    def range_of(self, start, end):
        """First and last token that a byte span touches, its edges trimmed; None when nothing is left."""
        while start < end and self.raw[start] in EDGE:
            start += 1
        while end > start and self.raw[end - 1] in EDGE:
            end -= 1
        if start == end:
            return None
        first, last = self.token_after(start), self.token_after(end - 1)
        if first >= len(self.tokens) or self.tokens[first][0] >= end:
            return None
        last = min(last, len(self.tokens) - 1)
        if self.tokens[last][0] >= end:
            last -= 1
        return (first, last) if first <= last else None

    def token_after(self, offset):
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle][1] <= offset:
                low = middle + 1
            else:
                high = middle
        return low

    def add_names(self, names, has_nationality):
        labels = [{0} for _ in self.tokens]
        for start, end, kind in names:
            at = self.range_of(start, end)
            if not at:
                continue
            kinds = [KINDS.index("nationality"), KINDS.index("other")] if kind == "misc" and not has_nationality else \
                [KINDS.index("other" if kind not in KINDS else kind)]
            for t in range(at[0], at[1] + 1):
                part = SINGLE if at[0] == at[1] else BEGIN if t == at[0] else END if t == at[1] else INSIDE
                labels[t] = {4 * k + part for k in kinds}
        self.names = labels

    def add_attributions(self, attributions):
        self.roles = {layer: [0] * len(self.tokens) for layer in LAYERS}
        self.spans = {layer: [] for layer in LAYERS}
        place = {}

        def index(layer, span):
            at = self.range_of(*span)
            if not at:
                return None
            if (layer, at) not in place:
                labels = self.roles[layer]
                if any(labels[t] for t in range(at[0], at[1] + 1)):
                    return None
                for t in range(at[0], at[1] + 1):
                    labels[t] = SINGLE if at[0] == at[1] else BEGIN if t == at[0] else END if t == at[1] else INSIDE
                place[layer, at] = len(self.spans[layer])
                self.spans[layer].append(at)
            return place[layer, at]
        links = {"source": set(), "content": set()}
        for a in attributions:
            found = {layer: [i for i in (index(layer, s) for s in a.get(layer) or []) if i is not None] for layer in LAYERS}
            for cue in found["cue"]:
                for layer in ("source", "content"):
                    links[layer].update((cue, i) for i in found[layer])
        self.links = links


class Pieces:
    """WordPieces of a token, as BERT cuts it."""

    def __init__(self, path):
        self.tokenizer = Tokenizer.from_file(path)
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.known = {}

    def __call__(self, word):
        if word not in self.known:
            ids = self.tokenizer.encode(word, add_special_tokens=False).ids
            self.known[word] = tuple(ids[:PIECES_A_TOKEN]) or (UNK,)
        return self.known[word]


def load(hearsay, shared, path, pieces_of, kind):
    """A set's documents; kind is names, attribution or plain."""
    gold = read_lines(path)
    made = annotate(hearsay, shared, path)
    documents = []
    for g, record in zip(gold, made, strict=True):
        d = Document(record, pieces_of)
        assert d.id == g["id"] and (kind == "plain" or d.raw == g["text"].encode()), d.id
        if kind == "names":
            d.add_names(g["names"], "conll" not in os.path.basename(path))
        elif kind == "attribution":
            d.add_attributions(g["attributions"])
        documents.append(d)
    return documents


def windows(document, limit=WINDOW - 2, shift=0):
    """Token ranges [first, after): whole sentences packed to at most `limit` pieces; a longer sentence is cut at a token.
    shift: the pieces that the first window has fewer (training moves the cuts from epoch to epoch)."""
    out, first, size = [], 0, shift
    t, n = 0, len(document.tokens)
    while t < n:
        after, length = t, 0
        while after < n and document.sentence_of[after] == document.sentence_of[t]:
            length += len(document.pieces[after])
            after += 1
        if size + length > limit and t > first:
            out.append((first, t))
            first, size = t, 0
        if size + length > limit:
            size = 0
            for u in range(t, after):
                if size + len(document.pieces[u]) > limit and u > first:
                    out.append((first, u))
                    first, size = u, 0
                size += len(document.pieces[u])
        else:
            size += length
        t = after
    if first < n:
        out.append((first, n))
    return out


def batches(items, budget, rng):
    """(document, first, after) in groups of about equal length, `budget` padded pieces each, in random order."""
    rng.shuffle(items)
    size = lambda w: sum(len(w[0].pieces[t]) for t in range(w[1], w[2])) + 2
    items = sorted(((size(w), i, w) for i, w in enumerate(items)), key=lambda x: (x[0] // 8, x[1]))
    out, group = [], []
    for length, _, w in items:
        if group and (len(group) + 1) * length > budget:
            out.append(group)
            group = []
        group.append(w)
    if group:
        out.append(group)
    rng.shuffle(out)
    return out


def seeded(seed):
    return random.Random(seed)
