"""Finds the phrases that name people: a number and its noun, a noun alone, pairs, and those named by منهم."""

from __future__ import annotations

from dataclasses import replace

from detectors.lexicon.entry import Entry
from detectors.reading.model import Amount, Matches
from detectors.reading.people import (
    COUNTED,
    DESCRIBED,
    FATES,
    FORCE_REACH,
    OWN_RANKS,
    PERSONS,
    QUOTES,
    THINGS,
    WITHIN,
    People,
    groups_of,
)
from detectors.records import Kind, Victims


class Phrases:
    """Finds the phrases of one article."""

    def __init__(self, matches: Matches) -> None:
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._amounts = {amount.first: amount for amount in matches.amounts}
        self._dated = {i for date in matches.dates for i in range(date.first, date.last)}

    def within(self, first: int, last: int) -> list[People]:
        """Phrases between two tokens, in order, not overlapping."""
        found: list[People] = []
        i, words, amounts = first, self._words, self._amounts
        while i < last:
            if not words[i] and i not in amounts:
                i += 1
                continue
            phrases = self._at(i, last)
            found.extend(phrases)
            i = max(i + 1, phrases[-1].last if phrases else 0)
        return found

    def _at(self, i: int, stop: int) -> list[People]:
        amount = self._amounts.get(i)
        if amount is not None and amount.last <= stop:
            return [] if "mark.one" in self._words[i] else self._counted(amount, stop)
        one = self._one_of(i, stop)
        if one:
            return one
        found = self._noun(i) or self._case(i)
        if not found or self._adjective(i, found[0]) or self._idiom(i, found[0]):
            return []
        return self._uncounted(i, *found, stop)

    def _one_of(self, i: int, stop: int) -> list[People]:
        """أحد جنوده، إحدى النساء."""
        one = self._words[i].get("mark.one")
        found = self._noun(i + 1) if one and not one.pronoun and i + 1 < stop else None
        if found is None or found[0].number != "p":
            return []
        people = People(i, i + 2, 1, 1, "exact", core=i, noun=i + 1, counted=True)
        return self._described(people, *found, stop)

    def _case(self, i: int) -> tuple[Entry, str] | None:
        """One case or injury among those just counted (بينهم حالة بتر، بينهم إصابة خطيرة)."""
        if not i or "mark.subset" not in self._words[i - 1]:
            return None
        entry = self._words[i].get("noun.case") or self._words[i].get("noun.injury")
        return (entry, "noun.injury") if entry and not entry.pronoun else None

    def _adjective(self, i: int, entry: Entry) -> bool:
        """A nation's name is an adjective (النظام السوري) unless it stands right after a word of death or injury."""
        before = self._words[i - 1] if i else {}
        if entry.tag("people") is None:
            return self._qualifies(i, entry)
        governed = any(c in before for c in (*COUNTED, "verb.kill", "verb.die", "verb.injure"))
        return entry.state == "d" or "al" in entry.clitics or not governed

    def _whose(self, i: int) -> bool:
        return any(c in PERSONS for c in self._words[i])

    def _qualifies(self, i: int, entry: Entry) -> bool:
        """A singular that describes the noun before it (الدفاع المدني، طائرة انتحارية، هجوم إرهابي)."""
        before = self._tokens[i - 1].text.lstrip("وبلف") if i else ""
        described = self._words[i - 1] if i else {}
        if "noun.life" in described:
            return False
        if "force" in described and "al" in entry.clitics and entry.number == "p":
            return True  # حزب العمال
        if entry.number == "s" and any(c in DESCRIBED or c.startswith("thing.") for c in described):
            return not any(c in described for c in (*COUNTED, "verb.kill", "verb.die", "verb.injure"))
        return entry.number == "s" and "al" in entry.clitics and before.startswith("ال") and not self._noun(i - 1)

    def _idiom(self, i: int, entry: Entry) -> bool:
        """راح ضحيتها، ذهب ضحية القصف: the victim is the idiom's own; جثث 5 أشخاص are theirs."""
        if entry.category == "noun.body":
            return i + 1 in self._amounts or (i + 1 < len(self._words) and self._whose(i + 1))
        return (
            entry.category == "noun.victim"
            and entry.number == "s"
            and any("verb.victim" in self._words[j] for j in range(max(0, i - 2), i))
        )

    def _noun(self, i: int) -> tuple[Entry, str] | None:
        """The people noun at a token and its category."""
        words = self._words[i]
        if not words:
            return None
        for category in (*FATES, *PERSONS, "mark.other"):
            if category in words:
                return words[category], category
        for category in COUNTED:
            entry = words.get(category)
            if entry and entry.number == "p" and entry.tag("counts") and "bi" not in entry.clitics:
                return entry, category
        return None

    def _skip(self, i: int, stop: int) -> int:
        while i < stop and self._tokens[i].text in QUOTES:
            i += 1
        return i

    def _counted(self, amount: Amount, stop: int) -> list[People]:
        """A number and what follows it."""
        i = self._skip(amount.last, stop)
        if i < stop and self._heads_count(amount.first, i):
            return []
        if i < stop and self._tokens[i].text in {"من", "بين"} and amount.qualifier != "range":
            i = self._skip(i + 1, stop)
            if i < stop and self._tokens[i].text == "بين" and self._tokens[i - 1].text == "من":
                i += 1
        if i < stop and "noun.case" in self._words[i]:
            i += 1
        people = People(
            amount.first, amount.last, amount.low, amount.high, amount.qualifier,
            core=amount.core, counted=True, amount=True, bare=True,
        )  # fmt: skip
        found = self._noun(i) if i < stop else None
        if found is None and i < stop:
            found = self._event_noun(i) or self._armed(i)
        if found is None:
            return self._bare(people, amount, i, stop)
        entry, category = found
        if category == "mark.other" and i + 1 < stop and (after := self._noun_after_of(i + 1, stop)):
            i, (entry, category) = after
        known = amount.definite or (category in FATES and "al" in entry.clitics and amount.low is not None)
        people = replace(people, last=i + 1, noun=i, bare=False, definite=known)
        return self._described(people, entry, category, stop)

    def _armed(self, i: int) -> tuple[Entry, str] | None:
        """10 من قوات النظام: a force after the number."""
        entry = self._words[i].get("force")
        if entry and self._tokens[i - 1].text != "من" and entry.tag("police") is None:
            return None
        return (entry, "force") if entry else None

    def _heads_count(self, first: int, i: int) -> bool:
        """عدد القتلى is the head of a count, not a number of them; عددا من القتلى is."""
        toll = "noun.toll" in self._words[first] and first + 1 == i
        found = self._noun(i)
        return toll and bool(found) and not self._tokens[first].text.endswith("ا")

    def _event_noun(self, i: int) -> tuple[Entry, str] | None:
        """An event noun right after a number (5 إصابات)."""
        for category in COUNTED:
            entry = self._words[i].get(category)
            if entry and "wa" not in entry.clitics:
                return entry, category
        return None

    def _noun_after_of(self, i: int, stop: int) -> tuple[int, tuple[Entry, str]] | None:
        """The noun in آخرين من العناصر."""
        if self._tokens[i].text == "من" and i + 1 < stop and (found := self._noun(i + 1)):
            return i + 1, found
        return None

    def _bare(self, people: People, amount: Amount, i: int, stop: int) -> list[People]:
        """A number whose noun is missing or unknown: never a date, a thing or a unit."""
        if amount.first in self._dated or "time.day" in self._words[amount.first]:
            return []
        words = self._words[i] if i < stop else {}
        if any(c.startswith(THINGS) and not {"bi", "li", "wa"} & set(e.clitics) for c, e in words.items()):
            return []
        pair = self._between(i, stop)
        if pair:
            return [replace(people, last=pair, fate="killed_or_injured", bare=False)]
        if "mark.subset" in words and self._tokens[i].text in WITHIN:
            return [self._among(people, i, stop)]
        return [people]

    def _among(self, people: People, i: int, stop: int) -> People:
        """3 منهم أطفال، أربعة منهم على الأقل من رجال الشرطة: `i` is the منهم."""
        people = replace(people, last=i + 1, bare=False, among=True)
        j = i + 1
        while j < stop and j <= i + 3 and self._tokens[j].text in {"علي", "الاقل", "من"}:
            j += 1
        found = (self._noun(j) or self._armed(j)) if j < stop else None
        if found is None or found[0].number == "s":
            return people
        return self._described(replace(people, last=j + 1, noun=j), *found, stop)[0]

    def _uncounted(self, i: int, entry: Entry, category: str, stop: int) -> list[People]:
        """A noun without a number before it."""
        low, qualifier = {"s": (1, "exact"), "d": (2, "exact")}.get(entry.number, (None, "unspecified"))
        people = People(i, i + 1, low, low, qualifier, noun=i, counted=low is not None)  # type: ignore[arg-type]
        after = self._number_after(i, stop) if entry.number != "s" else None
        if after:
            people = replace(
                people,
                last=after.last,
                low=after.low,
                high=after.high,
                qualifier=after.qualifier,
                counted=True,
                amount=True,
            )
        definite = entry.state == "d" or "al" in entry.clitics or (entry.number == "p" and self._construct(i, stop))
        return self._described(replace(people, definite=definite), entry, category, stop)

    def _construct(self, i: int, stop: int) -> bool:
        """A plural made definite by what follows (شهداء التفجير)."""
        after = self._skip(i + 1, stop)
        following = self._tokens[after].text if after < stop else ""
        return following.startswith("ال") and len(following) > 3 and not self._noun(after)

    def _number_after(self, i: int, stop: int) -> Amount | None:
        """A number that follows as an adjective (الجنود الثلاثة، مدنيين اثنين، الضحايا الـ54)."""
        for j in range(i + 1, min(i + 4, stop)):
            amount = self._amounts.get(j)
            text = self._tokens[j].text
            if amount and "time.day" in self._words[j]:
                return None
            if amount:
                known = amount.definite or text.startswith("اثن")
                return amount if known and amount.qualifier == "exact" else None
            if text in {"،", ",", ".", ":", "و"} or text.startswith("و"):
                return None
        return None

    def _between(self, i: int, stop: int) -> int | None:
        """End of "بين قتيل وجريح" at `i`, if it is there."""
        if i < stop and self._tokens[i].text == "ما":
            i += 1
        if i + 1 < stop and self._tokens[i].text == "بين":
            i += 1
        elif not (i < stop and self._fate(i)):
            return None
        j = i + 1
        if j < stop and self._tokens[j].text == "و":
            j += 1
        if j < stop and i < stop:
            kinds = {self._fate(i), self._fate(j)}
            if kinds == {"killed", "injured"}:
                return j + 1
        return None

    def _fate(self, i: int) -> Kind | None:
        found = self._noun(i)
        return FATES.get(found[1]) if found else None

    def _described(self, people: People, entry: Entry, category: str, stop: int) -> list[People]:
        """Fate, status and groups by the noun, the noun's complement and a following adjective."""
        fate = FATES.get(category) or COUNTED.get(category)
        victims: Victims = "combatant" if category == "force" else PERSONS.get(category, "unknown")
        groups = groups_of(entry)
        i = people.last
        end = self._complement(people.last, stop)
        for j in range(people.last, end):
            found = self._noun(j)
            if not found:
                if self._side(j) or (self._tokens[j].text in OWN_RANKS and self._of_force(i)):
                    victims = "combatant"
                continue
            if found[1] in PERSONS:
                victims = self._stronger(victims, PERSONS[found[1]], category)
                groups = groups or groups_of(found[0])
            elif fate is None and j == i and found[1] in FATES:
                fate = FATES[found[1]]
        if entry.pronoun and victims == "unknown" and category in PERSONS and self._of_force(people.first):
            victims = "combatant"
        if entry.tag("weak") and self._rescues(people.last, stop):
            victims, groups = "civilian", ("rescuers",)
        others = category == "mark.other"
        end = max(people.last, end)
        people = replace(people, last=end, fate=fate, victims=victims, groups=groups, others=others)
        return self._paired(people, i, stop)

    def _side(self, i: int) -> bool:
        """A force, or both sides."""
        words = self._words[i] if i < len(self._words) else {}
        return "force" in words or "mark.sides" in words

    def _of_force(self, i: int) -> bool:
        """أفرادها after the name of a force."""
        return any("force" in self._words[j] for j in range(max(0, i - FORCE_REACH), i))

    def _rescues(self, i: int, stop: int) -> bool:
        """عناصر من الدفاع المدني: rescuers, no fighters."""
        return any("org.rescue" in self._words[j] for j in range(i, min(i + 4, stop)))

    def _stronger(self, head: Victims, complement: Victims, category: str) -> Victims:
        return complement if category in FATES or complement != "unknown" else head

    def _complement(self, i: int, stop: int) -> int:
        """End of "من عناصر الشرطة"، "في صفوف المدنيين"، "مصاباً" after the noun."""
        j = self._skip(i, stop)
        if j < stop and self._tokens[j].text in {"من", "بين", "في"}:
            j += 1
            if j < stop and self._tokens[j].text in {"صفوف", "اوساط", "بين", "ضمن"}:
                j += 1
            found = self._noun(j) if j < stop else None
            if j < stop and self._tokens[j].text in OWN_RANKS and self._of_force(i):
                return j + 1
            return j + 1 if (found and found[1] in PERSONS) or self._side(j) else i
        if j < stop and "force" in self._words[j] and "wa" not in self._words[j]["force"].clitics:
            return j + 1
        if j < stop and (found := self._noun(j)) and "wa" not in found[0].clitics and j not in self._amounts:
            known = i and self._tokens[i - 1].text.startswith("ال") and not self._tokens[j].text.startswith("ال")
            return i if known and found[0].number != "p" else j + 1
        return i

    def _paired(self, people: People, noun_end: int, stop: int) -> list[People]:
        """قتيل وجريح after a number is one figure for both; القتلى والجرحى are two."""
        victims = people.noun is not None and "noun.victim" in self._words[people.noun]
        pair = self._between(people.last, stop) if people.fate is None or victims else None
        if pair:
            return [replace(people, last=pair, fate="killed_or_injured")]
        i = people.last
        if people.counted and not people.fate and i < stop and "verb.fall" in self._words[i]:
            pair = self._between(i + 1, stop)
            if pair:  # عشرات المدنيين سقطوا بين قتيل وجريح
                return [replace(people, last=pair, fate="killed_or_injured")]
        if people.fate not in {"killed", "injured"} or i >= stop:
            return [people]
        found = self._noun(i)
        if not found or "wa" not in found[0].clitics or FATES.get(found[1]) in {people.fate, None}:
            return [people]
        if found[0].number == "s" and people.counted and people.low != 1:  # عشرات بين قتيل وجريح
            return [replace(people, last=i + 1, fate="killed_or_injured")]
        if found[0].number == "p" and people.counted and not people.numeric:
            second = replace(people, last=i + 1, noun=i, fate=FATES[found[1]])
            return [people, second]
        return [people]
