"""Who is said to have fallen: سقوط 5 مدنيين, سقط من المقاومة أربعة, سقط ثلاثة، أحدهم طفل. Shells fall, too."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Final

from detectors.reading.model import Matches
from detectors.reading.people import COMMAS, FATES, People
from detectors.reading.roles import EVENT_NOUNS, FATE_VERBS, GOVERNORS, Role
from detectors.reading.word import Word
from detectors.records import Kind
from detectors.text import Token

COUNTABLE: Final = FATES | EVENT_NOUNS
"""Words that name those who are counted → what befell them."""
SHOT: Final = frozenset({"برصاص", "بالرصاص", "بنيران"})
IN_BLOW: Final = frozenset({"في", "جراء", "اثر"})
ONTO: Final = frozenset({"علي", "في"})
"""Between a blow and what it hit."""
DAYTIMES: Final = frozenset({"العصر", "الظهر", "الصباح", "الفجر", "المساء", "الليل", "الامس", "اليوم", "امس", "الجمعه"})
WITHIN_IT: Final = frozenset({"من", "في", "خلال", "خلالها", "خلاله", "فيها", "فيه", "اثرها", "اثره"})
"""Between سقط and whose people they were, or the fight in which they fell."""
_FOR_SIDE: Final = frozenset({"له", "لها", "لهم"})
FALL_REACH: Final = 3
"""Tokens between سقط and its people: من المقاومة، خلال المعارك."""


_JOINED: Final = frozenset({"وسقط", "فسقط"})
_ARMS: Final = ("weapon", "noun.attack")
DEAD_REACH: Final = 14
"""Tokens between the dead and more of them, who fell elsewhere."""

ROWS: Final = frozenset({"قافله", "سجل", "لائحه", "قائمه", "ركب"})
"""Of those who fell, before whom a number says how many they have become."""
WHO = frozenset({"من", "الذين", "ممن"})
FATAL = frozenset({"noun.death", "noun.killed", "verb.kill", "verb.die"})
_OPENS: Final = frozenset({"ان", "وان", "بان", ":", ".", *COMMAS})
"""Before those who fell, where they are what the clause speaks of."""
_CLOSES: Final = frozenset({".", "؛", "بحسب", "وفق", "حتي", *COMMAS})
_FOUGHT: Final = (*_ARMS, "verb.attack", "noun.explosion", "verb.kill", "noun.death")
_THIS: Final = frozenset({"هذا", "هذه", "تلك", "ذلك"})
_COURSES: Final = ("noun.operation", "noun.violation", "noun.span")
_ESCALATION: Final = "التصعيد"
"""What goes on for days, like الحملة, العدوان."""
_RISES: Final = ("verb.rise", "verb.raise", "noun.rise")
_RISE_REACH: Final = 4
"""Tokens between what says that a toll rose and its word."""
RISEN_REACH: Final = 16
"""Tokens between a verb of rising and the second count that it brings to a number."""
_DETAINED: Final = frozenset({"noun.detain", "verb.detain"})
_SEIZED: Final = frozenset({"معتقلا", "معتقل", "معتقلين", "اسيرا", "موقوفا", "نازحا", "نازح", "لاجئا"})
_OVER_ELSE: Final = frozenset({"والي", "ومنذ", "وخلال"})
COMES_TO: Final = frozenset({"ليصبح", "لتصبح", "ليصير", "ليغدو", "وصار", "واصبح"})
WHERE_REACH = 5
"""Tokens between a verb of falling and how many did: where, and when."""
_THEIRS: Final = frozenset({"3mp", "3fp"})
_LIFE: Final = 6
"""Tokens between a verb of taking lives and theirs: what took them."""
WEAPON_REACH = 14
"""Tokens between what was thrown and where some of it fell."""


class Falls:
    """Judges the words of falling in one article."""

    def __init__(self, matches: Matches) -> None:
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._placed = matches.placed

    def told(self, i: int, people: People, steps: int) -> bool:
        """سقوط 5 مدنيين، سقط من المقاومة سبعة أفراد; what else falls are shells and towns."""
        words = self._words[i]
        if people.bare and not self._bare(i, people, steps):
            return False
        if self._of_weapons(i, people):
            return False
        if people.fate or (people.noun is not None and "weapon" in self._words[people.noun]):
            return False
        if steps == 0:
            return "noun.fall" in words or "verb.fall" in words
        between = range(i + 1, people.first)
        return (
            "verb.fall" in words
            and steps <= FALL_REACH
            and (self._tokens[i + 1].text in WITHIN_IT or self._of_their_own(i + 1, people))
            and people.counted
            and not any(c == "weapon" or c.startswith("thing.") for j in between for c in self._words[j])
        )

    def _of_their_own(self, i: int, people: People) -> bool:
        """سقط للفصيل سبعة من رجاله, سقط لها فيها أربعة من عناصرها: whose people they were, and they were its own."""
        force = self._words[i].get("force")
        side = self._tokens[i].text in _FOR_SIDE or (force is not None and "li" in force.clitics)
        own = (e.pronoun for c, e in self._words[people.noun or 0].items() if c.startswith("person."))
        return side and people.noun is not None and (people.victims == "combatant" or any(own))

    def _of_weapons(self, i: int, people: People) -> bool:
        """ستة براميل، سقط ثلاثة منها قرب المقام: of what was thrown, told before."""
        ends = (people.last - 1, people.last)
        if not any(j < len(self._tokens) and self._tokens[j].text == "منها" for j in ends):
            return False
        return any("weapon" in self._words[j] for j in range(max(0, i - WEAPON_REACH), i))

    def _bare(self, i: int, people: People, steps: int) -> bool:
        """سقوط تسعة; سقط من المقاومة أربعة: whose they were stands between."""
        if steps:
            of = self._tokens[i + 1].text == "من" and any(
                "force" in words for words in self._words[i + 2 : people.first]
            )
            return of and self._alone(people.last)
        if "verb.fall" in self._words[i] and people.amount:
            return self._persons(people.last) or self._of_the_dead(i, people)
        return "noun.fall" in self._words[i] and self._alone(people.last)

    def _persons(self, i: int) -> bool:
        """سقط ثلاثة، أحدهم طفل, سقط اثنان برصاص: no shells."""
        i += i < len(self._tokens) and self._tokens[i].text in COMMAS
        if i >= len(self._tokens):
            return False
        return self._tokens[i].text in {"احدهم", "احدهما", "بينهم"} or self._tokens[i].text in SHOT

    def _of_the_dead(self, i: int, people: People) -> bool:
        """قتل 20 في كفربطنا، فيما سقط 7 في جسرين: more of those whose death stands before, and no shells."""
        last = people.last
        inside = last + 1 < len(self._tokens) and self._tokens[last].text == "في"
        blow = inside and self._words[last + 1].any(("noun.attack", "noun.explosion"))
        placed = inside and (last + 1 in self._placed or (blow and self._tokens[i].text in _JOINED))
        if not placed and not (i - 1 in self._placed and self._alone(last)):
            return False  # وسقط 8 في انفجار مماثل, وحي س فسقط 4; سقطت 8 are shells
        for j in range(i - 1, max(-1, i - 1 - DEAD_REACH), -1):
            words = self._words[j]
            if self._tokens[j].text == ".":
                return False
            if words.any((*GOVERNORS, *FATES)):
                return True
            described = self._words[j - 1].any(_ARMS)  # ببراميل متفجرة
            if not described and any("bi" not in words[c].clitics for c in _ARMS if c in words):
                return False
        return False

    def _alone(self, i: int) -> bool:
        """A number that ends its statement (سقوط تسعة، وإصابة 3)."""
        if i >= len(self._tokens) or self._tokens[i].text in {".", "،", ",", "؛", "و", ")"}:
            return True
        return any("wa" in e.clitics for c, e in self._words[i].items() if c in GOVERNORS)


def in_blow(words: Sequence[Word], tokens: Sequence[Token], between: range) -> bool:
    """عدد القتلى في غارات العصر عشرة, عدد قتلى القصف على البلدة سبعة: a count's blow, with its time and target."""
    at = between[0] + (tokens[between[0]].text in IN_BLOW) if between else 0
    if not between or at > between[-1] or not words[at].any(("noun.attack", "noun.explosion")):
        return False
    return all(
        words[i].filler
        or tokens[i].text in DAYTIMES
        or tokens[i].text in ONTO
        or (tokens[i].text.startswith("ال") and tokens[i - 1].text in ONTO)
        for i in between[at + 1 - between[0] :]
    )


def of_blow(words: Sequence[Word], tokens: Sequence[Token], people: People, toll: int, first: int) -> bool:
    """حصيلة تفجير السوق وصلت إلى 43 شخصا: so many people, and not a word of what befell them.

    Where the dead stand before, they rise to so many (لترتفع حصيلة هذا القصف إلى 51 مدنيا, لتصل الحصيلة إلى 51 شخصا).
    """
    at = toll + 1 + (tokens[toll + 1].text in _THIS)
    blow = words[at].any(("noun.explosion", "noun.attack"))
    if people.bare or people.fate or (people.noun is not None and tokens[people.noun].text in _SEIZED):
        return False
    if blow and any("verb.rise" in word for word in words[toll + 2 : people.core]):
        return True
    course = words[at].any(_COURSES) and tokens[at].text.startswith("ال")
    named = blow or course or tokens[at].text == _ESCALATION
    known = "al" in words[toll]["noun.toll"].clitics or named
    rises = any(word.any(_RISES) for word in words[max(first, toll - _RISE_REACH) : people.core])
    before = {c for word in words[first:toll] for c in word}
    dead = not before.isdisjoint(FATAL) and before.isdisjoint(_DETAINED)
    reached = tokens[people.core - 1].text == "الي" or "verb.rise" in words[toll - 1]
    return known and rises and dead and reached and people.core - toll <= WEAPON_REACH


def come_to(words: Sequence[Word], tokens: Sequence[Token], people: People) -> Role | None:
    """ليصبح العدد سبعة: the count just told, with no word of whom it counts."""
    i = people.core - 1
    toll = words[i].get("noun.toll") if people.bare else None
    known = toll is not None and "al" in toll.clitics and tokens[i - 1].text in COMES_TO
    return Role("killed", i, "toll:count") if known else None


def over_else(tokens: Sequence[Token], people: People, i: int) -> bool:
    """إلى 504 منذ بداية الحرب، وإلى 160 منذ بدء العملية: of the same head over another time than at `i`."""
    opens = any(token.text in _OVER_ELSE for token in tokens[i + 1 : people.core])
    return people.bare and opens and tokens[people.core - 1].text.endswith("الي")


def both_fates(words: Sequence[Word], counted: Container[int], i: int, kind: Kind) -> Kind:
    """إلى 300 عدد القتلى والجرحى: what befell those whose number it is, where the next word joins others to them."""
    following = words[i + 1] if i + 1 < len(words) and i + 2 not in counted else None
    fates = [FATES[c] for c in FATES if following is not None and c in following]
    joined = following is not None and any(following[c].clitics == ("wa", "al") for c in FATES if c in following)
    return "killed_or_injured" if joined and {kind, *fates} == {"killed", "injured"} else kind


def likewise(words: Sequence[Word], tokens: Sequence[Token], people: People, first: int) -> Role | None:
    """ارتفع عدد القتلى إلى 40 قتيلا، والجرحى إلى 90: what a count of others comes to, by the verb of the first."""
    head = (people.first if tokens[people.first - 1].text == "الي" else people.core) - 2
    if not people.bare or head <= first or tokens[head + 1].text != "الي":
        return None
    fate = next((c for c in FATES if c in words[head]), None)
    theirs = fate is not None and words[head][fate].number == "p" and words[head][fate].clitics == ("wa", "al")
    rises = [i for i in range(max(first, head - RISEN_REACH), head) if words[i].any((*_RISES, "verb.estimate"))]
    if fate is None or not theirs or not rises:
        return None
    to = any(token.text == "الي" for token in tokens[rises[0] : head])
    counted = any(word.any(("noun.toll", *FATES)) for word in words[rises[0] : head])
    return Role(FATES[fate], head, "toll:count") if to and counted else None


def those_who_fell(words: Sequence[Word], tokens: Sequence[Token], people: People, first: int) -> Role | None:
    """أن الذين سقطوا داخله ثمانية عشر: how many they are, by itself; المدنيين الذين سقطوا are counted elsewhere."""
    after = tokens[people.last].text if people.last < len(tokens) else "."
    if not people.bare or not (after in _CLOSES or after.startswith("و")):
        return None
    for i in range(people.first - 1, max(first, people.first - 1 - WHERE_REACH), -1):
        verb = next((words[i][c] for c in ("verb.die", "verb.fall") if c in words[i]), None)
        if verb is not None and tokens[i - 1].text in WHO:
            opens = i - 1 == first or tokens[i - 2].text in _OPENS
            fought = "verb.die" in words[i] or any(word.any(_FOUGHT) for word in words)  # سقطوا في الامتحان
            told = opens and fought and verb.number == "p" and not verb.clitics
            return Role("killed", i, "toll:count") if told else None
        if words[i].verb or tokens[i].text in COMMAS or "mark.negation" in words[i]:
            return None
    return None


def robbed(words: Sequence[Word], i: int) -> bool:
    """عدد من أزهقت أرواحهم, الذين أودت الغارات بحياتهم: the verb at `i` took the lives of those counted."""
    if not words[i].any(("verb.take_life", "verb.result")):
        return False
    return any(e is not None and e.pronoun in _THEIRS for e in (w.get("noun.life") for w in words[i + 1 : i + _LIFE]))


def befell(words: Sequence[Word], tokens: Sequence[Token], i: int, last: int) -> Kind | None:
    """أصيب الركاب، وعددهم 12, أصيب من بقي على متنها، وعددهم ستة: the verb at `i`, and no other up to `last`."""
    kind = next((kind for c, kind in FATE_VERBS.items() if c in words[i]), None)
    others = (j for j in range(i + 1, last) if _another(words[j]) and tokens[j - 1].text not in WHO)
    return kind if next(others, None) is None else None


def _another(word: Word) -> bool:
    """A verb that goes on with the tale; من جرحوا فيتراوح عددهم goes on with the number."""
    return word.verb and "verb.rise" not in word


def documented(words: Sequence[Word], tokens: Sequence[Token], people: People, first: int) -> Role | None:
    """استشهد 43، وقال المرصد إنه تمكن من توثيق 36 بينهم نساء: as many of the dead that stand before."""
    i, after = people.core - 1, people.last
    if not people.bare or "noun.count" not in words[i] or after >= len(words):
        return None
    ends = tokens[after].text in {".", *COMMAS} or "mark.subset" in words[after]
    dead = any(c in FATAL for word in words[first:i] for c in word)
    return Role("killed", i, "toll:count") if ends and dead else None
