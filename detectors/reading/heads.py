"""Counts with a head of their own: عدد القتلى … إلى N, عددهم N."""

from __future__ import annotations

from detectors.lexicon.entry import Entry
from detectors.reading.cover import Except
from detectors.reading.falls import (
    COUNTABLE,
    FATAL,
    ROWS,
    WHO,
    befell,
    both_fates,
    come_to,
    documented,
    in_blow,
    likewise,
    of_blow,
    over_else,
    robbed,
    those_who_fell,
)
from detectors.reading.governors import DECOYS
from detectors.reading.labels import labelled
from detectors.reading.model import Matches
from detectors.reading.people import AMOUNTS, BECAME, COMMAS, FATES, PERSONS, QUOTES, People
from detectors.reading.reached import reached
from detectors.reading.roles import FATE_VERBS, Decoy, Role
from detectors.reading.tellings import BECAME as BECOMES
from detectors.reading.things import of_things
from detectors.records import Kind

TOLL_REACH = 28
"""Tokens between the head of a count (عدد القتلى) and its value: a period and a place may stand between."""
RELATIVE_REACH = 10
"""Tokens between a head and what befell those it counts (عدد العاملين في الإغاثة الذين قتلوا)."""
AMONG_REACH = 14
"""Tokens between a value and its head, when some of those it counts are told between."""
WHOSE_REACH = 9
"""Tokens between those who are counted and their number (مقتل كل من كان في السيارة وعددهم 4)."""
ESTIMATE_REACH = 6
"""Tokens between a verb of estimating and the head of the count."""
ESTIMATED_AT = 2
"""Tokens from the word of toll to the number that it is estimated at."""
STATED_REACH = 8
"""Tokens between the word of toll and a number that has no noun."""
ENDS = frozenset({"؛", ".", "اما", "واما"})
_TODAY = frozenset({"اليوم", "امس", "حتي", "الان", "اللحظه", "الساعه"})
_OPENS = 6
"""Tokens of what opens a list (شهداء الغوطة اليوم:), most."""
_SPOKEN_OF = 4
"""Tokens between those who are counted and a number without a verb, most."""


class Heads:
    """Finds the head of a count in one article."""

    def __init__(self, matches: Matches) -> None:
        self._matches = matches
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._counted = matches.amount_at.keys()
        self._places = {place.last: place.first for place in matches.places if not place.context_only}

    def role(self, people: People, taken: Except, first: int) -> Role | None:
        """عدد القتلى … إلى N."""
        if not people.amount:
            return None
        told = (self._words, self._tokens, people, first)
        after = self._after(people, first) or come_to(self._words, self._tokens, people) or documented(*told)
        after = after or labelled(self._matches, people) or self._itemised(people, first)
        if after := after or those_who_fell(*told) or likewise(*told) or reached(*told, self._counted):
            return after
        rise = False
        for i in range(people.core - 1, max(first - 1, people.first - TOLL_REACH), -1):
            words = self._words[i]
            if self._tokens[i].text in ENDS or self._opens(i) or of_things(self._words, i):
                return None
            beside = self._tokens[i - 1].text == "من" or over_else(self._tokens, people, i)
            if i in taken and i in self._counted and not beside:
                return None
            rise = rise or self._rises(i)
            if not words:
                continue
            kind = self._counts(i)
            toll = words.get("noun.toll")
            if kind is None and toll and toll.pronoun:
                kind = self._whose(i, first)
                if kind:
                    return Role(kind, i, "toll:their-number")
            if kind and (self._became(people, i) or self._are(people, i, first) or self._risen(people, i, first)):
                return Role(kind, i, "toll:count")
            if kind and people.bare and i == people.core - 1 and any("noun.toll" in w for w in self._words[first:i]):
                return Role(kind, i, "toll:count")
            bound = people.first < people.core and i >= people.first - 2
            near = bound or (
                i >= people.core - 2 and self._tokens[people.core - 1].text in {":", self._tokens[i].text, *QUOTES}
            )
            is_ = any(t.text in AMOUNTS for t in self._tokens[people.first - 1 : people.core])
            near = near or is_ or self._estimated(people, i, first) or self._there(i, people)
            if kind and self._head(i, first) and (rise or near or any(map(self._rises, range(max(first, i - 4), i)))):
                pair = i > first and self._counts(i - 1) not in {None, kind}
                return Role("killed_or_injured" if pair else kind, i, "toll:count")
            if kind is None and toll and self._known_count(toll, people, i, first):
                return Role("killed", i, "toll:count")
        return None

    def _opens(self, i: int) -> bool:
        """A connective; not in عدد القتلى بعد الغارات بلغ 52, a preposition before a noun."""
        after = self._tokens[i].text == "بعد" and self._tokens[i + 1].text.startswith("ال")
        return "mark.connector" in self._words[i] and not (after and not self._words[i + 1].verb)

    def fated(self, people: People, fate: Kind) -> Role | Decoy:
        """Those whose noun says what befell them, but for the head of a list (شهداء ريف دمشق اليوم: ستة في دوما)."""
        both = "subject:both" if people.verb is not None else f"noun:{fate}"
        colon = self._colon(people.first, len(self._tokens))
        item = colon + 1 if colon is not None else 0
        listed = not people.amount and self._those(people.first) and item in self._counted
        if listed and item + 1 < len(self._tokens) and self._tokens[item + 1].text == "في":
            return Decoy("decoy:list-head")
        return Role(fate, people.verb or people.first, both)

    def _itemised(self, people: People, first: int) -> Role | None:
        """شهداء الغوطة اليوم: سبعة في دوما، ثلاثة في حرستا: each a count of those with whom the line opens."""
        start = people.first
        at = people.last < len(self._tokens) and self._tokens[people.last].text == "في"
        if not (people.bare and at) or start - 1 not in self._separators(first, start):
            return None
        colon = self._colon(first, start)
        those = self._those(first)
        if colon is None or those is None or any(i in self._counted for i in range(first, colon)):
            return None
        if any(self._words[i].verb or self._those(i) for i in range(first + 1, start)):
            return None
        return Role(next(FATES[c] for c in FATES if c in self._words[first]), people.last, "toll:count")

    def _colon(self, first: int, last: int) -> int | None:
        """The colon behind what a list is of."""
        return next((i for i in range(first + 1, min(first + _OPENS, last)) if self._tokens[i].text == ":"), None)

    def _separators(self, first: int, last: int) -> set[int]:
        """What stands before an item of a list: a colon, a comma, or the last word of the item before (و3 في حرستا)."""
        marks = {i for i in range(first, last) if self._tokens[i].text in {":", "و", *COMMAS}}
        return marks | {last - 1} if self._tokens[last].text.startswith("و") else marks

    def _there(self, head: int, people: People) -> bool:
        """حصيلة القتلى في مدينة جسر الشغور ثلاثة: nothing but the place between those counted and their number.

        Or the day: حصيلة شهداء اليوم 19; or who they are: عدد القتلى المدنيين 42, عدد القتلى من المدنيين 11.
        """
        who = head + 1 + (self._tokens[head + 1].text == "من")
        sort = people.bare and people.core == who + 1 and self._words[who].any(tuple(PERSONS))
        known = sort and self._those(head) is not None and self._tokens[who].text.startswith("ال")
        between = range(head + 1, people.first)
        today = bool(between) and all(self._tokens[i].text in _TODAY for i in between)
        if known or (people.bare and (today or in_blow(self._words, self._tokens, between))):
            return True
        return people.bare and self._places.get(people.first) == head + 2 and self._tokens[head + 1].text == "في"

    def _became(self, people: People, head: int) -> bool:
        """قتلى التفجير باتوا 25, من قضوا تجاوزوا 150, زاد القتلى على 25: the dead themselves are so many."""
        alone = people.first < head and self._those(head) is not None and self._counts(head - 1) is None
        if alone or any(self._mounted(i, head) for i in (people.first - 1, people.first) if i > head):
            return True
        verb = next((i for i in (people.first - 1, people.first) if self._reached(i)), None)
        later = verb is not None and verb > head
        return later and (self._those(head) is not None or self._tokens[head - 1].text in WHO)

    def _risen(self, people: People, head: int, first: int) -> bool:
        """ارتفاع ضحايا التفجير إلى 80, إن ضحايا القصف ارتفع إلى 15: the dead themselves rise to so many."""
        near = (j for j in (head - 1, people.core - 2) if first <= j != head)
        rise = any(self._words[j].any(("noun.rise", "verb.rise")) for j in near)
        return rise and self._those(head) is not None and self._tokens[people.core - 1].text == "الي"

    def _are(self, people: People, head: int, first: int) -> bool:
        """قتلى الحادثة ثلاثة، ضحايا الغارة خمسة قتلى: a sentence without a verb, closed behind the number."""
        opens = head == first or self._tokens[head - 1].text in COMMAS
        those = self._those(head)
        plain = those is not None and not those.clitics
        theirs = people.first == head + 2 and self._tokens[head + 1].text.startswith("ال")
        if not (opens and plain and (theirs or self._here_today(people, head))):
            return False
        after = self._tokens[people.last].text if people.last < len(self._tokens) else "."
        return after in {".", "؛", "بحسب", "وفق", *COMMAS} or after.startswith("و")

    def _here_today(self, people: People, head: int) -> bool:
        """شهداء داريا اليوم 13: nothing but the place and the day between."""
        between = range(head + 1, people.first)
        placed = {i for last, start in self._places.items() for i in range(start, last)}
        named = people.bare and 0 < len(between) <= _SPOKEN_OF and head + 1 in placed
        return named and all(i in placed or self._tokens[i].text in _TODAY for i in between)

    def _those(self, i: int) -> Entry | None:
        """قتلى, جرحى: all to whom it befell, and nobody's own."""
        noun = next((self._words[i][c] for c in FATES if c in self._words[i]), None)
        return noun if noun is not None and noun.number == "p" and noun.pronoun == "" else None

    def _reached(self, i: int) -> bool:
        """بلغوا، باتوا، تجاوزوا: a plural's verb."""
        rise = self._words[i].get("verb.rise")
        return (rise is not None and rise.number == "p") or self._tokens[i].text in BECAME

    def _mounted(self, i: int, head: int) -> bool:
        """الإصابات تجاوزت الخمسين."""
        rise, hurt = self._words[i].get("verb.rise"), self._words[head].get("noun.injury")
        return rise is not None and rise.gender == "f" and hurt is not None and hurt.number == "p"

    def _stated(self, people: People, head: int) -> bool:
        """وكانت حصيلة سابقة أشارت إلى 14: a bare number after the word of toll counts the dead."""
        before = self._tokens[people.first - 1].text
        after = people.last
        ends = after >= len(self._tokens) or self._tokens[after].text in {".", "،", ",", "؛", "بعد", "اثر", "و"}
        ends = ends or self._words[after].any(("noun.death", "mark.subset"))  # إلى تسعة بوفاة طفلة
        other = any(c in DECOYS for i in range(head, people.first) for c in self._words[i])
        stated = people.bare and before in {"الي", "عن"} and ends and not other
        return stated and people.first - head <= STATED_REACH

    def _after(self, people: People, first: int) -> Role | None:
        """يرتفع إلى 37 عدد من لقوا حتفهم, إلى 160 عدد الصحفيين الذين استشهدوا: the head follows its value."""
        head = self._behind(people) if not people.fate else None
        rises = any(map(self._rises, range(max(first, people.first - 4), people.first + 1)))
        if head is None or not (rises or (self._whom(head) and self._estimated(people, people.first, first))):
            return None
        for i in range(head + 1, min(head + 1 + RELATIVE_REACH, len(self._words))):
            kind = self._counts(i) or self._fated(i)
            if kind:
                return Role(both_fates(self._words, self._counted, i, kind), i, "toll:count")
            if self._tokens[i].text in {"،", ".", "؛"}:
                return None
        return None

    def _whom(self, head: int) -> bool:
        """عدد القتلى, عدد المدنيين الذين قتلوا: whether a head counts those whom harm befell."""
        those = head + 3 < len(self._words) and self._tokens[head + 2].text in WHO and self._fated(head + 3)
        return bool(self._counts(head + 1) or those)

    def _behind(self, people: People) -> int | None:
        """The head right behind its value, or behind who is among them (إلى 32 بينهم طفل، عدد الشهداء)."""
        start = people.last - people.among
        for i in range(start, min(start + AMONG_REACH, len(self._words) - 1)):
            words = self._words[i]
            if "noun.toll" in words or "noun.total" in words:
                if any("wa" in entry.clitics for entry in words.values()):
                    return None  # إلى 14 وعدد المصابين إلى 30
                known = i == start or self._tokens[i - 1].text in {"الاقل", *COMMAS}
                return i if known or self._governs_people(i) else None
            opens = i > start or "mark.subset" in words or self._tokens[i].text == "علي"
            if words.verb or not opens or self._tokens[i].text in {".", "؛"}:
                return None
        return None

    def _governs_people(self, i: int) -> bool:
        """بينهم 11 طفلا عدد الذين قتلوا: the head in construct, and no comma before it."""
        return "noun.toll" in self._words[i] and any(t.text.startswith("ال") for t in self._tokens[i + 1 : i + 2])

    def _fated(self, i: int) -> Kind | None:
        """من قتلوا، الذين اغتيلوا, عدد من قضى: those whom a verb says it of."""
        for category, kind in FATE_VERBS.items():
            verb = self._words[i].get(category)
            if verb and not verb.clitics and (verb.number == "p" or "noun.toll" in self._words[i - 2]):
                return "killed" if verb.person == "1p" else kind  # عدد متطوعينا الذين فقدناهم
        if robbed(self._words, i):
            return "killed"
        fell = self._words[i].get("verb.fall")
        of_people = fell is not None and fell.number == "p" and not fell.clitics and self._tokens[i - 1].text in WHO
        return "killed" if of_people else None

    def _whose(self, i: int, first: int) -> Kind | None:
        """المصابين البالغ عددهم N: whose number it is."""
        for j in range(i - 1, max(first - 1, i - WHOSE_REACH), -1):
            if self._tokens[j].text in COMMAS and j < i - 1:
                return None  # دون إصابات، ونقل مرضى وعددهم 9
            if kind := befell(self._words, self._tokens, j, i) if self._words[j].verb else self._counts(j):
                return kind
        return None

    def _known_count(self, toll: Entry, people: People, i: int, first: int) -> bool:
        """وقدرت الشبكة العدد بـ43, وكانت حصيلة سابقة أشارت إلى 14: a bare number for the count just told."""
        stated = toll.lemma == "حصيله" and (
            self._stated(people, i) or of_blow(self._words, self._tokens, people, i, first)
        )
        if stated or self._reaches(toll, people, i, first):
            return True
        named = toll.lemma == "حصيله" or "al" in toll.clitics
        return named and people.bare and people.core - i <= ESTIMATED_AT and self._estimated(people, i, first)

    def _reaches(self, toll: Entry, people: People, i: int, first: int) -> bool:
        """قتل 43، في حين ذكرت اللجان أن العدد وصل إلى 51: how many the dead are that stand before."""
        plain = toll.lemma == "عدد" and toll.clitics == ("al",) and people.bare and people.core - i <= STATED_REACH
        reaches = any("verb.rise" in self._words[j] for j in range(i + 1, people.core))
        dead = (c for word in self._words[first:i] for c in word)
        ended = people.last >= len(self._tokens) or self._tokens[people.last].text in {".", "؛", *COMMAS}
        return plain and reaches and ended and any(c in FATAL for c in dead)

    def _estimated(self, people: People, i: int, first: int) -> bool:
        """يقدر عدد القتلى في المدينة بـ 7574."""
        by = "ب" in {self._tokens[people.first].text[0], self._tokens[people.first - 1].text}
        near = self._words[max(first, i - ESTIMATE_REACH) : people.first]
        return by and any("verb.estimate" in words for words in near)

    def _rises(self, i: int) -> bool:
        text = self._tokens[i].text.lstrip("ولف")
        return text == "الي" or text in BECOMES or self._words[i].any(("verb.rise", "noun.rise"))

    def _counts(self, i: int) -> Kind | None:
        """Fate of the people whose count is told."""
        words = self._words[i]
        if "noun.death" in words and i and self._words[i - 1].any(("noun.operation", "mark.attempt")):
            return None  # محاولات الاغتيال: what is counted are attempts
        if words and not COUNTABLE.keys().isdisjoint(words):
            return next(kind for category, kind in COUNTABLE.items() if category in words)
        if "noun.massacre" in words and i and "noun.toll" in self._words[i - 1]:
            return "killed"  # حصيلة المجزرة
        return self._fated(i) if self._tokens[i - 1].text in WHO else None

    def _head(self, i: int, first: int) -> bool:
        who = self._tokens[i - 1].text in WHO  # عدد مسعفي الهلال الأحمر الذين لقوا, تجاوز من استشهدوا
        if (who and i - 2 >= first and "verb.rise" in self._words[i - 2]) or self._tokens[i - 1].text in ROWS:
            return True  # لتبلغ قافلة شهداء الصحافة 206
        return any(w.any(("noun.toll", "noun.total")) for w in self._words[max(first, i - (6 if who else 4)) : i])
