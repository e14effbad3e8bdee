"""Words that the table lacks, read through a morphological database that somebody installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from detectors.lexicon import Lexicon
from detectors.lexicon.backoff import DATABASE, Backoff, MorphologyError
from detectors.lexicon.expansion import database
from detectors.lexicon.rows import parse
from detectors.text import fold

INSTALLED = """\
شهيد\tnoun\tnoun.any\tsg=شهيد pl=شهيديات
جندي\tnoun\tnoun.any\tsg=جندي pl=أجناد
قتل\tverb\tverb.any\tsound pv=قتّال iv=قتيل
طاولة\tnoun\tnoun.any\tsg=طاولة pl=طواويل
هكذا\tpart\tmark.any
"""
"""Forms that no dictionary has, so that the table cannot know them; one entry that the lexicon does not have."""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database where camel-tools' installer puts calima-msa."""
    file = tmp_path_factory.mktemp("camel") / DATABASE
    file.parent.mkdir(parents=True)
    file.write_text(database(parse("words", INSTALLED)[0]), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def backed(installed: Path) -> Lexicon:
    return Lexicon.load().backed(Backoff.load(installed))


def test_a_form_that_the_table_lacks_is_read_by_its_dictionary_entry(backed: Lexicon) -> None:
    word = fold("والشهيديات")
    assert Lexicon.load().lookup(word) == ()
    found = {entry.category: entry for entry in backed.lookup(word)}
    assert set(found) == {"noun.killed"}
    assert found["noun.killed"].number == "p"
    assert found["noun.killed"].clitics == ("wa", "al")


def test_tags_come_from_the_lexicon(backed: Lexicon) -> None:
    known = next(e for e in Lexicon.load().lookup(fold("جندي")) if e.category == "person.combatant")
    found = next(e for e in backed.lookup(fold("أجناد")) if e.category == "person.combatant")
    assert found.tags == known.tags
    assert (found.lemma, found.number) == (known.lemma, "p")


def test_what_the_lexicon_has_no_entry_for_stays_unknown(backed: Lexicon) -> None:
    assert backed.lookup(fold("طواويل")) == ()


def test_known_words_are_read_as_without_it(backed: Lexicon) -> None:
    for word in ("شهيدان", "قتلوا", "للمستشفى", "بينهم"):
        assert backed.lookup(fold(word)) == Lexicon.load().lookup(fold(word))


def test_it_is_named(installed: Path, backed: Lexicon) -> None:
    assert backed.name == "calima-msa-r13"
    assert Lexicon.load().name == ""


def test_a_missing_database_is_told_with_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(MorphologyError, match="camel_data -i morphology-db-msa-r13"):
        Backoff.load(tmp_path / DATABASE)


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    file = tmp_path / "morphology.db"
    file.write_bytes(b"\x00\x01")
    with pytest.raises(MorphologyError, match="no morphological database"):
        Backoff.load(file)
