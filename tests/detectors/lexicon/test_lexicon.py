"""The lexicon: what words may be, and that the table is what camel-tools' analyser says."""

from __future__ import annotations

import random
from typing import Any

import pytest
from msgspec.structs import astuple

from detectors.lexicon import Entry, Lexicon
from detectors.lexicon.expansion import camel, expand, morphology
from detectors.lexicon.rows import parse, read_rows
from detectors.lexicon.table import compile_table, inflection, stored
from detectors.text import fold

LEXICON = Lexicon.load()


def reading(word: str, category: str) -> Entry:
    """The first reading of `word` in `category`."""
    found = [e for e in LEXICON.lookup(fold(word)) if e.category == category]
    assert found, f"{word}: {[e.category for e in LEXICON.lookup(fold(word))]}"
    return found[0]


@pytest.mark.parametrize(
    ("word", "category", "expected"),
    [
        ("شهيدان", "noun.killed", {"number": "d"}),
        ("شهيدين", "noun.killed", {"number": "d"}),
        ("وشهيداً", "noun.killed", {"number": "s", "clitics": ("wa",), "state": "i"}),
        ("شهيدة", "noun.killed", {"number": "s", "gender": "f"}),
        ("شهيدتان", "noun.killed", {"number": "d", "gender": "f"}),
        ("القتلى", "noun.killed", {"number": "p", "state": "d", "clitics": ("al",)}),
        ("للجرحى", "noun.injured", {"number": "p", "clitics": ("li", "al")}),
        ("جرحاهم", "noun.injured", {"number": "p", "pronoun": "3mp"}),
        ("شهداؤهم", "noun.killed", {"number": "p", "pronoun": "3mp"}),
        ("شهدائنا", "noun.killed", {"number": "p", "pronoun": "1p"}),
        ("فالمصابون", "noun.injured", {"number": "p", "clitics": ("fa", "al")}),
        ("إصابتين", "noun.injury", {"number": "d", "gender": "f"}),
        ("مقاتلي", "person.combatant", {"number": "p", "state": "c"}),
        ("مقاتلو", "person.combatant", {"number": "p", "state": "c"}),
        ("وبغاراتهم", "noun.attack", {"number": "p", "clitics": ("wa", "bi"), "pronoun": "3mp"}),
        ("للمستشفى", "health.facility", {"clitics": ("li", "al"), "state": "d"}),
        ("مستشفيات", "health.facility", {"number": "p"}),
        ("مستشفيين", "health.facility", {"number": "d"}),
        ("المشافي", "health.facility", {"number": "p"}),
        ("قتلت", "verb.kill", {"person": "3fs", "voice": "either"}),
        ("وقتلنا", "verb.kill", {"person": "1p", "clitics": ("wa",)}),
        ("قتلوهم", "verb.kill", {"person": "3mp", "pronoun": "3mp"}),
        ("أصيب", "verb.injure", {"person": "3ms", "voice": "passive", "aspect": "pv"}),
        ("أصابت", "verb.injure", {"person": "3fs", "voice": "active"}),
        ("وأصيبوا", "verb.injure", {"person": "3mp", "voice": "passive"}),
        ("يصاب", "verb.injure", {"voice": "passive", "aspect": "iv"}),
        ("سيستهدف", "verb.attack", {"aspect": "iv", "clitics": ("sa",)}),
        ("لقوا", "verb.die", {"person": "3mp"}),
        ("لقيت", "verb.die", {"person": "3fs"}),
        ("قضوا", "verb.die", {"person": "3mp"}),
        ("استشهدوا", "verb.die", {"person": "3mp", "voice": "passive"}),
        ("أودت", "verb.take_life", {"person": "3fs"}),
        ("أدّى", "verb.result", {"person": "3ms"}),
        ("يؤدي", "verb.result", {"aspect": "iv"}),
        ("أسفرت", "verb.result", {"person": "3fs"}),
        ("شهـ.ـداء", "noun.killed", {"number": "p"}),
        ("امرأتان", "person.civilian", {"number": "d", "gender": "f"}),
        ("رجلين", "person.unknown", {"number": "d"}),
        ("عنصرين", "person.combatant", {"number": "d"}),
        ("بينهم", "mark.subset", {}),
    ],
)
def test_readings(word: str, category: str, expected: dict[str, object]) -> None:
    found = [e for e in LEXICON.lookup(fold(word)) if e.category == category]
    assert any(all(getattr(e, k) == v for k, v in expected.items()) for e in found), found


@pytest.mark.parametrize("word", ["مشمش", "الطقس", "برلمان", "ء", "وو", ""])
def test_unknown_words_have_no_reading(word: str) -> None:
    assert LEXICON.lookup(fold(word)) == ()


def test_polysemy_keeps_every_reading() -> None:
    assert {"verb.fall", "verb.land"} <= {e.category for e in LEXICON.lookup("سقط")}
    assert {"noun.injury"} <= {e.category for e in LEXICON.lookup("اصابه")}


def test_surest_reading_comes_first() -> None:
    assert reading("شهيدا", "noun.killed").number == "s"
    assert LEXICON.lookup("شهيدا")[0].number == "s"


def test_tags_are_answered() -> None:
    child = reading("الأطفال", "person.civilian")
    assert child.tag("group") == "children"
    assert child.tag("nothing") is None
    assert set(reading("لقي", "verb.die").every("needs")) == {"مصرع", "مصارع", "حتف"}


def test_stored_table_is_what_the_sources_give() -> None:
    table = stored()
    assert table is not None, "run `python -m detectors.lexicon`"
    assert table == compile_table(read_rows()), "run `python -m detectors.lexicon`"


def _as_readings(analyses: list[dict[str, str]]) -> set[tuple[str, object]]:
    return {(a["row"], inflection(a)) for a in analyses}


def test_the_analyser_reads_every_form_alike() -> None:
    """camel-tools' Analyzer, which segments words by itself, agrees on a sample of forms with و and ف among them."""
    rows = read_rows()
    database = morphology(rows)
    analyser: Any = camel("morphology.analyzer").Analyzer(database)
    forms: dict[str, set[tuple[str, object]]] = {}
    for form in expand(database, conjunctions=True):
        forms.setdefault(form.surface, set()).add((str(form.row), inflection(form.features)))
    for surface in random.Random(4).sample(sorted(forms), 4000):
        assert _as_readings(analyser.analyze(surface)) == forms[surface], surface
        entries = {(e.lemma, e.category, astuple(e)[3:11]) for e in LEXICON.lookup(surface)}
        heads = {
            (fold(rows[int(row)].lemma), rows[int(row)].category, found) for row, found in forms[surface]
        }  # fmt: skip
        assert entries == heads, surface


def test_the_generator_makes_forms_that_the_table_has() -> None:
    """camel-tools' Generator, from lemma and features to a word."""
    generator: Any = camel("morphology.generator").Generator(morphology(read_rows(), "g"))
    made = generator.generate("شهيد", {"pos": "noun", "num": "d", "prc0": "al", "prc2": "wa"})
    words = {fold(form["diac"]) for form in made}
    assert {"والشهيدان", "والشهيدين"} <= words
    for word in words:
        assert any(e.lemma == "شهيد" and e.number == "d" for e in LEXICON.lookup(word)), word


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        ("قتيل\tnuon\tnoun.killed", "unknown part of speech"),
        ("قتيل\tnoun\tnoun.killed\tpl:قتلى", "unknown form"),
        ("قتيل\tnoun\tnoun.killed", "needs sg= or pl="),
        ("قتل\tverb\tverb.kill\tpv=قتل", "one class"),
        ("أصاب\tverb\tverb.injure\thollow pv=أصاب", "needs pvc="),
        ("مات\tverb\tverb.die\tsound iv=مت act pvp=مت", "act forbids"),
        ("قتيل", "1 columns"),
        ("حزام ناسف\tnoun\tweapon\tsg=حزام", "one word"),
    ],
)
def test_mistakes_are_told_with_their_line(line: str, mistake: str) -> None:
    _, mistakes = parse("own.tsv", "# words\n" + line)
    assert any(m.startswith("own.tsv:2:") and mistake in m for m in mistakes), mistakes


def test_a_row_twice_is_a_mistake() -> None:
    row = "قتيل\tnoun\tnoun.killed\tsg=قتيل\n"
    assert "line 1" in parse("own.tsv", row * 2)[1][0]


def test_the_package_rows_are_sound() -> None:
    assert len(read_rows()) > 800
