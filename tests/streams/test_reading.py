"""Which analysers take part in reading, by the settings and by what is installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from detectors.lexicon.backoff import DATABASE
from streams.reading import describe, make_reader, morphology_file
from streams.settings import Settings, SettingsError


def test_calima_is_used_where_camel_tools_installed_it(tmp_path: Path) -> None:
    environ = {"CAMELTOOLS_DATA": str(tmp_path)}
    assert morphology_file("auto", environ) is None
    (tmp_path / DATABASE).parent.mkdir(parents=True)
    (tmp_path / DATABASE).write_text("", encoding="utf-8")
    assert morphology_file("auto", environ) == tmp_path / DATABASE
    assert morphology_file("off", environ) is None


def test_a_named_database_must_be_there(tmp_path: Path) -> None:
    settings = Settings(morphology=str(tmp_path / "none.db"))
    with pytest.raises(SettingsError, match=r"RASID_MORPHOLOGY: .*none\.db is missing"):
        make_reader(settings)


def test_everything_that_is_missing_is_told_at_once(tmp_path: Path) -> None:
    settings = Settings(morphology=str(tmp_path / "none.db"), ner=tmp_path)
    with pytest.raises(SettingsError, match=r"RASID_MORPHOLOGY(.|\n)*RASID_NER"):
        make_reader(settings)


def test_the_doctor_says_what_takes_part(tmp_path: Path) -> None:
    assert describe(Settings(morphology="off"))[0].endswith("not installed or off")
    assert describe(Settings(morphology="x.db", ner=tmp_path)) == ["morphology: x.db", f"named entities: {tmp_path}"]


def test_without_them_the_version_is_the_rules_own() -> None:
    assert make_reader(Settings(morphology="off")).version.isdigit()
