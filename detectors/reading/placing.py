"""Which place each candidate is said of: the finest place named for it, in its clause, its sentence, or before.

A sentence is read as a row of runs of candidates and groups of places (a village with its countryside is one group, a
list is one group). A run belongs to the group behind it (قتل خمسة في …) or before it (قصفت … ما أدى إلى مقتل خمسة);
without either it stays with what the text was speaking of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec.structs import replace

from detectors.gazetteer.entry import DEPTH
from detectors.reading import clausal, fellows
from detectors.reading import ownplaces as own
from detectors.reading.bylines import bylines
from detectors.reading.extent import containing, depth, holds_rest, in_town, inside, may_be_wide
from detectors.reading.model import Candidate, Matches, PlaceMention
from detectors.reading.overseen import of_ministry
from detectors.reading.people import WITHIN
from detectors.reading.placed import Group, alone, finer, lies_in, without_near
from detectors.reading.settings import UNITS, Settings
from detectors.reading.venues import Venues

_ATTACHED: Final = 6
"""Tokens within which a place behind a result still belongs to it (ما أدى إلى مقتل خمسة في …)."""
_DETAIL: Final = 10
"""Tokens between a place and what says where it lies."""
_LEAD: Final = 1
"""Sentences that may give their place roughly and leave it to the next ones (headline, lead)."""
_BACK: Final = frozenset({"فيه", "فيها", "خلاله", "خلالها", "اثره", "اثرها"})
"""Words that point back at the attack, and so at its place."""
_ELSEWHERE: Final = frozenset({"في", "من"})
"""إن قذيفة سقطت في … فأصابت عاملا، وأن ستة أصيبوا في …"""
_SERIES: Final = frozenset(
    {"سلسله", "متلاحقه", "متعاقبه", "متفرقه", "متباعده", "انحاء", "ارجاء", "نواحي", "تفجيرات", "بتفجيرات", "انفجارات"}
)
"""Of a series of attacks, or of some in several parts of a town, the next sentences tell one by one."""
_PROVINCE: Final = DEPTH["governorate"]
REASON: Final = "place:"
_SPREAD: Final = frozenset({"behind", "list", "counted"})
"""Reasons of a part's place that is its own."""


def place_candidates(matches: Matches, candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates with their places."""
    placed = list(candidates)
    if not matches.places:
        return placed
    return _Placing(matches, placed).placed()


class _Placing:
    """Places the candidates of one text."""

    def __init__(self, matches: Matches, candidates: list[Candidate]) -> None:
        self._m = matches
        self._candidates = candidates
        self._settings = Settings(matches)
        self._found: dict[int, tuple[PlaceMention | None, str]] = {}
        self._by_sentence: dict[int, list[Candidate]] = {}

    def placed(self) -> list[Candidate]:
        """Every candidate with its place and the reason for it."""
        found = self._found
        for c in self._candidates:
            self._by_sentence.setdefault(c.sentence, []).append(c)
        for sentence, members in sorted(self._by_sentence.items()):
            found |= self._sentence(sentence, sorted(members, key=lambda c: (c.first, c.id)))
        self._detailed(found)
        return [
            replace(c, place=found[c.id][0], reasons=(*c.reasons, REASON + found[c.id][1])) for c in self._candidates
        ]

    def _detailed(self, found: dict[int, tuple[PlaceMention | None, str]]) -> None:
        """A headline's or lead's countryside gives way to the village that the text then names."""
        for c in self._candidates:
            place, reason = found[c.id]
            sentence = self._m.document.sentences[c.sentence]
            if (
                place is None
                or c.sentence > _LEAD + self._m.made(bylines)
                or reason == "list"
                or (c.part_of is not None and found[c.part_of][1] != "detail")
                or (depth(place) >= DEPTH["community"] and place.place.code is not None and not may_be_wide(place))
            ):
                continue
            series = not _SERIES.isdisjoint(self._m.document.texts[sentence.first : sentence.last])
            if series or self._settings.counts_long(sentence.first, sentence.last):
                continue
            same = {(o.kind, o.low, o.high) for o in self._candidates if (o.sentence, o.part_of) == (c.sentence, None)}
            kinds = {kind for kind, _, _ in same}
            again = {o.sentence for o in self._candidates if (o.kind, o.low, o.high) in same}
            # قتل طفلان أمس … وقبل أيام قتلت سيدة وطفلان: of others, though as many children
            others = (o for o in self._candidates if o.part_of is None and o.low is not None and o.kind in kinds)
            again -= {o.sentence for o in others if (o.kind, o.low, o.high) not in same}
            told = {o.sentence for o in self._candidates if o.part_of is None and o.sentence not in again}
            group = self._settings.detail(c.sentence, place, told)
            if group is not None:
                found[c.id] = group.head, "detail"

    def _sentence(self, sentence: int, members: list[Candidate]) -> dict[int, tuple[PlaceMention | None, str]]:
        groups = self._settings.groups(sentence)
        found: dict[int, tuple[PlaceMention | None, str]] = {}
        for index, c in enumerate(members):
            shared = c.share is not None
            place, reason = (own.share(self._m, c), "list") if shared else (self._counted(c), "counted")
            if place is not None:
                found[c.id] = place, reason
                continue
            inside = next((g for g in groups if c.first <= g.first and g.last <= c.last and g.role == ""), None)
            if inside is not None:
                found[c.id] = inside.head, "inside"
                continue
            found[c.id] = self._around(c, members, index, groups, found)
        self._wholes(members, found, groups)
        return found

    def _counted(self, c: Candidate) -> PlaceMention | None:
        """دوما (12), وحرستا 8: the place right before the brackets or the number that has no noun."""
        at, tokens = c.first - 1, self._m.document.tokens
        if at < 0 or tokens[at].text != "(":
            at = c.first
            listed = c.noun is None and c.trigger == at and c.rule.startswith(("joined", "subset"))
            listed = listed or (c.rule.startswith("noun:") and tokens[at].text.startswith("ب"))  # ثم حماة بثمانية قتلى
            elsewhere = c.last < len(tokens) and tokens[c.last].text in _ELSEWHERE
            if not listed or elsewhere or tokens[at].text.startswith("و"):
                return None
            at -= tokens[at - 1].text in WITHIN  # نصيب إدلب منهم 31
        return own.ending(self._m, self._settings, at)

    def _around(
        self,
        c: Candidate,
        members: list[Candidate],
        index: int,
        groups: Sequence[Group],
        found: dict[int, tuple[PlaceMention | None, str]],
    ) -> tuple[PlaceMention | None, str]:
        """The group behind or before a candidate, else what the text speaks of."""
        behind, last = self._behind(c, members, index, groups)
        risen = fellows.headed_behind(c, members)  # ليرتفع إلى 20 بينهم طفل عدد القتلى في س
        if c.part_of in found and risen is not None:
            return found[c.part_of][0], "whole"
        if c.part_of in found and fellows.of_whole(self._m, c, behind, members):
            return found[c.part_of][0], "whole"
        if behind and (land := own.land_of_most(self._m, last.last, behind)):
            return land, "most"
        before = self._before(c, members, index, groups)
        if behind and before and clausal.there(self._m, c, before, behind):
            behind = None
        before = None if behind and risen is c else before
        fronted = behind is not None and before is not None and fellows.of_fronted(self._m, c, behind)
        if behind and before and (fronted or self._prefers_before(c, last, before, behind)):
            behind = None
        if behind is None and before is None:
            behind = own.continued(self._m, c, members[index + 1 :], groups)
        resumed = fellows.resumed(self._m, c, members, before) if before and not behind else None
        chosen = None if resumed in found else behind or before
        if chosen is not None:
            self._settings.use(c.sentence, chosen)
            return own.head(self._m, self._settings, chosen), "behind" if behind else "before"
        whole = c.part_of if resumed is None else resumed
        told = found if whole in found or not fellows.of_known(self._m, c) else self._found
        if whole is not None and whole in told:
            return told[whole][0], "whole"
        return self._spoken_of(c, groups)

    def _spoken_of(self, c: Candidate, groups: Sequence[Group]) -> tuple[PlaceMention | None, str]:
        """Where its sentence names no place for it: what the text speaks of, or where who is quoted sits."""
        sentence = self._m.document.sentences[c.sentence]
        source = self._settings.source(c.sentence)
        there = fellows.of_same_act(self._m, c, self._candidates, self._found)
        total = fellows.outnumbers(self._candidates, c.sentence)
        focus = alone(there) if there else self._settings.focus(c.sentence, c.first, total)
        if focus is not None and (spread := self._whole_told(focus)) is not None:
            return spread, "of-parts"
        if source is not None and (focus is None or not lies_in(focus, source.head)):
            within = focus is not None and inside(source.head, focus.head)  # في ريف حلب … وقال رئيس بلدية س إن
            ran = self._m.standing.any(("mark.since",), *sentence[:2])
            ran = ran or (self._settings.counts_long(*sentence[:2]) and not of_ministry(self._m, source.first))
            if within or own.local(self._m, source) or ran:
                return source.head, "source"
        quoted = source is not None and sentence.first + 1 < source.first < c.first  # and no dateline
        # قالت شرطة كركوك إن ثلاثة قتلوا, before the text goes on to another town
        focus = source if focus is None or (quoted and focus.head.sentence > c.sentence) else focus
        if town := self._m.made(Venues).of(c.sentence, focus.head if focus else None, placed=bool(groups)):
            self._settings.use(c.sentence, alone(town))
            return town, "town"
        aside = self._settings.aside(c.sentence)
        if aside is not None and (focus is None or (inside(aside.head, focus.head) and not may_be_wide(focus.head))):
            return aside.head, "aside"
        if focus is not None:
            self._settings.use(c.sentence, focus, said=False)
        return (focus.head, "focus") if focus else (None, "none")

    def _whole_told(self, focus: Group) -> PlaceMention | None:
        """11 قتيلا في الغوطة، هم 6 في س و5 في ص. وأصيب 40: behind the parts of a whole, the text is at the whole."""
        parts = [c for c in self._by_sentence.get(focus.head.sentence, ()) if c.id in self._found]
        spread = {self._found[c.id][0] for c in parts if c.part_of is not None and self._found[c.id][1] in _SPREAD}
        wholes = [c.part_of for c in parts if c.part_of is not None]
        if len(spread) < 2 or len(set(wholes)) > 1 or wholes[0] not in self._found:
            return None
        return self._found[wholes[0]][0]

    def _behind(
        self, c: Candidate, members: list[Candidate], index: int, groups: Sequence[Group]
    ) -> tuple[Group | None, Candidate]:
        """The group behind the run of candidates that `c` stands in, and the run's last member."""
        last = c
        for following in (*members[index + 1 :], None):
            stop = following.first if following else self._m.document.sentences[c.sentence].last
            group = next((g for g in groups if last.last <= g.first < stop and g.role == ""), None)
            if group is not None and own.told_apart(self._m, c, last, group, following):
                return None, last
            if group is not None and self._settings.breaks(last.last, group):
                return None, last
            if group is not None:
                return self._narrowed(group, [g for g in groups if group.last <= g.first < stop]), last
            if following is None or following.shares or self._settings.new_statement(last.last, following):
                return None, last
            if own.of_its_own(self._m, c, following, groups) or fellows.told_beside(self._m, last, following):
                return None, last
            last = following
        return None, last

    def _narrowed(self, wide: Group, following: Sequence[Group]) -> Group:
        """A state, province or city gives way to the place in it that follows (في سوريا، بغارة على …)."""
        fine = next((g for g in following if g.role == ""), None)
        if fine is None or not (inside(fine.head, wide.head) or own.struck_in(self._m, wide, fine)):
            return wide
        town = inside(fine.head, wide.head) and depth(wide.head) > _PROVINCE
        if town and wide.head.place.code not in fine.head.place.path[1:2]:
            return wide  # a village of the district is no part of the town
        # ، كان الأول في …, معظمهم في …, ولا سيما في …
        since = self._m.standing.any(("mark.since", "verb.was", "mark.subset"), wide.last, fine.first)
        since = since or own.of_others(self._m, wide.last, fine.first)
        return wide if since or self._settings.breaks(wide.last, fine) else fine

    def _before(self, c: Candidate, members: list[Candidate], index: int, groups: Sequence[Group]) -> Group | None:
        """The nearest group before `c` in its sentence."""
        start = min(c.first, c.trigger)
        near = own.without_most(self._m, [g for g in groups if g.last <= start and g.role == ""])
        near = without_near(self._m, near)
        if len(near) > 1 and (self._details(near[-2], near[-1]) or own.by_town(self._m, near[-2], near[-1])):
            return near[-2]
        return near[-1] if near else None

    def _details(self, fine: Group, wide: Group) -> bool:
        """Whether `wide`, named behind `fine`, only says where that lies (قرية س ضمن مناطق … بريف ص)."""
        settings = self._settings
        if (
            wide.first - fine.last > _DETAIL
            or not (finer(fine, wide) or (wide.head.kind in UNITS and fine.head.place.level is None))
            or settings.breaks(fine.last, wide)
            or not settings.within(fine, wide)
            or self._m.standing.any(("verb.rise",), fine.last, wide.first)
        ):
            return False
        known = fine.head.place.code is not None or fine.head.abroad is not None
        known = known or own.quarter_of(fine, wide)
        return known or depth(wide.head) <= _PROVINCE or wide.head.kind in UNITS

    def _prefers_before(self, c: Candidate, last: Candidate, before: Group, behind: Group) -> bool:
        """Whether the clause states the result of what was told before it."""
        if own.most_of(self._m, last.last, behind.first) or in_town(behind.head, before.head):
            return True
        if behind.first - last.last > _ATTACHED and own.opened_elsewhere(self._m, c.first, before, behind):
            return True
        if finer(behind, before) and self._settings.within(behind, before):
            wide = behind.head.chain is not None and depth(before.head) <= _PROVINCE
            fronted = own.fronted(self._m, before, min(c.first, c.trigger)) or own.headed(self._m, c, behind)
            return wide and fronted and own.several(self._m, behind)
        if not own.THAT.isdisjoint(self._m.document.texts[c.last : behind.first]):
            return True  # إن تفجيرا في س تسبب بمقتل أربعة، وإن ثانيا في ص …
        if clausal.said_on(self._m, c, behind):
            return True
        back = own.its_dead(self._m, c) or any(t.text in _BACK for t in self._m.document.tokens[c.trigger : c.last])
        if back:
            return not (self._settings.opens(behind) or clausal.all_over(self._m, behind))
        if inside(before.head, behind.head) and self._settings.crosses(last.last, behind):
            return True
        if own.fronted(self._m, before, min(c.first, c.trigger)):
            return True
        if before.last == min(c.first, c.trigger) and own.paused(self._m, last.last, behind):
            return True  # سقط في دمشق 16، تلتها حلب
        result = own.resulting(self._m, c)
        near = behind.first - last.last <= _ATTACHED or own.at_theirs(self._m, behind)
        attached = near and self._settings.located(behind)
        if attached and not (result and own.leaves(self._m, c, last)):
            return False
        if result:
            return True
        return self._settings.crosses(last.last, behind) and not clausal.struck(self._m, last, before, behind)

    def _wholes(
        self,
        members: list[Candidate],
        found: dict[int, tuple[PlaceMention | None, str]],
        groups: Sequence[Group],
    ) -> None:
        """A total whose parts lie in several places is said of what contains them, and who is told along with it."""
        for c in members:
            parts = [p for p in members if p.part_of == c.id and found[p.id][1] in _SPREAD]
            spread = {place.key: place for p in parts if (place := found[p.id][0]) is not None}
            here = found[c.id][0]
            if len(spread) < 2 or here is None or holds_rest(here, spread):
                continue
            start = min(c.first, c.trigger)
            near = [g for g in groups if g.last <= start and g.role == ""]
            focus = near[-1] if near else self._settings.focus(c.sentence, start)
            told = focus is not None and focus.head.key not in spread
            wide = focus.head if focus is not None and told else containing(self._m.places, [*spread.values()])
            for o in (c, *fellows.along(c, parts, members)):
                found[o.id] = wide, "whole-of-parts" if wide is not None else "none"
