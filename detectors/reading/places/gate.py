"""Which names are places here: ordinary words, persons and states need more than the bare name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from detectors.gazetteer import Gazetteer
from detectors.gazetteer.entry import DEPTH, Region
from detectors.gazetteer.spelling import plain
from detectors.lexicon.entry import Entry
from detectors.reading.places import vouching
from detectors.reading.places.namesakes import no_place
from detectors.reading.places.spot import Spot
from detectors.reading.places.words import Words
from detectors.text import Token

_SEAT: Final = DEPTH["subdistrict"]
_SHORT: Final = 4
"""One-word names of fewer letters collide with ordinary words and endings."""
_SURE: Final = 6
"""Letters from which a name behind an attached ب or ل is no ordinary word's end (بوساطة, بمعرزيتا)."""
_PARENT_REACH: Final = 4
"""Words between a name and the parent behind it (الباب في ريف حلب)."""
_SHEIKH: Final = frozenset({"شيخ", "الشيخ"})
_QUOTED: Final = 2
_CALLED: Final = 3
"""Words before a name's second word: who is called, the word that says so, and the first name."""
_QUOTES: Final = frozenset('"“”«»')
_SHOTS: Final = 4
"""Words between shots and where they fell, whence they came between."""
_UPON: Final = frozenset({"علي", "في"})
_ATTACKS: Final = frozenset({"noun.attack", "noun.explosion"})
FREE, PLAIN, GATED, NEVER = 0, 1, 2, 3
"""Evidence that a name needs: none, a word of place before it, a type word or its parent beside it, more than any."""

Needs: TypeAlias = dict[tuple[str, str, bool, bool], int]
"""(a known name, its clitics, whether it is one word that the lexicon knows) → the evidence that it needs."""


class Gate:
    """Judges the names of one text."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        words: Words,
        tokens: Sequence[Token],
        readings: Sequence[Mapping[str, Entry]],
        needs: Needs,
    ) -> None:
        """`needs`: what names were found to need before, kept between texts."""
        self._needs = needs
        self._gazetteer = gazetteer
        self._words = words
        self._tokens = tokens
        self._readings = readings
        self._named: frozenset[str] = frozenset()

    def passed(self, spots: Sequence[Spot]) -> list[Spot]:
        """The names that are places, with the evidence for each."""
        self._named = frozenset(spot.key for spot in spots)
        for index, spot in enumerate(spots):
            spot.evidence = max(spot.evidence, self._evidence(spot, spots[index + 1 : index + 3]), GATED * spot.heading)
        self._spread(spots)
        vouching.beside_parents(spots, self._gazetteer)
        sure = {spot.key for spot in spots if spot.evidence >= GATED}
        beside: dict[int, list[Spot]] = {}
        for spot in spots:
            beside.setdefault(spot.sentence, []).append(spot)
        out: list[Spot] = []
        for spot in spots:
            need = self.need(spot)
            near = spot.evidence == PLAIN and need < NEVER  # بحياة مدني في ريف اللاذقية, where a village is called so
            told = spot.evidence >= need or (near and (spot.key in sure or self._nearby(spot, beside[spot.sentence])))
            if told and not no_place(spot, self._tokens, self._words, self._readings):
                out.append(spot)
        return out

    def need(self, spot: Spot) -> int:
        """How much evidence the name needs."""
        if not spot.known:
            return GATED
        abroad = spot.region is not None and (not spot.codes or spot.key in self._words["dominant"])
        if spot.kind is None and (abroad or self._titled(spot)) and self._personal(spot):
            return GATED
        if spot.kind is None and (self._surname(spot) or self._called(spot) or self._of_person(spot)):
            return GATED
        ordinary = spot.last == spot.first + 1 and bool(self._readings) and bool(self._readings[spot.first])
        life = ordinary and spot.kind is None and "noun.life" in self._readings[spot.first]  # في تادف، بحياة أربعة
        if life or (ordinary and not {"ك", "ف"}.isdisjoint(spot.clitics)):
            return NEVER  # داخل كنيس
        told = self._titled(spot) and vouching.blast_in(spot, self._tokens, self._readings)
        told = told or not self._named.isdisjoint(self._above(spot))
        case = spot.key, spot.clitics, ordinary, told
        need = self._needs.get(case)
        if need is None:
            need = self._needs[case] = self._needed(spot, ordinary, case[-1])
        return need

    def _titled(self, spot: Spot) -> bool:
        """أبو …, الشيخ …: villages are called so, and men."""
        title = spot.key.partition(" ")[0]
        return title in self._words["kunya"] or title in _SHEIKH

    def _above(self, spot: Spot) -> Iterable[str]:
        """Folded names of what contains the place; at home, of short names alone, which need it."""
        if spot.region is not None:
            return self._gazetteer.index.above.get(spot.key, ())
        if len(spot.key) >= _SHORT:
            return ()
        gazetteer = self._gazetteer
        parents = {parent for code in spot.codes for parent in gazetteer.path(code)[1:-1]}
        return {plain(gazetteer.entry(parent).name_ar) for parent in parents} - {spot.key}

    def _personal(self, spot: Spot) -> bool:
        """عبد القادر عدن, وبيريفان محمد, الشيخ فلان: a given name or a title beside it."""
        given = self._words["given"]
        before = self._tokens[spot.first - 1].text if spot.first else ""
        joined = before.startswith("و") and before[1:] in given  # ويزن الخليل
        after = self._tokens[spot.last].text if spot.last < len(self._tokens) else ""
        named = before in given or before in self._words["rank"]
        return ((named or joined) and not spot.clitics) or after in given

    def _surname(self, spot: Spot) -> bool:
        """منزل "فلان سنجار": the second word of two in quotes, the first of which is no word of place."""
        tokens, first, last = self._tokens, spot.first, spot.last
        if last != first + 1 or first < _QUOTED or last >= len(tokens) or spot.clitics:
            return False
        quoted = tokens[first - _QUOTED].text in _QUOTES and tokens[last].text in _QUOTES
        return quoted and tokens[first - 1].text.isalpha() and tokens[first - 1].text not in self._words["locative"]

    def _of_person(self, spot: Spot) -> bool:
        """المواطنة سعاد حوران, الطفل محمد الحلبي: right behind who it is and a given name."""
        if spot.first < _CALLED - 1 or spot.clitics or spot.begin != spot.first:
            return False
        who, name = (token.text for token in self._tokens[spot.first - 2 : spot.first])
        return name in self._words["given"] and who.lstrip("و") in self._words["person"] | self._words["rank"]

    def _called(self, spot: Spot) -> bool:
        """شاب اسمه فلان السنجار, المدعو السنجار: the first or second word of what somebody is called."""
        if spot.last != spot.first + 1 or spot.clitics not in ("", "ال"):
            return False
        before = [token.text for token in self._tokens[max(0, spot.first - _CALLED) : spot.first]]
        at = next((n for n, word in enumerate(before) if n and word in self._words["called"]), None)
        if at is None or before[at - 1] in self._words.types:
            return False
        return all(word.isalpha() and word not in self._words["locative"] for word in before[at + 1 :])

    def _needed(self, spot: Spot, ordinary: bool, told: bool) -> int:
        """`ordinary`: the lexicon knows the word; `told`: the text names what contains the place abroad."""
        if spot.region is not None and (not spot.codes or spot.key in self._words["dominant"]):
            return self._need_abroad(spot, spot.region, ordinary, told)
        levels = {DEPTH[self._gazetteer.level(code)] for code in spot.codes}
        if min(levels) <= DEPTH["governorate"]:
            return FREE
        single = " " not in spot.key
        if spot.key in self._words["seat"]:
            return PLAIN
        if spot.key in self._words["ordinary"] or spot.key in self._gazetteer.gated:
            return GATED
        if spot.key in self._gazetteer.index.clipped:
            return GATED
        if single and ordinary:
            return GATED
        if single and len(spot.key) < _SHORT:
            return PLAIN if (told or min(levels) <= _SEAT) and len(spot.key) == _SHORT - 1 else GATED
        if min(levels) <= _SEAT or (
            not single and (self._compound(spot.key) or all(self._gazetteer.level(c) == "landmark" for c in spot.codes))
        ):
            return FREE
        if not single:
            return PLAIN
        if "ف" in spot.clitics or "ك" in spot.clitics:
            return GATED
        attached = spot.clitics and not spot.key.startswith("ال")
        return GATED if attached and len(spot.key) < _SURE else PLAIN

    def _compound(self, key: str) -> bool:
        """تل رفعت, مخيم اليرموك: two words that are a place wherever they stand; أبو عمر may be a person."""
        first = key.partition(" ")[0]
        return first in self._words.types or (first in self._words["compound"] and first not in self._words["kunya"])

    def _need_abroad(self, spot: Spot, region: Region, ordinary: bool, told: bool) -> int:
        """The same of a place outside the tree: more for a quarter or a word whose city and land are not named."""
        if spot.key in self._words["ordinary"] or spot.key in self._words["common"]:
            return GATED
        if region.kind in ("country", "region", "province"):
            return FREE
        first, _, last = spot.key.partition(" ")
        if first in self._words["kunya"] and last in self._words["given"]:
            return PLAIN if told else GATED  # عبد العزيز
        if ordinary and spot.key in self._words["dominant"]:
            return PLAIN  # في جنين
        if region.kind == "quarter" or (ordinary and " " not in spot.key):
            return PLAIN if told else GATED
        return FREE if " " in spot.key or len(spot.key) > _SHORT else PLAIN

    def _evidence(self, spot: Spot, following: Sequence[Spot]) -> int:
        if spot.kind is not None and spot.kind not in ("جهه", "قرب"):
            return 2
        for parent in following:
            near = parent.kind == "قرب" and bool(self._readings) and bool(self._readings[spot.first])  # كمين قرب س
            if parent.sentence == spot.sentence and not near and self._beside(spot, parent):
                return 2
        front = spot.begin > 0 and self._tokens[spot.begin - 1].text in self._words["front"]
        if front and spot.key not in self._words["common"]:
            return 2
        capital = not spot.key.endswith("يه") and self._capital(spot.begin)
        mound = spot.begin > 0 and self._tokens[spot.begin - 1].text in self._words["mound"]
        if capital or mound or self._struck(spot):
            return 2
        return 1 if self._after_place_word(spot) else 0

    def _struck(self, spot: Spot) -> bool:
        """قصف على صور, غارة على سيارة في صور: right behind an attack, in a text that names the land abroad."""
        before = spot.begin - 1
        if before > 1 and bool(self._readings) and "thing.vehicle" in self._readings[before - 1]:
            before -= 2
        if spot.region is None or before < 1 or self._tokens[before].text not in _UPON:
            return False
        attack = bool(self._readings) and not _ATTACKS.isdisjoint(self._readings[before - 1])
        return attack and not self._named.isdisjoint(self._above(spot))

    def _capital(self, begin: int) -> bool:
        """العاصمة بغداد, العاصمة الأفغانية كابل."""
        if not begin:
            return False
        described = begin > 1 and self._tokens[begin - 1].text.endswith(("يه", "يا"))
        return self._tokens[begin - 1 - described].text.endswith("عاصمه")

    def _after_place_word(self, spot: Spot) -> bool:
        """A preposition, a direction, an attack's verb, or a hashtag before it; two dots or a colon behind it."""
        if spot.clitics and spot.clitics[-1] in "بل" and not spot.clitics.endswith("لل"):
            return True
        tokens = self._tokens
        after = tokens[spot.last].text if spot.last < len(tokens) else ""
        quoted = spot.begin > 1 and after in _QUOTES and tokens[spot.begin - 1].text in _QUOTES  # في "مسرابا"
        before = tokens[spot.begin - 1 - quoted].text if spot.begin else ""
        heading = after in (":", "..", "…", "|", "||") and not before.isalpha()
        if before == "#" or heading or after == "الاكثر":  # وكانت دوما الأكثر تضررا
            return True
        deed = before.lstrip("وف") in self._words["deed"] and not spot.key.endswith("يه")  # no ضربات ليلية
        if not spot.clitics and (deed or (before in self._words["as_for"] and after.startswith(("ف", "و")))):
            return True  # أما كريتر فكان نصيبها, وخلفت ضربة القبة
        stem = before[1:] if before[:1] in "وفب" else before
        if stem in self._words["vague"] and " " not in spot.key and not spot.key.startswith("ال"):
            return (
                vouching.is_aim(spot, stem, self._tokens, self._words, self._readings)
                or self._launched(spot)
                or self.need(spot) <= (FREE if spot.codes and spot.key not in self._words["dominant"] else PLAIN)
            )
        locative = self._words["locative"]
        if stem in self._words["mourning"] or stem in self._words["part"] or stem in self._words.sides:
            return True  # ودعت داريا 14 شهيدا
        if before in locative or stem in locative:
            return True
        return bool(self._readings) and not spot.clitics and vouching.told_of(spot, tokens, self._words, self._readings)

    def _launched(self, spot: Spot) -> bool:
        """قذائف مصدرها س على ص: behind where they came from stands where they fell."""
        before = {token.text for token in self._tokens[max(0, spot.begin - _SHOTS) : spot.begin - 1]}
        return not before.isdisjoint(self._words["launch"])

    def _beside(self, spot: Spot, parent: Spot) -> bool:
        """Whether a wider place that contains it follows close by."""
        if parent.begin - spot.last > _PARENT_REACH or not parent.known or not spot.known or parent.clitics == "و":
            return False
        linking = self._words.linking
        if not all(t.text in linking for t in self._tokens[spot.last : parent.begin]):
            return False
        sided = parent.key.partition(" ")[0] in self._words.sides  # في الخيام جنوب لبنان
        if parent.begin == spot.last and not (parent.clitics or parent.kind or sided):
            return False
        if parent.key in self._gazetteer.index.above.get(spot.key, ()):
            return True
        if not spot.codes and parent.begin == spot.last and parent.region is not None:
            return parent.clitics == "ب" or parent.kind is not None  # وانا بجنوب وزيرستان
        area = parent.region.parent if parent.region is not None and parent.region.kind == "region" else ""
        outside = (*parent.codes, area) if area in self._gazetteer else parent.codes  # دوما بالغوطة الشرقية
        return any(
            outer != inner and self._gazetteer.level(outer) != "country" and self._gazetteer.contains(outer, inner)
            for outer in outside
            for inner in spot.codes
        )

    def _spread(self, spots: Sequence[Spot]) -> None:
        """In a list, one member's evidence serves all."""
        best: dict[int, int] = {}
        for spot in spots:
            if spot.chain is not None:
                value = spot.evidence if self.need(spot) >= PLAIN or spot.kind else 0  # a list of states proves nothing
                best[spot.chain] = max(best.get(spot.chain, 0), value)
        best |= {chain: max(best[chain], PLAIN) for chain in vouching.siblings(spots)}
        best |= dict.fromkeys(vouching.quarters_of(spots, self._named), GATED)
        best |= dict.fromkeys(vouching.akin(spots, self._gazetteer), GATED)
        lists = vouching.counted_lists(spots, self._tokens, self._words, self._readings)
        for spot in (spot for listed in lists for spot in listed):
            spot.evidence = GATED
        for spot in spots:
            if spot.chain is not None:
                spot.evidence = max(spot.evidence, best[spot.chain])

    def _nearby(self, spot: Spot, spots: Sequence[Spot]) -> bool:
        """A seat or quarter after a word of place, with its own parent in the same sentence."""
        if spot.key in self._words["ordinary"] or (self._readings and "noun.attack" in self._readings[spot.first]):
            return False
        if self._gazetteer.gated.get(spot.key) == "yes" and DEPTH["neighbourhood"] in {
            DEPTH[self._gazetteer.level(code)] for code in spot.codes
        }:
            return False
        for other in spots:
            if other is spot or not other.codes:
                continue
            for outer in other.codes:
                if DEPTH[self._gazetteer.level(outer)] < DEPTH["governorate"]:
                    continue
                if any(outer != inner and self._gazetteer.contains(outer, inner) for inner in spot.codes):
                    return True
        return False
