#!/usr/bin/env python3
"""How well hearsay dates reports that state no date: hide dates of real stories, ask, compare with the truth.

    eval/published.py [--hearsay PROGRAM] [--shared FOLDER] [--wrong] [SET...]
    eval/published.py [--hearsay PROGRAM] [--shared FOLDER] --tables

SET is a set of SHARED/data/stories whose documents are dated (wikinews, basil; both when none is named). A gold story is one run of
`report --json --one-story`. Row "one": the date of one report is hidden, each in its turn. Row "all": the dates of all its reports
are. Printed: reports asked, share that got a range, share of the ranges that hold the true date, their median width in days, share
of the ranges that are exactly the true day; then the share that got candidates only (several ranges or a wide one), how many of
these hold the true date, and their days; then all answers by the confidence the program gave, in thousandths, beside the share
that was true. --wrong lists the ranges that miss. --tables prints what the tables of src/model/date_fit.c were rounded from: in the
dated documents of SHARED/data/stories/scale-dev (the two sets left out), where the weekdays, dates, months and the latest full date
that a report tells of lie from its day; an outlet counts with at most 300 documents. HEARSAY_MODEL="" leaves the model out.
"""
import argparse, collections, datetime, json, lzma, pathlib, re, statistics, subprocess, tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent


def stories(folder, name):
    with lzma.open(folder / f"{name}-dev.jsonl.xz") as file:
        documents = {d["id"]: d for d in map(json.loads, file)}
    clusters = collections.defaultdict(list)
    for line in open(folder / f"{name}-dev.gold.jsonl", encoding="utf-8"):
        gold = json.loads(line)
        if documents[gold["id"]].get("date"):
            clusters[gold["cluster"]].append(documents[gold["id"]])
    return [documents for _, documents in sorted(clusters.items()) if len(documents) > 1]


def ask(program, documents, hidden):
    """what the report says of the publication of each hidden document"""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for d in documents:
            line = {k: d[k] for k in ("id", "text", "title", "outlet", "lang") if d.get(k)}
            if d["id"] not in hidden:
                line["published"] = d["date"]
            file.write(json.dumps(line) + "\n")
        file.flush()
        run = subprocess.run([program, "report", "-q", "--json", "--one-story", file.name], capture_output=True, check=True)
    by_id = {d["input"]["id"]: d["published"] for d in json.loads(run.stdout)["documents"]}
    return [(d["id"], d["date"], by_id[d["id"]]) for d in documents if d["id"] in hidden]


def day(s):
    return datetime.date.fromisoformat(s[:10]).toordinal()


def share(part, whole):
    return f"{part / whole:6.1%}" if whole else "     –"


def row(name, answers, wrong):
    inside, exact, widths, wide, wide_inside, by_confidence = 0, 0, [], [], 0, collections.defaultdict(list)
    for id, true, got in answers:
        if got and got["earliest"]:
            first, last = day(got["earliest"]), day(got["latest"])
            holds = first <= day(true) <= last
            inside += holds
            exact += holds and first == last
            widths.append(last - first + 1)
            by_confidence[(got.get("confidence") or 0) // 25 * 25].append(holds)
            if wrong and not holds:
                print(f'  {id} is of {true}, dated {got["earliest"]}..{got["latest"]} ({got.get("confidence")}) by', "; ".join(e["text"] for e in got["evidence"]))
        elif got:
            holds = any(day(a) <= day(true) <= day(b) for a, b in got["candidates"])
            wide.append(sum(day(b) - day(a) + 1 for a, b in got["candidates"]))
            wide_inside += holds
            by_confidence[(got.get("confidence") or 0) // 25 * 25].append(holds)
    n = len(widths)
    print(f"{name:14} {len(answers):5} {share(n, len(answers))} {share(inside, n)} {statistics.median(widths) if widths else 0:6g} {share(exact, n)} "
          f"{share(len(wide), len(answers))} {share(wide_inside, len(wide))} {statistics.median(wide) if wide else 0:6g}", flush=True)
    return by_confidence


WEEKDAY = re.compile(r"(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
MONTH = "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
DATE = re.compile(rf"{MONTH}\.? \d{{1,2}}|\d{{1,2}} {MONTH}")
STEPS = [-3000, -366, -31, -14, -8, -7, -2, -1, 0, 1, 2, 7, 8, 14, 30, 90, 184, 365, 730, 1460, 2556, 3652, 14000]


def tables(program, shared):
    with lzma.open(shared / "data" / "stories" / "scale-dev.jsonl.xz") as file:
        documents = [d for d in map(json.loads, file) if d["date"] and "_" in d["id"]]
    per_outlet = collections.Counter()
    documents = [d for d in documents if per_outlet.update([d["outlet"]]) or per_outlet[d["outlet"]] <= 300]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for d in documents:
            file.write(json.dumps({"id": d["id"], "text": d["text"], "lang": "en", "published": d["date"]}) + "\n")
        file.flush()
        run = subprocess.run([program, "annotate", "-q", "--until", "find", file.name], capture_output=True, check=True)
    found = collections.defaultdict(collections.Counter)
    for d, a in zip(documents, map(json.loads, run.stdout.splitlines())):
        text, here, latest = a["text"].encode(), day(d["date"]), []
        for t in a["times"]:
            words = text[slice(*t["span"])].decode()
            if t["type"] in ("DURATION", "SET") or not t["earliest"]:
                continue
            away, to = here - day(t["earliest"]), here - day(t["latest"])
            step = next((s for s in STEPS if away <= s), STEPS[-1])
            if WEEKDAY.fullmatch(words):
                found[f"weekday {'ahead' if away < 0 else 'past'}, {d['outlet']}, days back"][away % 7] += 1
            elif DATE.fullmatch(words):
                found["date without its year, days back up to"][step] += 1
            elif re.fullmatch(MONTH, words):
                there = datetime.date.fromisoformat(t["earliest"][:10]).month
                found[f"month {'ahead' if to < 0 else 'past'}, months back"][(int(d["date"][5:7]) - there) % 12] += 1
            elif re.search(r"\b(19|20)\d\d\b", words) and t["value"][:4].isdigit() and away >= STEPS[0]:
                latest.append((away, step, to == away))
        if latest:
            away, step, is_day = min(latest)
            found[f"latest full {'day' if is_day else 'period'}, days back up to"][step] += 1
    for name, counts in sorted(found.items()):
        print(f"{name} ({sum(counts.values())}):", " ".join(f"{k}:{1000 * n // sum(counts.values())}" for k, n in sorted(counts.items())))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--hearsay", default=str(ROOT / "build" / "src" / "hearsay"))
    ap.add_argument("--shared", default=str(ROOT.parent / "shared"))
    ap.add_argument("--wrong", action="store_true")
    ap.add_argument("--tables", action="store_true")
    ap.add_argument("sets", nargs="*", metavar="SET")
    o = ap.parse_args()
    if o.tables:
        return tables(o.hearsay, pathlib.Path(o.shared))
    said = collections.defaultdict(list)
    print(f"{'hidden':14} {'asked':>5} {'range':>6} {'true':>6} {'days':>6} {'exact':>6} {'wide':>6} {'true':>6} {'days':>6}")
    for name in o.sets or ["wikinews", "basil"]:
        all_stories = stories(pathlib.Path(o.shared) / "data" / "stories", name)
        one = [a for s in all_stories for d in s for a in ask(o.hearsay, s, {d["id"]})]
        every = [a for s in all_stories for a in ask(o.hearsay, s, {d["id"] for d in s})]
        for what, answers in (("one", one), ("all", every)):
            for confidence, held in row(f"{name} {what}", answers, o.wrong).items():
                said[confidence] += held
    for confidence, held in sorted(said.items()):
        print(f"confidence {confidence}–{confidence + 24}: {len(held)} answers, {share(sum(held), len(held)).strip()} true")


if __name__ == "__main__":
    main()
