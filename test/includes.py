#!/usr/bin/env python3
"""Who may include whom: the table of docs/architecture.md ("the house"), checked on every #include under src/.

A room sees the rooms below it, never its neighbours; of a room that is not its own, and has a public header of its
own name only, it sees that header. Foreign libraries are let in by room. Prints each line that breaks a rule.

    test/includes.py [ROOT]       exit status 1 when a rule is broken
    test/includes.py --self-test  the checker against lines that must fail and lines that must pass
"""
import pathlib
import re
import sys

# room: the other rooms it may include
MAY = {
    "base": set(),
    "model": {"base"},
    "lexicon": {"base"},
    "read": {"base", "model", "lexicon"},
    "text": {"base", "model", "lexicon"},
    "learn": {"base"},
    "find": {"base", "model", "lexicon", "learn"},
    "story": {"base", "model", "lexicon"},
    "who": {"base", "model", "lexicon"},
    "compare": {"base", "model", "lexicon", "learn"},
    "show": {"base", "model"},
    "cli": {"base"},
}
# Rooms whose every header is public; of all others only ROOM/ROOM.h is.
OPEN_ROOMS = {"base", "model"}
# Headers inside an open room that are its own affair.
PRIVATE = {"base/io_reason.h"}
# foreign library: (pattern of its headers, rooms that may use it)
FOREIGN = {
    "libxml2": (r"libxml/", {"read"}),
    "uchardet": (r"uchardet", {"read"}),
    "iconv": (r"iconv\.h", {"read"}),
    "utf8proc": (r"utf8proc\.h", {"base"}),
    "jansson": (r"jansson\.h", {"base", "read", "learn"}),
    "zlib": (r"zlib\.h", {"base"}),
    "zstd": (r"zstd\.h", {"base"}),
    "libmd": (r"sha2\.h|sha256\.h|md5\.h", {"base"}),
}
INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')


def fault(room, line):
    """What is wrong with this line in a file of this room ("" = the library's own file src/hearsay.c), or None."""
    found = INCLUDE.match(line)
    if not found:
        return None
    quote, name = found.groups()
    if quote == "<":
        for library, (pattern, rooms) in FOREIGN.items():
            if re.match(pattern, name) and room not in rooms:
                return f"{library} belongs to {' and '.join(sorted(rooms))}"
        return None
    if name == "hearsay.h":
        return None
    if name.startswith("../") or "/../" in name:
        return "a path that climbs"
    target, _, rest = name.partition("/")
    if not rest:  # a generated table beside the file
        return None if room and name.endswith(".inc") else 'a header is named "room/file.h"'
    if target not in MAY:
        return f"no such room: {target}"
    if target == room:
        return None
    if room and target not in MAY[room]:
        return f"{room} may not include {target}"
    if name in PRIVATE:
        return f"{name} is private to {target}"
    if target not in OPEN_ROOMS and name != f"{target}/{target}.h":
        return f"of {target} only {target}/{target}.h is public"
    return None


def check(root):
    bad = 0
    source = root / "src"
    for path in sorted(source.rglob("*.[ch]")) + sorted(source.rglob("*.inc")):
        parts = path.relative_to(source).parts
        room = parts[0] if len(parts) > 1 else ""
        if room and room not in MAY:
            print(f"{path.relative_to(root)}: no such room: {room}")
            bad += 1
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            words = fault(room, line)
            if words:
                print(f"{path.relative_to(root)}:{number}: {line.strip()}: {words}")
                bad += 1
    return bad


def self_test():
    wrong = [("find", '#include "who/who.h"'), ("base", '#include "model/span.h"'), ("show", '#include "find/find.h"'),
             ("find", '#include "learn/learn_inner.h"'), ("show", "#include <libxml/tree.h>"),
             ("text", '#include "../find/find.h"'), ("cli", '#include "model/report.h"'),
             ("find", '# include  "story/story.h"'), ("model", '#include "base/io_reason.h"'),
             ("who", '#include "nowhere/x.h"'), ("who", '#include "who.h"'), ("", '#include "find/times.h"')]
    right = [("find", '#include "learn/learn.h"'), ("find", '#include "find/times.h"'), ("read", "#include <libxml/tree.h>"),
             ("cli", '#include "hearsay.h"'), ("show", "#include <string.h>"), ("find", "int who; /* #include */"),
             ("", '#include "find/find.h"'), ("base", '#include "base/io_reason.h"'), ("lexicon", '#include "tables.inc"')]
    return [case for case in wrong if not fault(*case)] + [case for case in right if fault(*case)]


def main(arguments):
    failures = self_test()
    for room, line in failures:
        print(f"self-test: wrong answer for {line} in {room or 'src'}")
    if arguments == ["--self-test"]:
        return 1 if failures else 0
    root = pathlib.Path(arguments[0] if arguments else ".")
    if not (root / "src").is_dir():
        print(f"{root}: no folder src")
        return 1
    return 1 if check(root) + len(failures) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
