"""Rules files: one bad file per mistake, each answered with its line and what to write instead."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from alerts.rules import RulesError, default, load, parse, reload
from alerts.rules.fields import duration, in_words
from alerts.rules.loading import default_text
from alerts.rules.model import ThresholdRule, Tier
from alerts.rules.schema import made, packaged
from alerts.rules.telling import tell

DATA = Path(__file__).parent / "testdata"
GOOD = "version: 1\nrules:\n  - {name: a, kind: threshold, window: 1d, threshold: 5}\n"
BY_LOADER_ALONE = {
    "repeated_key", "same_name", "tiers_order", "tiers_severity", "inhibit_unknown", "inhibit_itself", "window_long",
    "silence_unknown_rule", "silence_backwards", "silence_no_zone", "timezone", "window_minutes", "window_five_hours",
    "window_thirty_hours", "baseline_hours", "not_yaml", "tab", "empty",
}  # fmt: skip
"""Mistakes that no JSON Schema can see: they lie between values, or before there are any."""


def problems(path: Path) -> list[str]:
    with pytest.raises(RulesError) as caught:
        load(path)
    return [f"{path.name}:{problem}" for problem in caught.value.problems]


@pytest.mark.parametrize("path", sorted(DATA.glob("*.yaml")), ids=lambda path: path.stem)
def test_each_mistake_is_named_with_its_line(path: Path) -> None:
    expected = [line for line in (DATA / "expected.txt").read_text().splitlines() if line.startswith(f"{path.name}:")]
    assert problems(path) == expected


def test_all_mistakes_come_at_once() -> None:
    text = "version: 3\nrules:\n  - {name: A, kind: threshold, windw: 1d}\n  - {name: b, kind: spik}\nsilence: []\n"
    with pytest.raises(RulesError) as caught:
        parse(text, "mine.yaml")
    assert [problem.line for problem in caught.value.problems] == [1, 3, 3, 3, 3, 4, 5]
    assert str(caught.value).startswith("mine.yaml:1: version: ")


def validates(text: str, schema: dict[str, Any]) -> bool:
    try:
        value = YAML(typ="safe", pure=True).load(text)
        jsonschema.validate(_plain(value), schema)
    except (jsonschema.ValidationError, YAMLError):
        return False
    return True


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def test_the_editors_schema_is_the_loaders_form() -> None:
    assert packaged() == made(), "run python -m alerts.rules.schema"


@pytest.mark.parametrize("path", sorted(DATA.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_schema_sees_what_a_schema_can_see(path: Path) -> None:
    seen = not validates(path.read_text(), packaged())
    assert seen or path.stem in BY_LOADER_ALONE


def test_the_packaged_rules_are_well_and_fit_the_schema() -> None:
    assert {rule.kind for rule in default().rules} == {"threshold", "hospital_attack", "spike", "new_place", "flatline"}
    assert validates(default_text(), packaged())


def test_defaults_fill_what_a_rule_does_not_say() -> None:
    rules = parse(GOOD + "defaults: {route: desk, repeat: 6h, hold: 1h}\n")
    rule = rules.rules[0]
    assert isinstance(rule, ThresholdRule)
    assert (rule.route, rule.repeat, rule.hold, rule.hours) == ("desk", timedelta(hours=6), timedelta(hours=1), 24)
    assert rule.tiers == (Tier(5, "warning", "desk"),)


def test_silences_know_their_zone() -> None:
    text = GOOD + 'silences: [{rule: "*", place: SY02, author: H, reason: r, until: 2016-12-01T02:00:00+02:00}]\n'
    assert parse(text).silences[0].until == datetime(2016, 12, 1, tzinfo=UTC)


def test_a_wrong_reload_keeps_the_old_rules_and_says_why() -> None:
    old = parse(GOOD)
    bad = reload(old, GOOD.replace("1d", "1 day"))
    assert bad.rules is old and bad.error is not None and "1h" not in str(bad.error)
    good = reload(old, GOOD.replace("5", "6"))
    assert good.error is None and good.rules.rules[0] != old.rules[0]


def test_a_reload_does_not_change_the_calendar() -> None:
    kept = reload(parse(GOOD), GOOD + "timezone: Europe/Berlin\n")
    assert kept.error is not None and "restart" in str(kept.error) and kept.rules.timezone == "Asia/Damascus"


def test_every_rule_is_told_in_words() -> None:
    text = "\n".join(tell(default()))
    for rule in default().rules:
        assert f"{rule.name} ({rule.severity}, to {rule.route}): " in text
    assert tell(default(), "new-place")[0].startswith("new-place")


@given(st.integers(0, 10**6))
def test_durations_round_trip(minutes: int) -> None:
    value = timedelta(minutes=minutes)
    assert duration(in_words(value)) == value


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_text_breaks_the_loader(text: str) -> None:
    for whole in (text, f"version: 1\nrules:\n  - {text}", GOOD + text):
        try:
            parse(whole)
        except RulesError as error:
            assert error.problems


def test_an_alias_of_itself_does_not_hang() -> None:
    with pytest.raises(RulesError):
        parse("version: 1\nrules: &a [*a]\n")
