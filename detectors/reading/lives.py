"""Idioms of taking lives: أودى بحياة, أودت غارة على س بأربعة, راح ضحيتها, حصدت الألغام 19 مدنيا."""

from __future__ import annotations

from typing import Final

from detectors.reading.agents import apposed
from detectors.reading.model import Matches
from detectors.reading.people import People
from detectors.reading.roles import Role
from detectors.reading.word import Word

TAKING: Final = ("verb.take_life", "noun.take_life")
IDIOM_REACH: Final = 2
"""Tokens between ضحية and the phrase: the attack that took them."""
PLACE_REACH: Final = 3
"""The same of where it fell: a preposition and a name."""
_UPON: Final = frozenset({"في", "علي"})
LIFE_REACH: Final = 24
"""Tokens between أودى and بحياة: a date, an agent, what was hit and where."""
_PAID: Final = "دفع"
_END: Final = "قضي"
"""What a blow makes of people, with على; what people do alone, when they die."""
PRAYER_REACH: Final = 14
"""Tokens between a prayer and the souls that it is said for: who prayed, and with whom."""
_SOULS: Final = "ارواح"
_PRAYERS: Final = frozenset({"الفاتحه", "فاتحه", "صمت", "حدادا", "حداد", "الحداد", "ترحما", "الترحم", "ترحموا"})
_FEARS: Final = frozenset({"خوفا", "خشيه", "حرصا", "قلقا", "خطر", "الخطر", "خطرا"})
_WENT: Final = frozenset({"راح", "راحت", "وراح", "وراحت"})
_WHITHER: Final = frozenset({"الي", "نحو", "صوب", "باتجاه"})
AGENT_REACH: Final = 12
"""Tokens between an attack and the verb that says whom it took."""
BLOWS: Final = frozenset({"airstrike", "shelling", "explosion", "mine"})
IN_IT: Final = frozenset({"فيه", "فيها", "فيهما", "خلاله", "خلالها", "بسببه", "بسببها", "جراءه", "جراءها"})
_ENDS: Final = frozenset({"،", ",", ":", ".", "؛", "-"})
"""Words past which no act took lives."""
STRIKES: Final = frozenset({"verb.attack", "verb.hit", "verb.fall", "verb.explode", "verb.happen"})


class Lives:
    """Finds them in one article."""

    def __init__(self, matches: Matches) -> None:
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._dated = matches.dated

    def told(self, i: int, people: People, steps: int, first: int) -> bool:
        """Whether the word at `i`, `steps` words before the phrase, is of such an idiom."""
        took = self._took(i, people) or (steps == 0 and people.counted and self._victims(i))
        return took or self._life(i, first, steps) or self._went(i, people)

    def _went(self, i: int, people: People) -> bool:
        """هجوم راح فيه تسعة مدنيين: it took them; راح فيها عشرة رجال يطلقون النار is what they set about."""
        following = self._tokens[people.last].text if people.last < len(self._tokens) else ""
        goes_on = following.startswith(("ي", "ت")) and following.endswith(("ون", "ان", "ن"))
        goes_on = goes_on or following in _WHITHER or following.startswith("لل")  # راح فيها ستة إلى السوق
        some = people.counted and (people.low or 0) > 1 and not people.definite  # راح فيه جندي يبحث عن ماء
        taken = some and not goes_on and people.first == i + 2 and self._tokens[i + 1].text in IN_IT
        went = self._tokens[i].text in _WENT
        victims = "verb.victim" in self._words[i] and following in _ENDS | {""} and self._by_violence(i)
        return taken and (went or victims)

    def _by_violence(self, i: int) -> bool:
        """مجزرة في قرية س، ذهب فيها 17: what took them; people go on journeys as well."""
        near = self._words[max(0, i - LIFE_REACH) : i]
        return any("noun.massacre" in words or "noun.attack" in words for words in near)

    def far(self, people: People, first: int) -> Role | None:
        """أودت ضربة على مواقع في س بأربعة عسكريين: the verb stands before what struck, and whom and where."""
        if (over := self._made_end(people, first)) is not None:
            return Role("killed", over, "idiom:life")
        by = "ب" in {self._tokens[people.first].text[0], self._tokens[people.first - 1].text}
        if not by or not people.counted or people.definite or people.noun is None:
            return None
        i = self._taking(people.first - 1, first)
        return Role("killed", i, "idiom:life") if i is not None and self._took(i, people) else None

    def _made_end(self, people: People, first: int) -> int | None:
        """قضت عبوة زرعت على الطريق على سبعة, قضى لغم على ستة من ركابها: the verb, with what struck right behind it."""
        closed = people.last >= len(self._tokens) or self._tokens[people.last].text in _ENDS | {"و", "من"}
        closed = closed or self._tokens[people.last].text.startswith("و")
        if self._tokens[people.first - 1].text != "علي" or not people.amount or people.definite:
            return None
        if people.bare and not closed:
            return None
        for j in range(people.first - 2, max(first - 1, people.first - LIFE_REACH), -1):
            verb = self._words[j].get("verb.die")
            if verb is not None and verb.lemma == _END:
                return j if self._struck(j + 1) and verb.number == "s" else None
            if self._tokens[j].text in _ENDS:
                return None
        return None

    def _struck(self, i: int) -> bool:
        return self._words[i].any(("weapon", "noun.attack", "noun.explosion"))

    def _life(self, i: int, first: int, steps: int) -> bool:
        """أودى بحياة، راح ضحيتها، ذهب ضحية القصف."""
        words = self._words[i]
        if "noun.life" in words:
            return not steps and (self._taken(i, first) or self._prayed_for(i, first))
        victim = words.get("noun.victim")
        if victim is None or victim.number != "s":
            return False
        led = self._led(i)
        if steps > IDIOM_REACH + led or (steps and victim.pronoun and not led):
            return False
        return any("verb.victim" in self._words[j] for j in range(max(first, i - 3), i))

    def _prayed_for(self, i: int, first: int) -> bool:
        """تلا الفاتحة على أرواح نحو مئتي إنسان, صمت على أرواح 42: whom people pray for or mourn."""
        near = self._tokens[max(first, i - PRAYER_REACH) : i]
        if self._tokens[i].text != _SOULS or self._tokens[i - 1].text != "علي" or self._tokens[i - 2].text in _FEARS:
            return False  # خوفا على أرواح المدنيين, قرأ الفاتحة على روح أمه
        return any(token.text.lstrip("وب") in _PRAYERS for token in near)

    def _led(self, i: int) -> int:
        """راح ضحيتها في س, ضحية القصف على س: as many tokens as the place and its preposition take."""
        return 0 if _UPON.isdisjoint(token.text for token in self._tokens[i + 1 : i + 3]) else PLACE_REACH

    def _victims(self, i: int) -> bool:
        """مجزرة ضحاياها 9 مدنيين: its victims were so many."""
        victim = self._words[i].get("noun.victim")
        return victim is not None and victim.number == "p" and bool(victim.pronoun)

    def _took(self, i: int, people: People) -> bool:
        """أودى بـ37 شخصا، مودية بطفلة: no life is named; أوقعت الغارة 12 صيادا."""
        if not people.counted or people.definite:
            return False
        words = self._words[i]
        verb = words.get("verb.take_life") or words.get("noun.take_life")
        if verb is not None and verb.lemma in {"اودي", "مود"}:
            return "ب" in {self._tokens[people.first].text[0], self._tokens[people.first - 1].text}
        if verb is not None and people.noun is not None and "noun.life" in self._words[people.noun]:
            return True  # أزهقت الغارة 12 روحا
        if verb is not None and people.amount and people.noun is not None:
            first = i - AGENT_REACH if verb.lemma == "حصد" else i  # غارة على س تحصد سبعة
            return any(self._blow(j) for j in range(max(0, first), people.first))  # حصدت الألغام 19 مدنيا
        paid = words.get("verb.die")
        if paid is not None and paid.lemma == _PAID and people.noun is not None and people.amount:
            return "noun.life" in self._words[people.noun]  # دفعت القرية 40 روحا
        result = words.get("verb.result")
        if result is None or result.lemma != "اوقع" or people.noun is None or people.bare or result.pronoun:
            return False
        civilians = "person.civilian" in self._words[people.noun] and people.amount
        return civilians and any(self._blow(j) for j in range(max(0, i - AGENT_REACH), min(i + 2, people.first)))

    def _blow(self, i: int) -> bool:
        """A strike or a weapon; who lies in ambush takes people otherwise."""
        attack = self._words[i].get("noun.attack")
        return "weapon" in self._words[i] or (attack is not None and attack.tag("type") in BLOWS)

    def _taken(self, i: int, first: int) -> bool:
        """A verb of taking lives before بحياة, with no other verb between."""
        return self._taking(i - 1, first) is not None

    def _taking(self, i: int, first: int) -> int | None:
        """The verb of taking lives whose blow ends at `i`."""
        for j in range(apposed(self._tokens, i, first, self._dated), max(first - 1, i - LIFE_REACH), -1):
            words = self._words[j]
            if words.any(TAKING):
                return j
            if (words.verb and not self._told_of_the_act(words)) or self._tokens[j].text in _ENDS:
                return None
        return None

    def _told_of_the_act(self, words: Word) -> bool:
        """أودت ضربة شنتها الطائرات بحياة, قذيفة سقطت على حي: the act itself, or a verb that describes it."""
        fell = any(c in STRIKES and not entry.clitics for c, entry in words.items())
        return "noun.attack" in words or fell or all(e.pronoun for c, e in words.items() if c.startswith("verb."))
