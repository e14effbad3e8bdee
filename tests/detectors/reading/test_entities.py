"""Locations from a named-entity recogniser: names that neither the gazetteer nor a type word gives away."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from detectors.gazetteer import Gazetteer
from detectors.reading import Reader
from detectors.reading.places.entities import Entities, EntitiesError
from detectors.records import Article

TEXT = "قُتل ثلاثة مدنيين بغارة في خربطلان صباح اليوم. ونُقل خمسة جرحى إلى مدينة إدلب."


class Recognizer:
    """Labels `names` as locations, word by word, in whatever sentence they stand."""

    def __init__(self, *names: str) -> None:
        self._names = [name.split() for name in names]

    def predict(self, sentences: list[list[str]]) -> list[list[str]]:
        return [self._labels(words) for words in sentences]

    def _labels(self, words: list[str]) -> list[str]:
        labels = ["O"] * len(words)
        for name in self._names:
            for i in range(len(words)):
                if words[i : i + len(name)] == name:
                    labels[i : i + len(name)] = ["B-LOC", *["I-LOC"] * (len(name) - 1)]
        return labels


def places(text: str, *names: str) -> list[str | None]:
    """Names of the places of all facts."""
    reader = Reader(Gazetteer.load(), entities=Entities(Recognizer(*names), "test-ner"))
    article = Article(id="a", source="s", published_at=datetime(2016, 11, 20, 12, tzinfo=UTC), text=text)
    report = reader.read(article)
    assert report.reader_version.endswith("+test-ner")
    return [fact.place.name if fact.place else None for fact in report.facts]


def test_an_unknown_name_is_a_place_when_the_recogniser_says_so() -> None:
    assert places(TEXT, "خربطلان")[0] == "خربطلان"


def test_without_it_the_name_stays_unknown() -> None:
    assert "خربطلان" not in places(TEXT)


def test_a_name_of_several_words_is_one_place() -> None:
    assert places("قُتل ثلاثة مدنيين بغارة في خربطلان العليا.", "خربطلان العليا") == ["خربطلان العليا"]


def test_what_is_attached_before_the_article_is_no_part_of_the_name() -> None:
    assert places("قُتل ثلاثة مدنيين بالخربطلان.", "بالخربطلان") == ["الخربطلان"]


def test_names_that_the_gazetteer_has_stay_its_own() -> None:
    assert places(TEXT, "إدلب") == places(TEXT)


def test_a_folder_without_a_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(EntitiesError, match=r"config\.json is missing"):
        Entities.load(tmp_path)


def test_the_missing_extra_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    monkeypatch.setitem(__import__("sys").modules, "torch", None)  # as where the extra is not installed
    with pytest.raises(EntitiesError, match=r"pip install 'rasid\[ner\]'"):
        Entities.load(tmp_path)
