#!/usr/bin/env python3
"""What is to be found in the invented event of examples/ (examples/README.md): test_examples.py HEARSAY SOURCE_ROOT

The expectations are a careful reader's, not a copy of the program's output: each test names what must be true of the
report and leaves open what may be said in more ways than one. Every test runs on the text files and on the web pages.
"""
import json
import os
import pathlib
import subprocess
import sys
import traceback

HEARSAY, ROOT = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
REPORTS = ["continental-post", "daily-lantern", "faro-del-norte", "northern-wire", "radio-meridian", "seaboard-today"]


class Report:
    """The JSON report of a folder, with documents by the stem of their file and sources by name."""

    def __init__(self, folder, ending):
        files = sorted(str(p) for p in (ROOT / "examples" / folder).glob("*." + ending))
        done = subprocess.run([HEARSAY, "report", "--json", *files], capture_output=True, check=False, timeout=60)
        assert done.returncode == 0, done.stderr.decode()
        self.folder, self.all = folder, json.loads(done.stdout)
        self.stem = {d["id"]: pathlib.Path(d["path"]).stem for d in self.all["documents"]}
        self.document = {self.stem[d["id"]]: d for d in self.all["documents"]}
        self.story = self.all["stories"][0]
        self.source = {s["id"]: s for s in self.story["sources"]}

    def stems(self, ids):
        return sorted(self.stem[i] for i in ids)

    def name(self, source):
        return self.source[source]["name"] if source else None

    def lead(self):
        return next(c for c in self.story["claims"] if c["id"] == self.story["lead"])

    def sides(self, conflict):
        return [(s["value"], self.stems({e["doc"] for e in s["evidence"]})) for s in conflict["sides"]]

    def of_kind(self, kind):
        return [c for c in self.story["conflicts"] if c["kind"] == kind]

    def quote_of(self, speaker):
        return [q for q in self.story["quotes"] if self.name(q["speaker"]) == speaker and len({v["doc"] for v in q["versions"]}) > 1]


def one(values, what):
    assert len(values) == 1, f"{len(values)} of {what}, wanted 1: {json.dumps(values, ensure_ascii=False)[:600]}"
    return values[0]


def test_six_reports_are_one_story_and_the_library_stands_apart(r):
    assert [r.stems(s["documents"]) for s in r.all["stories"]] == [REPORTS, ["harbour-library"]]
    assert r.story["counts"]["reports"] == 6


def test_seaboard_today_copies_northern_wire_and_nobody_else_copies(r):
    pair = one(r.all["copies"], "copies")
    assert r.stems([pair["a"], pair["b"]]) == ["northern-wire", "seaboard-today"]
    assert pair["containment"] >= 800


def test_all_rest_on_the_same_unnamed_officials(r):
    lead = r.lead()
    assert "harbour" in lead["text"] or "stopped" in lead["text"] or "order" in lead["text"], lead["text"]
    origin = one([o for o in r.story["origins"] if o["claim"] == lead["id"]], "origins")
    assert r.story["counts"]["origins"] == 1
    source = r.source[origin["source"]]
    assert source["kind"] == "anonymous" and ("official" in source["name"].lower() or "sources" in source["name"].lower()), source["name"]
    assert set(r.stems(origin["reports"])) >= set(REPORTS) - {"seaboard-today"}  # the copy counts with what it copies
    carried = {(r.name(c[1]["who"]), r.stem[c[-1]["doc"]]) for c in origin["chains"] if len(c) > 2}
    for carrier, report in [("Northern Wire", "daily-lantern"), ("Northern Wire", "radio-meridian"), ("Northern Wire", "faro-del-norte"),
                            ("Continental Post", "faro-del-norte")]:
        assert any(report == b and carrier in a for a, b in carried), (carrier, report, sorted(carried))


def test_northern_wire_had_it_first(r):
    assert r.stem[r.story["first"]] == "northern-wire"
    assert "Northern Wire" in r.story["why_first"]


def test_monday_may_6_was_a_tuesday(r):
    conflict = one(r.of_kind("calendar"), "calendar conflicts")
    wrong = conflict["sides"][0]
    assert r.stems({e["doc"] for e in wrong["evidence"]}) == ["daily-lantern"]
    assert any("Monday, May 6" in e["text"] for e in wrong["evidence"])
    assert "Tuesday" in conflict["reading"] and "6 May 2025" in conflict["reading"], conflict["reading"]


def test_the_spokesman_has_two_first_names(r):
    conflict = one(r.of_kind("name"), "name conflicts")
    sides = dict(r.sides(conflict))
    assert sides == {"Dorin Vasek": ["continental-post", "faro-del-norte", "northern-wire", "seaboard-today"], "Dorian Vasek": ["daily-lantern"]}
    name = one([n for n in r.story["names"] if "Vasek" in n["name"]], "names of Vasek")
    assert sorted(v["text"] for v in name["variants"]) == ["Dorian Vasek", "Dorin Vasek"]


def test_the_company_denies(r):
    denials = {(r.name(a["source"]), r.stem[a["doc"]]) for a in r.story["attributions"] if a["stance"] == "denies"}
    assert {who for who, _ in denials} <= {"Corrin Lines", "Dorin Vasek"}, denials
    assert {report for _, report in denials} >= {"continental-post", "daily-lantern", "northern-wire", "seaboard-today"}, denials
    assert r.story["counts"]["denials"] in (1, 2)


def test_who_will_not_tell_and_who_does_not_know(r):
    stances = {(r.stem[a["doc"]], a["stance"]) for a in r.story["attributions"]}
    for expected in [("daily-lantern", "declines"), ("northern-wire", "declines"), ("radio-meridian", "declines"), ("faro-del-norte", "disclaims"),
                     ("continental-post", "disclaims")]:
        assert expected in stances, expected


def test_the_toll_rises_and_is_no_conflict(r):
    tolls = [u for u in r.story["updates"] if {"northern-wire", "daily-lantern"} <= {s for _, side in r.sides(u) for s in side} and
             any("9" in v for v, _ in r.sides(u)) and any("14" in v for v, _ in r.sides(u))]
    sides = r.sides(one(tolls, "updates from 9 to 14"))
    assert "9" in sides[0][0] and "northern-wire" in sides[0][1], sides
    assert "14" in sides[-1][0] and "daily-lantern" in sides[-1][1], sides
    assert not r.of_kind("figure"), r.of_kind("figure")


def test_no_conflict_that_is_none(r):
    for conflict in r.story["conflicts"]:
        assert conflict["kind"] in ("calendar", "name", "denial"), conflict["text"]
    for conflict in r.of_kind("denial"):  # the order is denied, not the dead
        assert any(word in conflict["text"] for word in ("order", "stay in harbour", "warning")), conflict["text"]


def test_calloways_words_are_cut_and_altered(r):
    versions = {r.stem[v["doc"]]: v for q in r.quote_of("Ines Calloway") for v in q["versions"] if "tested" in v["text"]}
    assert set(versions) >= {"continental-post", "daily-lantern", "faro-del-norte", "northern-wire", "seaboard-today"}, sorted(versions)
    measure = one([v for v in versions.values() if v["measure"]], "measures")
    assert measure["text"].startswith("We will not allow any ferry to leave") and "answer for it" in measure["text"], measure["text"]
    assert versions["daily-lantern"]["kind"] == "cut"
    assert versions["seaboard-today"]["kind"] == "cut"
    assert versions["faro-del-norte"]["kind"] in ("reworded", "translated")
    assert "teaser" not in versions["daily-lantern"]["text"] and "Quiz" not in versions["daily-lantern"]["text"]


def test_vaseks_words_are_altered_too(r):
    versions = {r.stem[v["doc"]]: v["kind"] for q in r.quote_of("Dorin Vasek") for v in q["versions"]}
    assert versions["northern-wire"] == versions["radio-meridian"] == "verbatim", versions
    assert versions["daily-lantern"] in ("cut", "reworded") and versions["faro-del-norte"] in ("reworded", "translated"), versions
    assert r.story["counts"]["quotes"] == 2 and r.story["counts"]["altered"] == 2


def test_teasers_are_left_out_and_sentences_stay(r):
    lantern = r.document["daily-lantern"]
    for words in ("WATCH: Moment", "Quiz: Can you name", "Follow the Daily Lantern", "enter your comment"):
        assert words not in lantern["text"], words
    assert "Those who ignored the warnings will answer for it" in lantern["text"]
    assert "Sign up for our" not in r.document["seaboard-today"]["text"]
    assert "Ten islands" not in r.document["seaboard-today"]["text"]
    for words in ("a spokesman for the company", "lifeboats could not be lowered"):
        assert words in r.document["seaboard-today"]["text"]
    if r.folder == "text":
        assert any("Quiz: Can you name" in piece["text"] for piece in lantern["removed"])


def findings(r):
    """What must not hang on whether the reports were saved as text or as pages."""
    return {
        "conflicts": sorted((c["kind"], sorted(r.sides(c))) for c in r.story["conflicts"]),
        "updates": sorted((c["kind"], sorted(r.sides(c))) for c in r.story["updates"]),
        "quotes": sorted((r.name(q["speaker"]), sorted((r.stem[v["doc"]], v["kind"]) for v in q["versions"])) for q in r.story["quotes"]),
        "origins": sorted(r.stems(o["reports"]) for o in r.story["origins"]),
        "lead": sorted((r.stem[c["doc"]], c["stance"]) for c in r.lead()["cells"]),
        "names": sorted(n["name"] for n in r.story["names"]),
        "counts": {k: v for k, v in r.story["counts"].items() if k != "origins_max"},
    }


def main():
    texts, pages = Report("text", "txt"), Report("pages", "html")
    tests = [(f"{name[5:].replace('_', ' ')} ({r.folder})", test, r) for name, test in globals().items() if name.startswith("test_") for r in (texts, pages)]
    failed = 0

    def same(_):
        a, b = findings(texts), findings(pages)
        for key in a:
            assert a[key] == b[key], f"{key}: text {a[key]}, pages {b[key]}"

    for name, test, r in [*tests, ("the same is found in texts and pages", same, None)]:
        try:
            test(r)
            print("ok    ", name)
        except Exception:  # each test says what it misses; the others still run
            failed += 1
            print("FAILED", name)
            traceback.print_exc(file=sys.stdout, limit=-1)
    print(f"{len(tests) + 1 - failed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
