"""Incidents are a function of the set of reports: order, repetition, replay, revision and restart do not show."""

from __future__ import annotations

from datetime import timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from detectors.fusion import Fuser, fuse_all
from detectors.fusion.evidence import UNRESOLVED
from detectors.records import Event, Place, Report, ReportClaims
from detectors.step import MAX_STATE_BYTES
from tests.detectors.fusion.builders import DAY, GAZETTEER, NOON, NOW, Stream, active, event, hours, report

PLACES: tuple[str | Place, ...] = (
    "حلب", "بستان القصر", "صلاح الدين", "مساكن هنانو", "الأتارب", "دارة عزة", "ريف غير معروف", "إدلب",
    GAZETTEER.place("SY02"),
)  # fmt: skip

TERMS = st.lists(st.integers(1, 6), unique=True, max_size=4).map(lambda found: tuple(sorted(found)))


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Reports of few places and days, so that they meet; some are versions of one another, some are withdrawn."""
    events: list[Event] = []
    for n in range(draw(st.integers(0, 3))):
        day = DAY + timedelta(days=draw(st.integers(0, 5)))
        whole = draw(st.sampled_from([None, *(e.id for e in events)]))
        told = event(
            draw(st.sampled_from(PLACES)),
            draw(st.sampled_from([None, 1, 2, 3, 13, 56])),
            draw(st.sampled_from([None, 4, 20])),
            id=f"e{n + 1}",
            day=day,
            type=draw(st.sampled_from(["airstrike", "shelling", "shooting", "other"])),
            part_of=whole,
            stated=draw(st.booleans()),
        )
        events.append(msgspec.structs.replace(told, terms=draw(TERMS)))
    seen = event("ريف غير معروف", id="w1", day=DAY + timedelta(days=draw(st.integers(0, 5))), type="other")
    witness = msgspec.structs.replace(seen, place=Place(name=""), terms=draw(TERMS), witness=True)
    mute = bool(events) or draw(st.booleans())
    return report(
        f"a{draw(st.integers(0, 9))}",
        *events,
        source=f"o{draw(st.integers(0, 3))}",
        at=NOON + hours(draw(st.integers(0, 140))),
        revised=draw(st.sampled_from([None, NOON + hours(200), NOON + hours(300)])),
        withdrawn=draw(st.integers(0, 9)) == 0,
        witnesses=() if mute else (witness,),
    )


@settings(max_examples=250, deadline=None)
@given(st.lists(reports(), max_size=14), st.randoms(use_true_random=False))
def test_a_stream_in_any_order_ends_as_the_archive_does(batch: list[Report], random: object) -> None:
    expected = active(fuse_all(batch, NOW))
    assert Stream().feed(batch).active == expected
    shuffled = batch * 2
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    stream = Stream().feed(shuffled)
    assert stream.active == expected
    assert all(len(v) <= MAX_STATE_BYTES for v in stream.fused.values())


@settings(max_examples=60, deadline=None)
@given(st.lists(reports(), max_size=10), st.integers(0, 9))
def test_a_replay_from_any_point_publishes_nothing_new(batch: list[Report], start: int) -> None:
    stream = Stream().feed(batch)
    before = len(stream.history)
    stream.feed(batch[start:])
    assert len(stream.history) == before


@settings(max_examples=60, deadline=None)
@given(st.lists(reports(), min_size=1, max_size=10))
def test_what_merged_leads_to_what_stands_and_wholes_exist(batch: list[Report]) -> None:
    stream = Stream().feed(batch)
    for incident in stream.published.values():
        if incident.status == "active" and incident.part_of:
            assert stream.published[incident.part_of].status == "active"
        if incident.status != "active":
            assert not incident.claims
        if incident.status == "merged":
            elsewhere = incident.governorate == UNRESOLVED and incident.merged_into is None
            assert elsewhere or incident.merged_into in stream.published


@settings(max_examples=60, deadline=None)
@given(st.lists(reports(), max_size=10))
def test_every_claim_stands_in_one_incident(batch: list[Report]) -> None:
    ids = [c.claim_id for i in fuse_all(batch, NOW) for c in i.claims if not c.event.witness]
    assert len(ids) == len(set(ids))


def test_a_crash_before_the_writes_repeats_the_same_outputs() -> None:
    stream = Stream().feed([report("a", event("بستان القصر", 13))])
    claims = ReportClaims(article_id="b", governorate="SY02", version=(NOON, "x"), claims=())
    once = Fuser().step(stream.fused, claims, NOW)
    assert once == Fuser().step(dict(stream.fused), claims, NOW)
