#!/usr/bin/env python3
"""The encoder beside onnxruntime: the same model, the same windows, one core, alternating runs.

    bench/encoder_peer.py --base DIR [--encoder build/bench/encoder] [--window 256] [--rounds 5] [--kernels vnni avx2]

Needs torch, onnx and onnxruntime (train/requirements.txt has torch). DIR holds the base's model.safetensors; the peer runs it
as float and with onnxruntime's own dynamic 8-bit quantisation, one window and four windows at a time. Prints, for each, the
median of the rounds and the best; the ratio is to the peer's fastest setting by median. onnxruntime chooses its instructions
by itself, so on a machine with AVX-512 the figure of our avx2 kernel is against its AVX-512 code.
"""
import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "train"))
from model import Encoder, load_base  # noqa: E402


class Whole(torch.nn.Module):
    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder

    def forward(self, ids, shapes):
        e = self.encoder
        x = e.norm(e.word(ids) + e.position.weight[:ids.shape[1]] + e.shape(shapes))
        for layer in e.layers:
            x = layer(x, None)
        return x


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--base", required=True), ap.add_argument("--encoder", default="build/bench/encoder")
    ap.add_argument("--window", type=int, default=256), ap.add_argument("--rounds", type=int, default=5)
    ap.add_argument("--kernels", nargs="*", default=["vnni", "avx2"])
    ap.add_argument("--write", action="store_true", help="append to bench/RESULTS.md")
    o = ap.parse_args()
    torch.manual_seed(1)
    holder = torch.nn.Module()
    holder.encoder = Encoder(dropout=0.0)
    load_base(holder, load_file(os.path.join(o.base, "model.safetensors")))
    one = torch.randint(1000, 30000, (1, o.window))
    with tempfile.TemporaryDirectory() as folder:
        plain, small = os.path.join(folder, "float.onnx"), os.path.join(folder, "int8.onnx")
        torch.onnx.export(Whole(holder.encoder).eval(), (one, one * 0), plain, input_names=["ids", "shapes"], opset_version=17, dynamo=False,
                          dynamic_axes={"ids": {0: "batch"}, "shapes": {0: "batch"}})
        quantize_dynamic(plain, small, weight_type=QuantType.QInt8)
        settings = onnxruntime.SessionOptions()
        settings.intra_op_num_threads = settings.inter_op_num_threads = 1
        settings.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
        peers = {}
        for name, path in (("onnxruntime float", plain), ("onnxruntime int8", small)):
            session = onnxruntime.InferenceSession(path, settings, providers=["CPUExecutionProvider"])
            for batch in (1, 4):
                ids = np.random.default_rng(1).integers(1000, 30000, (batch, o.window))
                peers[f"{name}, {batch} at a time"] = (session, {"ids": ids, "shapes": ids * 0})
        speed = {name: [] for name in [*peers, *(f"hearsay {k}" for k in o.kernels)]}
        for _ in range(o.rounds):
            for name, (session, feed) in peers.items():
                session.run(None, feed)
                begin, done = time.perf_counter(), 0
                while time.perf_counter() - begin < 1:
                    session.run(None, feed)
                    done += feed["ids"].size
                speed[name].append(done / (time.perf_counter() - begin))
            for k in o.kernels:
                out = subprocess.run([o.encoder, k, str(o.window), "1", "9"], check=True, text=True, stdout=subprocess.PIPE).stdout
                speed[f"hearsay {k}"].append(float(out.split("median")[1].split()[0].strip(",:")))
    lines = []
    best = max(statistics.median(speed[n]) for n in peers)
    lines.append(f"onnxruntime {onnxruntime.__version__}, windows of {o.window} tokens, one core, {o.rounds} alternating rounds; tokens/s")
    for name, values in speed.items():
        lines.append(f"{name:32} median {statistics.median(values):7.0f}  best {max(values):7.0f}  {statistics.median(values) / best:5.2f} x the peer's fastest")
    print("\n".join(lines))
    if o.write:
        with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "RESULTS.md"), "a", encoding="utf-8") as file:
            file.write("\n## The encoder\n\nMade by `bench/encoder_peer.py` on the same machine.\n\n```\n" + "\n".join(lines) + "\n```\n")


if __name__ == "__main__":
    main()
