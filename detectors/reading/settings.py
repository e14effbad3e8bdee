"""The places of a text as settings: grouped with their parents and lists, and what the text is speaking of."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import pairwise
from typing import Final

from detectors.gazetteer.entry import DEPTH
from detectors.reading.aftermath import told_on, turned
from detectors.reading.another import HIT, blow_that_cost, one_of_them, struck
from detectors.reading.chapters import Chapters
from detectors.reading.extent import depth, in_town, inside, of_its_own, quarter_abroad, unknown
from detectors.reading.model import Candidate, Matches, PlaceMention
from detectors.reading.people import COMMAS
from detectors.reading.placed import MORE, Group, Placed, container, is_long, led_elsewhere, named_on, off_capital
from detectors.reading.places.words import HALVES, SETTLEMENTS, load

_FRONTED: Final = frozenset({"وفي", "وفى", "اما", "وعلي", "ففي"})
WHERE: Final = frozenset({"حيث", "التي", "الذي"})
"""Behind a place, what happened there follows."""
_FOLLOWED: Final = frozenset(
    v + s for v in ("اعقب", "اعقبت", "تلا", "تلت", "تبع", "تبعت", "يلي", "تلي") for s in ("ه", "ها")
)
_THAT_IS: Final = frozenset({"وذلك", "وسط", "وفق", "وبحسب", "وحسب", "ووفق", "وفيها", "وفيه", "ومنها", "وراء"})
"""، وذلك بانفجار …: how, where and by whose word it came, of nobody else."""
_WHO: Final = frozenset({"وهو", "وهي", "وهم", "وهما"})
_CONNECTORS: Final = frozenset({"كما", "بينما", "فيما", "حين", "كذلك", "وكذلك", "يزال", "تزال"})
_NEW_EVENT: Final = frozenset({
    "noun.attack", "noun.massacre", "noun.explosion", "verb.attack", "verb.explode", "verb.destroy", "verb.say",
    "verb.result",
})  # fmt: skip
"""With و or ثم before them, words that begin the telling of another event."""
_WEAK: Final = ("source", "origin", "launch", "treated")
"""Roles of a place that is spoken of when the text names no other."""
_PARTY: Final = frozenset({"جهه", "جانب", "طرف", "اخري"})
"""Words that tell the parties of a fight apart (من جهة، و… من جهة أخرى)."""
_BLOWS: Final = frozenset({"noun.attack", "noun.explosion", "weapon"})
_FATES: Final = ("verb.fall", "verb.kill", "verb.die", "verb.injure")
_DETAIL_REACH: Final = 3  # sentences behind a lead in which the place of its news is detailed
_BESIDE_IT: Final = frozenset({"جهه", "قرب"})
"""شرق مدينة س: so lies also what is told to be east of it (بلدة … إلى الشرق من س)."""
_BESIDE: Final = 6  # tokens behind something within which a place is its own
_BESIDES: Final = 3  # tokens between إضافة and another attack
_IN_THE_COURSE: Final = frozenset({"في", "خلال", "جراء", "اثر", "نتيجه"})
_MARKS: Final = frozenset({'"', "'", "«", "»", "“", "”", "#", "(", ")", "/"})
_AGAIN: Final = frozenset("(/")  # before the other name of what a place lies in
UNITS: Final = frozenset({"قضاء", "ناحيه"})
"""Kinds of what a village lies in, though a town may bear the name as well."""
_AT: Final = frozenset({"في", "علي"})
"""Words that part the place where something happened from whence it came."""
_DISTANCE: Final = frozenset({"بعد", "مسافه", "كم", "كلم", "كيلومتر", "كيلومترا", "كيلومترات"})
"""Words that tell how far from another place one is."""
_AWAY: Final = 8
_LINK_MAX: Final = 5
"""Tokens between a place and its parent."""


class Settings:
    """Groups of places per sentence."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        self._words = load()
        self._used: dict[int, Group] = {}
        self._placed = Placed(matches)

    @cached_property
    def _groups(self) -> dict[int, tuple[Group, ...]]:
        by_sentence: dict[int, list[PlaceMention]] = {}
        for mention in self._m.places:
            if not mention.context_only:
                by_sentence.setdefault(mention.sentence, []).append(mention)
        return {sentence: tuple(self._grouped(mentions)) for sentence, mentions in by_sentence.items()}

    @cached_property
    def _settled(self) -> list[int]:
        return [s for s in sorted(self._groups) if any(g.role == "" for g in self._groups[s])]

    def groups(self, sentence: int) -> tuple[Group, ...]:
        """The groups of a sentence, in order."""
        return self._groups.get(sentence, ())

    def _grouped(self, mentions: list[PlaceMention]) -> list[Group]:
        out: list[list[PlaceMention]] = []
        for mention in mentions:
            if out and self._linked(out[-1], mention):
                out[-1].append(mention)
            else:
                out.append([mention])
        return [self._group(members) for members in out]

    def _linked(self, members: list[PlaceMention], mention: PlaceMention) -> bool:
        before = members[-1]
        if mention.chain is not None and any(m.chain == mention.chain for m in members):
            return True
        if mention.role not in (before.role, "", "beside"):
            return False
        gap = [t for t in self._m.document.tokens[before.last : mention.first] if t.text not in _MARKS]
        if self._lies_off([t.text for t in gap]) or off_capital(self._m, before, mention):
            return len(gap) <= _AWAY
        last = next((t.text for t in reversed(gap) if not t.text.endswith("عاصمه")), "")
        if (last == "من" or last in self._words.sides) and any(t.text in _DISTANCE for t in gap):
            return len(gap) <= _AWAY  # على بعد كيلومترات من …, (30 كم غرب …
        moved = before.role not in (mention.role, "beside")
        if len(gap) > _LINK_MAX or (
            moved
            and not (gap and inside(before, mention))
            and (any(t.text in _AT for t in gap) or (not gap and mention.kind in SETTLEMENTS))
        ):
            return False  # المتمركزة في س بلدة ص
        near = self._words["near"]
        if moved and before.role == "brought" and gap and gap[0].text in near:
            return False  # قافلة كانت في طريقها إلى س قرب ص
        said = [t.text for t in gap if t.text.isalpha()]
        if said[:1] != [] and (said[0] in near or (said[-1] in near and all(w.startswith("ال") for w in said[:-1]))):
            return True  # بلدة س قرب ص, الغوطة الشرقية المحاصرة قرب دمشق
        described = bool(gap) and gap[0].text[:2] == "ال" and gap[0].text[4:].endswith(("ي", "ه"))
        described = described and gap[0].text in self._words["stop"]  # حي س السكني بمدينة ص
        return all(t.text in self._words.linking for t in gap[described:]) and not self._and_in(mention.first)

    def _and_in(self, i: int) -> bool:
        """وببلدة س, وبحلب; not وبلدات س وص."""
        text = self._m.document.texts[i]
        known = self._words.types.get(text)
        return text.startswith("وب") and (known is None or "ب" in known.clitics)

    def _lies_off(self, gap: list[str]) -> bool:
        """، إلى الجنوب من العاصمة الأفغانية …: on what side of another place the one just named lies."""
        while gap and gap[-1].startswith("ال") and gap[-1].endswith("ه"):
            gap.pop()
        return gap[-1:] == ["من"] and len(gap) > 1 and gap[-2].removeprefix("ال") in self._words.sides

    def _group(self, members: list[PlaceMention]) -> Group:
        within = [m for m in members if m.role != "beside"] or members
        if within[0].role == "named" and any(m.role == "" for m in within):
            within = [m for m in within if m.role == ""]  # على مستشفى س بمدينة ص
        head, texts = within[0], self._m.document.texts
        for before, mention in pairwise(within):
            if mention.kind == "قرب" or off_capital(self._m, head, mention):
                continue  # what the place is near
            if before is not head and texts[mention.first - 1] in _AGAIN and not inside(mention, head):
                continue  # قرية س بريف عين العرب (كوباني)
            led = mention.kind in UNITS or self._m.document.tokens[mention.first].text.startswith("ب")
            half = mention.first == head.last and head.key.endswith(HALVES)  # الغوطة الشرقية لدمشق
            if half or (unknown(head) and (mention.kind or head.kind) and led):
                continue  # المسعودي بمديرية بيت الفقيه, دردغيا قضاء صور, منطقة س بدرعا البلد
            mark = texts[head.last]  # إدلب/ معرة النعمان: whatever إدلب may be; #إدلب #سرمين
            ranked = mark == "/" or (mark == "#" and head.seat in mention.place.path)
            finer = depth(mention) + ranked > depth(head)
            if finer and not (head.chain is not None and head.chain == mention.chain):
                head = mention
        town = next((m for m in within if m.first > head.first and in_town(head, m)), head)
        return Group(members[0].first, members[-1].last, tuple(members), town, within[0].role)

    def within(self, group: Group, other: Group) -> bool:
        """Whether `group` may lie inside `other`: by their codes, or because one of them is open."""
        inner, outer = group.head, other.head
        known = all(place.place.code or place.abroad for place in (inner, outer))
        return not known or inside(inner, outer)

    def located(self, group: Group) -> bool:
        """Whether a preposition of place leads to it (في حي …, بمدينة …, قرب …)."""
        first, kind = self._m.document.tokens[group.first].text, group.members[0].kind
        before = self._m.document.tokens[group.first - 1].text if group.first else ""
        return before in ("في", "داخل", "وسط") or kind == "قرب" or (first.startswith("ب") and kind is not None)

    def new_statement(self, start: int, following: Candidate) -> bool:
        """Whether between two candidates another act begins (… كما، … وقصفت …), or what it brings a count to (ليصل)."""
        stop = min(following.first, following.trigger)
        if any(self._m.document.tokens[i].text.startswith("ل") for i in self._m.standing.of("verb.rise", start, stop)):
            return True
        return any(self._begins_event(i) for i in range(start, stop))

    def crosses(self, start: int, group: Group) -> bool:
        """Whether a clause boundary lies between a candidate and a group."""
        return self._m.clause_of[min(start, len(self._m.clause_of) - 1)] != self._m.clause_of[group.first]

    def breaks(self, start: int, group: Group) -> bool:
        """Whether the group belongs to the next statement (، وفي حي … · ، ومجزرة ثانية في …)."""
        tokens = self._m.document.tokens
        for i in range(start, group.first):
            fronted = tokens[i].text in _FRONTED and group.first - i <= 2
            paused = tokens[i - 1].text in "،," and (tokens[i].text in MORE or self._new_subject(i, group.first))
            if fronted or paused or one_of_them(self._m, i) or self._begins_event(i):
                return True
        return self.opens(group) or (self._and_in(group.first) and group.members[0].kind is not None)

    def opens(self, group: Group) -> bool:
        """، ثم بغداد حيث …، والأنبار التي …، وحي س فسقط …: a place that begins a statement of what befell it."""
        tokens = self._m.document.tokens
        if not group.first or group.last >= len(tokens):
            return False
        before, after = tokens[group.first - 1].text, self._m.words[group.last]
        if tokens[group.last].text not in WHERE and not any("fa" in after[c].clitics for c in _FATES if c in after):
            return False
        return before == "ثم" or (before in COMMAS and tokens[group.first].text.startswith("و"))

    def _new_subject(self, i: int, stop: int) -> bool:
        """، وفلان …: somebody else, of whom the lexicon knows nothing, when no قوات … ومجلس … من جهة."""
        texts, text = self._m.document.texts, self._m.document.texts[i]
        if not text.startswith("و") or self._m.words[i] or i in self._m.placed or text in _THAT_IS:
            return False
        if text in _WHO and any(texts[j] in COMMAS and not self._m.words[j + 1].verb for j in range(i, stop)):
            return False  # قتل عنصر، وهو من أبناء س، بلغم في …
        return not named_on(self._m, i) and not any(word in _PARTY for word in texts[i:stop])

    def _begins_event(self, i: int) -> bool:
        text, words = self._m.document.tokens[i].text, self._m.words[i]
        if "mark.with" in words and self._with_blow(range(i + 1, min(i + 1 + _BESIDES, len(self._m.words)))):
            return True
        led = _BLOWS if "mark.subset" in words else _NEW_EVENT if text == "ثم" else frozenset()
        if (
            blow_that_cost(self._m, i)
            or text.removeprefix("و") in _FOLLOWED
            or not led.isdisjoint(self._m.words[i + 1])
        ):
            return True  # ، أعقبه تفجير آخر, غارات، من بينها غارة على …, ثم قصفت …
        if text in _CONNECTORS:
            before = self._m.document.tokens[i - 1].text if i else ""
            if text == "كذلك" and before.isalnum():
                return False  # قتل ثلاثة كذلك في …
            return text != "حين" or before == "في"
        if text[0] != "و" or not any("wa" in words[c].clitics for c in words if c in _NEW_EVENT):
            return False
        if words.verb and self._same_blow(i + 1):
            return False
        fight = i > 1 and "noun.attack" in words and self._m.words[i - 1].any(("noun.attack", "noun.span"))
        if fight and self._m.document.texts[i - 2] in _IN_THE_COURSE:
            return False  # في معارك وقصف جوي على …
        # بقصف مدفعي وهجمات …: one more means of the same event
        return words.verb or not any(c in _BLOWS for j in (i - 1, i - 2) if j >= 0 for c in self._m.words[j])

    def _with_blow(self, behind: range) -> bool:
        """بالإضافة إلى غارة على …; قتلت مع طفلها بغارة على … is one blow still."""
        blow = next((j for j in behind if self._m.words[j].any(HIT)), None)
        return blow is not None and not any(
            category.startswith("person.") for j in range(behind.start, blow) for category in self._m.words[j]
        )

    def _same_blow(self, i: int) -> bool:
        """وانفجرت السيارتان في …, وسقطت القذيفة على …: those told of before."""
        if i >= len(self._m.document.tokens) or not self._m.document.tokens[i].text.startswith("ال"):
            return False
        return not _BLOWS.isdisjoint(self._m.words[i])

    def focus(self, sentence: int, position: int, total: bool = False) -> Group | None:
        """What the text speaks of at a sentence that names no place: the nearest place before, else after.

        The last group that a candidate was placed at comes first; a long list is passed over for what contains it.
        `total`: the sentence tells of more than any before it.
        """
        for at in range(bisect_left(self._settled, sentence) - 1, -1, -1):
            number = self._settled[at]
            if self._used and self._m.made(Chapters).between(number, sentence):
                return container(self._used[min(self._used)])
            if number in self._used:
                used = self._used[number]
                return self._placed.whole(sentence, number, total) or container(used)
            groups = [g for g in self._groups[number] if g.role == ""]
            single = [g for g in groups if not is_long(g)]
            if single:
                return max(single, key=lambda g: (depth(g.head) if of_its_own(g.head) else -1, g.first))
        after = bisect_right(self._settled, sentence)
        if after < len(self._settled):
            return next(g for g in self._groups[self._settled[after]] if g.role == "")
        if self._used:
            return container(self._used[max(self._used)])
        weak = [g for groups in self._groups.values() for g in groups if g.role in _WEAK]
        return min(weak, key=lambda g: g.role == "treated") if weak else None

    def use(self, sentence: int, group: Group, *, said: bool = True) -> None:
        """Remember where the text placed somebody last, `said` if it named the place there."""
        if said:
            self._used[sentence] = group
        self._placed.add(sentence, group)

    def at(self, sentence: int, first: int, last: int) -> PlaceMention | None:
        """The place of something named at tokens `first`…`last`: beside it, in its sentence, or what is spoken of."""
        groups = [g for g in self.groups(sentence) if g.role == ""]
        behind = next((g for g in groups if last <= g.first <= last + _BESIDE), None)
        inner = next((g for g in groups if g.first < last and g.last > first), None)
        before = next((g for g in reversed(groups) if g.last <= first), None)
        later = next((g for g in groups if g.first >= last), None)
        group = behind or inner or before or later or self.focus(sentence, first)
        return group.head if group else None

    def source(self, sentence: int) -> Group | None:
        """Where the source that the sentence quotes sits (وزارة الصحة في …)."""
        return next((g for g in self.groups(sentence) if g.role == "source"), None)

    def aside(self, sentence: int) -> Group | None:
        """The place that people of the sentence come from, or that a hospital in it is called after."""
        return next((g for g in self.groups(sentence) if g.role in ("origin", "named", "beside")), None)

    def detail(self, sentence: int, wide: PlaceMention, told: set[int]) -> Group | None:
        """The one finer place inside `wide` that the next sentences name as hit, before other people are told of."""
        found: dict[str, Group] = {}
        beside = wide.kind in _BESIDE_IT and wide.abroad is not None
        for number in range(sentence + 1, sentence + 1 + _DETAIL_REACH):
            on = turned(self._m, number) or (depth(wide) >= DEPTH["community"] and told_on(self._m, number))
            if number in told or on:
                break
            for group in self.groups(number):
                fine = group.role == "" and not is_long(group) and depth(group.head) >= DEPTH["community"]
                texts, head = self._m.document.texts, group.head
                others = [
                    m for m in group.members if m is not head and (beside or "من" not in texts[head.last : m.first])
                ]
                named = any(m.place.code == wide.place.code is not None or m.key == wide.key for m in others)
                there = named or inside(head, wide) or quarter_abroad(head, wide)
                there = there and not inside(wide, head)  # محيط سجن س ضمن مدينة ص
                if fine and there and struck(self._m, number) and not led_elsewhere(self.groups(number), group):
                    found.setdefault(group.head.place.name, group)
        return next(iter(found.values())) if len(found) == 1 else None

    def counts_long(self, first: int, last: int) -> bool:
        """Whether the tokens speak of a running count."""
        return self._m.standing.any(("mark.since", "noun.toll", "verb.rise"), first, last)
