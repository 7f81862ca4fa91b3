#!/usr/bin/env python3
"""A rule file that breaks the format ends the build with file, line and what is wrong: test_times_compile.py SOURCE_ROOT"""
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(sys.argv[1])
HEAD = "language xx\n[words]\nlundi = weekday 1\njour = unit day\nmai = month 5\nune = number 1\n[sets]\nend = . ,\n[parts]\ndate = <day> <month>\n[rules]\n"
RIGHT = "$date [after @end|END] -> kind=absolute unit=day\n<weekday> ( prochain{direction=next} )? -> kind=weekday\n"
WRONG = {  # what stands in line 12: what is said of it
    "<weekday> -> kind=monday\n": "'kind=monday' is no setting",
    "<weekday> -> vague=5\n": "'vague=5' is no setting",
    "<weekday>\n": "a rule has '->'",
    "[before x <weekday> -> kind=weekday\n": "a guard is not closed",
    "Lundi -> kind=weekday\n": "words are written small",
    "<weekday 1-5> -> kind=weekday\n": "takes no bounds",
    "[parts]\nagain = $again\n[rules]\n$again -> kind=weekday\n": "stands within itself",
    "<weekdy> -> kind=weekday\n": "'<weekdy>' is no class",
    "( <weekday> -> kind=weekday\n": "a bracket is not closed",
    "<weekday> ) -> kind=weekday\n": "')' is not expected here",
    "[near x] <weekday> -> kind=weekday\n": "'near' is no guard",
    "$dat -> kind=absolute\n": "'dat'",
    "<weekday> @stops -> kind=weekday\n": "'stops'",
    "<weekday> CAPITAL -> kind=weekday\n": "CAPITAL stands in guards only",
    "[words]\nlundi = weekday 2\n": "'lundi' stands in the list twice",
    "[words]\nlune = planet 2\n": "'planet' is no class of words",
}


def compile_rules(text):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "times" / "rules.txt"
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
        done = subprocess.run([sys.executable, ROOT / "src/find/times_compile.py", pathlib.Path(folder) / "out.c", path], capture_output=True, text=True, check=False)
        return done.returncode, done.stderr


failed = 0
code, said = compile_rules(HEAD + RIGHT)
if code != 0:
    failed += 1
    print("a right file is refused:", said)
for line, what in WRONG.items():
    code, said = compile_rules(HEAD + line)
    place = "rules.txt:" + (str(11 + line.rstrip("\n").count("\n") + 1)) + ": "
    if code == 0 or what not in said or place not in said or "Traceback" in said:
        failed += 1
        print(f"{line!r}: exit {code}, said {said!r}, wanted {place}{what}")
print(f"{len(WRONG) + 1 - failed} passed, {failed} failed")
sys.exit(failed > 0)
