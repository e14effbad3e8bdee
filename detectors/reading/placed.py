"""Where a text has placed people so far, and what contains all of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from detectors.gazetteer.entry import DEPTH
from detectors.reading.extent import depth, inside
from detectors.reading.model import Matches, PlaceMention
from detectors.reading.places.words import load

MORE: Final = frozenset({"واخري", "وثانيه", "وثالثه", "ورابعه", "وخامسه"})
"""Behind a comma, one more blow (غارة على س أودت بستة، وأخرى على ص)."""
_SEVERAL: Final = 2
_THEY: Final = frozenset({"هم", "وهم", "هما", "وهما", "هن", "وهن", "("})
"""What opens the names of those who were counted."""
_ROLL: Final = 24
"""Tokens of such names."""
TOWNS: Final = frozenset({"بلدات", "مناطق", "مدن", "قري", "محافظات", "ولايات"})
"""Several places, none of them named."""
_CAPITAL: Final = "العاصمه"


class Group(Struct, frozen=True):
    """Places that stand together: a place with the wider ones around it, or a list. Token range half-open."""

    first: int
    last: int
    members: tuple[PlaceMention, ...]
    head: PlaceMention
    """The finest, the first of a list."""
    role: str


def alone(place: PlaceMention) -> Group:
    """One place by itself."""
    return Group(place.first, place.last, (place,), place, "")


def lies_in(group: Group, wide: PlaceMention) -> bool:
    """Whether it lies there by what is known of it, or as it was told (بلدة … بالأحساء)."""
    return inside(group.head, wide) or any(m is not group.head and m.key == wide.key for m in group.members)


def finer(group: Group, other: Group) -> bool:
    """Whether `group` names a finer place."""
    return depth(group.head) > depth(other.head) or inside(group.head, other.head)


def is_long(group: Group) -> bool:
    """A list of three places or more."""
    return sum(m.chain == group.head.chain for m in group.members if m.chain is not None) > _SEVERAL


def off_capital(matches: Matches, before: PlaceMention, place: PlaceMention) -> bool:
    """محافظة ديالى شمال العاصمة العراقية بغداد: on what side of the capital the place just named lies."""
    between = matches.document.texts[before.last : place.first]
    return between[1:2] == [_CAPITAL] and between[0] in load().sides and all(t.startswith("ال") for t in between[2:])


def container(group: Group) -> Group:
    """What a long list lies in, where it is named with it (في كل من س وص وع بريف ف)."""
    wide = min(group.members, key=depth)
    listed = sum(m.chain == group.head.chain for m in group.members if m.chain is not None) >= _SEVERAL
    return group if wide.chain is not None or not listed else alone(wide)


class Placed:
    """The places of one text that somebody was placed at."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        self._heads: dict[int, dict[str, Group]] = {}

    def add(self, sentence: int, group: Group) -> None:
        """Remember that a sentence placed somebody there."""
        self._heads.setdefault(sentence, {})[group.head.key] = group

    def whole(self, sentence: int, told: int, total: bool) -> Group | None:
        """What contains the places told of so far, where a paragraph of its own names none and there were several.

        A total counts what is told of a place that no table has, by what was named with it (دوار أبو … في س).
        """
        document = self._m.document
        norm, sentences = document.norm, document.sentences
        if not total and "\n" not in norm[sentences[told].start : sentences[sentence].start].strip(" "):
            return None
        told_of = {key: group for n, heads in self._heads.items() if n < sentence for key, group in heads.items()}
        heading = [group.head for group in self._heads.get(0, {}).values() if group.head.seat is not None]
        for wide in heading:  # إدلب: ارتفاع ضحايا القصف في سراقب
            if any(inside(group.head, wide) for group in told_of.values()):
                told_of.pop(wide.key, None)
        apart = [
            group
            for group in told_of.values()
            if not any(_holds(group.head, other.head) for other in told_of.values()) and not _part_of(group, told_of)
        ]
        if len(apart) < _SEVERAL:
            return None
        around = [m for m in self._m.places if m.role in ("", "source") and all(_within(g, m, total) for g in apart)]
        # الدفاع المدني - مركز حلب: who reports, where no other place is named that holds them all
        around = around or [m for m in self._m.places if m.sentence == 0 and all(_within(g, m, total) for g in apart)]
        found = max(around, key=depth, default=None)
        return alone(found) if found else None


def _holds(wide: PlaceMention, other: PlaceMention) -> bool:
    """Whether `other` lies in `wide` itself: a town told of among others does not stand for its district."""
    code = wide.place.code
    if code is None or wide.seat is None or depth(wide) != depth(other):
        return inside(other, wide)
    return code in other.place.path[1:]


def _within(group: Group, wide: PlaceMention, total: bool) -> bool:
    return any(inside(m, wide) or m.key == wide.key for m in (group.members if total else (group.head,)))


def _part_of(group: Group, told_of: dict[str, Group]) -> bool:
    """سوق الهال في مدينة …: no other place than the town that it was named with."""
    return group.head.place.level == "landmark" and any(m.key in told_of for m in group.members if m is not group.head)


def led_elsewhere(groups: Sequence[Group], group: Group) -> bool:
    """مواقع في محافظة س، حيث … حليفة دمشق: another province was named before it, in which it does not lie."""
    before = (g.head for g in groups if g.role == "" and g.first < group.first)
    return any(depth(head) == DEPTH["governorate"] and not inside(group.head, head) for head in before)


def named_on(matches: Matches, i: int) -> bool:
    """ثلاثة هم أحمد المحمد، وخالد العلي، بإطلاق نار في …: the word at `i` is one more of the names of those counted."""
    texts, first = matches.document.texts, matches.document.sentences[matches.sentence_of[i]].first
    for j in range(i - 1, max(first, i - _ROLL) - 1, -1):
        if texts[j] in _THEY:
            return not load()["given"].isdisjoint((*texts[j + 1 : i], texts[i][1:]))
        if matches.words[j].verb and not matches.words[j].noun:
            return False
    return False


def without_near(matches: Matches, groups: Sequence[Group]) -> list[Group]:
    """The groups, without a town behind others that nameless ones are near (على الغوطة … ما بقي من بلدات قرب س)."""
    texts = matches.document.texts
    near = (g for g in groups[1:] if g.head.kind == "قرب")
    apart = [g for g in near if not TOWNS.isdisjoint(texts[max(0, g.first - 2) : g.first])]
    return [g for g in groups if g not in apart]
