#!/usr/bin/env python3
"""Turn the report's style and script into C: embed.py STYLE SCRIPT OUT.c

Comments, indentation and empty lines are left out (every line is kept a line, so nothing changes its meaning). The
script's SHA-256 is what the page's Content-Security-Policy allows; it is taken of the bytes as the page has them.
"""
import base64
import hashlib
import re
import sys

style, script, out = sys.argv[1:]


def small(path, comment):
    with open(path, encoding="utf-8") as file:
        text = re.sub(comment, "", file.read(), flags=re.S)
    text = "\n".join(line.strip() for line in text.splitlines() if line.strip()) + "\n"
    if "</s" in text.lower():
        sys.exit(f"{path}: '</s' would end the element that holds it")
    return text.encode()


def array(name, data):
    rows = [", ".join(str(b) for b in data[i:i + 32]) for i in range(0, len(data), 32)]
    return f"const char {name}[] = {{\n  " + ",\n  ".join(rows) + f"}};\nconst size_t {name}_len = {len(data)};\n"


# Only block comments that start a line: a "/*" inside a string or a pattern is none.
css = small(style, r"(?m:^)\s*/\*.*?\*/")
js = small(script, r"(?m:^)\s*/\*.*?\*/")
digest = base64.b64encode(hashlib.sha256(js).digest()).decode()
with open(out, "w", encoding="utf-8") as file:
    file.write('/* Made by src/show/embed.py. */\n#include "show/assets.h"\n')
    # Bytes over 127 do not fit a signed char.
    file.write(array("show_style", [b if b < 128 else b - 256 for b in css]))
    file.write(array("show_script", [b if b < 128 else b - 256 for b in js]))
    file.write(f'const char show_script_hash[] = "sha256-{digest}";\n')
