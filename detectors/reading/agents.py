"""Those who did it, between the verb and its object: اغتال مسلحون مجهولون الشاب, أعدم عناصر من التنظيم ثلاثة."""

from __future__ import annotations

from collections.abc import Sequence, Set

from detectors.lexicon.entry import Entry
from detectors.reading.model import Matches
from detectors.reading.people import COMMAS, People
from detectors.text import Token

_MURDER = "اغتال"
_SUBJECT = ("ون", "ان")
"""Endings of those who do."""
AGENT_REACH = 5
"""Tokens between those who killed and whom they killed: an adjective, a quotation mark, an adverb."""
APPOSED = 10
"""Tokens of an apposition between commas."""
WITH_REACH = 4
"""Tokens of a force and its verb before those who were with it."""
OVERCAME_REACH = 6
"""Tokens between قضى and على: who did it, and whose they are."""
_BEHIND_DEATH = frozenset({"في", "علي", "من", "جراء", "اثر", "نتيجه", "تحت", "قرب", "داخل", "امام", "خلال", "منهم"})
"""Behind those who died: where, when and of what."""
_SPENT = (
    "ليلت",
    "ليال",
    "ليله",
    "ايام",
    "عيد",
    "العيد",
    "شتاء",
    "الشتاء",
    "اجاز",
    "عطل",
    "بقي",
    "وقت",
    "صيف",
    "الصيف",
    "حكم",
    "محكو",
)
"""Beginnings of what people spend, a time or a sentence."""
_SPENT_REACH = 5
DESCRIPTION_REACH = 12
"""The same when all that stands between describes the killers (يستقلون سيارة بيضاء, على متن دراجة نارية)."""


MEANS = frozenset({
    "برصاص", "بنيران", "بقذائف", "بقذيفه", "بصواريخ", "بصاروخ", "بقصف", "بغاره", "باسلحه", "بسلاح", "بيد", "بايدي",
    "بايادي", "بقنص", "بعبوه", "بانفجار", "بتفجير",
})  # fmt: skip
"""What somebody was killed or wounded with."""
BESIDE = ("الي", "جانب")
"""Before further people, who are killed as well (جنديان إلى جانب ثلاثة مدنيين)."""
HANDS = frozenset({"يد", "ايدي", "ايادي"})
"""Behind على: at whose hands."""


BRACKETS = frozenset({"(", ")"})
_SHOOTERS = frozenset({
    "مسلح", "مسلحان", "مسلحون", "قناص", "قناصان", "قناصه", "جندي", "جنديان", "جنود", "مستوطن", "مستوطنان", "مستوطنون",
    "مجهول", "مجهولان", "مجهولون", "حارس", "عنصر", "عناصر", "ملثم", "ملثمان", "ملثمون",
})  # fmt: skip
"""Who shoots whom: by this noun nobody is introduced that bears the name behind it."""
_NAME = 2
"""Tokens of a name alone."""


class Agents:
    """Finds the killers in one article."""

    def __init__(self, matches: Matches, verbs: dict[int, int]) -> None:
        """`verbs`: last token before an object → its verb; what is found is added to it."""
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._dated = matches.dated
        self._verbs = verbs

    def one(self, phrases: list[People], index: int) -> bool:
        """People without a number right after a verb of killing and before its object (اغتال مسلحون مجهولون الشاب)."""
        people = phrases[index]
        if people.amount or people.fate or index + 1 >= len(phrases) or people.first == 0:
            return False
        after = phrases[index + 1]
        joined = self._with_force(people)
        at = self._behind_weapon(people.first - 1) if joined is None else joined
        verb = self._words[at].get("verb.kill") or self._injuring(at) or self._losing(at, after)
        if verb is None or verb.pronoun or verb.voice == "passive" or not after.counted or self._and(after.first):
            return False
        armed = people.victims == "combatant" or joined is not None
        between = range(0) if armed and self._timed(people.last, after) else range(people.last, after.first)
        near = len(between) <= AGENT_REACH and not any(self._closes(i) for i in between)
        far = joined is not None and after.amount and self._undisturbed(between)
        if between and not far and not (armed and (near or self._described(people, after))):
            return False
        if people.last - people.first > 1 and not armed:
            return False
        self._verbs[after.first - 1] = at
        return True

    def by_means(self, people: People, phrases: Sequence[People]) -> bool:
        """قتل برصاص عناصر الحاجز شاب, على يد مسلحين مجهولين: who did it stands behind what it was done with."""
        at = people.first - 1
        if self._of_those_before(people, phrases):
            return True
        if people.fate or at < 1 or (people.victims != "combatant" and people.amount):
            return False
        text = self._tokens[at].text
        return text in MEANS or (text in HANDS and self._tokens[at - 1].text == "علي")

    def _of_those_before(self, people: People, phrases: Sequence[People]) -> bool:
        """جثتا جنديين قتلهما قناص: right behind people, a verb that means them, and before who did it."""
        verb = self._words[people.first - 1].get("verb.kill") if people.first else None
        object_ = self._tokens[people.last - 1].text.endswith("ا")  # بعد قتله رجلا
        if verb is None or not verb.pronoun or people.amount or people.fate or object_:
            return False
        return any(p.last == people.first - 1 and p.counted and not p.definite for p in phrases)

    def _timed(self, first: int, after: People) -> bool:
        """قتل مسلحون، ليل أمس، ثلاثة مدنيين: nothing but when it was, between commas."""
        when = range(first + 1, after.first - 1)
        set_off = bool(when) and {self._tokens[first].text, self._tokens[after.first - 1].text} <= COMMAS
        counts = after.noun is not None and not after.among and not after.others
        return set_off and counts and all(i in self._dated or self._words[i].filler for i in when)

    def _with_force(self, people: People) -> int | None:
        """قتل الجيش ومستوطنون, قتلت قوات الاحتلال ومستوطنون: the verb of a force and those who were with it."""
        subject = self._tokens[people.last - 1].text.endswith("ون") and self._tokens[people.first].text.startswith("و")
        near = range(people.first - 1, max(-1, people.first - 1 - WITH_REACH), -1) if subject else ()
        forces = [i for i in near if "force" in self._words[i]]
        at = next((i for i in near if "verb.kill" in self._words[i] or self._injuring(i)), None)
        return at if at is not None and forces and at < forces[-1] else None

    def _behind_weapon(self, at: int) -> int:
        """قتلت قذيفة أطلقها المسلحون امرأة: the verb before the weapon that they fired."""
        fired = any(entry.pronoun for c, entry in self._words[at].items() if c.startswith("verb."))
        return at - 2 if at > 1 and fired and self._words[at - 1].any(("weapon", "noun.attack")) else at

    def _described(self, killers: People, after: People) -> bool:
        """قتل مسلحون يستقلون سيارة من طراز معين محاميا: by their endings the subject and the object of one verb."""
        ends = self._tokens[killers.last - 1].text.endswith("ون"), self._tokens[after.last - 1].text.endswith("ا")
        between = range(killers.last, after.first)
        if not all(ends) or after.low != 1 or after.amount or len(between) > DESCRIPTION_REACH:
            return False
        return not any(self._opens(i) for i in between)

    def _undisturbed(self, between: range) -> bool:
        """في الضفة، بما فيها القدس، 910: where it was, and no word of anything else."""
        told = any(self._words[i].verb or "mark.connector" in self._words[i] for i in between)
        return len(between) <= DESCRIPTION_REACH and not told

    def _opens(self, i: int) -> bool:
        """A mark, or a verb of something that came to pass."""
        words = self._words[i]
        past = any(c.startswith("verb.") and entry.aspect == "pv" for c, entry in words.items() if words.verb)
        return past or "mark.connector" in words or self._tokens[i].text in {"،", ",", ":", ".", "؛"}

    def _injuring(self, at: int) -> Entry | None:
        """أصاب مسلحون شرطيا: by its letters no passive."""
        verb = self._words[at].get("verb.injure")
        return verb if verb is not None and verb.voice == "active" else None

    def _losing(self, at: int, after: People) -> Entry | None:
        """فقدت المرأة أمها, فقد الرجل أربعة من أولاده: whoever lost kin is not missing."""
        if after.noun is None:
            return None
        kin = (entry for entry in self._words[after.noun].values() if entry.pronoun)
        family = any(entry.tag("kin") or entry.tag("group") in {"children", "women"} for entry in kin)
        verb = self._words[at].get("verb.miss") or self._words[at].get("verb.die")
        return verb if verb and family and (verb.category == "verb.miss" or verb.tag("own")) else None

    def _and(self, i: int) -> bool:
        """و stands at the token, as a word or before one; it may also be the first letter of one (وزيرا)."""
        title = self._words[i].get("noun.title")
        return self._tokens[i].text.startswith("و") and not (title is not None and title.lemma.startswith("و"))

    def _closes(self, i: int) -> bool:
        """A word that begins something else: a mark, a preposition, a و, فيما."""
        text = self._tokens[i].text
        marks = text in {"،", ",", "في", "من", "علي", "بين", ":"} or text.startswith("و")
        along = "mark.with" in self._words[i] or (self._tokens[i - 1].text, text) == BESIDE  # قتل جنديان فضلا عن ثلاثة
        return marks or along or "mark.connector" in self._words[i]  # قتل جندي فيما أصيب آخر


def overcame(tokens: Sequence[Token], people: People, amounts: Set[int]) -> bool:
    """وقضت وحدة أخرى من الجيش على 11 مسلحا: `people` behind the verb did it; `amounts`: where numbers stand."""
    near = range(people.last, min(people.last + OVERCAME_REACH, len(tokens) - 1))
    upon = next((j for j in near if tokens[j].text == "علي"), None)
    return upon is not None and not people.amount and upon + 1 in amounts


def without_object(people: People, tokens: Sequence[Token]) -> bool:
    """ليقضي ستة عمال في المنجم: nothing follows that so many would spend or judge (ليقضي مئات النازحين ليلتهم)."""
    after = tokens[people.last].text if people.last < len(tokens) else "."
    behind = [token.text for token in tokens[people.last : people.last + _SPENT_REACH]]
    clause = behind[: next((k for k, text in enumerate(behind) if text in {"،", ",", "."}), None)]
    if any(text.startswith(_SPENT) for text in clause):
        return False  # ليقضي ستة أطفال وأمهم ليلتهم في العراء
    return people.counted and (not after.isalpha() or after in _BEHIND_DEATH or after.startswith(("و", "ب", "ك")))


def apposed(tokens: Sequence[Token], at: int, first: int, dated: Set[int]) -> int:
    """أودت غارة على طريق س، المنفذ الوحيد، بحياة: before what commas, the last at `at`, set apart; ، اليوم بحياة."""
    while at > first and (at in dated or tokens[at].text in BRACKETS):
        at -= 1
    if tokens[at].text not in COMMAS:
        return at
    opening = (j for j in range(at - 1, max(first, at - APPOSED), -1) if tokens[j].text in COMMAS)
    return next(opening, at) - 1


def murderers(entry: Entry, people: People, tokens: Sequence[Token]) -> bool:
    """اغتال مسلحون مجهولون كبير القضاة: by their ending they did it, whatever the object is called."""
    active = entry.lemma == _MURDER and entry.voice != "passive"
    return active and people.noun is not None and tokens[people.noun].text.endswith(_SUBJECT)


def shooter(texts: Sequence[str], people: People) -> bool:
    """قناص, مسلحون ملثمون: somebody unknown who carries arms, and no number of them."""
    noun = texts[people.noun] if people.noun is not None else ""
    return noun in _SHOOTERS and people.victims == "combatant" and not (people.amount or people.fate)


def shoots_somebody(matches: Matches, people: People, i: int) -> bool:
    """قناص حوثي يقتل ملاك: nothing but a name stands behind the verb at `i`, and it is no passive."""
    texts, verb = matches.document.texts, matches.words[i].get("verb.kill")
    if verb is None or verb.aspect != "iv" or i != people.last or not shooter(texts, people):
        return False
    last = matches.document.sentences[matches.sentence_of[i]].last
    behind = range(i + 1, min(last, i + 1 + _NAME))
    end = next((j for j in behind if not texts[j].isalpha()), behind.stop)
    closed = end >= last or not texts[end].isalpha()
    return closed and end > i + 1 and not any(matches.words[j] or texts[j][0] in "بل" for j in range(i + 1, end))
