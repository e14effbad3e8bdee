"""Readings of words that the table lacks, from a full morphological analyser: calima-msa, where its user has it.

calima-msa-r13 is GPL v2 and no part of Rasid. The analyser answers dictionary entries; a word is read when its entry
is one of the lexicon's own, so that it adds inflections and never meanings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, Protocol

from msgspec.structs import replace

from detectors.lexicon.entry import Entry
from detectors.lexicon.expansion import camel
from detectors.text import fold

DATABASE: Final = Path("data", "morphology_db", "calima-msa-r13", "morphology.db")
"""Where camel-tools' own installer puts it, below its data folder."""
CACHE: Final = 50_000
"""Distinct words whose analyses are kept: the analyser is slow without."""
_POS: Final = {"noun": "noun", "adj": "noun", "noun_num": "noun", "noun_quant": "noun", "verb": "verb"}
_CLITIC: Final = re.compile(r"(wa|fa|bi|li|ka|sa|al)(?:_|$)", re.IGNORECASE)
_ENCLITIC: Final = re.compile(r"([123](?:[mf]?[sdp]))_")
_ASPECT: Final = {"p": "pv", "i": "iv"}

Key = tuple[str, str]
"""Folded lemma and part of speech."""
Heads = Mapping[Key, tuple[tuple[str, tuple[tuple[str, str], ...]], ...]]
"""Categories and tags of the lexicon's entries."""


class MorphologyError(RuntimeError):
    """The morphological database is missing or cannot be read; the text says how to mend it."""


class Analyzer(Protocol):
    """camel-tools' `Analyzer`, or what answers like it."""

    def analyze(self, word: str) -> list[dict[str, str]]:
        """All analyses of a word: features by camel-tools' names."""


class Backoff:
    """Reads words through `analyzer`. `name` is part of the reader's version: the same article may read otherwise."""

    def __init__(self, analyzer: Analyzer, name: str) -> None:
        self._analyzer = analyzer
        self.name = name

    @classmethod
    def load(cls, file: Path) -> Backoff:
        """The database in `file` (a few seconds and some 100 MB of memory). Raises MorphologyError."""
        if not file.is_file():
            raise MorphologyError(
                f"{file} is missing: `camel_data -i morphology-db-msa-r13` installs calima-msa (GPL v2), or name its "
                "morphology.db"
            )
        database, analyzer = camel("morphology.database"), camel("morphology.analyzer")
        try:
            found = analyzer.Analyzer(database.MorphologyDB(str(file), "a"), cache_size=CACHE)
        except Exception as error:
            raise MorphologyError(f"{file} is no morphological database that camel-tools reads: {error}") from error
        return cls(found, file.parent.name)

    def readings(self, token: str, heads: Heads) -> tuple[Entry, ...]:
        """Entries of a folded token whose dictionary entry is among `heads`, each once, the analyser's order."""
        found: dict[Entry, None] = {}
        for analysis in self._analyzer.analyze(token):
            pos = _POS.get(analysis.get("pos", ""))
            lemma = re.sub(r"[-_]\d+$", "", analysis.get("lex", ""))
            for category, tags in heads.get((fold(lemma), pos or ""), ()):
                found.setdefault(_entry(fold(lemma), category, pos or "", tags, analysis))
        return tuple(_either(found))


def _entry(lemma: str, category: str, pos: str, tags: tuple[tuple[str, str], ...], a: Mapping[str, str]) -> Entry:
    """The analysis in the words of `Entry`."""
    number = a.get("num", "") if a.get("num") in {"s", "d", "p"} else ""
    gender = a.get("gen", "") if a.get("gen") in {"m", "f"} else ""
    verb = pos == "verb"
    clitics = tuple(
        match[1].lower() for name in ("prc3", "prc2", "prc1", "prc0") if (match := _CLITIC.match(a.get(name, "")))
    )
    enclitic = _ENCLITIC.match(a.get("enc0", ""))
    return Entry(
        lemma, category, pos, number, gender,
        person=f"{a.get('per', '')}{'' if a.get('per') == '1' else gender}{number}" if verb else "",
        aspect=_ASPECT.get(a.get("asp", ""), "") if verb else "",
        voice={"a": "active", "p": "passive"}.get(a.get("vox", ""), "either") if verb else "",
        state=a.get("stt", "") if a.get("stt") in {"d", "c", "i"} and not verb else "",
        clitics=clitics, pronoun=enclitic[1] if enclitic else "", tags=tags,
    )  # fmt: skip


def _either(entries: Iterable[Entry]) -> list[Entry]:
    """Text without vowels leaves the voice open where both voices are analysed."""
    found: dict[Any, Entry] = {}
    for entry in entries:
        key = replace(entry, voice="")
        before = found.get(key)
        found[key] = entry if before is None or before.voice == entry.voice else replace(entry, voice="either")
    return list(found.values())
