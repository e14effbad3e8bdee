"""The precompiled table of surface forms: made from the expansion once, read at every start.

The file is zstd-compressed MessagePack of `Table`. Rows and inflections are numbered; a form's readings are integers
`row * len(inflections) + inflection`, best reading first.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Final

import msgspec
import zstandard

from detectors.lexicon.expansion import expand, morphology
from detectors.lexicon.rows import Row, fingerprint, read_rows
from detectors.text import fold

NAME: Final = "table.bin"

Inflection = tuple[str, str, str, str, str, str, tuple[str, ...], str]
"""Number, gender, person, aspect, voice, state, clitics, pronoun."""


class Table(msgspec.Struct, frozen=True, array_like=True):
    """All surface forms without و and ف."""

    sources: str
    """`rows.fingerprint()` of what it was built from."""
    rows: list[tuple[str, str, str, tuple[tuple[str, str], ...]]]
    """Folded lemma, category, part of speech, tags."""
    inflections: list[Inflection]
    forms: dict[str, list[int]]


def inflection(features: dict[str, str]) -> Inflection:
    """A form's features in the words of `Entry`."""

    def value(name: str) -> str:
        found = features.get(name, "-")
        return "" if found in {"0", "-", "u"} else found

    clitics = tuple(c for c in (value("prc2"), value("prc1"), value("prc0")) if c)
    verb = features["pos"] == "verb"
    voice = features["vox"] if verb else ""
    return (
        value("num"), value("gen"), value("per"), value("asp"), voice, value("stt"), clitics, value("enc0"),
    )  # fmt: skip


def _rank(form: tuple[Row, Inflection]) -> tuple[int, ...]:
    """Readings that need no guess first."""
    _, (number, _, person, aspect, _, state, clitics, pronoun) = form
    return (
        len(clitics) - ("al" in clitics),
        bool(pronoun),
        number == "d" and state == "c",
        {"": 0, "pv": 1, "iv": 2}[aspect],
        {"s": 0, "d": 1, "p": 2, "": 0}[number],
        person.startswith("1"),
    )


def compile_table(rows: list[Row]) -> Table:
    """The table of `rows`, expanded through camel-tools."""
    known: dict[Inflection, int] = {}
    found: dict[str, list[tuple[int, Inflection]]] = {}
    for form in expand(morphology(rows)):
        reading = (form.row, inflection(form.features))
        known.setdefault(reading[1], len(known))
        readings = found.setdefault(form.surface, [])
        if reading not in readings:
            readings.append(reading)
    order = {value: number for number, value in enumerate(sorted(known))}
    forms = {
        surface: [
            row * len(order) + order[i]
            for row, i in sorted(found[surface], key=lambda r: (_rank((rows[r[0]], r[1])), r))
        ]
        for surface in sorted(found)
    }
    heads = [(fold(row.lemma), row.category, row.pos, row.tags) for row in rows]
    return Table(fingerprint(), heads, sorted(known), forms)


def dump(table: Table) -> bytes:
    """The table as stored."""
    return zstandard.compress(msgspec.msgpack.encode(table), 19)


def stored() -> Table | None:
    """The package's table, or None when it is missing."""
    file = files("detectors.lexicon") / NAME
    if not file.is_file():
        return None
    return msgspec.msgpack.decode(zstandard.decompress(file.read_bytes()), type=Table)


def current() -> Table:
    """The stored table when it is what the sources give, else one built now (seconds)."""
    table = stored()
    if table is None or table.sources != fingerprint():
        return compile_table(read_rows())
    return table
