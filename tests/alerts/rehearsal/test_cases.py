"""Cases in YAML: the ones beside this file pass, and a case that is wrong says what stands instead."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from alerts.rehearsal import cases
from alerts.rehearsal.newsroom import Newsroom
from alerts.rules import RulesError, default
from streams.cli import main

FOLDER = Path(__file__).parent / "cases"
STRIKE = "events: [{at: 2016-11-25T09:00:00Z, incident: {id: a, place: N0204, killed: {low: 12}}}]"


@pytest.fixture(scope="module")
def newsroom() -> Newsroom:
    return Newsroom(default())


def failures(tmp_path: Path, newsroom: Newsroom, case: str) -> tuple[str, ...]:
    path = tmp_path / "case.yaml"
    path.write_text(f"rules: {FOLDER / 'strike_rules.yaml'}\ntests:\n  - name: one\n    {case}\n", encoding="utf-8")
    (result,) = cases.run(cases.load(path), newsroom)
    return result.failures


def test_the_sample_cases_pass(newsroom: Newsroom) -> None:
    results = cases.run(cases.load(FOLDER / "strike.yaml"), newsroom)
    assert {result.name: result.failures for result in results} == dict.fromkeys((r.name for r in results), ())
    assert len(results) == 3


def test_a_wrong_figure_is_shown_beside_the_right_one(tmp_path: Path, newsroom: Newsroom) -> None:
    expect = "expect: [{at: 2016-11-25T10:00:00Z, alerts: [{rule: daily, place: N0204, value: 13}]}]"
    missing, unexpected = failures(tmp_path, newsroom, f"{STRIKE}\n    {expect}")
    assert "value 13" in missing and "there is one with value 12" in missing
    assert "nobody expects daily in N0204" in unexpected


def test_an_alert_that_is_missing_is_named(tmp_path: Path, newsroom: Newsroom) -> None:
    expect = "expect: [{at: 2016-11-25T08:00:00Z, alerts: [{rule: daily, place: N0204}]}]"
    (missing,) = failures(tmp_path, newsroom, f"{STRIKE}\n    {expect}")
    assert missing.startswith("line 5: rule daily, place N0204 at 2016-11-25 08:00 UTC; there is none")


def test_an_unexpected_alert_is_named_unless_other_rules_are_asked_for(tmp_path: Path, newsroom: Newsroom) -> None:
    for only, count in (("", 1), ("rules: [hospital], ", 0)):
        expect = f"expect: [{{at: 2016-11-25T10:00:00Z, {only}alerts: []}}]"
        assert len(failures(tmp_path, newsroom, f"{STRIKE}\n    {expect}")) == count


def test_a_button_on_an_alert_that_is_not_there_is_a_failure(tmp_path: Path, newsroom: Newsroom) -> None:
    press = 'events: [{at: 2016-11-25T09:00:00Z, action: {kind: "false", rule: daily, place: N0204}}]'
    text = failures(
        tmp_path,
        newsroom,
        f"{press}\n    expect: [{{at: 2016-11-25T10:00:00Z, alerts: []}}]",
    )
    assert text == ("line 4: no alert of daily in N0204 to act on",)


def test_mistakes_in_a_case_file_have_lines(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text("tests:\n  - name: one\n    expct: []\n    events: [{at: yesterday}]\n", encoding="utf-8")
    with pytest.raises(RulesError) as caught:
        cases.load(path)
    assert [problem.line for problem in caught.value.problems] == [2, 3, 4]


def test_the_command_passes_and_fails(tmp_path: Path) -> None:
    run = CliRunner()
    good = run.invoke(main, ["rules", "test", str(FOLDER / "strike.yaml")])
    assert good.exit_code == 0 and "3 of 3 cases passed" in good.output
    bad = tmp_path / "bad.yaml"
    bad.write_text(f"tests:\n  - name: wrong\n    {STRIKE}\n    expect: [{{at: 2016-11-25T10:00:00Z, alerts: []}}]\n")
    wrong = run.invoke(main, ["rules", "test", str(bad)])
    assert wrong.exit_code == 1 and "FAILED" in wrong.output and "nobody expects killed-in-a-day" in wrong.output


def test_check_says_all_mistakes_and_exits_with_one(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text("version: 1\nrules:\n  - {name: a, kind: spik}\nsilence: []\n")
    outcome = CliRunner().invoke(main, ["rules", "check", str(path)])
    assert outcome.exit_code == 1
    assert f"{path}:3: rules[0].kind" in outcome.output and f"{path}:4: silence" in outcome.output
    assert CliRunner().invoke(main, ["rules", "check"]).output == "packaged rules: 7 rules, all well\n"


def test_explain_tells_one_rule_and_what_quiets_it() -> None:
    text = CliRunner().invoke(main, ["rules", "explain", "--rule", "new-place"]).output
    assert text.startswith("new-place (info") and "is not announced in the places that contain it" in text
    assert CliRunner().invoke(main, ["rules", "explain", "--rule", "nwe"]).exit_code == 1


def test_show_prints_rules_that_check_accepts(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(CliRunner().invoke(main, ["rules", "show"]).output, encoding="utf-8")
    assert CliRunner().invoke(main, ["rules", "check", str(path)]).exit_code == 0
