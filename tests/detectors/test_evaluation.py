"""The evaluation: it agrees with the published scorer, and sorts errors by cause."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from detectors.evaluation import evaluate, figures, half
from detectors.reading import Reader
from streams.cli.articles import read_articles
from streams.cli.read import plain

SHARED = Path(__file__).parents[3] / "shared"

TEXT = "مقتل 4 مدنيين بينهم طفل في بلدة سرمين، وسقط منذ مطلع العام 90 قتيلا."


def fact(kind: str, low: int | None, words: str, **more: Any) -> dict[str, Any]:
    """An annotated fact."""
    rest = {"high": low, "qualifier": "exact", "victims": "civilian", "scope": "current", "place": "سرمين"}
    return {"kind": kind, "low": low, "quotes": [words], **rest, **more}


def found(kind: str, low: int | None, words: str, **more: Any) -> dict[str, Any]:
    """A fact as the reader answers it."""
    start = TEXT.index(words)
    return fact(kind, low, words, **more) | {"start": start, "end": start + len(words)}


GOLD = [
    {
        "id": "own",
        "facts": [
            fact("killed", 4, "مقتل 4 مدنيين"),
            fact("killed", 90, "90 قتيلا", scope="cumulative", victims="unknown"),
        ],
        "toll": {"killed": [4, 4], "injured": None},
        "combatants_killed": None,
        "health_alert": True,
        "health_attacks": [{"target": "facility", "quotes": ["سرمين"]}],
    }
]


def causes(*facts: dict[str, Any], **report: Any) -> set[str]:
    """Causes of the errors of a report that reads `facts`."""
    read = {"facts": list(facts), "toll": {"killed": [4, 4]}, "health_alert": True, **report}
    return {e.cause for e in evaluate(GOLD, {"own": TEXT}, {"own": read}).errors}


RIGHT = (
    found("killed", 4, "مقتل 4 مدنيين"),
    found("killed", 90, "90 قتيلا", scope="cumulative", victims="unknown"),
)


def test_a_perfect_reading_has_no_errors() -> None:
    assert causes(*RIGHT) == set()


@pytest.mark.parametrize(
    ("facts", "cause"),
    [
        (RIGHT[1:], "missed"),
        ((found("killed", 5, "مقتل 4 مدنيين"), RIGHT[1]), "wrong number"),
        ((found("injured", 4, "مقتل 4 مدنيين"), RIGHT[1]), "wrong kind"),
        ((*RIGHT, found("injured", 7, "سرمين")), "spurious"),
        ((found("killed", 4, "مقتل 4 مدنيين", scope="part"), RIGHT[1]), "wrong scope"),
        ((RIGHT[0], found("killed", 90, "90 قتيلا")), "total taken for news"),
        ((found("killed", 4, "مقتل 4 مدنيين", place="حلب"), RIGHT[1]), "wrong place"),
        ((found("killed", 4, "مقتل 4 مدنيين", victims="combatant"), RIGHT[1]), "wrong status"),
        ((found("killed", 4, "مقتل 4 مدنيين", qualifier="approximately"), RIGHT[1]), "wrong qualifier"),
    ],
)
def test_errors_are_named_by_cause(facts: tuple[dict[str, Any], ...], cause: str) -> None:
    assert cause in causes(*facts)


def test_sums_and_alerts_are_compared() -> None:
    assert causes(*RIGHT, toll={"killed": [94, 94]}) == {"wrong toll"}
    assert causes(*RIGHT, combatants_killed=[2, 2]) == {"wrong combatants"}
    assert causes(*RIGHT, health_alert=False) == {"health attack missed"}


def test_the_seeds_are_open_and_the_halves_are_fixed() -> None:
    assert all(half(f"seed-{n:03}") == "dev" for n in range(5))
    assert {half(f"r-{n}") for n in range(20)} == {"dev", "held"}


def test_agrees_with_the_published_scorer() -> None:
    if not (SHARED / "eval" / "score.py").exists():
        pytest.skip("the annotated reports and their scorer are not beside this repository")
    spec = importlib.util.spec_from_file_location("score", SHARED / "eval" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    reports = SHARED / "data" / "reports"
    gold = [json.loads(line) for line in (reports / "gold.jsonl").read_text("utf-8").splitlines()]
    articles = {a.id: a for a in read_articles(reports / "texts.jsonl")}
    read = {name: plain(Reader.default().read(article)) for name, article in articles.items()}
    ours = {name: value for name, value, *_ in figures(evaluate(gold, {n: a.text for n, a in articles.items()}, read))}
    texts = {name: {"text": article.text} for name, article in articles.items()}
    theirs, _ = scorer.score({g["id"]: g for g in gold}, texts, read)
    attributes = {key: value["accuracy"] for key, value in theirs["attribute_accuracy"].items()}
    assert ours == pytest.approx(
        {
            "numeric facts, F1": theirs["numeric_facts"]["f1"],
            "toll exact (killed and injured)": theirs["toll_exact"]["both"],
            "killed toll exact": theirs["toll_exact"]["killed"],
            "running total taken for news": theirs["cumulative_counted_as_current"]["share"],
            "scope right": attributes["scope"],
            "combatant or not": attributes["victims"],
            "place right": attributes["place"],
            "hospital attack, precision": theirs["health_alert"]["precision"],
            "hospital attack, recall": theirs["health_alert"]["recall"],
        },
        abs=1e-3,
    )
