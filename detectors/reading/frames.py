"""What befell the people that a phrase names: the word that governs it, on its left or on its right.

Left: مقتل 5 أشخاص، أصيب، أمس، نحو 20، أودى بحياة طفل. Right: خمسة أشخاص على الأقل قتلوا. At a distance: ارتفاع عدد
القتلى، منذ مطلع الشهر، إلى 845. A governor that tells of something else (حصار، نزوح، اعتقال) turns the phrase down.
"""

from __future__ import annotations

from detectors.reading.cover import Cover, Except
from detectors.reading.heads import Heads
from detectors.reading.model import Matches
from detectors.reading.people import FATES, QUOTES, People
from detectors.reading.roles import EVENT_NOUNS, FATE_VERBS, GOVERNORS, Decoy, Role
from detectors.records import Kind

DECOYS = frozenset(
    f"{part}.{what}"
    for part in ("verb", "noun")
    for what in ("besiege", "evacuate", "displace", "detain", "need", "rescue", "threaten", "threat", "treat")
)
HARMED = frozenset({"decoy:need", "decoy:treat"})
"""What is told of people who were hurt all the same, when their noun says so (يحتاج 20 جريحاً)."""
SUPPORT = frozenset(
    f"{part}.{what}" for part in ("verb", "noun") for what in ("fall", "result", "recover", "count", "massacre")
)
"""Words that introduce casualties (سقوط، خلف، انتشال): a lone singular noun needs one."""
ASIDE_REACH = 9
"""Longest aside between commas, in tokens."""
IDIOM_REACH = 2
"""Tokens between ضحية and the phrase: the attack that took them."""
REACH = 6
"""Tokens between a verb and the phrase that it governs: an adverb, a short agent."""
SUBJECT_REACH = 14
"""Tokens between a phrase and the verb after it: a subset in commas may stand between."""


class Frames:
    """Finds the governor of each phrase of one article."""

    def __init__(self, matches: Matches) -> None:
        self._tokens = matches.document.tokens
        self._words = matches.words
        self.agents: set[int] = set()
        """Those who did it (اغتال مسلحون القيادي): one token between the verb and its object."""
        self._of: list[People] | None = None
        self._cover = Cover.of(())
        self.used: set[int] = set()
        """Verbs whose subject has been found before them: they govern nothing after."""
        self._heads = Heads(matches)
        self._dated = {i for date in matches.dates for i in range(date.first, date.last)}

    def role(self, people: People, others: list[People], first: int, last: int) -> Role | Decoy | None:
        """Governor of `people` among tokens `first`…`last` of its sentence."""
        if self._of is not others:
            self._of, self._cover = others, Cover.of(others)
        taken, starts = self._cover.without(people)
        left = self._left(people, taken, first)
        if isinstance(left, Decoy) and not (people.fate and people.amount and left.reason in HARMED):
            return left
        if isinstance(left, Decoy):
            left = None
        if left and people.fate == "injured" and left.kind == "killed" and left.rule in {"noun.death", "verb.die"}:
            return left  # وفاة جريح
        if people.fate:
            return Role(people.fate, people.first, f"noun:{people.fate}")
        if left:
            return left
        buried = self._buried(people)
        if buried and not left:
            return buried
        among = self.among(people)
        if among:
            return among
        toll = self._heads.role(people, taken, first)
        if toll:
            return toll
        return self._right(people, starts, last)

    def among(self, people: People) -> Role | None:
        """37 أجنبياً بين القتلى: the dead spoken of before."""
        i = people.last
        if i + 1 >= len(self._words) or self._tokens[i].text != "بين" or not people.amount:
            return None
        for category, kind in FATES.items():
            entry = self._words[i + 1].get(category)
            if entry and "al" in entry.clitics and entry.number == "p":
                return Role(kind, i + 1, "among")
        return None

    def _buried(self, people: People) -> Role | None:
        """Still under the rubble (تحت الأنقاض): missing."""
        for i in range(people.last, min(people.last + 5, len(self._tokens) - 1)):
            if self._tokens[i].text in {"تحت", "بين"} and "noun.rubble" in self._words[i + 1]:
                return Role("missing", i + 1, "under-rubble")
        return None

    def supported(self, people: People, first: int) -> bool:
        """A word that introduces casualties stands up to three tokens before."""
        if all(self._tokens[i].text in QUOTES for i in range(first, people.first)):
            return True  # قتيل بقصف …, a headline
        return any(
            category in SUPPORT or category in GOVERNORS
            for i in range(max(first, people.first - 3), people.first)
            for category in self._words[i]
        )

    def generic(self, people: People, first: int) -> bool:
        """كل ضحية، أي جريح: nobody in particular."""
        return people.first > first and self._tokens[people.first - 1].text in {"كل", "اي", "اية", "كاي", "لكل"}

    def filler(self, i: int) -> bool:
        """A token that may stand anywhere: a quotation mark, a word of time, an adverb."""
        return self._words[i].filler or i in self._dated or self._tokens[i].text in QUOTES

    def _left(self, people: People, taken: Except, first: int) -> Role | Decoy | None:
        steps, i = 0, people.first - 1
        while i >= first and steps < REACH and i not in taken:
            words = self._words[i]
            lost = words.get("verb.die")
            if lost and "mark.filler" in words and self._idiom(lost.every("needs"), people.last):
                return Role("killed", i, "verb.die")  # فقد 5 أشخاص حياتهم
            if (
                self.filler(i)
                or self._each(i)
                or (self._tokens[i].text in {"،", ","} and i > first and self.filler(i - 1))
            ):
                i -= 1
                continue
            aside = self._aside(i, first)
            if aside is not None:
                i = aside - 1
                continue
            if self._tokens[i].text in {"،", ",", ":", ".", "؛", "-"}:
                return None
            family = self._family(i, first)
            if family is not None:
                i = family - 1
                continue
            found = self._governs(i, people, steps, first)
            if found or words.verb or "mark.connector" in words:
                return found
            steps, i = steps + 1, i - 1
        if i in taken and i in self.agents:
            return self._governs(i - 1, people, 1, first) if i > first else None
        return None

    def _aside(self, i: int, first: int) -> int | None:
        """، بحسب المصدر نفسه، between a verb and its people: the comma that opens it."""
        if self._tokens[i].text not in {"،", ","}:
            return None
        for j in range(i - 1, max(first, i - ASIDE_REACH), -1):
            if self._tokens[j].text in {"،", ","}:
                says = "noun.say" in self._words[j + 1] or self.filler(j + 1) or self._tokens[j + 1].text in {"في", "و"}
                return j if says else None
            if "noun.say" in self._words[j] and self._tokens[j - 1].text not in {"،", ","}:
                return None
        return None

    def _family(self, i: int, first: int) -> int | None:
        """عائلة (كاملة) من before the number of its members: where it begins."""
        if self._tokens[i].text not in {"من", "تضم", "مؤلفه", "مكونه"}:
            return None
        return next((j for j in range(i - 1, max(first - 1, i - 4), -1) if "person.family" in self._words[j]), None)

    def _each(self, i: int) -> bool:
        """كل من before names or people."""
        if "mark.each" in self._words[i]:
            return True
        return self._tokens[i].text == "من" and i > 0 and "mark.each" in self._words[i - 1]

    def _governs(self, i: int, people: People, steps: int, first: int) -> Role | Decoy | None:
        """What the word at `i`, `steps` words before the phrase, makes of it."""
        words = self._words[i]
        decoy = next((c for c in words if c in DECOYS), None)
        known = decoy is not None and decoy.startswith("noun.") and "al" in words[decoy].clitics
        if decoy and steps <= 2 and not known:
            return Decoy(f"decoy:{decoy.split('.')[1]}")
        for category, kind in GOVERNORS.items():
            entry = words.get(category)
            if entry is None or (entry.pronoun and category in EVENT_NOUNS):
                continue
            if (category in EVENT_NOUNS and steps and not self._by(i, people)) or i in self.used:
                continue
            if category == "verb.injure" and "noun.injury" in words and words["noun.injury"].pronoun:
                continue  # إصابته is the noun
            needed = entry.every("needs")
            if needed and not self._idiom(needed, people.last):
                continue
            return self._joined(i, kind, category, first)
        if steps == 0 and "noun.body" in words:
            return Role("killed", i, "noun.body")
        if steps == 0 and not people.fate and not people.bare and ("noun.fall" in words or "verb.fall" in words):
            return Role("killed", i, "noun.fall")
        if steps <= IDIOM_REACH and self._life(i, first, steps):
            return Role("killed", i, "idiom:life")
        return None

    def _by(self, i: int, people: People) -> bool:
        """إعدام تنظيم الدولة ثلاثة شبان: the noun of an act with its agent between."""
        entry = self._words[i].get("noun.death")
        if entry is None or (entry.tag("type") is None and entry.tag("act") is None):
            return False
        return people.counted and "force" in self._words[i + 1]

    def _joined(self, i: int, kind: Kind, category: str, first: int) -> Role:
        """مقتل وإصابة together make one figure for both."""
        entry = self._words[i][category]
        before = i - 1
        if "wa" in entry.clitics or (before >= first and self._tokens[before].text == "و"):
            before -= self._tokens[before].text == "و"
            for other, other_kind in GOVERNORS.items():
                twin = self._words[before].get(other) if before >= first else None
                verbs = (self._words[before].get(c) for c in FATE_VERBS) if before >= first else ()
                several = any(verb is not None and verb.number in {"p", "d"} for verb in verbs)
                own = twin is not None and (several or twin.number in {"p", "d"} or bool(twin.pronoun))
                own = own or (other in FATE_VERBS and self._subject_before(before, first))
                if twin is not None and not own and {kind, other_kind} == {"killed", "injured"}:
                    return Role("killed_or_injured", before, f"{category}:joined")
        return Role(kind, i, category)

    def _subject_before(self, verb: int, first: int) -> bool:
        """People stand right before the verb (أن مدنياً استشهد): it is theirs."""
        return any(
            category.startswith("person.") or category in FATES
            for i in range(max(first, verb - 2), verb)
            for category in self._words[i]
        )

    def _idiom(self, needed: tuple[str, ...], after: int) -> bool:
        """The noun that completes the verb (لقي … مصرعهم) follows."""
        window = self._tokens[after : after + SUBJECT_REACH]
        return any(token.text.removeprefix("ال").startswith(needed) for token in window)

    def _life(self, i: int, first: int, steps: int) -> bool:
        """أودى بحياة، راح ضحيتها، ذهب ضحية القصف."""
        words = self._words[i]
        before = range(max(first, i - 3), i)
        if "noun.life" in words:
            return not steps and any("verb.take_life" in self._words[j] for j in before)
        victim = words.get("noun.victim")
        if victim is None or victim.number != "s" or (steps and victim.pronoun):
            return False
        return any("verb.victim" in self._words[j] for j in before)

    def _right(self, people: People, starts: Except, last: int) -> Role | None:
        """A verb after the phrase whose subject it is."""
        subset = False
        for i in range(people.last, min(last, people.last + SUBJECT_REACH)):
            words = self._words[i]
            subset = subset or "mark.subset" in words
            if i in starts and not subset and not self._joined_noun(i):
                return None
            if self._tokens[i].text in {".", "؛", ":"} or "mark.connector" in words:
                return None
            if not words.tells:
                continue
            told = [(c, kind) for c, kind in FATE_VERBS.items() if c in words]
            if told:
                found = (self._subject(people, i, category, kind, starts) for category, kind in told)
                return next((role for role in found if role), None)
            done = self._done(i, people)
            if done:
                return done
            if any(c.startswith(("verb.result", "verb.attack", "noun.death")) for c in words):
                return None
        return None

    def _done(self, i: int, people: People) -> Role | None:
        """13 مسلحا تم تحييدهم: the act is a noun that refers back."""
        if not people.amount or self._tokens[i - 1].text not in {"تم", "جري", "تمت"}:
            return None
        for category, kind in EVENT_NOUNS.items():
            entry = self._words[i].get(category)
            if entry and entry.pronoun:
                return Role(kind, i, f"done:{category}")
        return None

    def _joined_noun(self, i: int) -> bool:
        """A further member of the list whose verb is sought (مقاتلان وثلاثة مدنيين قتلوا)."""
        return self._tokens[i].text.startswith("و") and not self._words[i].verb

    def _subject(self, people: People, i: int, category: str, kind: Kind, starts: Except) -> Role | None:
        """Whether the verb at `i` says it of `people`: it agrees, opens no clause of its own, and has no object."""
        verb = self._words[i][category]
        if {"wa", "fa"} & set(verb.clitics) or i + 1 in starts:
            return None
        needed = verb.every("needs")
        if needed and not self._idiom(needed, i):
            return None
        one = people.low == people.high == 1
        if category == "verb.miss" and verb.number == "s":
            return None  # فقد is oftener a particle
        agrees = verb.number == "p" or (verb.number == "d" and people.low == 2) or (verb.number == "s" and one)
        if not agrees:
            return None
        self.used.add(i)
        return Role(kind, i, f"subject:{category}")
