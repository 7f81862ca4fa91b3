#!/usr/bin/env python3
"""Plant calendar errors in real articles and count those that hearsay finds; count its alarms on articles as they are.

    eval/calendar_errors.py [--hearsay PROGRAM] [--shared FOLDER] [--articles 1000] [--list] [--print KIND]

The articles are the dated ones of SHARED/data/stories/scale-dev (newswire-2400, wikinews-dev and basil-dev are part of it). 25
errors of each kind are planted, the same each time:
  weekday     a wrong weekday set beside a bare date: "on 14 March" -> "on Sunday, 14 March"
  pair        a right weekday and date of the article made wrong: "Monday, March 14" -> "Thursday, March 14"
  impossible  the day of a date made one that its month never has: "June 14" -> "June 31"
  past        a past event given a day after the publication: "met on Monday" -> "met on March 24"
Each article is one run, with its publication date. An error is found when a conflict of kind `calendar` has a passage that
holds the planted words and a value that names their day and month. Every alarm on the unchanged articles is one to be read by a
person (--list): errors of the outlets count as found. --print shows the plantings of a kind without running anything.
"""
import argparse, collections, datetime, json, lzma, pathlib, random, re, subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
KINDS, EACH = ("weekday", "pair", "impossible", "past"), 25
MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTH = "|".join(MONTHS) + r"|Sept\.|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b\.?"
WEEKDAY = "|".join(WEEKDAYS)
DATE = rf"(?:(?P<month>{MONTH}) (?P<day>\d\d?)|(?P<first>\d\d?) (?P<second>{MONTH}))(?![\d:]|st|nd|rd|th|-\d| ?(?:and|to|or|&) \d|,\d)(?:,? (?P<year>(?:19|20)\d\d)\b)?"
BARE = re.compile(rf"\b(?:on|by|until|since|before|after|from) (?P<date>{DATE})(?! ?\((?:{WEEKDAY}))")
PAIR = re.compile(rf"\b(?P<weekday>{WEEKDAY}),? \(?{DATE}")
ANY = re.compile(rf"(?<!\d )\b(?P<date>{DATE})")
# A plain past: verbs that cannot be a participle behind their noun ("the man seen on Monday"), or one with was, were.
HAPPENED = re.compile(
    r"\b(?:met|arrived|died|began|took place|broke out|came|went|flew|fell|resigned|"
    r"(?:was|were) (?:killed|arrested|held|signed|shot|wounded|injured|elected|released|attacked|opened|launched|sentenced))\b"
    rf"(?: [\w'-]+){{0,6}}? on (?P<date>{WEEKDAY}|{DATE})(?![\w-]| (?:to|until|morning|afternoon|evening|night)\b)")
NOT_PLAIN = re.compile(r"\b(?:will|would|could|should|may|might|if|to be|plan\w*|expect\w*|schedul\w*|due|next|every|said|says|told)\b|[\"“”]|''|``")


def articles(shared):
    with lzma.open(pathlib.Path(shared) / "data" / "stories" / "scale-dev.jsonl.xz") as file:
        return [d for d in map(json.loads, file) if d.get("date") and d["text"].strip() and d.get("lang", "en") == "en"]


def month_day(m):
    """month and day that a match of DATE names"""
    month = (m["month"] or m["second"])[:3]
    return next(i for i, name in enumerate(MONTHS, 1) if name.startswith(month)), int(m["day"] or m["first"])


def date_of(m, published):
    """the day that a match of DATE means; None where its year is not said and it lies far from the publication"""
    month, day = month_day(m)
    try:
        if m["year"]:
            return datetime.date(int(m["year"]), month, day)
        near = min((datetime.date(published.year + k, month, day) for k in (-1, 0, 1)), key=lambda d: abs(d - published))
        return near if abs(near - published).days <= 60 else None
    except ValueError:
        return None


def written(day, m, with_year):
    """a day as a match of DATE writes its own; month first where it is only a weekday"""
    month = MONTHS[day.month - 1]
    if m["first"]:
        return f"{day.day} {month}" + (f" {day.year}" if with_year else "")
    return f"{month} {day.day}" + (f", {day.year}" if with_year else "")


def sentence_at(text, start, end):
    head = max(text.rfind(mark, 0, start) + len(mark) for mark in (". ", "\n", "? ", "! "))
    tails = [at for at in (text.find(mark, end) for mark in (". ", ".\n", "\n", "? ")) if at >= 0]
    return text[head:min(tails, default=len(text))]


def places(text, kind):
    return {"weekday": BARE, "pair": PAIR, "impossible": ANY, "past": HAPPENED}[kind].finditer(text)


def plant(kind, text, m, published, rng):
    """(start, end, words, month, day): what is put in place of text[start:end]; None where nothing can be planted"""
    if kind == "past":
        if NOT_PLAIN.search(sentence_at(text, *m.span())):
            return None
        day = published + datetime.timedelta(days=rng.randint(3, 20))
        with_year = rng.random() < .5 or m["year"] or day.year != published.year  # "January 5" alone may be that of this year
        return *m.span("date"), written(day, m, with_year), day.month, day.day
    month, day = month_day(m)
    if kind == "impossible":
        last = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}.get(month)
        if not last or day > last or re.search(rf"\b(?:{WEEKDAY}),? \(?$", text[:m.start()]):
            return None
        wrong = rng.randint(last + 1, 31)
        name = "first" if m["first"] else "day"
        start, end = (m.start(name) - m.start("date"), m.end(name) - m.start("date"))
        return *m.span("date"), m["date"][:start] + str(wrong) + m["date"][end:], month, wrong
    real = date_of(m, published)
    if not real or (kind == "pair" and WEEKDAYS[real.weekday()] != m["weekday"]):
        return None
    wrong = WEEKDAYS[(real.weekday() + rng.randint(1, 6)) % 7]
    if kind == "pair":
        return *m.span(), wrong + m[0][len(m["weekday"]):], month, day
    return *m.span("date"), f"{wrong}, {m['date']}", month, day


def plantings(documents, kind):
    """one a document first, more where the documents do not suffice"""
    rng, chosen, more = random.Random(f"calendar {kind}"), [], []
    for d in rng.sample(documents, len(documents)):
        published, seen = datetime.date.fromisoformat(d["date"]), 0
        for m in places(d["text"], kind):
            it = plant(kind, d["text"], m, published, rng)
            if it:
                (more if seen else chosen).append((d, *it))
                seen += 1
        if len(chosen) >= EACH:
            break
    return (chosen + more)[:EACH]


def calendar_conflicts(program, d, text):
    line = {"id": d["id"], "text": text, "published": d["date"], "lang": "en"}
    if d.get("title"):
        line["title"] = d["title"]
    run = subprocess.run([program, "report", "--json", "-q", "-"], input=json.dumps(line).encode(), capture_output=True)
    if run.returncode not in (0, 3):
        raise SystemExit(f"{d['id']}: {program} ends with {run.returncode}: {run.stderr.decode()[:300]}")
    return [c for story in json.loads(run.stdout)["stories"] for c in story["conflicts"] if c["kind"] == "calendar"]


def plain(text):
    return " ".join(text.split())


def is_found(conflicts, words, month, day):
    return any(plain(words) in plain(e["text"]) and re.search(rf"\b{day} {MONTHS[month - 1]}\b", s["value"])
               for c in conflicts for s in c["sides"][:1] for e in s["evidence"])


def show_text(text, start, end):
    return plain(text[max(0, start - 150):start] + " >>" + text[start:end] + "<< " + text[end:end + 80])


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--hearsay", default=str(ROOT / "build" / "src" / "hearsay"))
    ap.add_argument("--shared", default=str(ROOT.parent / "shared"))
    ap.add_argument("--articles", type=int, default=1000, help="unchanged articles to run; 0: none")
    ap.add_argument("--list", action="store_true", help="show what was missed, and every alarm on the unchanged articles")
    ap.add_argument("--print", choices=KINDS, help="show the plantings of a kind and stop")
    o = ap.parse_args()
    documents, total = articles(o.shared), 0
    for kind in [o.print] if o.print else KINDS:
        planted, found, missed = plantings(documents, kind), 0, []
        for d, start, end, words, month, day in planted:
            text = d["text"][:start] + words + d["text"][end:]
            shown = f"  {d['id']} {d['date']}: {show_text(text, start, start + len(words))}"
            if o.print:
                print(shown, f"[was: {d['text'][start:end]}]")
            elif is_found(calendar_conflicts(o.hearsay, d, text), words, month, day):
                found += 1
            else:
                missed.append(shown)
        if o.print:
            return
        total += found
        print(f"{kind:10} found {found} of {len(planted)}", *(missed if o.list else []), sep="\n", flush=True)
    print(f"planted    found {total} of {EACH * len(KINDS)}", flush=True)
    sample, alarmed = random.Random("calendar unchanged").sample(documents, min(o.articles, len(documents))), 0
    for d in sample:
        conflicts = calendar_conflicts(o.hearsay, d, d["text"])
        alarmed += bool(conflicts)
        for c in conflicts if o.list else []:
            print(f"  {d['id']} {d['date']}: {c['text']} | {c['reading']} :: {plain(c['sides'][0]['evidence'][0]['text'])}")
    print(f"unchanged  {alarmed} of {len(sample)} articles have an alarm")


if __name__ == "__main__":
    main()
