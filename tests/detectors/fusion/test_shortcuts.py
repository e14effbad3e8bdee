"""What fusion does not work out again, or not in full, against the plain way of saying it."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from detectors.fingerprint import CONTAINED, COPY, SIZE, containment, resemblance, same_text
from detectors.fusion.evidence import claims_of
from detectors.fusion.features import Features, features
from detectors.fusion.sources import independent, origin
from tests.detectors.fusion.builders import NOON, event, hours, report

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
