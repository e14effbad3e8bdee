"""Take one thing away from the reader: some sentence must notice, or nothing guards that thing.

`unguarded.tsv` names what no sentence needs yet. It must be exactly so: what is guarded leaves it, and whatever else
survives fails the test by name.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from detectors.reading import Reader, reader, relations
from tests.corpus.mutation import by_category, decline, forgetful, noticed, probes, rules


def unguarded(sort: str) -> set[str]:
    """What is known to be taken away unnoticed: `step`, `rule` or `category`."""
    lines = Path(__file__).with_name("unguarded.tsv").read_text(encoding="utf-8").splitlines()
    return {line.split("\t")[1] for line in lines if line.startswith(f"{sort}\t")}


def compare(survivors: set[str], sort: str) -> None:
    known = unguarded(sort)
    assert not survivors - known, f"no sentence needs: {', '.join(sorted(survivors - known))}"
    assert not known - survivors, f"guarded now, strike from the list: {', '.join(sorted(known - survivors))}"


def test_the_whole_reader_reads_every_sentence() -> None:
    assert not noticed(Reader.default(), probes())


def test_every_step_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    survivors = set()
    for module, name in ((reader, "STEPS"), (relations, "RELATIONS")):
        steps = getattr(module, name)
        for step in steps:
            with monkeypatch.context() as patch:
                patch.setattr(module, name, tuple(other for other in steps if other is not step))
                if not noticed(Reader.default(), probes()):
                    survivors.add(step.__name__)
    compare(survivors, "step")


def test_every_rule_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    survivors = set()
    for family, rule in rules():
        with monkeypatch.context() as patch:
            decline(patch, family, rule)
            if not noticed(Reader.default(), probes()):
                survivors.add(f"{family.__name__}.{rule}")
    compare(survivors, "rule")


def test_every_category_of_words_is_noticed() -> None:
    compare({name for name, among in by_category().items() if not noticed(forgetful(name), among)}, "category")
