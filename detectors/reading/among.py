"""Some of those whom the report counts: a country's own, those who are still treated, so many out of so many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from detectors.reading.comparison import other_day, value
from detectors.reading.coordination import OF
from detectors.reading.model import Candidate, Matches
from detectors.reading.people import COMMAS, FATES
from detectors.reading.word import Word
from detectors.text import Token

if TYPE_CHECKING:
    from detectors.reading.figures import Figures

_STILL: Final = frozenset({"زال", "زالوا", "زالت", "يزال", "تزال", "يزالون"})
_STILL_REACH: Final = 4
_OUT_OF: Final = frozenset({"اصل", "اجمالي", "مجموع"})
"""Between some and the whole (48 من أصل 246)."""
_HOLDS: Final = frozenset({"تشمل", "شملت", "يشمل", "شمل", "تضم", "ضمت", "تتضمن", "تضمنت"})
_HELD: Final = 3
"""Tokens between a toll and the verb that says whom it counts."""
_CAPTIVES: Final = 5
"""Tokens between those who are held and some of them (المعتقلين لدى الجماعة، ومن بينهم)."""
_REST: Final = frozenset({"الباقون", "الباقين", "والباقون", "والباقين", "البقيه", "والبقيه"})
_GOT_AWAY: Final = ("فر", "هرب", "لاذ", "انسحب", "تراجع", "نجا", "نجوا", "استسلم", "عاد", "غادر", "تمكن")
"""How those are said to have fared, around them, who are left of a fight."""
_NATIONS: Final = ("مواطنيها", "رعاياها", "مواطنيه", "رعاياه", "مواطنينا", "رعايانا")
_FATES: Final = ("noun.killed", "noun.victim", "noun.injured")
THESE: Final = frozenset({"هؤلاء", "هولاء", "اولئك"})
_OF: Final = frozenset({"من", "ومن"})
_AMONG: Final = _OF | {"بين", "وبين", "ضمن", "وضمن"}
LISTS: Final = frozenset({"هم", "وهم", "هما", "وهما"})
"""Before who those just told are."""
_MADE_UP: Final = frozenset({"مكونه", "مؤلفه", "مولفه", "كامله", "واحده", "باكملها", "بكاملها", "باسرها"})
"""Between a family and its number."""
_LINKS: Final = frozenset({"من", "بين", "في", "عداد", "ضمن", "كان", "كانت"})
_OPENING: Final = 4
"""Tokens of a sentence by which it has named those of whom it tells some (وكان من بين هؤلاء)."""
_THESE_REACH: Final = 9
"""Tokens between هؤلاء and how many of them: who says so."""
_THOSE_LEAST: Final = 2
"""Tokens before those who were counted (من بين هؤلاء المصابين)."""
_BLOWS: Final = ("noun.attack", "noun.massacre", "noun.explosion")


def those_before(tokens: Sequence[Token], i: int, first: int) -> bool:
    """قتل 12. ومن هؤلاء ثلاثة أطفال: at `i` ends what says that they are of those told of right before."""
    return i > first and tokens[i].text in THESE and tokens[i - 1].text in _AMONG


def of_family(tokens: Sequence[Token], words: Sequence[Word], i: int, first: int) -> bool:
    """هم عائلة من أب وأم, بينهم عائلة كاملة من خمسة أشخاص: who is in the family that they or some of them are."""
    i -= tokens[i].text == "اب"  # the lexicon knows a month of that name
    if i - 2 < first or tokens[i].text not in OF:
        return False
    i -= 1
    while i - 1 > first and tokens[i].text in _MADE_UP:
        i -= 1
    before = tokens[i - 1].text in LISTS | {"من"} or "mark.subset" in words[i - 1]
    return before and "person.family" in words[i]


def of_captives(matches: Matches, at: int, first: int) -> bool:
    """أوضاع المعتقلين، ومن بينهم فلان: some, told at `at`, of those who are held, and not of the dead told before."""
    near = matches.standing.of("mark.subset", max(first, at - _HELD), at)
    held = matches.standing.of("person.detainee", max(first, near[0] - _CAPTIVES), near[0]) if near else []
    several = any(matches.words[i]["person.detainee"].number == "p" for i in held)
    return several and not matches.standing.any((*FATES, "verb.kill", "noun.death"), first, near[0])


class Among:
    """What the words around a figure say of a larger one."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        self._texts = matches.document.texts

    def some(self, c: Candidate) -> bool:
        """Some of those told before or behind, whatever else the sentence tells."""
        return (
            self.treated(c)
            or self.own(c)
            or self._of_the_dead(c)
            or self._counted_in(c)
            or self._of_those(c)
            or self.of_these(c)
        )

    def out_of(self, c: Candidate, whole: Candidate) -> bool:
        """48 من الجرحى … من أصل 246."""
        near = self._texts[max(c.last, whole.first - 2) : whole.first + 1]
        return c.sentence == whole.sentence and not _OUT_OF.isdisjoint(near)

    def treated(self, c: Candidate) -> bool:
        """40 مصابا لا يزالون يتلقون العلاج."""
        sentence = self._m.document.sentences[c.sentence]
        near = self._texts[max(sentence.first, c.first - _STILL_REACH) : min(c.last + _STILL_REACH, sentence.last)]
        treated = self._m.standing.any(("noun.treat", "health.facility"), c.first, sentence.last) or "العنايه" in near
        treated = treated or "العنايه" in self._texts[c.last : sentence.last]
        return c.kind == "injured" and treated and not _STILL.isdisjoint(near)

    def own(self, c: Candidate) -> bool:
        """وأوضحت برلين أن ثمانية من مواطنيها: of the dead of an event abroad."""
        return any(text in _NATIONS for text in self._texts[c.first : c.last + 1])

    def _counted_in(self, c: Candidate) -> bool:
        """حصيلة أمس تشمل 14 جنديا: among those whom a toll told before counts."""
        holds = self._texts[c.first - 1] in _HOLDS
        return holds and self._m.standing.any(("noun.toll",), max(0, c.first - 1 - _HELD), c.first - 1)

    def _of_those(self, c: Candidate) -> bool:
        """من بين هؤلاء المصابين التسعة، أصيب 4: a sentence opens with those of whom it tells some, who were counted."""
        i = min(c.first, c.trigger) - 1
        i -= i > 0 and self._texts[i] in COMMAS
        i -= i > 1 and self._texts[i - 1].startswith("ال") and not self._m.words[i].any(_FATES)  # التسعة
        if i < _THOSE_LEAST or self._m.sentence_of[i - _THOSE_LEAST] != c.sentence or c.others:
            return False
        fate = any(category in self._m.words[i] and FATES[category] == c.kind for category in _FATES)
        before = i - 1 - (self._texts[i - 1] in THESE)
        among = self._texts[before] == "بين" and self._texts[before - 1] in _OF
        return fate and self._texts[i].startswith("ال") and among

    def of_these(self, c: Candidate) -> bool:
        """ومن بين هؤلاء، يضيف المصدر، أربعة متطوعين أصيبوا: a sentence opens with those just told."""
        first = self._m.document.sentences[c.sentence].first
        opening = enumerate(self._texts[first : first + _OPENING], first)
        these = next((i for i, text in opening if text in THESE), None)
        if these is None or not first < these < c.first <= these + _THESE_REACH:
            return False
        links = self._texts[first:these]
        opens = links[0].removeprefix("و") in _LINKS and all(text in _LINKS for text in links[1:])
        return opens and not any(these < amount.first < c.first for amount in self._m.amounts)

    def rest(self, c: Candidate) -> bool:
        """15 قضوا في المطعم، فيما سقط الباقون في النادي: the whole is told elsewhere."""
        behind = range(c.last + 2, self._m.document.sentences[c.sentence].last)
        return any(self._texts[i] in _REST and not self._off(i) for i in behind)

    def _off(self, i: int) -> bool:
        """قتلنا تسعة وفر الباقون, والباقون انسحبوا: those left over got away, and nobody counted them."""
        around = [self._texts[j] for j in (i - 1, i + 1) if j < len(self._texts)]
        return any(text.lstrip("و").startswith(_GOT_AWAY) or text[1:].startswith(_GOT_AWAY) for text in around)

    def _of_the_dead(self, c: Candidate) -> bool:
        """18 من شهداء التفجير, 3 من ضحايا الهجوم."""
        for i in range(c.first + 1, min(c.last + 2, len(self._texts) - 1)):
            fate = self._m.words[i].any(_FATES) and self._texts[i - 1] == "من"
            blow = self._m.words[i + 1]
            if fate and any(category in blow and "al" in blow[category].clitics for category in _BLOWS):
                return True
        return False


def among(f: Figures) -> None:
    """The figures that are some of a larger one: of the last told before, or of what is told behind."""
    for kind in f.kinds():
        heads = [h for h in f.heads(kind) if value(h) is not None]
        for i, c in enumerate(heads):
            out_of = [h for h in heads if h.id > c.id and f.among.out_of(c, h)]
            apart = any(p.part_of == c.id for p in f.all.values())  # 15، 12 منهم …، والباقون: the rest of its own
            some = f.among.some(c) or (f.among.rest(c) and not apart) or c.rule == "among"
            larger = [*heads[:i][::-1], *heads[i + 1 :]] if some else out_of
            fitting = [h for h in larger if (value(h) or 0) > (value(c) or 0) and h.scope == c.scope]
            fitting = [h for h in fitting if f.alike(h, c) and not other_day(h, c) and f.stands(f.all[h.id])]
            if f.among.treated(c) and not out_of:  # 18, of whom 17 are still treated: they have become fewer
                fitting = [h for h in fitting if 2 * (value(c) or 0) < (value(h) or 0)]
            if (c.rule == "among" or f.among.of_these(c)) and not fitting:
                fitting = [h for h in reversed(f.heads(kind)) if h.id < c.id and _held_by_many(f, h, c)]
            if fitting:
                f.set(c, "relation:one-of-them", part_of=(out_of or fitting)[0].id, scope="part")
                if f.among.own(c):
                    _beside_own(f, c)


def _held_by_many(f: Figures, h: Candidate, c: Candidate) -> bool:
    """عشرات الجرحى … ونقل المصابون، وبينهم طفلان: among so many whom nobody counted, told of a while before."""
    return value(h) is None and h.scope == c.scope and f.alike(h, c) and not other_day(h, c)


def _beside_own(f: Figures, own: Candidate) -> None:
    """إن ثمانية من مواطنيها قتلوا، وإن تسعة أصيبوا: its own as well."""
    for c in [c for c in f.all.values() if c.sentence == own.sentence and c.id > own.id and c.kind != own.kind]:
        told = [h for h in f.heads(c.kind) if h.id < own.id and h.scope == "current"]
        whole = next((h for h in told if (value(h) or 0) > (value(c) or 0)), None)
        if whole is not None and f.stands(f.all[c.id]) and f.alike(whole, c):
            f.set(c, "relation:one-of-them", part_of=whole.id, scope="part")
