#!/usr/bin/env python3
"""The program as a user meets it: test_program.py HEARSAY SOURCE_ROOT [NAME ...]

Exit codes, messages, formats, bad input, and the promises of DESIGN section 7. Each function below is one test.
"""
import gzip
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

import jsonschema

HEARSAY, ROOT = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
TEXTS = sorted(str(p) for p in (ROOT / "examples/text").glob("*.txt"))
PAGES = sorted(str(p) for p in (ROOT / "examples/pages").glob("*.html"))
SCHEMAS = {name: jsonschema.Draft202012Validator(json.loads((ROOT / f"docs/{name}.schema.json").read_text()))
           for name in ("report-1", "annotation-1")}


# Without a word to the contrary the tests look at what the rules find; MODEL, where it is there, has tests of its own.
MODEL = ROOT / "models/model.safetensors"


def run(*arguments, stdin=b"", env=None, cwd=None):
    return subprocess.run([HEARSAY, *map(str, arguments)], input=stdin, capture_output=True, check=False, timeout=120, cwd=cwd,
                          env={**os.environ, "NO_COLOR": "1", "HEARSAY_MODEL": "", **(env or {})})


def good(*arguments, code=0, **options):
    done = run(*arguments, **options)
    assert done.returncode == code, f"exit {done.returncode}, wanted {code}: {done.stderr.decode()[-2000:]}"
    return done


def valid(kind, text):
    value = json.loads(text)
    errors = list(SCHEMAS[kind].iter_errors(value))
    assert not errors, f"{kind}: {errors[0].message[:300]} at {list(errors[0].path)}"
    return value


def report(*arguments, code=0, **options):
    return valid("report-1", good("report", "--json", *arguments, code=code, **options).stdout)


def annotations(*arguments, code=0, **options):
    return [valid("annotation-1", line) for line in good("annotate", *arguments, code=code, **options).stdout.splitlines()]


def write(folder, name, content):
    path = pathlib.Path(folder) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


STORY = "The mayor of Lindmoor, Ada Lund, said on Monday that the old bridge would close in June. “We have no choice,” she said.\n\nThe council did not respond to a request for comment.\n"


# ---- what it says of itself

def test_help_version_limits(_):
    for arguments in (["--help"], ["help"], ["help", "report"], ["report", "--help"], ["annotate", "-h"], ["--version"], ["--limits"]):
        assert good(*arguments).stdout, arguments
    assert b"INPUT_BYTES" in good("--limits").stdout


def test_wrong_use_is_exit_2_and_says_what_to_do(folder):
    path = write(folder, "a.txt", STORY)
    for arguments in ([], ["compare"], ["report", "--no-such"], ["report", "--format", "pdf", path], ["report", "--jobs", "0", path],
                      ["report", "--published", "yesterday", path], ["report", "--published", "b.txt=2025-05-06", path], ["annotate", "--format", "html", path],
                      ["report", "--format", "csv", path], ["report", "-o", "x.pdf", path], ["report", "--same", "A", path], ["report", "--outlet", "X", path], ["report", "--until", "read", path], ["report", "--lang", "x1", path]):
        done = good(*arguments, code=2)
        assert done.stderr.startswith(b"hearsay: "), arguments
        assert not done.stdout


def test_two_files_that_fit_a_base_name_are_wrong_use(folder):
    a, b = write(folder, "a/x.txt", STORY), write(folder, "b/x.txt", STORY)
    good("report", "--outlet", "x.txt=Herald", a, b, code=2)
    r = report("--outlet", f"{a}=Herald", a, b)
    assert {d["path"]: d["outlet"] for d in r["documents"]}[a] == "Herald"


# ---- formats

def test_examples_in_every_format(folder):
    r = report(*TEXTS)
    assert len(r["documents"]) == len(TEXTS)
    assert b"<!doctype html>" in good("report", "--format", "html", *TEXTS).stdout.lower()
    assert good("report", *TEXTS).stdout and good("report", "--format", "markdown", *TEXTS).stdout.startswith(b"#")
    good("report", "--format", "csv", "-o", pathlib.Path(folder) / "tables", *TEXTS)
    assert (pathlib.Path(folder) / "tables/stories.csv").exists() and (pathlib.Path(folder) / "tables/claims.csv").exists()
    assert good("annotate", "--format", "text", *TEXTS).stdout and good("annotate", "--format", "csv", *TEXTS).stdout


def test_pages_and_texts_are_read_alike(_):
    pages = {pathlib.Path(d["path"]).stem: d for d in report(*PAGES)["documents"]}
    for name, page in pages.items():
        assert page["outlet"] and page["title"] and page["published"]["basis"] in ("metadata", "stated"), name
        for word in ("newsletter", "All rights reserved", "Ten islands"):
            assert word not in page["text"], (name, word)
    text = {pathlib.Path(d["path"]).stem: d["text"] for d in report(*TEXTS)["documents"]}
    for line in text["northern-wire"].splitlines()[1:]:
        assert line in pages["northern-wire"]["text"], line


def test_folder_stdin_and_compressed(folder):
    story = STORY.encode()
    write(folder, "in/a.txt", story), write(folder, "in/b/c.txt.gz", gzip.compress(story)), write(folder, "in/.hidden.txt", story)
    inside = pathlib.Path(folder) / "in"
    assert [d["path"] for d in report(inside)["documents"]] == [str(inside / "a.txt"), str(inside / "b/c.txt.gz")]
    assert annotations("-", stdin=story)[0]["text"] == annotations(inside / "a.txt")[0]["text"]
    out = pathlib.Path(folder) / "o.jsonl.gz"
    good("annotate", inside, "-o", out)
    assert len(gzip.decompress(out.read_bytes()).splitlines()) == 2


def test_spans_read_back(_):
    for a in annotations(*TEXTS, *PAGES):
        raw = a["text"].encode()
        for key in ("sentences", "tokens"):
            for s, e in a[key]:
                assert raw[s:e].decode()
        whole = pathlib.Path(a["input"]["path"]).read_bytes()
        for step in a["map"]:
            if step[1] == step[3] == 1:
                assert raw[step[0]:step[0] + step[4]] == whole[step[2]:step[2] + step[4]], (a["id"], step)


def test_until_leaves_later_arrays_out(_):
    r = report("--until", "read", TEXTS[0])
    assert "stories" not in r
    r = report("--until", "who", *TEXTS)
    assert "sources" in r["stories"][0] and "claims" not in r["stories"][0]
    assert "tokens" not in annotations("--until", "read", TEXTS[0])[0]


# ---- promises

def test_order_and_jobs_do_not_matter(_):
    first = good("report", "--json", "--jobs", "1", *TEXTS).stdout
    assert good("report", "--json", "--jobs", "4", *reversed(TEXTS)).stdout == first
    assert good("report", "--json", *TEXTS, TEXTS[0]).stdout == first
    lines = good("annotate", "--jobs", "1", *TEXTS, *PAGES).stdout
    assert good("annotate", "--jobs", "4", *TEXTS, *PAGES).stdout == lines
    for f in ("html", "markdown", "text"):
        assert good("report", "--format", f, "--jobs", "3", *reversed(TEXTS)).stdout == good("report", "--format", f, "--jobs", "1", *TEXTS).stdout


def test_locale_and_zone_do_not_matter(_):
    first = good("report", "--json", *TEXTS).stdout
    assert good("report", "--json", *TEXTS, env={"LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Kathmandu"}).stdout == first


def test_no_network(_):
    apart = ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", "--net"]
    try:
        if subprocess.run([*apart, "true"], capture_output=True, check=False).returncode != 0:
            return  # this system lends no network namespace
    except FileNotFoundError:
        return
    done = subprocess.run([*apart, HEARSAY, "report", "--no-model", "--json", *TEXTS], capture_output=True, check=False)
    assert done.returncode == 0 and done.stdout == good("report", "--json", *TEXTS).stdout
    page = good("report", "--format", "html", *TEXTS).stdout.decode()
    assert not re.search(r'(src|href)="(?!#|data:)', page), "the page asks for something"


def test_no_clock_and_no_file_date(folder):
    path = write(folder, "a.txt", STORY)
    first = good("report", "--json", path).stdout
    os.utime(path, (0, 0))
    assert good("report", "--json", path).stdout == first
    assert json.loads(first)["documents"][0]["published"] is None or json.loads(first)["documents"][0]["published"]["earliest"] is None


def test_markup_and_escapes_come_out_harmless(folder):
    nasty = "The mayor, Ada Lund, said “<script>alert(1)</script> \x1b[31mred\x1b[0m \u202eevil\u202c is here & there”.\n\n" + STORY
    path = write(folder, "\u202enasty<b>\x1b[31m.txt", nasty)
    for f in ("text", "html", "markdown", "json"):
        out = good("report", "--format", f, path).stdout.decode()
        assert "\x1b" not in out and "\u202e" not in out, f
        if f == "html":
            assert "<script>alert" not in out
    assert "\x1b" not in good("annotate", "--format", "text", path).stdout.decode()
    missing = good("report", "no\x1b[31m\u202esuch.txt", code=1).stderr.decode()
    assert "\x1b" not in missing and "\u202e" not in missing


def test_csv_does_not_start_a_formula(folder):
    path = write(folder, "a.txt", "=cmd|calc\n\n“=HYPERLINK(evil) is what we have to say to them,” said Ada Lund, the mayor of Lindmoor.\n")
    good("report", "--format", "csv", "-o", pathlib.Path(folder) / "t", path)
    for table in (pathlib.Path(folder) / "t").glob("*.csv"):
        for line in table.read_text().splitlines():
            assert not re.search(r'(^|,)"?=', line), (table, line)


# ---- bad input

def test_bad_files_are_named_and_the_rest_goes_on(folder):
    ok = write(folder, "ok.txt", STORY)
    bad = {
        "empty.txt": (b"", "empty"), "binary.bin": (bytes(range(256)) * 40, "binary"), "paper.pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
        "mail.eml": (b"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nDate: Tue, 6 May 2025 10:00:00 +0000\r\n\r\nHello", "mail"),
        "saved.mht": (b"From: <Saved>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n--x\r\n", "MHT"),
    }
    for name, (content, word) in bad.items():
        path = write(folder, name, content)
        done = good("report", "--json", ok, path, code=3)
        message = done.stderr.decode()
        assert message.startswith(f"hearsay: {path}") and word.lower() in message.lower(), message
        assert len(json.loads(done.stdout)["documents"]) == 1
        assert good("report", path, code=1).stderr
    missing = os.path.join(folder, "gone.txt")
    assert missing in good("report", ok, missing, code=3).stderr.decode()
    os.makedirs(os.path.join(folder, "void"))
    good("report", os.path.join(folder, "void"), code=1)


def test_unreadable_file(folder):
    if os.geteuid() == 0:
        return
    path = write(folder, "a.txt", STORY)
    os.chmod(path, 0)
    assert "ermission" in good("report", path, code=1).stderr.decode()


def test_json_lines(folder):
    lines = [json.dumps({"id": "one", "text": STORY}), "{broken", "", json.dumps({"id": "two", "title": "Bridge to close"}), json.dumps({"id": "three", "text": 7}), "[1]", json.dumps({"text": STORY})]
    path = write(folder, "in.jsonl", "\n".join(lines) + "\n")
    out = annotations(path, code=3)
    assert [bool(a.get("error")) for a in out] == [False, True, False, True, True, False]
    assert [a["input"]["line"] for a in out] == [1, 2, 4, 5, 6, 7]
    assert out[0]["id"] == "one" and out[0]["text"] == STORY and out[5]["id"] == f"{path}:7"
    assert f"{path}:2" in good("annotate", path, code=3).stderr.decode()


def test_large_input_is_named_with_its_limit(folder):
    path = os.path.join(folder, "large.txt")
    with open(path, "wb") as file:
        file.truncate(1 << 30)
    begin = time.monotonic()
    message = good("report", path, code=1).stderr.decode()
    assert path in message and ("limit" in message or "binary" in message), message
    assert time.monotonic() - begin < 30
    packed = write(folder, "bomb.txt.gz", gzip.compress(b"a b " * (12 << 20)))
    assert "33554432 bytes" in good("report", packed, code=1).stderr.decode()


def test_other_bytes(folder):
    latin = write(folder, "latin.txt", "Der Bürgermeister von Lindmoor, Ole Größe, said the bridge – “our bridge” – would close.".encode("cp1252"))
    a = annotations(latin)[0]
    assert "Größe" in a["text"] and a["input"]["charset"].lower() != "utf-8"
    wide = write(folder, "wide.txt", STORY.encode("utf-16"))
    assert "Ada Lund" in annotations(wide)[0]["text"]
    broken = write(folder, "broken.txt", STORY.encode().replace(b"old", b"o\xffd"))
    assert annotations(broken)
    zero = write(folder, "crlf.txt", STORY.replace("\n", "\r\n").replace("old", "o\u00adld"))
    assert "old bridge" in annotations(zero)[0]["text"] and "\r" not in annotations(zero)[0]["text"]


def test_hostile_shapes_take_linear_time(folder):
    shapes = {"one word": "a" * 1_000_000, "quotes": "“" * 200_000, "brackets": "(" * 200_000, "capitals": "Ada Lund " * 60_000, "said": "he said " * 60_000,
              "numbers": "12 March 2020 " * 40_000, "tags": "<div>" * 100_000 + "text", "stops": ". " * 200_000, "emoji": "😀" * 100_000, "rtl": "שלום " * 50_000}
    for name, text in shapes.items():
        path = write(folder, "x.html" if name == "tags" else "x.txt", text)
        begin = time.monotonic()
        done = run("annotate", path)
        assert done.returncode in (0, 1, 3), (name, done.returncode, done.stderr[-500:])
        assert time.monotonic() - begin < 60, name


def test_other_language_is_kept_and_marked(folder):
    path = write(folder, "de.txt", "Der Bürgermeister sagte am Montag, die alte Brücke werde im Juni geschlossen. „Wir haben keine Wahl“, sagte er. Der Rat hat auf eine Anfrage nicht geantwortet.")
    a = annotations(path)[0]
    assert a["lang"] == "de" and not a["attributions"] and not a["names"]
    r = report(path, write(folder, "en.txt", STORY))
    assert len(r["documents"]) == 2


def test_no_story_at_all(folder):
    a, b = write(folder, "a.txt", STORY), write(folder, "b.txt", "Sheep farmers in the north expect a long winter. Wool prices rose by 4 percent in October.")
    r = report(a, b)
    assert len(r["stories"]) == 2
    assert good("report", a, b).stdout


def test_model_file_is_refused_with_exit_4(folder):
    path = write(folder, "m.safetensors", b"nothing")
    assert b"model" in good("report", "--model", path, *TEXTS, code=4).stderr
    good("report", "--no-model", "--model", path, *TEXTS)
    good("report", *TEXTS, env={"HEARSAY_MODEL": path}, code=4)


# ---- output that cannot be

def with_model(*arguments, **options):
    return good(*arguments, env={"HEARSAY_MODEL": str(MODEL)}, **options)


def test_model_labels_and_says_so(_):
    for line in with_model("annotate", *TEXTS).stdout.splitlines():
        d = valid("annotation-1", line)
        raw = d["text"].encode()
        assert d["program"]["model"]["name"] and re.fullmatch("[0-9a-f]{64}", d["program"]["model"]["sha256"])
        assert d["names"] and d["attributions"]
        for name in d["names"]:
            assert raw[name["span"][0]:name["span"][1]].decode().strip()
    assert valid("report-1", with_model("report", "--json", *TEXTS).stdout)["program"]["model"]["name"]
    assert str(MODEL).encode() in with_model("--version").stdout


def test_model_order_and_jobs_do_not_matter(_):
    first = with_model("annotate", "-j", 1, *TEXTS).stdout
    assert first == with_model("annotate", "-j", 3, *TEXTS).stdout
    one = [with_model("annotate", path).stdout for path in TEXTS]
    assert first == b"".join(one)
    assert with_model("report", "--json", "-j", 1, *TEXTS).stdout == with_model("report", "--json", "-j", 3, *reversed(TEXTS)).stdout


def test_model_reads_any_text(folder):
    shapes = {
        "one word": "a" * 1_000_000, "points": ". " * 30_000, "dashes": "-" * 30_000, "emoji": "“😀😀 no,” said 👩‍👩‍👧 Lund. " * 400,
        "right to left": "قال المتحدث إن الجسر سيغلق. " * 400, "marks": "Lu\u0308\u0301nd said the e\u0301poque ended. " * 400,
        "chinese": "市长说，旧桥将于六月关闭。" * 400, "mixed": "Ada Lund said 市长 e\u0301 😀 that “the bridge” closes.\n\n" * 200,
    }
    lines = write(folder, "shapes.jsonl", "".join(json.dumps({"id": k, "text": v, "lang": "en"}) + "\n" for k, v in shapes.items()))
    made = [valid("annotation-1", line) for line in with_model("annotate", lines).stdout.splitlines()]
    assert [d["id"] for d in made] == list(shapes)
    for d in made:
        raw = d["text"].encode()
        for start, end in [n["span"] for n in d["names"]] + [s for a in d["attributions"] for part in ("source", "cue", "content") for s in a[part]]:
            raw[start:end].decode()


def test_a_document_too_long_for_the_model_is_named(folder):
    path = write(folder, "long.txt", "Ada Lund said on Monday that the bridge would close. " * 11_000)
    done = with_model("annotate", path)
    assert b"without the model" in done.stderr and b"long.txt" in done.stderr, done.stderr
    assert valid("annotation-1", done.stdout)["attributions"]


def test_full_disk_and_closed_pipe(folder):
    if os.path.exists("/dev/full"):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([HEARSAY, "report", "--json", *TEXTS], stdout=full, stderr=subprocess.PIPE, check=False)
        assert done.returncode == 4 and b"space" in done.stderr, done.stderr
    with subprocess.Popen([HEARSAY, "annotate", *TEXTS * 20], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        child.stdout.close()
        message = child.stderr.read()
        assert child.wait() == 4 and message, message
    done = good("report", *TEXTS, "-o", os.path.join(folder, "no/such/folder.html"), code=4)
    assert b"folder.html" in done.stderr


def test_interrupt_leaves_no_half_file(folder):
    lines = write(folder, "many.jsonl", "".join(json.dumps({"id": str(i), "text": STORY * 20}) + "\n" for i in range(4000)))
    out = pathlib.Path(folder) / "out" / "o.jsonl"
    out.parent.mkdir()
    child = subprocess.Popen([HEARSAY, "annotate", lines, "-o", str(out)], stderr=subprocess.PIPE)
    time.sleep(0.5)
    child.send_signal(signal.SIGINT)
    child.communicate(timeout=60)
    if child.returncode == 0:
        return  # it was faster than the signal
    assert child.returncode == -signal.SIGINT, child.returncode
    assert list(out.parent.iterdir()) == []


def main():
    wanted = sys.argv[3:]
    failed = 0
    for name, test in list(globals().items()):
        if not name.startswith("test_") or (wanted and name not in wanted):
            continue
        with tempfile.TemporaryDirectory() as folder:
            try:
                test(folder)
                print("ok  ", name, flush=True)
            except Exception as fault:  # one failing test must not hide the others
                failed += 1
                print("FAIL", name, type(fault).__name__, str(fault)[:3000], flush=True)
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
