"""The words as an almor database, and every surface form of it, both through camel-tools' morphology.

This is build time: reading an article needs `table.bin` alone. camel-tools fetches its catalogue over the network when
it is imported and finds none, so it is pointed at the package's own (empty) one first.
"""

from __future__ import annotations

import importlib
import os
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, NamedTuple

from detectors.lexicon.affixes import noun_suffixes, prefixes, verb_suffixes
from detectors.lexicon.paradigms import Stem, stems
from detectors.lexicon.rows import Row
from detectors.text import fold

FEATURES = ("pos", "prc0", "prc1", "prc2", "enc0", "per", "asp", "vox", "stt", "cas", "num", "gen", "row")
_OPEN = ("diac", "lex", "gloss", "bw")
_POS = ("noun", "verb", "part", "name", "digit", "punc", "latin")
_DEFAULT = {"prc0": "0", "prc1": "0", "prc2": "0", "enc0": "0"}


class Form(NamedTuple):
    """One surface form, the row it comes from, its features by camel-tools' names."""

    surface: str
    row: int
    features: dict[str, str]


def camel(module: str) -> Any:
    """`camel_tools.<module>`, imported so that it never reaches for the network."""
    with as_file(files("detectors.lexicon") / "catalogue") as folder:
        os.environ.setdefault("CAMELTOOLS_DATA", str(folder))
    return importlib.import_module(f"camel_tools.{module}")


def _features(pairs: Iterable[tuple[str, str]], text: str) -> str:
    return " ".join([f"diac:{text}", *(f"{key}:{value}" for key, value in pairs)])


def _stem_features(row: Row, number: int, stem: Stem) -> dict[str, str]:
    values = dict.fromkeys(FEATURES, "-") | _DEFAULT | dict(stem.features)
    return values | {"pos": row.pos, "row": str(number), "lex": row.lemma, "gloss": row.category, "bw": row.pos}


def database(rows: list[Row]) -> str:
    """The almor database of `rows` as text. A stem's category names the affixes that it takes."""
    lines = ["###DEFINES###"]
    lines.append("DEFINE pos " + " ".join(f"pos:{pos}" for pos in _POS))
    lines += [f"DEFINE {name} {name}:*open*" for name in (*FEATURES, *_OPEN) if name != "pos"]
    lines.append("###DEFAULTS###")
    base = " ".join(f"{name}:{_DEFAULT.get(name, '-')}" for name in FEATURES if name != "pos")
    lines += [f"DEFAULT pos:{pos} {base}" for pos in _POS]
    lines += [
        "###ORDER###",
        "ORDER " + " ".join(("diac", "lex", *FEATURES)),
        "###TOKENIZATIONS###",
        "###STEMBACKOFF###",
    ]
    lines.append("###PREFIXES###")
    before = list(prefixes())
    lines += [f"{fold(p.text)}\t{p.category}\t{_features(p.features, p.text)}" for p in before]
    lines.append("###SUFFIXES###")
    after = [(s, s.category, frozenset({"P0", "PP", "PA", "C0"})) for s in noun_suffixes()]
    after += [(s, stem + ("+O" if s.category.endswith("+O") else ""), frozenset(p)) for s, stem, p in verb_suffixes()]
    lines += [f"{fold(s.text)}\t{s.category}\t{_features(s.features, s.text)}" for s, _, _ in after]
    lines.append("###STEMS###")
    categories: dict[str, Stem] = {}
    for number, row in enumerate(rows):
        for stem in stems(row):
            name = "/".join(["+".join(sorted(stem.prefixes)), "+".join(sorted(stem.suffixes))])
            categories[name] = stem
            lines.append(
                f"{fold(stem.text)}\t{name}\t{_features(_stem_features(row, number, stem).items(), stem.text)}"
            )
    lines.append("###TABLE AB###")
    lines += [f"{prefix} {name}" for name, stem in categories.items() for prefix in sorted(stem.prefixes)]
    lines.append("###TABLE BC###")
    pairs = {(name, s.category) for name, stem in categories.items() for s, takes, _ in after if takes in stem.suffixes}
    lines += [f"{name} {suffix}" for name, suffix in sorted(pairs)]
    lines.append("###TABLE AC###")
    lines += [f"{a} {c}" for a, c in sorted({(p, s.category) for s, _, allowed in after for p in allowed})]
    return "\n".join(lines) + "\n"


def morphology(rows: list[Row], flags: str = "a") -> Any:
    """camel-tools' `MorphologyDB` of `rows`."""
    module = camel("morphology.database")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rasid.db"
        path.write_text(database(rows), encoding="utf-8")
        return module.MorphologyDB(str(path), flags)


def expand(db: Any, conjunctions: bool = False) -> Iterator[Form]:
    """Every form that the database allows; without those in و and ف unless `conjunctions` (lookup strips them)."""
    merge = camel("morphology.utils").merge_features
    before: dict[str, list[tuple[str, dict[str, str]]]] = defaultdict(list)
    after: dict[str, list[tuple[str, dict[str, str]]]] = defaultdict(list)
    for text, analyses in db.prefix_hash.items():
        for category, features in analyses:
            if conjunctions or features["prc2"] == "0":
                before[category].append((text, features))
    for text, analyses in db.suffix_hash.items():
        for category, features in analyses:
            after[category].append((text, features))
    for text, analyses in db.stem_hash.items():
        for category, stem in analyses:
            for prefix_category in _prefixes_of(db, category):
                for suffix_category in db.stem_suffix_compat[category] & db.prefix_suffix_compat[prefix_category]:
                    for prefix, prefix_features in before[prefix_category]:
                        for suffix, suffix_features in after[suffix_category]:
                            merged = merge(db, prefix_features, stem, suffix_features)
                            yield Form(prefix + text + suffix, int(merged["row"]), merged)


def _prefixes_of(db: Any, stem_category: str) -> list[str]:
    return [prefix for prefix, taken in db.prefix_stem_compat.items() if stem_category in taken]
