#!/usr/bin/env python3
"""The tokenizer of src/learn/wordpiece.c against the reference implementation, pieces and places.

Three passes, each text given to both:
  1. every code point of Unicode between two letters. Where the two differ here, they differ in the version of Unicode that
     stands behind them: such code points are counted by category and listed with --list.
  2. 100,000 sentences of ../shared/data (stories; text of pages in many languages).
  3. 20,000 strings of characters drawn at random (fixed seed) from a pool of awkward ones.
A text of passes 2 and 3 that differs is allowed only if it holds a code point of pass 1's list, or if only places differ and
it holds a mark that is moved by canonical ordering and is no accent (U+1D165, a stem of a note; U+302E, a tone of old
Korean): the reference then gives a place of the order after, ours one of the text. Any other is printed and the exit status is 1.

    train/check_wordpiece.py BUILD/test/learn/wordpiece_lines TOKENIZER.json VOCAB.txt [--data ../shared/data] [--list]

Needs the package `tokenizers`. TOKENIZER.json and VOCAB.txt are those of the base model.
"""
import argparse
import collections
import html
import json
import lzma
import pathlib
import random
import re
import subprocess
import sys
import unicodedata

from tokenizers import Tokenizer

SENTENCES, RANDOM_STRINGS = 100_000, 20_000
TAGS = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.S | re.I)
SENTENCE_END = re.compile(r"(?<=[.!?…。！？؟।])\s+|\n+")


def reference(path):
    """The base's tokenizer without what is baked in beside it: truncation, padding, [CLS] and [SEP], and the special words,
    which in hearsay a text cannot write."""
    settings = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    settings.update(truncation=None, padding=None, added_tokens=[], post_processor=None)
    return Tokenizer.from_str(json.dumps(settings))


def documents(folder):
    """(text or page, is it a page, language) of every record of the data."""
    for path in sorted((folder / "stories").glob("*.jsonl.xz")) + sorted((folder / "pages").glob("*.jsonl.xz")):
        for line in lzma.open(path, "rt", encoding="utf-8"):
            record = json.loads(line)
            if record.get("html"):
                yield record["html"], True, record.get("lang", "")
            elif record.get("text"):
                yield record["text"], False, "en"


def sentences(folder):
    """SENTENCES different ones: half of them with a character outside ASCII where there are so many, the rest evenly from all."""
    plain, foreign = {}, {}
    for text, is_page, language in documents(folder):
        if is_page:
            text = html.unescape(TAGS.sub("\n", text))
        for sentence in SENTENCE_END.split(text):
            sentence = sentence.strip(" ")
            if 2 <= len(sentence) <= 2000:
                # a curly quote alone does not make a sentence foreign
                is_foreign = any(c > "\x7f" and not "\u2010" <= c <= "\u2026" for c in sentence)
                (foreign if is_foreign else plain).setdefault(sentence)
    foreign, plain = list(foreign), list(plain)

    def evenly(items, count):
        return items if count >= len(items) else [items[i * len(items) // count] for i in range(count)]

    chosen = evenly(foreign, SENTENCES // 2)
    print(f"sentences: {len(foreign)} with other than ASCII ({len(chosen)} taken), {len(plain)} ASCII")
    return chosen + evenly(plain, SENTENCES - len(chosen))


def random_strings():
    draw = random.Random(15)
    pool = list("aeiou bcstn.,'-[]#") + ["##", "[CLS]", "İ", "ß", "ſ", "K", "Å", "é", "e\u0301", "\u0301", "\u0308\u0323", "한국", "각", "ᄀ", "ᅡ",
            "中", "文", "\uf900", "\U0002f800", "\U0002b820", "の", "ア", "が", "か\u3099", "😀", "👩\u200d👩\u200d👧", "🇩🇪", "\ufe0f", "\u200b",
            "\u200e", "\u202e", "\ufeff", "\0", "\x7f", "\x85", "\xa0", "\u2028", "\u3000", "\t", "\n", "\r", "\ufffd", "שלום", "مرحبا", "नमस्ते",
            "ไทย", "ελλάς", "Ὀδυσσεύς", "ΣΑΣ", "Ελλη", "привет", "Ё", "≠", "≮", "\u037e", "\u1fef", "“", "”", "…", "—", "$", "€", "½", "²", "ﬁ",
            "\u0344", "\u0958", "\U0001d15e", "\u0f73", "\u302e", "\U0001d165"]
    for number in range(RANDOM_STRINGS):
        yield "".join(draw.choice(pool) for _ in range(draw.randrange(1, 120 if number % 10 else 400)))


def ours(program, vocabulary, texts):
    """Ids and places (in characters) of each text. In pieces, so that the pipe cannot fill."""
    for first in range(0, len(texts), 20_000):
        batch = texts[first:first + 20_000]
        raw = [text.encode("utf-8") for text in batch]
        out = subprocess.run([program, vocabulary], input=b"".join(b"%d\n%s" % (len(r), r) for r in raw), stdout=subprocess.PIPE, check=True).stdout
        lines = out.decode("ascii").split("\n")[:-1]
        assert len(lines) == len(batch), "a line is missing"
        for text, line in zip(batch, lines):
            character, at = {}, 0
            for index, c in enumerate(text):
                character[at] = index
                at += len(c.encode("utf-8"))
            character[at] = len(text)
            pieces = [tuple(map(int, piece.split(":"))) for piece in line.split()]
            yield [(number, character.get(start), character.get(end)) for number, start, end in pieces]


def differences(program, vocabulary, tokenizer, texts):
    for text, mine in zip(texts, ours(program, vocabulary, texts)):
        theirs = tokenizer.encode(text)
        should = [(number, start, end) for number, (start, end) in zip(theirs.ids, theirs.offsets)]
        if mine != should:
            yield text, mine, should


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("tokenizer")
    parser.add_argument("vocabulary")
    parser.add_argument("--data", default="../shared/data", type=pathlib.Path)
    parser.add_argument("--list", action="store_true", help="print the code points that differ")
    given = parser.parse_args()
    tokenizer = reference(given.tokenizer)

    def compare(texts):
        return differences(given.program, given.vocabulary, tokenizer, texts)

    points = [chr(c) for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF]
    other_version = {text[1] for text, _, _ in compare([f"a{c}b" for c in points])}
    categories = collections.Counter(unicodedata.category(c) for c in other_version)
    print(f"code points: {len(points)} compared, {len(other_version)} differ:", ", ".join(f"{k} {n}" for k, n in sorted(categories.items())))
    if given.list:
        print(" ".join(f"{ord(c):04X}" for c in sorted(other_version)))

    wrong = 0
    for name, texts in [("sentences", sentences(given.data)), ("random strings", list(random_strings()))]:
        count = by_version = by_order = 0
        for text, mine, should in compare(texts):
            count += 1
            if other_version & set(text):
                by_version += 1
                continue
            if any(unicodedata.combining(c) and unicodedata.category(c) != "Mn" for c in unicodedata.normalize("NFD", text)) and \
                    [number for number, _, _ in mine] == [number for number, _, _ in should]:
                by_order += 1
                continue
            wrong += 1
            if wrong <= 10:
                print(f"differs: {text!r}\n  is        {mine}\n  should be {should}")
        pieces = sum(len(mine) for mine in ours(given.program, given.vocabulary, texts))
        print(f"{name}: {len(texts)} compared ({pieces} pieces), {count} differ: {by_version} by the version of Unicode, "
              f"{by_order} by the order of marks, {count - by_version - by_order} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
