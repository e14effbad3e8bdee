"""What a word before a phrase makes of it: مقتل 5، أصيب 3، أودى بحياة طفل، القضاء على 6، فقدت ثلاثة من رجالها."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from detectors.lexicon.entry import Entry
from detectors.reading.agents import OVERCAME_REACH, murderers, overcame, without_object
from detectors.reading.falls import Falls
from detectors.reading.lives import TAKING, Lives
from detectors.reading.losses import Losses
from detectors.reading.model import Matches
from detectors.reading.people import FATES, QUOTES, People, before_age
from detectors.reading.roles import EVENT_NOUNS, FATE_VERBS, GOVERNORS, Decoy, Role
from detectors.reading.word import Word
from detectors.records import Kind
from detectors.text import Token

_DECOYED = (
    "besiege", "evacuate", "displace", "detain", "need", "rescue", "threaten", "threat", "treat", "release", "survive",
)  # fmt: skip
DECOYS = frozenset(f"{part}.{what}" for part in ("verb", "noun") for what in _DECOYED)
BEARERS = ("verb.result", "noun.body", "noun.fall", "verb.fall", "noun.life", "noun.victim", "verb.victim", *TAKING)
GOVERNING = frozenset({*GOVERNORS, *DECOYS, *BEARERS})
"""What may govern a phrase: no other word is looked at."""
HELD = ("verb.detain", "noun.detain")
COMPLETION_REACH = 14
"""Tokens in which the noun of an idiom follows its people (لقي … مصرعهم)."""
OWN_REACH = 5
"""Tokens between people and the verb right after them: a name, an adjective."""
HAD_REACH = 12
"""Tokens between كان and قد: who it was."""
THAT = frozenset({"ان", "وان", "بان", "يدعي", "المدعو"})
STOPS = frozenset({"،", ",", ":", ".", "؛", "-", "في", "علي"})
WHATEVER = frozenset({"ما", "وما", "بما", "مما", "لما"})
"""ما يصيب أهل المدينة: their lot, and nobody wounded."""
SENTENCES = frozenset({"حكم", "حكما", "احكام", "احكاما", "عقوبه"})
"""After these an execution is a court's, and to come."""
RULINGS = frozenset({"بحبس", "بالحبس", "بتغريم", "بالاعدام", "بالزام", "بابعاد", "بتبرئه", "ببطلان"})
TERMS = frozenset({"بسجن", "باعدام"})
"""Rulings that also tell where somebody died, or how."""
RULING_REACH = 3
"""Tokens between قضى and the ruling: which court, or judge."""
WOUND = "جرح"
BEING = frozenset({"هو", "هي", "بانه", "بانها", "كانه", "كانها", "يمثل", "تمثل", "يشكل", "تشكل"})
WOUNDS = ("noun.wound", "noun.injury")
OF_THEM = frozenset({"منهم", "منها", "منهن"})
NO_DECOYS = ("person.family", "org.committee")
"""أسر and لجان: families and committees, and no verb of captivity or flight."""


def completed(tokens: Sequence[Token], needed: tuple[str, ...], after: int) -> bool:
    """The noun that completes an idiom (لقي … مصرعهم) follows."""
    window = tokens[after : after + COMPLETION_REACH]
    return any(token.text.removeprefix("ال").startswith(needed) for token in window)


def tells(matches: Matches, i: int, categories: Collection[str]) -> bool:
    """Whether the word at `i` is of one of `categories` by itself (مات), or with what completes it (لقي … مصرعه)."""
    needed = (entry.every("needs") for category, entry in matches.words[i].items() if category in categories)
    return any(not words or completed(matches.document.tokens, words, i + 1) for words in needed)


class Governors:
    """Judges the words before the phrases of one article."""

    def __init__(self, matches: Matches, used: set[int]) -> None:
        """`used`: verbs that have their people before them already."""
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._used = used
        self._falls = Falls(matches)
        self._losses = Losses(matches)
        self.lives = Lives(matches)
        self._amounts = matches.amount_at.keys()
        self._dated = matches.dated

    def role(self, i: int, people: People, steps: int, first: int) -> Role | Decoy | None:
        """What the word at `i`, `steps` words before the phrase, makes of it."""
        words = self._words[i]
        if GOVERNING.isdisjoint(words):
            return None
        decoy = self._decoy(words, i) if steps <= 2 or (people.fate and "verb.detain" in words) else None
        if decoy is not None:
            goes_on = words[decoy].number == "p" and self._tokens[i + 1].text.startswith("و")
            return None if goes_on else Decoy(f"decoy:{decoy.split('.')[1]}")  # 14 مدنيا فروا و5 جنود قتلوا
        for category, kind in GOVERNORS.items():
            if category not in words:
                continue
            entry = words[category]
            if i in self._used or not self._fits(i, category, entry, people, steps):
                continue
            if category == "verb.miss":
                if self._losses.lost(i, people, steps):
                    return Role("killed", i, "verb.die")
                if steps and self._tokens[i].text == "فقد" and not self._losses.contact(i, people):
                    continue  # فقد سمعت انفجارات
            return self._joined(i, kind, category, first)
        if steps == 0 and "noun.body" in words:
            held = any(word.any(HELD) for word in self._words[max(first, i - 2) : i])  # احتجاز جثامين 6 شهداء
            return Decoy("decoy:detain") if held else Role("killed", i, "noun.body")
        if self._falls.told(i, people, steps):
            return Role("killed", i, "noun.fall")
        return Role("killed", i, "idiom:life") if self.lives.told(i, people, steps, first) else None

    def _decoy(self, words: Word, i: int) -> str | None:
        """Under which category the word tells of people whom nothing killed or wounded."""
        family = words.any(NO_DECOYS) and self._tokens[i + 1].text not in OF_THEM  # وأسر منهم ستة: taken captive
        decoy = next((c for c in words if c in DECOYS), None)
        known = decoy is not None and decoy.startswith("noun.") and "al" in words[decoy].clitics
        return None if family or known else decoy

    def _fits(self, i: int, category: str, entry: Entry, people: People, steps: int) -> bool:
        """Whether the word can govern the phrase from where it stands."""
        share = entry.person == "1p" and entry.aspect == "iv"  # نصيب, no أصبنا
        if share or (entry.pronoun and not self._their_deed(i, category, entry, people, steps)):
            return False  # قتلهم has its people
        lost = category == "verb.miss" and self._losses.loser(i, people)
        if lost or (category == "noun.injury" and self._no_injury(i, entry, people)):
            return False
        prep = entry.tag("prep")
        if prep:
            if prep == "ب":
                return people.counted and self._tokens[people.first].text.startswith(prep)  # فتكت بسبعة
            before = people.first - 1 - (self._tokens[people.first - 1].text in QUOTES)
            return before > i and self._tokens[before].text == prep and people.counted
        if entry.tag("past") and (overcame(self._tokens, people, self._amounts) or self._ruled(i, entry)):
            return False
        led = "li" in entry.clitics and people.first == i + 1 and without_object(people, self._tokens)
        if entry.tag("past") and entry.aspect != "pv" and not led and self._tokens[people.first - 1].text != "علي":
            return False  # يقضي إجازته; يقضي على خمسة
        if entry.tag("own") and not self._losses.of_its_own(i, people):
            return False
        if category in EVENT_NOUNS:
            if "al" in entry.clitics and category == "noun.death":
                return False  # الإعدام لستة متهمين: the noun has no people of its own
            if steps and not self._by(i, people):
                return False
            if i and self._tokens[i - 1].text in SENTENCES:
                return False
        befalls = category == "verb.injure" and entry.aspect == "iv" and i > 0 and self._tokens[i - 1].text in WHATEVER
        if (
            befalls
            or (category == "verb.injure" and self._of_wounds(i, people))
            or murderers(entry, people, self._tokens)
        ):
            return False
        needed = entry.every("needs")
        return not needed or self._completed(i, needed, people)

    def _no_injury(self, i: int, entry: Entry, people: People) -> bool:
        """بجروح; جروح أحد السجناء; قضى اختناقا رجل وابناه: how they died; ألحقت جروحا بأحدهم, بجروح لثلاثة: whose."""
        whose = people.first == i + 1 and self._tokens[i + 1].text.startswith(("ب", "ل"))
        if whose and entry.lemma == WOUND and people.counted:
            return False
        if entry.number == "p" and ("bi" in entry.clitics or (people.high == 1 and people.first == i + 1)):
            return True
        if self._tokens[i].text.endswith("ا") and i and "verb.die" in self._words[i - 1]:
            return True
        return self._figurative(i, entry, people)

    def _of_wounds(self, i: int, people: People) -> bool:
        """إصابته is the noun; متأثرا بجراح أصيب بها is said of the wounds, and of nobody behind."""
        noun = self._words[i].get("noun.injury")
        suffered = self._tokens[i + 1].text == "بها" and i > 0 and self._words[i - 1].any(WOUNDS)
        return suffered or (noun is not None and (bool(noun.pronoun) or self._figurative(i, noun, people)))

    def _figurative(self, i: int, noun: Entry, people: People) -> bool:
        """المجزرة هي جرح فلسطيني نازف: what something means to many."""
        alone = noun.lemma == WOUND and not noun.clitics and not people.amount
        return alone and i > 0 and self._tokens[i - 1].text in BEING

    def _ruled(self, i: int, entry: Entry) -> bool:
        """قضت المحكمة بسجن سبعة, قضت ببراءة ستة, قضى القاضي بحبس خمسة: what a court did."""
        ahead = self._tokens[i + 1 : i + 1 + RULING_REACH]
        court = any("noun.court" in words for words in self._words[i + 1 : i + 1 + RULING_REACH])
        return court or any(token.text in RULINGS or (entry.gender == "f" and token.text in TERMS) for token in ahead)

    def _completed(self, i: int, needed: tuple[str, ...], people: People) -> bool:
        """لقي سائقها حتفه, فارقت الحياة على الفور عاملة: the noun of the idiom behind its people or before."""
        near = (self._tokens[j].text.removeprefix("ال") for j in range(i + 1, min(i + 3, people.first)))
        return any(text.startswith(needed) for text in near) or completed(self._tokens, needed, people.last)

    def overcame(self, people: People, first: int) -> Role | None:
        """قضت وحدة أخرى من الجيش على 11 مسلحا: the dead behind على, wherever the verb stands."""
        upon = (people.amount or people.bare) and self._tokens[people.first - 1].text == "علي"
        near = range(people.first - 2, max(first - 1, people.first - 2 - OVERCAME_REACH), -1) if upon else ()
        i = next((i for i in near if self._words[i].verb or self._tokens[i].text in STOPS), -1)
        verb = self._words[i].get("verb.die") if i >= 0 else None
        return Role("killed", i, "verb.die") if verb and verb.tag("past") else None

    def _their_deed(self, i: int, category: str, entry: Entry, people: People, steps: int) -> bool:
        """بقتلها 5 مدنيين، بعد قتلهم ثلاثة رعاة: the pronoun of a noun of killing is who did it."""
        deed = category == "noun.death" and entry.lemma == "قتل"
        return deed and people.counted and not steps and people.noun is not None

    def _by(self, i: int, people: People) -> bool:
        """إعدام تنظيم الدولة ثلاثة شبان: the noun of an act with its agent between."""
        entry = self._words[i].get("noun.death")
        if entry is None or (entry.tag("type") is None and entry.tag("act") is None):
            return False
        return people.counted and "force" in self._words[i + 1]

    def _joined(self, i: int, kind: Kind, category: str, first: int) -> Role:
        """مقتل وإصابة together make one figure for both: two nouns, or two verbs of one subject that follows."""
        entry = self._words[i][category]
        before = i - 1
        if "wa" in entry.clitics or (before >= first and self._tokens[before].text == "و"):
            before -= self._tokens[before].text == "و"
            category = self._part(i, category, before) if before >= first else category
            for other in self._twins(before, category) if before >= first else ():
                twin = self._words[before][other]
                own = twin.number in {"p", "d"} or bool(twin.pronoun) or self._has_subject(before, first)
                if not own and {kind, GOVERNORS[other]} == {"killed", "injured"}:
                    return Role("killed_or_injured", before, f"{category}:joined")
        return Role(kind, i, category)

    def _twins(self, i: int, category: str) -> list[str]:
        """What the word at `i` is of the same part of speech as `category`."""
        alike = FATE_VERBS if category in FATE_VERBS else EVENT_NOUNS
        return [c for c in alike if c in self._words[i]]

    def _part(self, i: int, category: str, before: int) -> str:
        """استشهد وجرح: a verb beside a verb that is no noun, whatever it might be alone."""
        verb = next((c for c in FATE_VERBS if c in self._words[i]), None)
        return verb if verb and "verb.die" in self._words[before] else category

    def _has_subject(self, verb: int, first: int) -> bool:
        """A verb with its people before it (أن مدنياً استشهد, أن خالد حسن قتل): they are its own."""
        verbs = [entry for c, entry in self._words[verb].items() if c in FATE_VERBS]
        if not verbs or any(entry.clitics for entry in verbs):
            return False
        if verb in self._used or any(entry.number in {"p", "d"} for entry in verbs):
            return True  # قياديا في الفصيل قتل وأصيب اثنان
        if self._had(verb, first):
            return True
        behind = before_age(self._tokens, verb - 1)
        for i in range(behind, max(first - 1, behind - OWN_REACH), -1):
            words = self._words[i]
            if any(c.startswith("person.") or c in FATES or c == "noun.title" for c in words):
                return True
            if self._tokens[i].text in THAT:
                return i < verb - 1
            if words or i in self._dated or self._tokens[i].text in STOPS:
                return False
        return False

    def _had(self, verb: int, first: int) -> bool:
        """وكان عضو في الحزب قد قتل: whoever stands between is its subject."""
        if verb <= first or self._tokens[verb - 1].text != "قد":
            return False
        opening = range(verb - 2, max(first - 1, verb - HAD_REACH), -1)
        return any("verb.was" in self._words[i] and i < verb - 2 for i in opening)
