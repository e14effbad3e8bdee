"""Rows → stems of the almor database: which stems a word has and which affixes each takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from detectors.lexicon.rows import Row


class Stem(NamedTuple):
    """A stem as written, the affix categories that it takes, its features."""

    text: str
    prefixes: frozenset[str]
    suffixes: frozenset[str]
    """Noun suffix categories, or for verbs the stem category that `verb_suffixes` names, with `+O` for objects."""
    features: tuple[tuple[str, str], ...]


_INSIDE = frozenset({"P0", "PP"})
_NOUN = frozenset({"P0", "PP", "PA"})


def stems(row: Row) -> Iterator[Stem]:
    """All stems of a word."""
    if row.pos == "noun":
        yield from _noun(row)
    elif row.pos == "verb":
        yield from _verb(row)
    else:
        prefixes = _NOUN if row.pos == "name" else frozenset({"C0"})
        yield Stem(row.lemma, prefixes, frozenset({"N0"}), ())


def _noun(row: Row) -> Iterator[Stem]:
    singular = row.get("sg")
    dual = "nodual" not in row.flags
    reach = _INSIDE if "noal" in row.flags else _NOUN
    number = row.get("num") or "s"
    if singular:
        gender = row.get("g") or ("f" if singular.endswith("ة") else "m")
        yield from _declined(singular, reach, (("num", number), ("gen", gender)), dual and number == "s")
        base = singular.removesuffix("ة")
        if "fem" in row.flags:
            yield from _declined(base + "ة", reach, (("num", "s"), ("gen", "f")), dual)
        if "+un" in row.flags:
            yield Stem(_softened(base), reach, frozenset({"M0"}), ())
            yield Stem(_softened(base), _INSIDE, frozenset({"MC", "MP"}), ())
        if "+at" in row.flags or "fem" in row.flags:
            yield Stem(_softened(base), reach, frozenset({"F0"}), ())
            yield Stem(_softened(base), _INSIDE, frozenset({"FP"}), ())
    for plural in row.every("pl"):
        gender = row.get("g") or ("f" if singular is not None and singular.endswith("ة") else "m")
        yield from _declined(plural, reach, (("num", "p"), ("gen", gender)), dual=False)


def _softened(base: str) -> str:
    """The stem before a vowel: ى becomes ي (مستشفى، مستشفيات)."""
    return base[:-1] + "ي" if base.endswith("ى") else base


def _declined(form: str, reach: frozenset[str], features: tuple[tuple[str, str], ...], dual: bool) -> Iterator[Stem]:
    """A singular or broken plural in all its states, and its dual."""
    if form.endswith("ة"):
        base = form[:-1]
        yield Stem(base, reach, frozenset({"H0"} | ({"HD0"} if dual else set())), features)
        yield Stem(base, _INSIDE, frozenset({"HP"} | ({"HDC", "HDP"} if dual else set())), features)
        return
    if form.endswith("ى"):
        yield Stem(form, reach, frozenset({"N0"}), features)
        yield Stem(form[:-1] + "ا", _INSIDE, frozenset({"NP"}), features)
    else:
        yield Stem(form, reach, frozenset({"N0"}), features)
        tanween = {"NA"} if not form.endswith(("اء", "ا")) else set()
        yield Stem(form, _INSIDE, frozenset({"NP"} | tanween), features)
        if form.endswith("اء"):
            for seat in "ؤئ":
                yield Stem(form[:-1] + seat, _INSIDE, frozenset({"NP"}), features)
    if dual:
        yield Stem(_softened(form), reach, frozenset({"D0"}), features)
        yield Stem(_softened(form), _INSIDE, frozenset({"DC", "DP"}), features)


def _verb(row: Row) -> Iterator[Stem]:
    kind = next(name for name in ("sound", "hollow", "defective") if name in row.flags)
    if "act" in row.flags:
        open_voice = "active"
    elif "pass" in row.flags:
        open_voice = "passive"
    else:
        open_voice = "either"
    for aspect in ("pv", "iv"):
        stem, short, passive = row.get(aspect), row.get(aspect + "c"), row.get(aspect + "p")
        voice = "active" if passive else open_voice
        if stem:
            yield from _conjugated(kind, aspect, stem, short, voice=voice, objects="obj" in row.flags)
        if passive:
            yield from _conjugated(_passive_kind(kind, passive), aspect, passive, None, voice="passive", objects=False)


def _passive_kind(kind: str, stem: str) -> str:
    return "sound" if kind == "defective" and stem[-1] not in "ىيوا" else kind


def _conjugated(kind: str, aspect: str, stem: str, short: str | None, *, voice: str, objects: bool) -> Iterator[Stem]:
    prefixes = frozenset({"V0"} if aspect == "pv" else {"IY", "IT", "IN"})
    features = (("asp", aspect), ("vox", voice))
    vowel, consonant = ("V", "C") if aspect == "pv" else ("IV", "IC")
    if kind == "defective" and stem[-1] in "ىيوا":
        last = stem[-1]
        if aspect == "pv":
            category = {"ى": "LA", "ا": "LW", "ي": "LY", "و": "LW"}[last]
        else:
            category = {"ي": "LI", "ى": "LE", "و": "LU", "ا": "LE"}[last]
        parts = [(stem[:-1], {category})]
    elif short:
        parts = [(stem, {vowel}), (short, {consonant})]
    elif kind == "hollow":
        parts = [(stem, {vowel})]
    else:
        parts = [(stem, {vowel, consonant})]
    for text, categories in parts:
        taken = categories | ({c + "+O" for c in categories} if objects else set())
        yield Stem(text, prefixes, frozenset(taken), features)
