"""What fusion does not work out again, or not in full, against the plain way of saying it."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from detectors.fingerprint import CONTAINED, COPY, SIZE, containment, resemblance, same_text
from detectors.fusion import clusters, witnesses
from detectors.fusion.affinity import JOIN, affinity, agreement
from detectors.fusion.clusters import groups
from detectors.fusion.crowding import crowding, price
from detectors.fusion.evidence import claims_of
from detectors.fusion.features import Features, features
from detectors.fusion.joining import Joining
from detectors.fusion.sources import independent, origin
from detectors.fusion.ties import Cluster
from detectors.records import Place
from tests.detectors.fusion.builders import DAY, GAZETTEER, NOON, event, hours, report
from tests.detectors.fusion.test_set import TERMS

SIGNATURES = st.sets(st.integers(0, 90), max_size=SIZE).map(lambda found: tuple(sorted(found)))


@settings(max_examples=400)
@given(SIGNATURES, SIGNATURES, st.integers(0, SIZE))
def test_the_bound_on_what_two_texts_share_changes_no_verdict(
    one: tuple[int, ...], other: tuple[int, ...], shared: int
) -> None:
    like = tuple(sorted({*one[:shared], *other[shared:]}))
    for left, right in ((one, other), (one, like), (like, other)):
        plain = bool(left and right) and (resemblance(left, right) >= COPY or containment(left, right) >= CONTAINED)
        assert same_text(left, right) == (plain or left == right != ())


@st.composite
def members(draw: st.DrawFn) -> list[Features]:
    """Claims of few outlets, articles and texts, so that they meet."""
    found = []
    for n in range(draw(st.integers(0, 12))):
        made = report(
            f"a{draw(st.integers(0, 9))}", event("الأتارب", 3), source=f"outlet {draw(st.integers(0, 9))}",
            at=NOON + hours(n), fingerprint=tuple(range(at := draw(st.integers(0, 60)), at + 20)),
        )  # fmt: skip
        made = msgspec.structs.replace(made, text_hash=draw(st.sampled_from(["", "x", "y", f"z{n}"])))
        found += [features(claim) for claim in claims_of(made)]
    return found


def _one_source(a: Features, b: Features) -> bool:
    return (
        a.claim.article_id == b.claim.article_id
        or origin(a) == origin(b)
        or a.claim.text_hash == b.claim.text_hash != ""
        or same_text(a.claim.fingerprint, b.claim.fingerprint)
    )


@settings(max_examples=200, deadline=None)
@given(members(), st.randoms(use_true_random=False))
def test_sources_are_what_hangs_together_pair_by_pair(claims: list[Features], random: object) -> None:
    plain: list[list[Features]] = []
    for claim in sorted(claims, key=lambda f: f.order):
        touching = [g for g in plain if any(_one_source(claim, other) for other in g)]
        plain = [g for g in plain if g not in touching] + [[*(f for g in touching for f in g), claim]]
    expected = sorted((sorted(g, key=lambda f: f.order) for g in plain), key=lambda g: g[0].order)
    random.shuffle(claims)  # type: ignore[attr-defined]
    assert [list(g) for g in independent(claims)] == expected


PLACES: tuple[str | Place, ...] = (GAZETTEER.place("SY02"), "حلب", "بستان القصر", "صلاح الدين", "الأتارب", "دارة عزة")


@st.composite
def crowds(draw: st.DrawFn) -> list[Features]:
    """Claims of two days, a region and places in it, some of them witnesses, in canonical order."""
    found = []
    for n in range(draw(st.integers(4, 16))):
        told = event(
            draw(st.sampled_from(PLACES)),
            draw(st.sampled_from([None, 2, 3, 40])), day=DAY + timedelta(days=draw(st.integers(0, 1))),
            type=draw(st.sampled_from(["shelling", "shooting"])), stated=draw(st.booleans()),
        )  # fmt: skip
        seen = draw(st.integers(0, 3)) == 0
        told = msgspec.structs.replace(told, terms=draw(TERMS), witness=seen)
        made = report(f"a{n}", *(() if seen else (told,)), at=NOON + hours(n), quotes={"e1": "قصف الطيران الحي"})
        made = msgspec.structs.replace(made, witnesses=(told,) if seen else ())
        found += [features(claim) for claim in claims_of(made)]
    return found


def _plain(claims: Cluster) -> list[Cluster]:
    """Clusters of all claims at once, every claim compared with every other."""
    crowded = crowding(claims)
    judged = (
        (affinity(a, b).score, price(crowded, a, b), i, j) for (i, a), (j, b) in combinations(enumerate(claims), 2)
    )
    scored = [(score - less, i, j) for score, less, i, j in judged if score is not None]
    parts: list[list[int]] = [[i] for i in range(len(claims))]
    for _, i, j in sorted((-score, i, j) for score, i, j in scored if score >= JOIN):
        left, right = (next(part for part in parts if k in part) for k in (i, j))
        if left is right:
            continue
        first, second = sorted((left, right), key=parts.index)
        score = agreement([claims[k] for k in first], [claims[k] for k in second], crowded)
        if score is not None and score >= JOIN:
            first += second
            parts.remove(second)
    return [tuple(claims[k] for k in sorted(part)) for part in parts]


SELECTIONS = st.lists(st.lists(st.booleans(), min_size=16, max_size=16), min_size=2, max_size=6)
"""Which of the claims stand, time after time."""


def _times(told: list[Features], selections: list[list[bool]]) -> list[Cluster]:
    return [tuple(f for f, stands in zip(told, chosen, strict=False) if stands) for chosen in selections]


@settings(max_examples=100, deadline=None)
@given(crowds(), SELECTIONS)
def test_clusters_that_are_kept_are_those_of_the_set(told: list[Features], selections: list[list[bool]]) -> None:
    kept = Joining()
    for standing in _times([f for f in told if not f.witness], selections):
        assert list(kept.of(standing)) == _plain(standing)


def test_a_day_that_grows_busy_parts_a_region_from_the_place_it_meant_and_one_that_grows_quiet_joins_them() -> None:
    made = [report("a", event("الأتارب", 3)), report("b", event(GAZETTEER.place("SY02"), injured=2))]
    others = [report(f"c{n}", event(where, 40, type="mine")) for n, where in enumerate(("الباب", "منبج", "جرابلس"))]
    quiet, more = ([features(c) for r in told for c in claims_of(r)] for told in (made, others))
    kept = Joining()
    for standing in (quiet, [*quiet, *more], quiet):
        assert list(kept.of(tuple(standing))) == _plain(tuple(standing))
    assert [len(kept.of(tuple(told))) for told in (quiet, [*quiet, *more])] == [1, 5]


@settings(max_examples=100, deadline=None)
@given(crowds(), SELECTIONS)
def test_groups_and_witnesses_that_are_kept_are_those_of_the_set(
    told: list[Features], selections: list[list[bool]]
) -> None:
    days = [DAY + timedelta(days=n) for n in range(-2, 5)]
    times = [{day: [f for f in standing if f.day == day] for day in days} for standing in _times(told, selections)]
    _forget()
    kept = [groups(by_day, days) for by_day in times]
    for by_day, found in zip(times, kept, strict=True):
        _forget()
        assert groups(by_day, days) == found


def _forget() -> None:
    """Everything that is remembered of days."""
    for remembered in (*vars(clusters).values(), *vars(witnesses).values()):
        if callable(clear := getattr(remembered, "cache_clear", None)):
            clear()
