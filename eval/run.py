#!/usr/bin/env python3
"""How good: run the scorers over the development sets and write eval/RESULTS.md.

    eval/run.py [--shared ../shared] [--hearsay build/src/hearsay] [--only NAME ...] [--print]

Every figure is made by the scorers of shared/score through their adapter as.py, from raw text. --only runs some of the sets
(names as in the first column) and prints without writing; rows that begin with "rules" are made without the model. The sets and what others reach stand in shared/data/*/README.md.
"""
import argparse
import datetime
import lzma
import os
import platform
import re
import subprocess
import sys
import tempfile

# name, adapter of the output, scorer and its options, sets, what others reach
SETS = [
    ("attribution", "attributions", ["attribution.py"], ["attribution/polnear-dev.jsonl.xz"],
     "best rule over spaCy's dependencies 69.6 / 65.4 / 58.7 exact (source, cue, content), attribution 61.6"),
    ("names conllpp", "names", ["names.py"], ["language/conllpp-dev.jsonl.xz"], "spaCy small 64.5"),
    ("names worldwide", "names", ["names.py"], ["language/worldwide-dev.jsonl.xz"], "spaCy small 55.6"),
    ("sentences ewt", "sentences", ["sentences.py"], ["language/ewt-dev.jsonl.xz"], "spaCy 83.4 sentences, 97.4 tokens"),
    ("sentences gum", "sentences", ["sentences.py"], ["language/gum-dev.jsonl.xz"], "pysbd 93.7 sentences, spaCy 98.6 tokens"),
    ("times timebank", "times", ["times.py"], ["times/timebank-dev.jsonl.xz"], "HeidelTime, whole set: strict 81.6, relaxed 88.9, value 75.3"),
    ("times aquaint", "times", ["times.py"], ["times/aquaint-dev.jsonl.xz"], "HeidelTime, whole set: strict 76.9, relaxed 88.6, value 68.1"),
    ("times both", "times", ["times.py"], ["times/timebank-dev.jsonl.xz", "times/aquaint-dev.jsonl.xz"], "HeidelTime as above"),
    ("pages newspaper4k", "pages", ["pages.py"], ["pages/newspaper4k-dev.jsonl.xz"], "trafilatura shingle F1 .924"),
    ("pages scrapinghub", "pages", ["pages.py"], ["pages/scrapinghub-dev.jsonl.xz"], "trafilatura shingle F1 .960"),
    ("pages wcxb", "pages", ["pages.py"], ["pages/wcxb-dev.jsonl.xz"], "trafilatura shingle F1 .921"),
]
STORIES = [
    ("stories basil", "stories/basil-dev", [], "tf-idf .951, with time .976"),
    ("stories wikinews", "stories/wikinews-dev", [], "tf-idf .931, with time .949"),
    ("stories ecb", "stories/ecb-dev", [], "tf-idf .873"),
    ("stories fnc", "stories/fnc-dev", [], "tf-idf .948"),
    ("stories og2021", "stories/og2021-dev", ["--lang", "eng"], "English: tf-idf .685, with time .727"),
]


def run(command, **options):
    return subprocess.run(command, check=False, text=True, stdout=subprocess.PIPE, **options)


class Evaluation:
    def __init__(self, shared, hearsay, folder):
        self.score, self.data, self.seeds = (os.path.join(os.path.abspath(shared), p) for p in ("score", "data", "seeds"))
        self.hearsay, self.folder = hearsay, folder
        self.options = []  # of every run of the program
        self.rows = []

    def add(self, name, lines, others):
        for line in lines:
            if line.strip():
                self.rows.append((name, line.rstrip(), others))
                print(f"{name:18} {line.rstrip()}", flush=True)
                others = ""

    def adapter(self, *arguments):
        return run([sys.executable, os.path.join(self.score, "as.py"), *arguments]).stdout

    def save(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def annotate(self, name, output, scorer, sets, others):
        golds = [os.path.join(self.data, one) for one in sets]
        given = self.save("in.jsonl", "".join(self.adapter("input", gold) for gold in golds))
        gold = golds[0]
        if len(golds) > 1:  # scored together
            texts = []
            for one in golds:
                with lzma.open(one, "rt", encoding="utf-8") as file:
                    texts.append(file.read())
            gold = self.save("gold.jsonl", "".join(texts))
        made = os.path.join(self.folder, "out.jsonl")
        run([self.hearsay, "annotate", *self.options, "-q", given, "-o", made], stderr=subprocess.DEVNULL)
        found = self.save("found.jsonl", self.adapter(output, made))
        self.add(name, run([sys.executable, os.path.join(self.score, scorer[0]), *scorer[1:], gold, found]).stdout.splitlines(), others)

    def figures(self):
        """Of the sentences labelled in eval/figures; the second labels beside the first."""
        with lzma.open(os.path.join(self.data, "stories/basil-dev.jsonl.xz"), "rt", encoding="utf-8") as file:
            given = self.save("in.jsonl", file.read())
        made = os.path.join(self.folder, "out.jsonl")
        run([self.hearsay, "annotate", *self.options, "-q", given, "-o", made], stderr=subprocess.DEVNULL)
        here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "figures")
        score = [sys.executable, os.path.join(here, "score.py")]
        first, second = os.path.join(here, "labels.jsonl"), os.path.join(here, "second.jsonl")
        self.add("figures", run([*score, first, made], stderr=subprocess.DEVNULL).stdout.splitlines(), "quantulum3 0.10: 61.5 value and bound, 77.3 value (eval/figures/peer.py)")
        self.add("figures, unseen", run([*score, os.path.join(here, "unseen.jsonl"), made], stderr=subprocess.DEVNULL).stdout.splitlines(), "quantulum3: 70.7, 80.0")
        self.add("figures, agreement", run([*score, "--agree", first, second]).stdout.splitlines(), "two who label, 50 sentences")

    def script(self, name, *command):
        here = os.path.dirname(os.path.abspath(__file__))
        shared = os.path.dirname(self.score)
        self.add(name, run([sys.executable, os.path.join(here, command[0]), "--hearsay", self.hearsay, "--shared", shared, *command[1:]]).stdout.splitlines(), "")

    def cells(self, prefix, *options):
        """Judged pairs of eval/cells: those the weights were fitted to, and unseen ones."""
        here = os.path.dirname(os.path.abspath(__file__))
        for name, labels in (("cells", "labels"), ("cells, unseen", "unseen")):
            self.script(prefix + name, "cells/score.py", "--labels", os.path.join(here, "cells", labels + ".jsonl"), *options)

    def stories(self, name, stem, options, others):
        documents = os.path.join(self.data, stem + ".jsonl.xz")
        gold = os.path.join(self.data, stem + ".gold.jsonl")
        gold = gold if os.path.exists(gold) else gold + ".xz"
        given = self.save("in.jsonl", self.adapter("input", documents))
        made = os.path.join(self.folder, "report.json")
        run([self.hearsay, "report", "-q", "--until", "story", given, "-o", made], stderr=subprocess.DEVNULL)
        found = self.save("found.jsonl", self.adapter("stories", made))
        if options:
            options = ["--docs", documents, *options]
        self.add(name, run([sys.executable, os.path.join(self.score, "stories.py"), gold, found, *options]).stdout.splitlines(), others)

    def copies(self):
        given = self.save("in.jsonl", self.adapter("input", os.path.join(self.data, "stories/scale-dev.jsonl.xz")))
        made = os.path.join(self.folder, "report.json")
        run([self.hearsay, "report", "-q", "--until", "story", given, "-o", made], stderr=subprocess.DEVNULL)
        found = self.save("found.jsonl", self.adapter("copies", made))
        gold = os.path.join(self.data, "stories/scale-dev.copies.jsonl.xz")
        self.add("copies scale", run([sys.executable, os.path.join(self.score, "stories.py"), "--copies", gold, found]).stdout.splitlines(), "exact by construction")

    def report(self, name, folder, dates):
        import json
        with open(os.path.join(folder, "gold.json"), encoding="utf-8") as file:
            gold = json.load(file)
        command = [self.hearsay, "report", *self.options, "-q", "--json"]
        meta = os.path.join(folder, "meta.json")
        if dates and os.path.exists(meta):
            with open(meta, encoding="utf-8") as file:
                for d in json.load(file)["documents"].values():
                    command += ["--published", f"{d['file']}={d['date']}"]
        command += [os.path.join(folder, d["file"]) for d in gold["documents"].values()]
        made = self.save("report.json", run(command, stderr=subprocess.DEVNULL).stdout)
        out = run([sys.executable, os.path.join(self.score, "report.py"), os.path.join(folder, "gold.json"), made])
        lines = out.stdout.splitlines()
        self.add(name, [re.sub(r"^(\w+) +", r"\1 ", line) for line in lines], "")
        self.rows = [r for r in self.rows if r[0] != name] + [(name, "; ".join(re.sub(r"\s+", " ", x) for x in lines), "")]


def processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            return next(line.split(":", 1)[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.machine()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", default="../shared")
    parser.add_argument("--hearsay", default="build/src/hearsay")
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--print", action="store_true", help="print only, write no file")
    options = parser.parse_args()
    wanted = lambda name: not options.only or any(name.startswith(o) for o in options.only)
    with tempfile.TemporaryDirectory() as folder:
        e = Evaluation(options.shared, os.path.abspath(options.hearsay), folder)
        events = os.path.join(e.data, "events")

        def whole_reports(prefix):
            if wanted(prefix + "seeds"):
                e.report(prefix + "seeds", e.seeds, False)
            for event in sorted(os.listdir(events)):
                if os.path.isdir(os.path.join(events, event)) and wanted(prefix + "event " + event):
                    e.report(prefix + "event " + event, os.path.join(events, event), True)
        whole_reports("")
        if wanted("rules"):  # the same without the model
            e.options = ["--no-model"]
            whole_reports("rules: ")
            for row in SETS:
                if row[1] in ("attributions", "names"):
                    e.annotate("rules: " + row[0], *row[1:])
            e.options = []
            e.cells("rules: ", "--no-model")
        for row in SETS:
            if wanted(row[0]):
                e.annotate(*row)
        for row in STORIES:
            if wanted(row[0]):
                e.stories(*row)
        if wanted("copies"):
            e.copies()
        if wanted("figures"):
            e.figures()
        if wanted("cells"):
            e.cells("")
        if wanted("calendar"):
            e.script("calendar", "calendar_errors.py")
        if wanted("published"):
            e.script("published", "published.py")
    if options.only or options.print:
        return
    model = os.path.basename(run([options.hearsay, "--version"]).stdout.splitlines()[1])
    with open(os.path.join(os.path.dirname(__file__), "RESULTS.md"), "w", encoding="utf-8") as file:
        file.write("# How good\n\nMade by `eval/run.py` on " + datetime.date.today().isoformat() + f", {processor()}, {model}. Development sets; "
                   "what others reach stands where a set's README gives it.\n\n| set | result | others |\n|---|---|---|\n")
        for name, line, others in e.rows:
            file.write(f"| {name} | {line.replace('|', '/')} | {others} |\n")


if __name__ == "__main__":
    main()
