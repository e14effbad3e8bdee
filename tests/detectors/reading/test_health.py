"""Attacks on health care apart from mentions: a corpus of our own sentences, positive and near-miss."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from detectors.reading.reader import Reader
from detectors.records import Article, Report

CORPUS = Path(__file__).with_name("health_corpus.tsv")
CASES = [
    (expected, text)
    for expected, text in (
        line.split("\t") for line in CORPUS.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"
    )
]


def read(text: str) -> Report:
    published = datetime(2020, 5, 10, 12, tzinfo=UTC)
    return Reader.default().read(Article(id="a", source="s", published_at=published, text=text))


@pytest.mark.parametrize(("expected", "text"), [case for case in CASES if case[0] not in ("none", "past")])
def test_attacks(expected: str, text: str) -> None:
    report = read(text)
    assert report.health_alert
    assert expected in {attack.target for attack in report.health_attacks if attack.scope == "current"}


@pytest.mark.parametrize("text", [text for expected, text in CASES if expected == "none"])
def test_mentions(text: str) -> None:
    report = read(text)
    assert not report.health_attacks
    assert not report.health_alert


@pytest.mark.parametrize("text", [text for expected, text in CASES if expected == "past"])
def test_background(text: str) -> None:
    report = read(text)
    assert {attack.scope for attack in report.health_attacks} == {"past"}
    assert not report.health_alert


def test_the_facility_has_its_name_its_place_and_no_position_of_its_own() -> None:
    report = read("استهدفت غارة جوية مشفى الرحمة في مدينة خان شيخون وأخرجته عن الخدمة")
    attack = report.health_attacks[0]
    assert attack.name == "مشفى الرحمة"
    assert attack.out_of_service
    assert attack.place is not None
    assert (attack.place.name, attack.place.code) == ("خان شيخون", "C3987")
    assert not {"lat", "lon"} & set(attack.__struct_fields__)


def test_the_same_facility_said_twice_is_one_attack() -> None:
    report = read("قصف مشفى السلام في معرة النعمان. استهدفت الطائرات المشفى بثلاثة صواريخ.")
    assert len(report.health_attacks) == 1


def test_the_words_are_those_of_the_article() -> None:
    text = "بعد يوم هادئ، استهدفت غارة سيارة إسعاف على طريق سراقب"
    attack = read(text).health_attacks[0]
    assert text[attack.start : attack.end] == "غارة سيارة إسعاف"
    assert attack.rule == "health:struck"
