"""Persons told of by a pronoun alone: ما أدى إلى مقتله, فأردوه قتيلا. One each, two after هما."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from detectors.lexicon.entry import Entry
from detectors.reading.given import given_names
from detectors.reading.identities import PEACEFUL
from detectors.reading.model import Matches
from detectors.reading.nouns import ONE_OF_THEM
from detectors.reading.people import COMMAS, FATES, PERSONS, QUOTES, People, groups_of
from detectors.reading.roles import EVENT_NOUNS, FATE_VERBS, GOVERNORS
from detectors.reading.sequels import Sequels
from detectors.records import Kind, Victims
from detectors.text import Sentence

THEY = "3mp"
RANKS = {
    word: n
    for n, word in enumerate(
        ("الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر"), start=2
    )
}
"""الأول is the first of anything; the nth of fewer is nobody."""
RANKED = FATE_VERBS | EVENT_NOUNS | {"verb.fall": "killed"}
_FATES = tuple(FATE_VERBS)
AS_MANY = frozenset({"مثله", "مثلها", "مثلهما", "مثلهم", "مثلهن"})
TOLD_REACH = 3
"""Tokens before people in which it may be told already what befell them."""
NUMBERS = {"3ms": 1, "3fs": 1, "3d": 2}
VERBS: dict[str, Kind] = {"verb.kill": "killed", "verb.injure": "injured"}
LINKS = frozenset({"الي", "عن", "في"})
RESULTS = ("verb.result", "noun.result")
SUBJECT_REACH = 14
"""Tokens between a verb of result and what it resulted in: the blow and whom it hit."""
LEFT = frozenset({"وجدت", "القيت", "رميت", "القوا", "رموا"})
"""Before a body: where it was found, or thrown."""
YET = frozenset({"لكنه", "لكنها", "ولكنه", "ولكنها", "انه", "انها", "بينما", "فيما"})
"""Words before the verb of a survivor's wound."""
OTHERS_REACH = 4
"""Tokens behind the verb of a wound in which others than the survivor may be named."""
LIFE_REACH = 3
"""Tokens between a verb of taking lives and the life that it took."""
ANTECEDENT_REACH = 30
"""Tokens between the person and the pronoun."""
_STATES = ("adj.grave", "adj.light")
_STATED = frozenset({"bi", "al"})
"""Clitics of the word for how one is (وصفت بالحرجة)."""


class Pronouns:
    """Finds the persons of one article that a pronoun stands for."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        self._at_many = [i for i, _ in matches.document.where(AS_MANY | {"و" + word for word in AS_MANY})]
        self._at_ranks = [i for i, _ in matches.document.where(RANKS.keys())]
        self._counted = matches.amount_at.keys()
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._sequels = Sequels(matches)

    def governed(self, sentence: Sentence, phrases: Sequence[People]) -> list[People]:
        """Persons of a sentence, each at the word that carries the pronoun; `phrases`: whom it names."""
        found = self._ones(sentence)
        for i in range(sentence.first + 1, sentence.last):
            if not self._words[i].means:
                continue
            told = self._event(i, sentence.first) or self._object(i) or self._life(i, sentence.first)
            if told and told[0].pronoun == THEY:
                found += self._several(i, told[1], phrases)
            elif told:
                entry, kind = told
                people = self._person(i, NUMBERS[entry.pronoun], kind, sentence.first)
                people = people or self._unnamed(i, entry, kind)
                found += [people] if people else []
        maimed = (
            self._sequels.maimed(i, sentence.first, phrases) for i in self._m.standing.of("noun.maim", *sentence[:2])
        )
        found += [people for people in maimed if people is not None]
        for i in self._m.standing.of_any(_FATES, sentence.first, sentence.last):
            sequel = self._sequels.of(i, sentence.first, phrases)
            found += [sequel] if sequel is not None else self._both(i, phrases)
        for i in self._m.standing.of("noun.body", sentence.first + 2, sentence.last):
            body = self._found_dead(i, sentence)
            found += [body] if body is not None else []
        return found + self._survivors(sentence) + self._as_many(sentence, phrases) + self._ranked(sentence, phrases)

    def _ranked(self, sentence: Sentence, phrases: Sequence[People]) -> list[People]:
        """وسقط التاسع بعبوة, قتل الأول في …: the nth of those counted before."""
        found: list[People] = []
        for i in self._at_ranks:
            if not sentence.first < i < sentence.last - 1 or self._tokens[i + 1].text == "من":
                continue
            if self._tokens[i - 1].text in {"وقع", "ووقع"}:
                continue  # وقع الثاني بعبوة: an explosion
            fate = next((k for c, k in RANKED.items() if c in self._words[i - 1]), None)
            told = self._words[i - 1].verb or self._words[i - 1].any(EVENT_NOUNS)
            if fate is not None and told and not self._words[i - 1].noun:
                rank = RANKS[self._tokens[i].text]
                of = next((p for p in reversed(phrases) if p.low == rank and p.last < i), None)
                people = People(i, i + 1, 1, 1, "exact", i, fate=fate, counted=True, rank=rank)
                found.append(replace(people, victims=of.victims, groups=of.groups) if of else people)
        return found

    def _as_many(self, sentence: Sentence, phrases: Sequence[People]) -> list[People]:
        """وشهيدان في حي، ومثلهما في آخر, وأصيب مثلهما: as many as were counted last."""
        found: list[People] = []
        for i in self._at_many:
            if not sentence.first < i < sentence.last:
                continue
            told = self._tokens[i].text in AS_MANY and self._words[i - 1].any(GOVERNORS)
            if not told and self._m.document.texts[i + 1 : i + 2] != ["في"]:
                continue
            before = [p for p in phrases if p.last <= i and p.low is not None and i - p.first <= ANTECEDENT_REACH]
            if before:
                last = before[-1]
                found.append(
                    People(i, i + 1, last.low, last.high, last.qualifier, i, counted=True, amount=True, bare=True)
                )
        return found

    def _both(self, i: int, phrases: Sequence[People]) -> list[People]:
        """ضربوا حارسا وممرضا فأصيبا, أطلقوا النار على شابين فقتلا: the two named last before, each for himself."""
        told = next(((self._words[i][c], kind) for c, kind in FATE_VERBS.items() if c in self._words[i]), None)
        if told is None or told[0].number != "d" or "fa" not in told[0].clitics or told[0].pronoun:
            return []
        before = [p for p in phrases if p.last <= i and i - p.first <= ANTECEDENT_REACH][-2:]
        pair = before if len(before) > 1 and all(p.low == p.high == 1 for p in before) else before[-1:]
        if sum(p.low or 0 for p in pair) != 2 or any(p.fate or p.bare for p in pair):
            return []
        told_already = (self._words[j].any(GOVERNORS) for j in range(max(0, pair[0].first - TOLD_REACH), pair[0].first))
        return [] if any(told_already) else [replace(p, fate=told[1], verb=i) for p in pair]

    def _several(self, i: int, kind: Kind, phrases: Sequence[People]) -> list[People]:
        """سيارة تقل 3 عمال ما أدى إلى مقتلهم: those counted last before, if nothing is told of them yet."""
        before = [p for p in phrases if p.last <= i and p.counted and i - p.first <= ANTECEDENT_REACH]
        people = next((p for p in reversed(before) if p.low != 1), None)  # "they" are not one
        if people is None or not people.amount or people.fate or people.bare or people.definite:
            return []
        told = (
            i - LIFE_REACH if "noun.life" in self._words[i] else self._wound_of(i)
        )  # خطف الموت أرواحهم: its own words
        if any(self._words[j].any(GOVERNORS) for j in range(max(0, people.first - TOLD_REACH), told)):
            return []
        return [replace(people, first=i, last=i + 1 + self._predicate(i + 1), core=i, fate=kind)]

    def _ones(self, sentence: Sentence) -> list[People]:
        """فقتل أحدهم, مقتل أحدهما: one of those named before."""
        found: list[People] = []
        for i in self._m.standing.of("mark.subset", sentence.first + 1, sentence.last):
            kind = self._sequels.fate_of_one(i)
            following = self._words[i + 1] if i + 1 < sentence.last else {}
            state = any(c in following and _STATED.issuperset(following[c].clitics) for c in _STATES)
            if self._tokens[i].text in ONE_OF_THEM and kind is not None and not state:  # إصابة أحدهما بليغة, بالحرجة
                lost = kind == "injured" and "verb.miss" in self._words[i - 1]  # فقد أحدهم ذراعه: of the wounded
                found.append(replace(self._one_of(i, kind, sentence.first), among=lost))
        return found

    def _one_of(self, i: int, kind: Kind, first: int) -> People:
        people = self._meant(i, 1, kind)
        for j in range(i - 1, max(first - 1, i - ANTECEDENT_REACH), -1):
            known = next(((self._words[j][c], v) for c, v in PERSONS.items() if c in self._words[j]), None)
            if known is not None and known[0].number != "s":
                return replace(people, victims=known[1], groups=groups_of(known[0]))
        return people

    def _survivors(self, sentence: Sentence) -> list[People]:
        """نجا القاضي من محاولة اغتيال لكنه أصيب في كتفه, نجا … وأصيب بجروح: one person, who is named before."""
        standing = self._m.standing
        survived = standing.of("verb.survive", sentence.first, sentence.last)
        if not survived:
            return []
        found: list[People] = []
        for i in standing.of("verb.injure", survived[0], sentence.last):
            verb = self._words[i]["verb.injure"]
            goes_on = "wa" in verb.clitics or self._tokens[i - 1].text in YET
            if verb.number != "s" or verb.pronoun or not goes_on or not self._hurt(i + 1):
                continue
            people = self._person(i, 1, "injured", sentence.first)
            found += [people] if people else []
        return found

    def _hurt(self, i: int) -> bool:
        """بجروح, في كتفه: where or how, and nobody else."""
        text = self._tokens[i].text if i < len(self._tokens) else ""
        if any(
            j in self._counted or self._words[j].noun for j in range(i + 1, min(i + OTHERS_REACH, len(self._words)))
        ):
            return False
        return text == "في" or (text.startswith("ب") and "noun.injury" in self._words[i])

    def _event(self, i: int, first: int) -> tuple[Entry, Kind] | None:
        """ما أدى إلى مقتله, ما أسفر عن إصابته: what a deed resulted in."""
        for category, kind in EVENT_NOUNS.items():
            entry = self._words[i].get(category)
            if entry is None or entry.pronoun not in {*NUMBERS, THEY} or kind == "missing":
                continue
            if i + 1 < len(self._words) and "noun.destroy" in self._words[i + 1]:
                continue  # إصابته بأضرار
            if self._died_of_it(i):
                continue
            j = self._wound_of(i) - 1
            while j >= first and (self._tokens[j].text in LINKS or self._tokens[j].text in QUOTES):
                j -= 1
            if j >= first and (self._words[j].any(RESULTS) or self._resulted(j, i, first)):
                return entry, kind
        return None

    def _wound_of(self, i: int) -> int:
        """إلى إصابته ووفاته: the word for the wound of which those died of whom the word at `i` tells, else `i`."""
        return next((k for k in (i - 1, i - 2) if k >= 0 and self._died_of_it(k, i)), i)

    def _died_of_it(self, i: int, death_at: int | None = None) -> bool:
        """إصابته ووفاته على الفور, إصابته ثم وفاته: the wound at `i` is that of which the same person then died."""
        wound, at = self._words[i].get("noun.injury"), i + 1
        at += [token.text for token in self._tokens[at : at + 1]] == ["ثم"]
        death = self._words[at].get("noun.death") if at < len(self._words) else None
        if (
            wound is None
            or death is None
            or death_at not in {None, at}
            or not wound.pronoun
            or death.pronoun != wound.pronoun
        ):
            return False
        return at > i + 1 or "wa" in death.clitics or "fa" in death.clitics

    def _resulted(self, j: int, i: int, first: int) -> bool:
        """أدى انفجار عبوة بسيارة قيادي إلى مقتله: the verb before its own subject."""
        if self._tokens[i - 1].text not in LINKS:
            return False
        for k in range(j, max(first - 1, j - SUBJECT_REACH), -1):
            if "verb.result" in self._words[k]:
                return True
            if self._words[k].verb or self._tokens[k].text in COMMAS:
                return False
        return False

    def _life(self, i: int, first: int) -> tuple[Entry, Kind] | None:
        """أودى بحياته, حصدت الغارة أرواحهم."""
        life = self._words[i].get("noun.life")
        if life is None or life.pronoun not in {*NUMBERS, THEY}:
            return None
        took = self._m.standing.any(("verb.take_life",), max(first, i - LIFE_REACH), i)
        return (life, "killed") if took else None

    def _found_dead(self, i: int, sentence: Sentence) -> People | None:
        """خطف مسلحون شابا، وعثر على جثته وعليها آثار طلقات: whoever was attacked, and is found dead."""
        body, standing = self._words[i]["noun.body"], self._m.standing
        finds = standing.of_any(("verb.recover", "noun.recover"), max(sentence.first, i - LIFE_REACH), i)
        found = any(e.tag("found") for j in finds for e in self._words[j].values())
        found = found or self._tokens[i - 1].text.removeprefix("و") in LEFT
        told = standing.any((*GOVERNORS, "noun.killed"), sentence.first, sentence.last)
        if body.pronoun not in {"3ms", "3fs"} or not found or told:
            return None
        abducted = standing.of_any(("verb.detain", "noun.detain"), sentence.first, i)
        attacked = any(e.tag("abducts") for j in abducted for e in self._words[j].values())
        attacked = attacked or standing.any(("verb.attack", "noun.attack", "weapon"), sentence.first, sentence.last)
        return self._person(i, 1, "killed", sentence.first) if attacked else None

    def _object(self, i: int) -> tuple[Entry, Kind] | None:
        """فأصابوه, وقتلوه: the object of a verb that goes on with the tale."""
        words = self._words[i]
        for category, kind in VERBS.items():
            entry = words.get(category)
            if entry is None or entry.pronoun not in {*NUMBERS, THEY} or entry.aspect != "pv":
                continue
            if entry.pronoun == THEY and not self._predicate(i + 1):
                continue  # فأردوهم قتلى
            noun = any(c in EVENT_NOUNS for c in words)
            if "fa" in entry.clitics or ("wa" in entry.clitics and not noun):
                return entry, kind
        return None

    def _meant(self, i: int, count: int, kind: Kind) -> People:
        last = i + 1 + self._predicate(i + 1)
        return People(i, last, count, count, "exact", core=i, fate=kind, counted=True)

    def _unnamed(self, i: int, entry: Entry, kind: Kind) -> People | None:
        """A thing may be hit, but only a person is killed."""
        deed = kind == "killed" and entry.pos == "noun"
        return self._meant(i, NUMBERS[entry.pronoun], kind) if deed else None

    def _person(self, i: int, count: int, kind: Kind, first: int) -> People | None:
        """Who is meant: the nearest single person before."""
        people = self._meant(i, count, kind)
        for j in range(i - 1, max(first - 1, i - ANTECEDENT_REACH), -1):
            for category, victims in PERSONS.items():
                known = self._words[j].get(category)
                if known and (self._one(j, known) if count == 1 else known.number == "d"):
                    return replace(people, victims=self._member(j, victims), groups=groups_of(known))
            if "noun.title" in self._words[j] or self._tokens[j].text in given_names():
                return people
        return None

    def _member(self, i: int, victims: Victims) -> Victims:
        """مدربا في «القاعدة», موظفا في الجيش: one of a force."""
        at = i + 2 + (i + 2 < len(self._tokens) and self._tokens[i + 2].text in QUOTES)
        own = at < len(self._words) and self._tokens[i + 1].text == "في" and "force" in self._words[at]
        return "combatant" if own and self._words[at]["force"].lemma not in PEACEFUL else victims

    def _one(self, i: int, known: Entry) -> bool:
        """A singular, or one of many (أحد عناصر الشرطة)."""
        before = self._words[i - 1].get("mark.one")
        return known.number == "s" or (known.number == "p" and before is not None and not before.pronoun)

    def _predicate(self, i: int) -> bool:
        """أردوه قتيلا: the noun says the same once more."""
        words = self._words[i] if i < len(self._words) else {}
        fate = next((words[c] for c in FATES if c in words), None)
        return fate is not None and (fate.state == "i" or fate.number != "s") and not fate.clitics
