"""Quantise a trained model and write the file that hearsay reads (the format stands in docs/model.md)."""
import hashlib
import json
import math
import struct
import sys
import zlib

import numpy as np
import torch

HEAD = 32


def packed(w):
    """int8 [N, K] -> [N/16, K/4, 16, 4]: the layout the kernels read."""
    n, k = w.shape
    return np.ascontiguousarray(w.reshape(n // 16, 16, k // 4, 4).transpose(0, 2, 1, 3))


def quantised(w):
    scale = np.maximum(np.abs(w).max(1) / np.float32(127), np.float32(1e-12)).astype(np.float32)
    return np.clip(np.rint(w / scale[:, None]), -127, 127).astype(np.int8), scale


def tensors_of(model):
    out = {}
    array = lambda p: p.detach().float().numpy().astype(np.float32)
    e = model.encoder
    q, s = quantised(array(e.word.weight))
    out["embed.word"], out["embed.word.scale"] = q, s
    out["embed.position"], out["embed.shape"] = array(e.position.weight)[:256], array(e.shape.weight)
    out["embed.norm.weight"], out["embed.norm.bias"] = array(e.norm.weight), array(e.norm.bias)
    for i, layer in enumerate(e.layers):
        for name in ("qkv", "out", "up", "down"):
            part = getattr(layer, name)
            w, b = array(part.weight), array(part.bias)
            q, s = quantised(w)
            if name == "qkv":  # the division of the attention scores stands in the query's scale
                width = w.shape[1]
                s[:width] /= np.float32(math.sqrt(HEAD))
                b = b.copy()
                b[:width] /= np.float32(math.sqrt(HEAD))
            p = f"layer.{i}.{name}."
            out[p + "weight"], out[p + "scale"], out[p + "bias"] = packed(q), s, b
        for name in ("norm1", "norm2"):
            part = getattr(layer, name)
            out[f"layer.{i}.{name}.weight"], out[f"layer.{i}.{name}.bias"] = array(part.weight), array(part.bias)

    def labels(names, part):
        n = part.labels
        trans = array(part.transitions())
        for k, name in enumerate(names):
            out[f"head.{name}.weight"] = array(part.score.weight)[k * n:(k + 1) * n]
            out[f"head.{name}.bias"] = array(part.score.bias)[k * n:(k + 1) * n]
            out[f"head.{name}.transition"] = trans[k]
    labels(["names"], model.names)
    labels(["source", "cue", "content"], model.roles)
    for name, part in (("source", model.source_links), ("content", model.content_links)):
        p = f"head.link.{name}."
        for side in ("cue_first", "cue_last", "span_first", "span_last"):
            out[p + side] = array(getattr(part, side).weight)
        out[p + "bias"] = array(part.span_last.bias)
        for feature in ("distance", "sentence", "block", "between", "cues"):
            out[p + feature] = array(getattr(part, feature).weight)
        out[p + "top"], out[p + "top_bias"] = array(part.top.weight)[0], array(part.top.bias)
    out["head.vector.weight"], out["head.vector.bias"] = array(model.vector.weight), array(model.vector.bias)
    return out


def write(model, vocabulary, path, name="hearsay-minilm-l6"):
    tensors = tensors_of(model)
    with open(vocabulary, "rb") as file:
        tensors["vocab"] = np.frombuffer(file.read().rstrip(b"\n"), np.uint8)
    header, body = {}, bytearray()
    kinds = {"int8": "I8", "float32": "F32", "uint8": "U8"}
    for n, (key, t) in enumerate(sorted(tensors.items())):
        start = len(body)
        body += t.tobytes()
        header[key] = {"dtype": kinds[str(t.dtype)], "shape": list(t.shape), "data_offsets": [start, len(body)]}
        gap = -len(body) % 64
        if gap:  # every tensor starts at a multiple of 64, and safetensors wants no holes
            header[f"pad.{n}"] = {"dtype": "U8", "shape": [gap], "data_offsets": [len(body), len(body) + gap]}
            body += bytes(gap)
    header["__metadata__"] = {"format": "hearsay-model", "version": "1", "name": name, "license": "Apache-2.0",
                              "sha256": hashlib.sha256(body).hexdigest(), "crc32": f"{zlib.crc32(body):08x}"}
    text = json.dumps(header, separators=(",", ":"), sort_keys=True).encode()
    text += b" " * (-(8 + len(text)) % 64)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + body)
    return path


if __name__ == "__main__":
    from model import Model
    trained = Model(dropout=0.0)
    trained.load_state_dict(torch.load(sys.argv[1]))
    write(trained, *sys.argv[2:4])
