"""Versions of articles, ids that move, bounds of the state and its horizon."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest

from detectors.fusion import Fuser, Locator, buckets, fuse_all
from detectors.fusion.buckets import HORIZON_DAYS
from detectors.step import apply
from tests.detectors.fusion.builders import DAY, NOON, NOW, Stream, active, event, hours, report


def test_the_latest_version_of_an_article_wins_in_any_order() -> None:
    old = report("a", event("بستان القصر", 10))
    new = report("a", event("بستان القصر", 12), revised=NOON + hours(3))
    for order in ([old, new], [new, old], [new, old, new, old]):
        (one,) = Stream().feed(order).active.values()
        assert one.killed.total.low == 12


def test_a_new_version_that_left_a_governorate_empties_it() -> None:
    stream = Stream().feed([report("a", event("سرمين", 3)), report("a", event("الباب", 3), revised=NOON + hours(1))])
    (one,) = stream.active.values()
    assert one.governorate == "SY02"
    told = Locator().step(stream.located, report("a", event("الباب", 4), revised=NOON + hours(2)), NOW)
    assert {c.governorate: len(c.claims) for c in told.outputs} == {"SY02": 1, "SY07": 0, "unresolved": 1}


def test_a_withdrawn_article_retracts_and_an_older_version_does_not_bring_it_back() -> None:
    told = report("a", event("بستان القصر", 10))
    gone = report("a", revised=NOON + hours(1), withdrawn=True)
    stream = Stream().feed([told, gone, told])
    assert [i.status for i in stream.history] == ["active", "retracted"]
    assert Stream().feed([gone, told]).active == {}


def test_a_withdrawal_at_the_same_instant_beats_the_text() -> None:
    assert Stream().feed([report("a", event("حلب", 1)), report("a", withdrawn=True)]).active == {}


def test_a_corrected_toll_keeps_the_id_and_raises_the_version() -> None:
    stream = Stream().feed([report("a", event("حلب", 1)), report("a", event("حلب", 2), revised=NOON + hours(1))])
    assert [(i.version, i.killed.total.best) for i in stream.history] == [(1, 1), (2, 2)]
    assert len(stream.published) == 1


def test_a_later_report_keeps_the_id_and_an_earlier_one_leaves_a_forwarding_notice() -> None:
    middle = report("b", event("بستان القصر", 13))
    later = report("c", event("بستان القصر", 13), at=NOON + hours(1))
    stream = Stream().feed([middle, later])
    assert len(stream.published) == 1
    stream.feed([report("a", event("بستان القصر", 13), at=NOON - hours(1))])
    (now_standing,) = stream.active
    (merged,) = [i for i in stream.published.values() if i.status == "merged"]
    assert merged.merged_into == now_standing


def test_an_incident_that_stands_again_continues_its_versions() -> None:
    told = report("a", event("حلب", 1))
    again = report("a", event("حلب", 1), revised=NOON + hours(2))
    stream = Stream().feed([told, report("a", revised=NOON + hours(1), withdrawn=True), again])
    assert [(i.version, i.status) for i in stream.history] == [(1, "active"), (2, "retracted"), (3, "active")]


def test_an_update_reads_only_its_neighbourhood() -> None:
    class Counting(dict[str, bytes]):
        reads = 0

        def get(self, key: str, default: object = None, /) -> bytes | None:  # type: ignore[override]
            self.reads += 1
            return super().get(key)

    stream = Stream()
    for n in range(120):
        stream.feed([report(f"x{n}", event("حلب", 1, day=DAY - timedelta(days=30 + n)))])
    state = Counting(stream.fused)
    claims, _ = Locator().step({}, report("a", event("حلب", 1)), NOW).outputs
    Fuser().step(state, claims, NOW)
    few = Counting()
    Fuser().step(few, claims, NOW)
    assert state.reads == few.reads


def test_a_full_day_keeps_the_earliest_articles_in_any_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(buckets, "MAX_ARTICLES", 3)
    reports = [report(f"a{n}", event("بستان القصر", 13), at=NOON + hours(n)) for n in range(5)]
    expected = active(fuse_all(reports[:3], NOW))
    assert Stream().feed(reports).active == expected
    assert Stream().feed(reversed(reports)).active == expected


def test_more_published_ids_than_fit_forget_those_that_stand_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detectors.fusion.fuser.MAX_PUBLISHED", 1)
    stream = Stream().feed(
        [report("a", event("بستان القصر", 1)), report("a", event("مساكن هنانو", 1), revised=NOON + hours(1))]
    )
    index = msgspec.msgpack.decode(stream.fused[f"SY02/{DAY.isoformat()}"], type=buckets.DayIndex)
    assert list(index.published) == list(stream.active)


def test_a_day_is_forgotten_after_the_horizon_and_not_before() -> None:
    stream = Stream().feed([report("a", event("حلب", 1))])
    kept = set(stream.fused)
    soon = NOW + timedelta(days=HORIZON_DAYS - 1)
    stream.feed([report("b", event("حلب", 1, day=date(2017, 1, 20)))], soon)
    assert kept <= set(stream.fused)
    stream.feed([report("c", event("حلب", 1, day=date(2017, 1, 25)))], NOW + timedelta(days=HORIZON_DAYS))
    assert not kept & set(stream.fused)


def test_a_day_that_was_written_again_stays() -> None:
    stream = Stream().feed([report("a", event("حلب", 1))])
    stream.feed([report("b", event("بستان القصر", 2))], NOW + timedelta(days=30))
    stream.feed([report("c", event("حلب", 1, day=date(2017, 1, 25)))], NOW + timedelta(days=HORIZON_DAYS))
    assert f"SY02/{DAY.isoformat()}" in stream.fused


def test_writes_and_outputs_of_an_unchanged_article_are_empty() -> None:
    claims, _ = Locator().step({}, report("a", event("حلب", 1)), NOW).outputs
    state: dict[str, bytes] = {}
    apply(Fuser().step(state, claims, NOW).writes, state)
    again = Fuser().step(state, claims, NOW + hours(1))
    assert not again.outputs
    assert not again.writes
