"""Phrases and their governors → candidate facts, sentence by sentence.

A phrase joined by و inherits what befell the phrase before it; one after بينهم is a part of it; one before "في كل من"
stands for every place of the list; a person named alone after مقتل is one.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from detectors.reading.agents import Agents
from detectors.reading.belonging import Belonging
from detectors.reading.bullets import Bullets
from detectors.reading.coordination import Coordination
from detectors.reading.duals import by_verb
from detectors.reading.enclosures import Enclosures
from detectors.reading.frames import Frames
from detectors.reading.fronted import without_fronted
from detectors.reading.idle import Idle
from detectors.reading.members import AMONG, Members
from detectors.reading.model import Candidate, Matches, Rejected
from detectors.reading.names import Names
from detectors.reading.people import COMMAS, PERSONS, People
from detectors.reading.phrases import Phrases
from detectors.reading.pronouns import Pronouns
from detectors.reading.references import References
from detectors.reading.rest import hurt_besides, left
from detectors.reading.risen import Risen
from detectors.reading.roles import Decoy, Role
from detectors.reading.rolls import Rolls
from detectors.reading.sorts import Sorts
from detectors.reading.state import State, Told, telling
from detectors.reading.things import nobody
from detectors.reading.unearthed import unearthed
from detectors.text import Sentence


class Mentions:
    """Collects the candidates of one article."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._phrases = Phrases(matches)
        self._names = Names(matches)
        self._places = {
            i for p in matches.places if " " in p.key or p.kind for i in range(p.last - p.key.count(" ") - 1, p.last)
        }
        self._pronouns = Pronouns(matches)
        self._lists = Coordination(matches)
        self._frames = Frames(matches)
        self._agents = Agents(matches, self._frames.agents)
        self._bullets = Bullets(matches)
        self._sorts = Sorts(matches)
        self._members = Members(matches, self._frames)
        self._rolls = Rolls(matches, self._names)
        self._idle = Idle(matches, self._frames, self._names)
        self._enclosures = Enclosures(matches)
        self.candidates: list[Candidate] = []
        self._references = References(matches, self._names, self.candidates)
        self._risen = Risen(matches, self.candidates)
        self._belonging = Belonging(matches, self._frames, self._members, self._enclosures, self.candidates)
        self.rejected: list[Rejected] = []
        self._telling = matches.made(telling)

    def collect(self, sentences: Sequence[int]) -> None:
        """Read the given sentences."""
        carried = None
        for number in sentences:
            carried = self._sentence(number, self._m.document.sentences[number], carried)

    def _sentence(self, number: int, sentence: Sentence, carried: int | None) -> int | None:
        """Candidates of one sentence; the whole that a subset at the start of the next one may belong to."""
        if carried is None and number not in self._telling and self._bullets.whole is None:
            return None
        phrases = self._phrases.within(sentence.first, sentence.last)
        phrases = self._rolls.each(sentence, phrases + self._names.governed(sentence, phrases))
        named = (p for p in phrases if not nobody(self._m, p, self._places))
        phrases = self._frames.insets.without((p for p in named if not self._agents.by_means(p, phrases)), sentence)
        self._frames.insets.struck(phrases, sentence)
        phrases = without_fronted(self._m, phrases, self._pronouns.governed(sentence, phrases))
        state = State(number, sentence, phrases, whole=carried)
        for index, people in enumerate(phrases):
            self._tell(index, people, state)
        self._bullets.follow(sentence, number, self.candidates)
        return state.whole if state.told else None

    def _tell(self, index: int, people: People, state: State) -> None:
        sentence = state.sentence
        if not people.counted and self._names.two(people):
            names = self._names.listed(people.last, sentence, set())
            count = names[0].low if names else 2
            if names or self._tokens[people.last - 1].text.endswith("ين"):
                people = replace(people, low=count, high=count, qualifier="exact", counted=True)
        if self._agents.one(state.phrases, index) or self._named(people, state):
            return
        role = self._frames.role(people, state.phrases, sentence.first, sentence.last)
        role = role or self._risen.role(people, state.number) or unearthed(self._m, people, self.candidates)
        if isinstance(role, Role) and role.governor in self._places:
            role = None  # إسلام آباد
        people = by_verb(self._words, people, role)
        subset, role = self._belonging.of(people, role, state)
        if self._bullets.whole is not None and self._bullets.item(people, sentence, role):
            self._part(people, self._bullets.whole, state)
            state.whole = len(self.candidates) - 1
        elif isinstance(role, Decoy):
            self._reject(people, state.number, None, role.reason)
            state.spared = people.amount
        elif subset and (state.untold or (state.spared and role is None)) and not self._belonging.befell(people, role):
            self._reject(people, state.number, None, "subset-of-unharmed")
        elif subset and people.definite and not people.amount and not self._known_member(people):
            return
        elif subset and (self._others(people, state) or hurt_besides(people, role, state, self.candidates)):
            self._whole(people, role, state)
        elif state.whole is not None and (subset or self._of_told(people, role, state)):
            self._part(people, self._belonging.nested(people, state, state.whole), state)
        else:
            self._whole(people, role, state)

    def _named(self, people: People, state: State) -> bool:
        """الشهداء: 1- … 2- …: as many as are named, unless more of them were told of before."""
        if self._rolls.since <= people.first < self._rolls.until:
            self._reject(people, state.number, None, "restated")
            return True
        roll = self._rolls.of(people, state.sentence)
        if people.fate is None or roll is None:
            return False
        role = Role(people.fate, people.first, f"noun:{people.fate}")
        known = any(c.kind == people.fate and (c.low or c.high or 0) >= (roll.named or 2) for c in self.candidates)
        if known or self._tokens[people.first - 1].text in AMONG:
            self._reject(people, state.number, role, "restated")
        elif roll.named is None:
            return False
        else:
            named = replace(people, low=roll.named, high=roll.named, qualifier="exact", counted=True, definite=False)
            self._add(named, role, state)
        self._rolls.until = roll.last
        return True

    def _of_told(self, people: People, role: Role | Decoy | None, state: State) -> bool:
        """Some of those just told, or one of the numbers that a list shares out over places."""
        if isinstance(role, Role):
            return self._belonging.of_those_told(people, role) or self._lists.more(people, role, state, self.candidates)
        if role is not None:
            return False
        if state.whole is not None and self._lists.composed(people, state, self.candidates[state.whole]):
            return True
        quotas = self._lists.quotas
        shared = quotas.quota(people, state.phrases) and not quotas.shared_out(state)
        return shared or self._belonging.of_those_told(people, None)

    def _others(self, people: People, state: State) -> bool:
        """سقط سبعة قتلى ونقل منها 80 جريحا, الجرحى منهم 200 و30 مفقودا: more, and of another fate."""
        whole = self.candidates[state.whole] if state.whole is not None else None
        if whole is None or people.fate is None or whole.kind in {people.fate, "killed_or_injured"}:
            return False
        if people.fate == "killed":  # أصيب 40، بينهم 12 قتيلا; but 120 قتيلا و340 جريحا، منهم 14 قتيلا
            return self.candidates[self._belonging.of_its_fate(whole.id, people)].kind == "injured"
        return people.fate == "missing" or (people.low or 0) > (whole.low or whole.high or 0)

    def _known_member(self, people: People) -> bool:
        """بينهم الانتحاري، من بينهم العريس: known, and counted all the same."""
        return people.counted and not people.amount

    def _part(self, people: People, of: int, state: State) -> None:
        """Some of those of candidate `of`."""
        whole = self.candidates[of := self._belonging.of_its_fate(of, people)]
        if self._members.shared(people, state.sentence, whole):
            self._characterise(whole, people)
            return
        counted = left(people, whole, state, self.candidates)
        claimed = whole.victims == "civilian" and people.victims == "combatant" and people.low == whole.low != 1
        if counted is None or claimed or (people.low or 0) > (whole.low or whole.high or 1_000_000):
            self._reject(people, state.number, None, "exceeds-whole")
            return
        people = counted
        if not people.counted and people.qualifier == "unspecified" and people.fate is None:
            state.composed = people
            self._reject(people, state.number, None, "composition")
            return
        people = self._sorts.among(people, whole.victims, state.told[-1].candidate.victims if state.told else "unknown")
        if self._known_member(people):
            people = replace(people, definite=False)
        kind = whole.kind
        if kind == "killed_or_injured":
            kind = people.fate or self._belonging.fate_behind(people) or kind
        self._add(people, Role(kind, people.first, f"subset:{kind}"), state, part_of=of)

    def _whole(self, people: People, role: Role | None, state: State) -> None:
        """A figure of its own, or the next of a list."""
        joined = self._joined(people, state)
        governed = role is not None and (role.governor != people.first or role.rule.startswith("subject"))
        governed = governed and not (joined is not None and self._of_all(people, joined))
        if joined is not None and not governed and not state.untold:
            self._join(people, joined, state)
            return
        if role is None:
            state.untold = people.amount and not people.bare
            return
        told = [t.candidate for t in state.told]
        people = self._sorts.settled(people, role, joined is not None, told, state.sentence.first)
        idle = self._idle.says_nothing(people, role, state.sentence, self.candidates)
        if idle or self._references.restated(people, role, state.number):
            if self._tokens[people.first - 1].text not in AMONG:
                state.recall(people, self.candidates)
            self._reject(people, state.number, role, "restated" if people.definite or not idle else "generic")
            return
        self._add(people, role, state)

    def _joined(self, people: People, state: State) -> Told | None:
        """What the phrase goes on from: the phrase before it; the next share of a list, the share before."""
        last = state.told[-1] if state.told else None
        if last is None:
            return None
        if not self._lists.joins(last.people, people):
            listed = last.candidate.part_of is not None and self._lists.listed(last.people, people)
            return last if listed else None
        left = self._enclosures.left(last.people, people, state.told)
        if left is not None:
            return left
        part = last.candidate.part_of
        # 7 بينهم طفلان، وفي س 4
        fronted = last.people.noun is not None and self._lists.quotas.start(people) is not None
        share = fronted or self._lists.share(people) or self._lists.heads(last.people, people)
        if part is None or not share or state.told[0].candidate.part_of is not None:
            return last
        if self._lists.quotas.numbered_apart(last, people, state):
            return last
        return next((t for t in reversed(state.told) if t.candidate.part_of is None), last)

    def _of_all(self, people: People, joined: Told) -> bool:
        """52 مدنيا بينهم 12 طفلا وتسع نساء، قتلوا في …: behind the comma, of all and not of the last of a list."""
        texts, part = self._m.document.texts, joined.candidate.part_of is not None
        last = people.noun + 1 if people.noun is not None else people.last
        return part and last + 1 < len(texts) and texts[last] in COMMAS and texts[last + 1].endswith("وا")

    def _join(self, people: People, joined: Told, state: State) -> None:
        """The next member of a list shares the fate of the one before, unless its noun has its own."""
        before, kind = joined.candidate, people.fate or joined.candidate.kind
        died = self._belonging.of_those_told(people, None) or self._lists.died_with(joined.people, people)
        kind = "killed" if died and before.kind == "killed" else kind  # استشهاد 4 من طاقمها واثنين من الجرحى
        kind = "injured" if kind == "killed" and self._lists.hurt(people) else kind
        fighters = before.part_of is not None and self.candidates[before.part_of].victims == "combatant"
        if people.victims == "unknown" and (fighters or people.others or people.bare or self._sorts.company(people)):
            people = replace(people, victims=before.victims)
        people = self._sorts.beside_its_dead(people, before)
        if people.definite and not people.counted:
            return
        role = Role(kind, people.first, f"joined:{kind}")
        if before.victims == "unknown" and self._of_both(joined.people, people):
            self.candidates[before.id] = replace(before, victims=people.victims)
        outside = kind != before.kind or self._lists.beside(people, joined, state)
        self._add(people, role, state, part_of=None if outside else before.part_of)

    def _of_both(self, one: People, next_: People) -> bool:
        """قتيلان وأربعة جرحى من القوات, قتلى وجرحى مدنيون: who they are is said of the dead, too."""
        bare = one.fate is not None and one.noun is not None and one.last == one.noun + 1
        at = next_.noun
        beside = next_.first - one.last == (self._tokens[one.last].text == "و")
        if not bare or not beside or next_.fate is None or at is None or at + 1 >= next_.last:
            return False
        described = any(category in self._words[at + 1] for category in (*PERSONS, "force"))
        return next_.victims != "unknown" and (described or self._tokens[at + 1].text in {"من", "في", "بين"})

    def _add(self, people: People, role: Role, state: State, part_of: int | None = None) -> None:
        end = max(people.last, role.governor + 1)
        for share, shares in self._lists.quotas.shares(people):
            candidate = Candidate(
                id=len(self.candidates),
                kind=role.kind,
                low=people.low,
                high=people.high,
                qualifier=people.qualifier,
                first=min(people.first, role.governor),
                last=end,
                sentence=state.number,
                clause=self._m.clause_of[people.first],
                rule=role.rule,
                trigger=role.governor,
                noun=people.noun,
                victims=people.victims,
                groups=people.groups,
                scope="current" if part_of is None else "part",
                part_of=part_of,
                share=share,
                shares=shares,
                definite=people.definite,
                others=people.others,
            )
            self.candidates.append(candidate)
        state.untold = state.spared = False
        if part_of is None and not people.definite:
            state.whole = len(self.candidates) - 1
        state.told.append(Told(people, self.candidates[-1]))

    def _reject(self, people: People, number: int, role: Role | None, reason: str) -> None:
        kind = role.kind if role else people.fate or "killed"
        self.rejected.append(
            Rejected(
                Candidate(
                    id=-1, kind=kind, low=people.low, high=people.high, qualifier=people.qualifier,
                    first=people.first, last=people.last, sentence=number, clause=self._m.clause_of[people.first],
                    rule=role.rule if role else "phrase", trigger=role.governor if role else people.first,
                    noun=people.noun, victims=people.victims,
                ),
                reason,
            )
        )  # fmt: skip

    def _characterise(self, whole: Candidate, people: People) -> None:
        victims = people.victims if whole.victims == "unknown" else whole.victims
        self.candidates[whole.id] = replace(
            whole,
            victims=victims,
            groups=whole.groups or people.groups,
            reasons=(*whole.reasons, "victims:all-of-them"),
        )
