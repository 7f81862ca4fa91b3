"""The encoder and its heads in PyTorch: what src/learn runs in integers, here in float for training.

One BERT-like encoder (MiniLM), a shape embedding beside word and position, four label layers with a CRF each (names, source,
cue, content), two link scorers (cue to source, cue to content) and a projection for the vectors of statements.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F

from data import NAME_LABELS, ROLE_LABELS, SHAPES

LINK_WIDTH = 128
GAPS = (1, 2, 3, 4, 6, 9, 13, 20, 40, 80)  # tokens between a cue and a span: bounds of the buckets
DISTANCES = 2 * (len(GAPS) + 1) + 1         # before, after, overlapping


class Rounded(torch.autograd.Function):
    """Rounding that lets the gradient through."""

    @staticmethod
    def forward(ctx, x):
        return x.round()

    @staticmethod
    def backward(ctx, g):
        return g


def quantised_rows(x):
    """Activations as src/learn has them: 7 bits between the row's least and greatest."""
    low, high = x.amin(-1, keepdim=True), x.amax(-1, keepdim=True)
    step = ((high - low) / 127).clamp_min(1e-12).detach()
    low = low.detach()
    return Rounded.apply((x - low) / step) * step + low


def quantised_weights(w):
    """Weights as src/learn has them: 8 bits, one scale a channel."""
    scale = (w.abs().amax(-1, keepdim=True) / 127).clamp_min(1e-12).detach()
    return Rounded.apply(w / scale) * scale


class Linear(nn.Linear):
    quantise = False

    def forward(self, x):
        if not self.quantise:
            return F.linear(x, self.weight, self.bias)
        return F.linear(quantised_rows(x.float()), quantised_weights(self.weight), self.bias)


class Layer(nn.Module):
    def __init__(self, width, heads, inner, dropout):
        super().__init__()
        self.heads = heads
        self.qkv, self.out = Linear(width, 3 * width), Linear(width, width)
        self.up, self.down = Linear(width, inner), Linear(inner, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, 1e-12), nn.LayerNorm(width, 1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, mask):
        b, t, w = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.dropout(self.out(a.transpose(1, 2).reshape(b, t, w))))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    def __init__(self, vocabulary=30522, positions=512, width=384, heads=12, inner=1536, layers=6, dropout=0.1):
        super().__init__()
        self.word, self.position = nn.Embedding(vocabulary, width), nn.Embedding(positions, width)
        self.shape = nn.Embedding(SHAPES, width)
        nn.init.zeros_(self.shape.weight)
        self.norm, self.dropout = nn.LayerNorm(width, 1e-12), nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(width, heads, inner, dropout) for _ in range(layers))

    def forward(self, ids, shapes, lengths):
        t = ids.shape[1]
        words = self.word.weight
        if self.layers[0].qkv.quantise:
            words = quantised_weights(words)
        x = F.embedding(ids, words) + self.position.weight[:t] + self.shape(shapes)
        x = self.dropout(self.norm(x))
        mask = (torch.arange(t)[None, :] < lengths[:, None])[:, None, None, :]
        mask = None if bool(mask.all()) else mask
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Labels(nn.Module):
    """`count` label layers of one size over the same tokens, each a linear layer and a CRF. Label 0 is outside, then begin,
    inside, end, single of every kind; impossible transitions are closed. A window may begin and end inside a span."""

    def __init__(self, width, labels, count=1):
        super().__init__()
        self.count, self.labels = count, labels
        self.score = nn.Linear(width, count * labels)
        self.transition = nn.Parameter(torch.zeros(count, labels, labels))
        part = lambda l: "O" if l == 0 else "BIES"[(l - 1) % 4]
        kind = lambda l: (l - 1) // 4
        open_ = [[(part(i) in "OES" and part(j) in "OBS") or (part(i) in "BI" and part(j) in "IE" and kind(i) == kind(j))
                  for j in range(labels)] for i in range(labels)]
        self.register_buffer("closed", torch.where(torch.tensor(open_), 0.0, -1e4), persistent=False)

    def transitions(self):
        return self.transition + self.closed

    def emissions(self, x):
        b, t, _ = x.shape
        return self.score(x).float().view(b, t, self.count, self.labels).transpose(1, 2)

    def loss(self, x, allowed, lengths):
        """Mean over tokens of the log-likelihood of the paths through `allowed` [b, count, t, labels] (True where a label is right)."""
        e = self.emissions(x)
        b, c, t, n = e.shape
        both = torch.stack((e, e.masked_fill(~allowed, -1e4)))           # 2 b c t n: all paths, right paths
        trans = self.transitions().exp()                                   # c n n
        both = both.permute(3, 2, 0, 1, 4).reshape(t, c, 2 * b, n)
        live = (torch.arange(t)[:, None] < lengths[None, :]).repeat(1, 2)  # t 2b
        alpha = both[0]
        for i in range(1, t):
            top = alpha.amax(-1, keepdim=True)
            new = ((alpha - top).exp() @ trans).clamp_min(1e-30).log() + top + both[i]
            alpha = torch.where(live[i][None, :, None], new, alpha)
        z = alpha.logsumexp(-1).view(c, 2, b)
        return (z[:, 0] - z[:, 1]).sum(1) / lengths.sum()                  # a layer each

    @torch.no_grad()
    def decode(self, emissions):
        """Best path of one layer's emissions [t, labels] of a whole document (starts outside a span, ends outside)."""
        return viterbi(emissions, self.transitions()[0])


def viterbi(emissions, transitions):
    t, n = emissions.shape
    if t == 0:
        return []
    can_start = torch.tensor([l == 0 or (l - 1) % 4 in (0, 3) for l in range(n)])
    can_end = torch.tensor([l == 0 or (l - 1) % 4 in (2, 3) for l in range(n)])
    best = emissions[0].masked_fill(~can_start, -1e4)
    back = []
    for i in range(1, t):
        value, at = (best[:, None] + transitions).max(0)
        back.append(at)
        best = value + emissions[i]
    label = int(best.masked_fill(~can_end, -1e9).argmax())
    path = [label]
    for at in reversed(back):
        label = int(at[label])
        path.append(label)
    return path[::-1]


class Links(nn.Module):
    """How well a span (of sources or of contents) goes with a cue; nothing scores 0."""

    def __init__(self, width):
        super().__init__()
        self.cue_first, self.cue_last = nn.Linear(width, LINK_WIDTH, bias=False), nn.Linear(width, LINK_WIDTH, bias=False)
        self.span_first, self.span_last = nn.Linear(width, LINK_WIDTH, bias=False), nn.Linear(width, LINK_WIDTH)
        self.distance, self.sentence = nn.Embedding(DISTANCES, LINK_WIDTH), nn.Embedding(7, LINK_WIDTH)
        self.block, self.between, self.cues = nn.Embedding(5, LINK_WIDTH), nn.Embedding(4, LINK_WIDTH), nn.Embedding(4, LINK_WIDTH)
        for e in (self.distance, self.sentence, self.block, self.between, self.cues):
            nn.init.normal_(e.weight, std=0.02)
        self.top = nn.Linear(LINK_WIDTH, 1)

    def forward(self, x, cues, spans, features):
        """x [t, width]; cues, spans: lists of (first, last); features [cues, spans, 5] -> scores [cues, spans]."""
        cues, spans = torch.tensor(cues), torch.tensor(spans)
        u = self.cue_first(x[cues[:, 0]]) + self.cue_last(x[cues[:, 1]])
        v = self.span_first(x[spans[:, 0]]) + self.span_last(x[spans[:, 1]])
        f = features
        h = u[:, None] + v[None] + self.distance(f[..., 0]) + self.sentence(f[..., 1]) + self.block(f[..., 2]) + self.between(f[..., 3]) + self.cues(f[..., 4])
        return self.top(F.relu(h)).squeeze(-1).float()


def link_features(document, cues, spans):
    """For each cue and span (token ranges of the document): distance, sentences, blocks, spans of the same kind between them,
    other cues between them. src/learn/links.c computes the same."""
    def bucket(gap):
        n = 0
        while n < len(GAPS) and gap > GAPS[n]:
            n += 1
        return n
    out = torch.zeros(len(cues), len(spans), 5, dtype=torch.long)
    for i, (a, b) in enumerate(cues):
        for j, (s, e) in enumerate(spans):
            if s > b:
                d, low, high = 1 + bucket(s - b), b, s
            elif e < a:
                d, low, high = 1 + len(GAPS) + 1 + bucket(a - e), e, a
            else:
                d, low, high = 0, 0, 0
            sent = max(-3, min(3, document.sentence_of[s] - document.sentence_of[a])) + 3
            block = max(-2, min(2, document.block_of[s] - document.block_of[a])) + 2
            between = sum(low < x and y < high for k, (x, y) in enumerate(spans) if k != j)
            other = sum(low < x and y < high for k, (x, y) in enumerate(cues) if k != i)
            out[i, j] = torch.tensor([d, sent, block, min(3, between), min(3, other)])
    return out


class Model(nn.Module):
    def __init__(self, width=384, vector=384, dropout=0.1):
        super().__init__()
        self.encoder = Encoder(width=width, dropout=dropout)
        self.names, self.roles = Labels(width, NAME_LABELS), Labels(width, ROLE_LABELS, 3)
        self.source_links, self.content_links = Links(width), Links(width)
        self.vector = nn.Linear(width, vector)
        nn.init.eye_(self.vector.weight)
        nn.init.zeros_(self.vector.bias)

    def set_quantise(self, on):
        for m in self.encoder.modules():
            if isinstance(m, Linear):
                m.quantise = on


def load_base(model, tensors):
    """The base's weights (BERT's names, from safetensors) into the encoder."""
    e = model.encoder
    with torch.no_grad():
        e.word.weight.copy_(tensors["embeddings.word_embeddings.weight"])
        e.position.weight.copy_(tensors["embeddings.position_embeddings.weight"] + tensors["embeddings.token_type_embeddings.weight"][0])
        e.norm.weight.copy_(tensors["embeddings.LayerNorm.weight"])
        e.norm.bias.copy_(tensors["embeddings.LayerNorm.bias"])
        for i, layer in enumerate(e.layers):
            p = f"encoder.layer.{i}."
            for part in ("weight", "bias"):
                getattr(layer.qkv, part).copy_(torch.cat([tensors[f"{p}attention.self.{n}.{part}"] for n in ("query", "key", "value")]))
                getattr(layer.out, part).copy_(tensors[f"{p}attention.output.dense.{part}"])
                getattr(layer.norm1, part).copy_(tensors[f"{p}attention.output.LayerNorm.{part}"])
                getattr(layer.up, part).copy_(tensors[f"{p}intermediate.dense.{part}"])
                getattr(layer.down, part).copy_(tensors[f"{p}output.dense.{part}"])
                getattr(layer.norm2, part).copy_(tensors[f"{p}output.LayerNorm.{part}"])
