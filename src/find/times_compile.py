#!/usr/bin/env python3
"""Turn the rule files of data/times/ into C tables: times_compile.py OUT.c RULES.txt...

docs/time-rules.md says how a rule file is written. Each becomes one automaton: every rule is a path of tests over the pieces
of a sentence; states without a test between them are joined, equal states are one. A line that breaks the format ends the
build with file and line.
"""
import os
import re
import sys

CLASSES = ("weekday weekdays month abbreviation season seasons unit units part parts dayword tonight set zone place half long decadeword vague number "
           "ordinal ones tens").split()
BUILTINS = "number loose day ordinal digits wordyear shortyear hour clock dotclock zulu fourclock date decade shortdecade".split()
NAMES = {
    "type": "date time duration set", "kind": "absolute weekday unit offset length repeated vague range", "anchor": "none published expression",
    "direction": "nearest past future this last next", "mod": "none start mid end approx less-than more-than before after",
    "unit": "none minute hour daypart day weekend week month season quarter half year decade century", "daypart": "none morning afternoon evening night midday",
}
FIELDS = ("type kind anchor direction mod unit daypart year month day weekday season quarter half decade century hour minute zone amount sign halves unknown fiscal "
          "vague nth pm plus").split()
DEFAULT = {"weekday": "weekday", "weekdays": "weekday", "month": "month", "abbreviation": "month", "season": "season", "seasons": "season", "unit": "unit", "units": "unit",
           "part": "daypart", "parts": "daypart", "dayword": "amount", "tonight": None, "set": "unit", "zone": "zone", "place": None, "half": "pm", "long": "unit",
           "decadeword": "decade", "vague": "vague", "number": "amount", "ordinal": "amount", "loose": None, "day": "day", "digits": "year", "wordyear": "year",
           "shortyear": "year", "hour": "hour", "clock": "hour", "dotclock": "hour", "zulu": "hour", "fourclock": "hour", "date": "day", "decade": "decade",
           "shortdecade": "decade", "ones": "amount", "tens": "amount"}
SPECIALS = "START END CAPITAL NAME NOUN PLURAL".split()
LAST_FORTNIGHT = 100  # a unit's value above this: the unit twice


class Wrong(Exception):
    pass


def number_of(field, value):
    if re.fullmatch(r"-?\d+", value) and field not in NAMES and field != "vague":
        if not -0x8000 <= int(value) < 0x8000:
            raise Wrong(f"{value} is out of bounds")
        return int(value)
    if field == "vague" and value in ("PAST_REF", "PRESENT_REF", "FUTURE_REF"):
        return ("PAST_REF", "PRESENT_REF", "FUTURE_REF").index(value)
    if field == "unit" and value == "fortnight":
        return NAMES["unit"].split().index("week") + LAST_FORTNIGHT
    if field in NAMES and value in NAMES[field].split():
        return NAMES[field].split().index(value)
    raise Wrong(f"'{field}={value}' is no setting")


def settings_of(text):
    out = []
    for pair in text.split():
        field, eq, value = pair.partition("=")
        if not eq or field not in FIELDS:
            raise Wrong(f"'{pair}' is no setting")
        out.append((FIELDS.index(field), number_of(field, value)))
    return tuple(out)


class Language:
    def __init__(self, path):
        self.path, self.code, self.day_first = path, "", False
        self.words, self.sets, self.parts, self.rules, self.prefixes = {}, {}, {}, [], []
        self.vocabulary, self.starts, self.inside = {}, [], []
        self.tests, self.bitmaps, self.actions = {}, {}, {(): 0}
        self.states = []  # [(edges [(test, actions, target)], rule or -1)]
        section = ""
        with open(path, encoding="utf-8") as file:
            lines = file.read().split("\n")
        at = 0
        while at < len(lines):
            first, line = at + 1, lines[at]
            at += 1
            while at < len(lines) and lines[at].startswith("    ") and line.strip():  # goes on
                line += " " + lines[at].strip()
                at += 1
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            try:
                if re.fullmatch(r"\[[a-z]+\]", line):
                    section = line[1:-1]
                elif section == "words":
                    self.add_words(line)
                elif section == "sets":
                    name, _, rest = line.partition("=")
                    self.sets[name.strip()] = frozenset(w for part in rest.split() for w in (self.sets[part[1:]] if part.startswith("@") else [part]))
                elif section == "parts":
                    name, _, rest = line.partition("=")
                    self.parts[name.strip()] = rest.strip()
                elif section == "rules":
                    self.add_rule(line)
                elif section == "prefixes":
                    words, _, mod = line.partition("=")
                    mod, *only = mod.split()
                    if only not in ([], ["amounts"]):
                        raise Wrong(f"'{' '.join(only)}' is not 'amounts'")
                    if len(words.split()) > 4:
                        raise Wrong("a prefix has four words at most")
                    self.prefixes.append((words.split(), NAMES["mod"].split().index(mod), bool(only)))
                elif line.startswith("language "):
                    self.code = line.split()[1]
                elif line == "day-first":
                    self.day_first = True
                else:
                    raise Wrong("stands in no section")
            except (Wrong, KeyError, ValueError) as wrong:
                sys.exit(f"{path}:{first}: {wrong}")
        self.finish()

    def word(self, w):
        return self.vocabulary.setdefault(w, len(self.vocabulary))

    def add_words(self, line):
        names, _, rest = line.partition("=")
        kind, _, value = rest.strip().partition(" ")
        if kind not in CLASSES:
            raise Wrong(f"'{kind}' is no class of words")
        field = {"vague": "vague", "part": "daypart", "parts": "daypart", "unit": "unit", "units": "unit", "set": "unit", "long": "unit"}.get(kind, "amount")
        for name in names.split():
            if name in self.words:
                raise Wrong(f"'{name}' stands in the list twice")
            self.words[name] = (kind, number_of(field, value) if value else 0)
            self.word(name)

    def bitmap(self, words, specials=()):
        key = (frozenset(words), tuple(sorted(specials)))
        for w in words:
            self.word(w)
        return self.bitmaps.setdefault(key, len(self.bitmaps))

    def set_of(self, text):
        """`@name`, `a|b`, or special words in capitals: (words, specials)."""
        words, specials = set(), []
        for part in re.findall(r'"[^"]*"|[^|]+', text):
            if part.startswith("@"):
                words |= self.sets[part[1:]]
            elif part in SPECIALS:
                specials.append(SPECIALS.index(part))
            elif part != part.lower():
                raise Wrong(f"'{part}': words are written small")
            else:
                words.add(part.strip('"') if len(part) > 2 or part != '""' else '"')
        return words, specials

    # ---- patterns to fragments: (entry states, exit states) over self.states, with empty edges (None) ----

    def state(self):
        self.states.append([[], -1])
        return len(self.states) - 1

    def add_rule(self, line):
        pattern, arrow, settings = line.partition("->")
        if not arrow:
            raise Wrong("a rule has '->' and settings")
        guards = []
        for text in re.findall(r"\[([^\]]*)\]", pattern):
            where, _, what = text.partition(" ")
            if where.lstrip("!") not in ("before", "after", "joined"):
                raise Wrong(f"'{where}' is no guard")
            words, specials = self.set_of(what.strip())
            guards.append((where.lstrip("!"), where.startswith("!"), self.bitmap(words, specials)))
        pattern = re.sub(r"\[[^\]]*\]", " ", pattern)
        if "[" in pattern.replace('"["', "") or not pattern.strip():
            raise Wrong("a guard is not closed, or the pattern is empty")
        self.rules.append((guards, settings_of(settings.strip())))
        start, end = self.state(), self.state()
        self.starts.append(start)
        self.states[end][1] = len(self.rules) - 1
        self.tokens, self.at = self.cut(pattern), 0
        a, b = self.alternatives()
        if self.at < len(self.tokens):
            raise Wrong(f"'{self.tokens[self.at]}' is not expected here")
        self.states[start][0].append((None, 0, a))
        self.states[b][0].append((None, 0, end))

    TOKEN = re.compile(r'\(|\)\??|\|(?=\s)|(?:\^|~)*(?:<[^>]*>|@[a-z_]+|\$[a-z_]+|(?:"[^"]*"|[^\s()|{}?]+)(?:\|(?:"[^"]*"|[^\s()|{}?]+))*)(?:\{[^}]*\})?\??')

    def cut(self, text):
        out, at = [], 0
        text = text.strip()
        while at < len(text):
            if text[at].isspace():
                at += 1
                continue
            m = self.TOKEN.match(text, at)
            if not m:
                raise Wrong(f"cannot read '{text[at:at + 20]}'")
            out.append(m[0])
            at = m.end()
        return out

    def alternatives(self):
        start, end = self.state(), self.state()
        while True:
            a, b = self.sequence()
            self.states[start][0].append((None, 0, a))
            self.states[b][0].append((None, 0, end))
            if self.at < len(self.tokens) and self.tokens[self.at] == "|":
                self.at += 1
                continue
            return start, end

    def sequence(self):
        start = last = self.state()
        while self.at < len(self.tokens) and self.tokens[self.at] not in ("|", ")", ")?"):
            token = self.tokens[self.at]
            self.at += 1
            if token == "(":
                a, b = self.alternatives()
                if self.at >= len(self.tokens):
                    raise Wrong("a bracket is not closed")
                optional = self.tokens[self.at] == ")?"
                self.at += 1
            else:
                optional = token.endswith("?") and token != "?"
                a, b = self.element(token[:-1] if optional else token)
            self.states[last][0].append((None, 0, a))
            if optional:
                self.states[last][0].append((None, 0, b))
            last = b
        return start, last

    def element(self, token):
        m = re.fullmatch(r"([\^~]*)(.*?)(?:\{([^}]*)\})?", token)
        marks, core, settings = m[1], m[2], settings_of(m[3] or "")
        if core.startswith("$"):
            if settings:
                raise Wrong("a part takes no settings")
            held = self.tokens, self.at
            if core[1:] in self.inside:
                raise Wrong(f"{core} stands within itself")
            self.inside.append(core[1:])
            self.tokens, self.at = self.cut(self.parts[core[1:]]), 0
            a, b = self.alternatives()
            if self.at < len(self.tokens):
                raise Wrong(f"'{self.tokens[self.at]}' in ${core[1:]}")
            self.tokens, self.at = held
            self.inside.pop()
            return a, b
        capital, touch = "^" in marks, "~" in marks
        if core.startswith("<"):
            name, *rest = core[1:-1].split()
            name, _, field = name.partition(":")
            low, high, bitmap, negate = -1, -1, -1, False
            for r in rest:
                if re.fullmatch(r"\d+-\d+", r):
                    low, high = map(int, r.split("-"))
                else:
                    negate = r.startswith("!")
                    bitmap = self.bitmap(self.set_of(r.lstrip("!"))[0])
            if name not in CLASSES and name not in BUILTINS:
                raise Wrong(f"'<{name}>' is no class")
            kind = ("builtin", BUILTINS.index(name)) if name in BUILTINS else ("class", CLASSES.index(name))
            if low >= 0 and name not in ("number", "ordinal", "digits"):
                raise Wrong(f"<{name}> takes no bounds")
            to = None if field == "nothing" else field or DEFAULT[name]
            test = (*kind, bitmap, negate, low, high, FIELDS.index(to) if to else -1, capital, touch)
        else:
            words, specials = self.set_of(core)
            if specials:
                raise Wrong(f"{core} stands in guards only")
            test = ("set", 0, self.bitmap(words), False, -1, -1, -1, capital, touch)
        a, b = self.state(), self.state()
        self.states[a][0].append((self.tests.setdefault(test, len(self.tests)), self.actions.setdefault(settings, len(self.actions)), b))
        return a, b

    # ---- the automaton ----

    def closure(self, s):
        seen, todo, edges, rules = set(), [s], [], []
        while todo:
            x = todo.pop()
            if x in seen:
                continue
            seen.add(x)
            if self.states[x][1] >= 0:
                rules.append(self.states[x][1])
            for test, actions, target in reversed(self.states[x][0]):
                if test is None:
                    todo.append(target)
            edges += [(t, a, b) for t, a, b in self.states[x][0] if t is not None]
        return edges, (min(rules) if rules else -1)

    def finish(self):
        if not self.code:
            sys.exit(f"{self.path}:1: no line 'language CODE'")
        first = self.state()
        for s in self.starts:
            self.states[first][0].append((None, 0, s))
        # without empty edges, reachable states only
        number, order, made = {first: 0}, [first], []
        for s in order:
            edges, rule = self.closure(s)
            out = []
            for t, a, b in edges:
                if b not in number:
                    number[b] = len(order)
                    order.append(b)
                if (t, a, number[b]) not in out:
                    out.append((t, a, number[b]))
            made.append((out, rule))
        # equal states are one, until nothing changes
        while True:
            classes, of = {}, []
            for edges, rule in made:
                of.append(classes.setdefault((tuple(edges), rule), len(classes)))
            if len(classes) == len(made):
                break
            joined = [None] * len(classes)
            for i, (edges, rule) in enumerate(made):
                if joined[of[i]] is None:
                    seen = []
                    for t, a, b in edges:
                        if (t, a, of[b]) not in seen:
                            seen.append((t, a, of[b]))
                    joined[of[i]] = (seen, rule)
            made = joined
        self.made = made
        for w in [x for words, _, _ in self.prefixes for x in words]:
            self.word(w)
        for words in self.sets.values():
            for w in words:
                self.word(w)
        self.has_numbers = any(k in ("number", "ones", "tens") for k, _ in self.words.values())
        self.number_words = {"a", "an"}
        if not self.has_numbers:
            with open(os.path.join(os.path.dirname(self.path), "..", "number-words.txt"), encoding="utf-8") as file:
                self.number_words |= {line.split("\t")[0] for line in file if line.strip() and not line.startswith("#")}
            for w in sorted(self.number_words):
                self.word(w)


def hash_of(word):  # FNV-1a, as in times_words.c
    h = 2166136261
    for byte in word.encode():
        h = (h ^ byte) * 16777619 & 0xFFFFFFFF
    return h


def quoted(text):
    return '"' + "".join(chr(b) if 32 <= b < 127 and b not in b'"\\?' else f"\\{b:03o}" for b in text.encode()) + '"'


def write(out, lang, n):
    p = f"l{n}_"
    vocabulary = sorted(lang.vocabulary.items(), key=lambda e: e[0].encode())
    place = {old: new for new, (_, old) in enumerate(vocabulary)}
    span = (len(vocabulary) + 31) // 32
    opening = {words[0] for words, _, _ in lang.prefixes}
    out.write(f"static const times_word {p}words[] = {{\n")
    for w, _ in vocabulary:
        kind, value = lang.words.get(w, (None, 0))
        is_number = kind in ("number", "ordinal", "ones", "tens") if lang.has_numbers else w in lang.number_words
        out.write(f"  {{{{{quoted(w)}, {len(w.encode())}}}, {CLASSES.index(kind) + 1 if kind else 0}, {int(is_number)}, {int(w in opening)}, {value}}},\n")
    out.write("};\n")
    size = 1
    while size < 2 * len(vocabulary):
        size *= 2
    table = [0xFFFF] * size
    for i, (w, _) in enumerate(vocabulary):
        at = hash_of(w) % size
        while table[at] != 0xFFFF:
            at = (at + 1) % size
        table[at] = i
    out.write(f"static const uint16_t {p}table[] = {{\n" + "".join(f"  {', '.join(map(str, table[i:i + 16]))},\n" for i in range(0, size, 16)) + "};\n")
    out.write(f"static const uint32_t {p}bits[] = {{\n")
    keys = list(lang.bitmaps)
    for words, _ in keys:
        bits = [0] * span
        for w in words:
            i = place[lang.vocabulary[w]]
            bits[i // 32] |= 1 << (i % 32)
        out.write("  " + ", ".join(f"0x{b:x}" for b in bits) + ",\n")
    out.write("};\n")
    out.write(f"static const uint8_t {p}specials[] = {{ {', '.join(str(sum(1 << s for s in specials)) for _, specials in keys)} }};\n")
    kinds = {"set": 0, "class": 1, "builtin": 2}
    out.write(f"static const times_test {p}tests[] = {{\n")
    for kind, value, bitmap, negate, low, high, field, capital, touch in lang.tests:
        out.write(f"  {{{kinds[kind]}, {value}, {bitmap}, {int(negate)}, {low}, {high}, {field}, {int(capital)}, {int(touch)}}},\n")
    out.write("};\n")
    out.write(f"static const times_action {p}actions[] = {{\n  {{0, 0}},\n")
    first, at = [], 1
    for actions in list(lang.actions):
        first.append((at, len(actions)))
        at += len(actions)
        for field, value in actions:
            out.write(f"  {{{field}, {value}}},\n")
    out.write("};\n")
    out.write(f"static const times_edge {p}edges[] = {{\n")
    states, at = [], 0
    for edges, rule in lang.made:
        states.append((at, len(edges), rule))
        at += len(edges)
        for t, a, b in edges:
            out.write(f"  {{{t}, {first[a][0]}, {first[a][1]}, {b}}},\n")
    out.write("};\n")
    out.write(f"static const times_state {p}states[] = {{\n" + "".join(f"  {{{a}, {b}, {r}}},\n" for a, b, r in states) + "};\n")
    wheres = {"before": 0, "after": 1, "joined": 2}
    out.write(f"static const times_guard {p}guards[] = {{\n  {{0, 0, 0}},\n")
    rules, at, tail, total = [], 1, [], 0
    for guards, settings in lang.rules:
        rules.append((at, len(guards), total, len(settings)))
        at += len(guards)
        total += len(settings)
        tail += settings
        for where, negate, bitmap in guards:
            out.write(f"  {{{wheres[where]}, {int(negate)}, {bitmap}}},\n")
    out.write("};\n")
    out.write(f"static const times_action {p}settings[] = {{\n" + "".join(f"  {{{f}, {v}}},\n" for f, v in tail) + "  {0, 0},\n};\n")
    out.write(f"static const times_rule {p}rules[] = {{\n" + "".join(f"  {{{a}, {b}, {c}, {d}}},\n" for a, b, c, d in rules) + "};\n")
    # the edges of the first state that a word can take, by word; those of numbers apart
    starts, first_of = [], []
    edges = lang.made[0][0]
    tests = list(lang.tests)
    numeric = [i for i, (t, _, _) in enumerate(edges) if tests[t][0] == "builtin"]
    for w, old in vocabulary:
        kind = lang.words.get(w, (None, 0))[0]
        mine = []
        for i, (t, _, _) in enumerate(edges):
            test = tests[t]
            if test[0] == "set" and w in keys[test[2]][0] or test[0] == "class" and kind and CLASSES[test[1]] == kind:
                mine.append(i)
        first_of.append((len(starts), len(mine)))
        starts += mine
    out.write(f"static const uint16_t {p}starts[] = {{ {', '.join(map(str, starts))}, 0 }};\n")
    out.write(f"static const times_start {p}start_of[] = {{\n" + "".join(f"  {{{a}, {b}}},\n" for a, b in first_of) + "};\n")
    out.write(f"static const uint16_t {p}numeric[] = {{ {', '.join(map(str, numeric)) or 0} }};\n")
    out.write(f"static const times_prefix {p}prefixes[] = {{\n")
    for words, mod, only in lang.prefixes:
        ids = [place[lang.vocabulary[w]] for w in words]
        out.write(f"  {{{{{', '.join(map(str, ids))}}}, {len(ids)}, {mod}, {int(only)}}},\n")
    out.write("  {{0}, 0, 0, 0},\n};\n")
    out.write(f"static const uint32_t {p}named[] = {{\n")
    for name in NAMED:
        bits = [0] * span
        for w in lang.sets.get(name, ()):
            i = place[lang.vocabulary[w]]
            bits[i // 32] |= 1 << (i % 32)
        out.write("  " + ", ".join(f"0x{b:x}" for b in bits) + ",\n")
    out.write("};\n")
    most = max(len(lang.made), sum(len(edges) for edges, _ in lang.made), len(vocabulary), len(starts), len(tail), len(lang.bitmaps), len(lang.tests), sum(map(len, lang.actions)))
    if most >= 0x8000:  # what the tables' 16 bits hold
        sys.exit(f"{lang.path}: too many rules: a table has {most} entries, 32767 at most")
    return (f"  {{ {{{quoted(lang.code)}, {len(lang.code)}}}, {p}words, {p}table, {size - 1}, {len(vocabulary)}, {span}, {p}bits, {p}specials, {p}tests, {p}actions, {p}edges, {p}states, {len(lang.made)}, "
            f"{p}guards, {p}settings, {p}rules, {p}starts, {p}start_of, {p}numeric, {len(numeric)}, {p}prefixes, {len(lang.prefixes)}, {p}named, {int(lang.has_numbers)}, {int(lang.day_first)} }},\n")


NAMED = "joins between leans no_lean ahead back joins_tens".split()

with open(sys.argv[1], "w", encoding="utf-8") as out:
    out.write('/* Made by src/find/times_compile.py from data/times/. */\n#include "find/times_parts.h"\n')
    out.write('#include "find/times_tables.h"\n')
    made = [write(out, Language(path), n) for n, path in enumerate(sys.argv[2:])]
    out.write("const times_language times_languages[] = {\n" + "".join(made) + "};\n")
    out.write(f"const size_t times_language_count = {len(made)};\n")
