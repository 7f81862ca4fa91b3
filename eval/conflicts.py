#!/usr/bin/env python3
"""Show every conflict and update that hearsay finds in real stories, to be read by a person: most sets have no gold for them.

    eval/conflicts.py [--build FOLDER] [--shared FOLDER] [--agree] [SET...]

SET is a set of SHARED/data/stories (basil, wikinews, ecb, fnc; all four when none is named). Each gold story is one run with
--one-story, of at most eight reports. With --agree each story is one report and a copy of it whose sentences stand in another
order, so whatever is found between the two is a false alarm (the calendar and a report's quarrel with itself stay).
Thresholds of src/compare/conflicts*.c were chosen by reading this output.
"""
import argparse, collections, json, lzma, pathlib, re, subprocess, tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent


def stories(folder, name):
    with lzma.open(folder / f"{name}-dev.jsonl.xz") as file:
        documents = {d["id"]: d for d in map(json.loads, file)}
    clusters = collections.defaultdict(list)
    for line in open(folder / f"{name}-dev.gold.jsonl", encoding="utf-8"):
        gold = json.loads(line)
        clusters[gold["cluster"]].append(gold["id"])
    for cluster, ids in sorted(clusters.items()):
        if len(ids) > 1:
            yield cluster, [documents[i] for i in sorted(ids)[:8]]


def shuffled(text):
    """the sentences of each paragraph in another order, the paragraphs too; quotations stay whole"""
    paragraphs = [p for p in text.split("\n") if p.strip()]
    out = []
    for p in paragraphs[:1] + paragraphs[1:][::-1]:
        parts = re.split(r'(?<=[a-z]\.) (?=[A-Z])', p)
        out.append(" ".join(parts[::-1]) if not re.search(r'["“”]', p) else p)
    return "\n".join(out)


def line_of(document, id):
    line = {"id": id, "text": document["text"], "lang": "en"}
    for ours, theirs in (("title", "title"), ("published", "date"), ("outlet", "outlet")):
        if document.get(theirs):
            line[ours] = document[theirs]
    return line


def compare(program, lines):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.write("".join(json.dumps(x) + "\n" for x in lines))
        file.flush()
        run = subprocess.run([program, "report", "--json", "--one-story", file.name], capture_output=True)
    return json.loads(run.stdout) if run.returncode == 0 else None


def show(where, report, agree):
    found = collections.Counter()
    for story in report["stories"]:
        for what in ("conflicts", "updates"):
            for x in story[what]:
                if agree and x["kind"] == "calendar":
                    continue
                found[what, x["kind"]] += 1
                print(f'## {where} {what[:-1]} {x["kind"]} {x["strength"]} | {x["text"]} | {x["reading"]}')
                for side in x["sides"]:
                    print("    ", side["value"], "::", " || ".join(e["doc"] + ": " + " ".join(e["text"].split())[:230] for e in side["evidence"][:3]))
    return found


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--build", default=str(ROOT / "build"))
    ap.add_argument("--shared", default=str(ROOT.parent / "shared"))
    ap.add_argument("--agree", action="store_true")
    ap.add_argument("sets", nargs="*", metavar="SET")
    o = ap.parse_args()
    program, total, runs, failed = str(pathlib.Path(o.build) / "src" / "hearsay"), collections.Counter(), 0, 0
    for name in o.sets or ["basil", "wikinews", "ecb", "fnc"]:
        for cluster, documents in stories(pathlib.Path(o.shared) / "data" / "stories", name):
            if o.agree:
                d = documents[0]
                lines = [line_of(d, "as-it-is"), line_of(dict(d, text=shuffled(d["text"])), "shuffled")]
            else:
                lines = [line_of(d, d["id"]) for d in documents]
            report = compare(program, lines)
            runs += 1
            if report is None:
                failed += 1
                print(f"## {name}/{cluster} failed")
            else:
                total += show(f"{name}/{cluster}", report, o.agree)
    print(f"{runs} stories, {failed} failed:", ", ".join(f"{n} {what} of kind {kind}" for (what, kind), n in sorted(total.items())) or "nothing shown")


if __name__ == "__main__":
    main()
