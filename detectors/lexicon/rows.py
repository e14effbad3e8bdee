"""The words' source files: tab-separated rows, checked whole, each mistake with file and line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

POS: Final = frozenset({"noun", "verb", "part", "name"})
NOUN_KEYS: Final = frozenset({"sg", "pl", "g", "num"})
NOUN_FLAGS: Final = frozenset({"+un", "+at", "fem", "nodual", "noal"})
VERB_KEYS: Final = frozenset({"pv", "pvc", "pvp", "iv", "ivc", "ivp"})
VERB_FLAGS: Final = frozenset({"sound", "hollow", "defective", "obj", "act", "pass"})
VERB_CLASSES: Final = ("sound", "hollow", "defective")


class LexiconError(ValueError):
    """The source files hold mistakes; the message lists all of them with file and line."""


@dataclass(frozen=True)
class Row:
    """One word as its source file gives it."""

    lemma: str
    pos: str
    category: str
    forms: tuple[tuple[str, str], ...] = ()
    """`key=value` pairs in order; flags have an empty value."""
    tags: tuple[tuple[str, str], ...] = ()
    origin: str = ""
    """File and line."""

    def get(self, key: str) -> str | None:
        """First value of `key`."""
        return next((v for k, v in self.forms if k == key), None)

    def every(self, key: str) -> tuple[str, ...]:
        """All values of `key`."""
        return tuple(v for k, v in self.forms if k == key)

    @cached_property
    def flags(self) -> frozenset[str]:
        """Keys that stand without a value."""
        return frozenset(k for k, v in self.forms if not v)


def _pairs(field: str) -> tuple[tuple[str, str], ...]:
    return tuple((k, v) for k, _, v in (part.partition("=") for part in field.split()))


def _mistakes(row: Row) -> Iterator[str]:
    if row.pos not in POS:
        yield f"unknown part of speech {row.pos!r}; write one of {', '.join(sorted(POS))}"
        return
    if " " in row.lemma:
        yield "a row is one word"
    if not row.category.replace("_", "").replace(".", "").isalnum():
        yield f"category {row.category!r} is no dotted name"
    known_keys = {"noun": NOUN_KEYS, "verb": VERB_KEYS}.get(row.pos, frozenset())
    known_flags = {"noun": NOUN_FLAGS, "verb": VERB_FLAGS}.get(row.pos, frozenset())
    for key, value in row.forms:
        if key not in (known_keys if value else known_flags):
            yield f"unknown form {key + ('=' + value if value else '')!r} of a {row.pos}"
    if row.pos == "verb":
        yield from _verb_mistakes(row)
    if row.pos == "noun" and not (row.get("sg") or row.get("pl")):
        yield "a noun needs sg= or pl="


def _verb_mistakes(row: Row) -> Iterator[str]:
    if sum(name in row.flags for name in VERB_CLASSES) != 1:
        yield "a verb needs one class: sound, hollow or defective"
    if not row.get("pv") and not row.get("iv") and not row.get("pvp"):
        yield "a verb needs pv=, pvp= or iv="
    if "act" in row.flags and ("pass" in row.flags or row.get("pvp") or row.get("ivp")):
        yield "act forbids pass, pvp= and ivp="
    if "hollow" in row.flags and row.get("pv") and not row.get("pvc"):
        yield "a hollow verb needs pvc="


def parse(name: str, text: str) -> tuple[list[Row], list[str]]:
    """The rows of one file and its mistakes, each as `file:line: what`."""
    rows: list[Row] = []
    mistakes: list[str] = []
    seen: dict[tuple[str, str, str], int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        content = line.partition("#")[0].rstrip()
        if not content or content.startswith("lemma\t"):
            continue
        cells = [cell.strip() for cell in content.split("\t")]
        if not 3 <= len(cells) <= 5:
            mistakes.append(
                f"{name}:{number}: {len(cells)} columns; lemma, pos, category[, forms[, tags]] are separated by tabs"
            )
            continue
        cells += [""] * (5 - len(cells))
        row = Row(cells[0], cells[1], cells[2], _pairs(cells[3]), _pairs(cells[4]), f"{name}:{number}")
        mistakes += (f"{row.origin}: {row.lemma}: {what}" for what in _mistakes(row))
        key = (row.lemma, row.pos, row.category)
        if key in seen:
            mistakes.append(f"{row.origin}: {row.lemma}: the same word and category stand on line {seen[key]}")
        seen[key] = number
        rows.append(row)
    return rows, mistakes


def sources() -> list[Traversable]:
    """The source files, by name."""
    folder = files("detectors.lexicon") / "words"
    return sorted((f for f in folder.iterdir() if f.name.endswith(".tsv")), key=lambda f: f.name)


def read_rows() -> list[Row]:
    """All words.

    Raises:
        LexiconError: with every mistake of every file.
    """
    rows: list[Row] = []
    mistakes: list[str] = []
    for source in sources():
        more, wrong = parse(source.name, source.read_text(encoding="utf-8"))
        rows += more
        mistakes += wrong
    if mistakes:
        raise LexiconError("\n".join(mistakes))
    return rows


def fingerprint() -> str:
    """Hash of the source files and of the grammar that inflects them: the table built from other ones is stale."""
    digest = hashlib.sha256()
    grammar = files("detectors.lexicon")
    for source in [*sources(), grammar / "paradigms.py", grammar / "affixes.py", grammar / "expansion.py"]:
        digest.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
    return digest.hexdigest()
