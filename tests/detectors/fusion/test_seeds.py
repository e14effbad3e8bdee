"""The five reports that every version must get right: read, fused, in any order, published twice."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from detectors.reading import Reader
from detectors.records import Article, Incident, Report
from tests.detectors.fusion.builders import NOW, Stream

TEXTS = Path(__file__).parents[3].parent / "shared" / "data" / "reports" / "texts.jsonl"
pytestmark = pytest.mark.skipif(not TEXTS.exists(), reason=f"the annotated reports are not at {TEXTS}")


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    """The seeds as read."""
    rows = [json.loads(line) for line in TEXTS.read_text("utf-8").splitlines()[:5]]
    return [
        Reader.default().read(
            Article(
                id=row["id"],
                source=row["outlet"] or row["id"],
                published_at=datetime.fromisoformat(row["date"]).replace(hour=12, tzinfo=UTC),
                text=row["text"],
            )
        )
        for row in rows
    ]


@pytest.fixture(scope="module")
def incidents(reports: list[Report]) -> list[Incident]:
    """What stands after all five."""
    return list(Stream().feed(reports).active.values())


def of(incidents: list[Incident], article: str) -> list[Incident]:
    """The incidents that an article tells of."""
    return [i for i in incidents if article in i.article_ids]


def test_a_city_s_56_are_counted_once_and_its_quarters_are_parts(incidents: list[Incident]) -> None:
    (whole,) = [i for i in of(incidents, "seed-002") if i.killed.total.best == 56]
    parts = [i for i in incidents if i.part_of == whole.incident_id]
    assert whole.part_of is None
    assert whole.health is not None
    assert len(parts) >= 11
    assert sum(i.killed.total.best for i in parts) == 56
    assert sum(i.killed.total.low for i in of(incidents, "seed-002") if i.part_of is None) == 66


def test_the_western_quarters_count_once_although_they_are_told_three_times(incidents: list[Incident]) -> None:
    counted = [i for i in of(incidents, "seed-004") if i.part_of is None]
    assert sum(i.killed.total.best for i in counted if not i.killed.total.vague) == 7
    assert sum(i.injured.total.best for i in counted if not i.injured.total.vague) == 67
    assert [i.health.target for i in counted if i.health] == ["facility"]


def test_running_totals_stay_out_of_every_count(incidents: list[Incident]) -> None:
    counts = {v for i in incidents for v in (i.killed.total.low, i.killed.total.best, i.killed.total.high)}
    assert not {800, 801, 845} & counts
    assert any("845" in sentence for i in of(incidents, "seed-003") for sentence in i.context)


def test_any_order_and_a_second_publication_change_nothing(reports: list[Report], incidents: list[Incident]) -> None:
    expected = {i.incident_id: i for i in incidents}
    for seed in range(6):
        again = reports * 2
        random.Random(seed).shuffle(again)
        assert Stream().feed(again).active == expected
    stream = Stream().feed(reports)
    before = len(stream.history)
    assert len(stream.feed(reports, NOW).history) == before
