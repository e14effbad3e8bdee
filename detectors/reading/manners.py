"""What kind of violence an event is, with what weapon, and who is alleged to have done it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Final, cast

from msgspec import Struct

from detectors.reading.model import Matches
from detectors.reading.places.words import load
from detectors.records import EventType

_SPECIFIC: Final = ("chemical", "mine")
"""Types that decide wherever their words stand: a mine explodes, and is a mine."""
_CATEGORIES: Final = (
    "weapon", "noun.attack", "verb.attack", "verb.explode", "verb.shoot", "noun.siege", "noun.raid", "verb.raid",
    "noun.death", "verb.kill",
)  # fmt: skip
_FORCE_WORDS: Final = 4
"""Words of a force's name behind its first (قوات سوريا الديمقراطية)."""
_AGENT_REACH: Final = 3
_RENEWED: Final = 5
"""Tokens from the verb of striking again to the word of the attack: who struck."""
_TIME: Final = "للمره"
_SOON: Final = 3
"""Tokens behind "for the second time" that say within what time."""


@cache
def _lists() -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    """Adjective → state, and the other classes of `manners.tsv`."""
    actors: dict[str, str] = {}
    groups: dict[str, set[str]] = {}
    text = (files("detectors.reading") / "manners.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        name, words, *value = line.split("\t")
        if name == "actor":
            actors |= dict.fromkeys(words.split(), value[0])
        else:
            groups.setdefault(name, set()).update(words.split())
    return actors, {name: frozenset(found) for name, found in groups.items()}


def word_class(name: str) -> frozenset[str]:
    """The words of a class of `manners.tsv`."""
    return _lists()[1][name]


class Manner(Struct, frozen=True, gc=False):
    """How it happened."""

    type: EventType
    weapon: str | None
    actor: str | None
    """As written; a state's name where only its adjective is written."""
    again: bool = False
    """The place had been struck before on that day."""


class Manners:
    """Reads the manner of one text's events."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        self._tokens = matches.document.tokens
        self._sides = load().sides
        actors = _lists()[0]
        self._states = [(i, actors[matches.document.texts[i]]) for i, _ in matches.document.where(actors.keys())]
        self._typed = matches.standing.of_any(_CATEGORIES, 0, len(matches.words))
        renewals = word_class("renew") | word_class("return") | {_TIME}
        self._renewed = [i for i, _ in matches.document.where(renewals)]
        self._types: dict[int, list[tuple[str, bool]]] = {}
        self._placed = {i for p in matches.places for i in range(p.first, p.last) if not p.context_only}

    def of(self, ranges: Sequence[tuple[int, int]], near: int) -> Manner:
        """From token ranges, the most telling first (clause, sentence, lead); `near`: the token that matters."""
        kind: EventType = "other"
        for strong in (True, False):
            for index, (first, last) in enumerate(ranges):
                found = self._type(first, last, near, strong, index == 0)
                if found is not None:
                    kind = found
                    break
            if kind != "other":
                break
        weapon = next((w for first, last in ranges if (w := self._weapon(first, last, near))), None)
        actor = next((a for first, last in ranges if (a := self._actor(first, last, near))), None)
        own = ranges[1] if len(ranges) > 1 else ranges[0]
        return Manner(kind, weapon, actor, self._again(*own))

    def _again(self, first: int, last: int) -> bool:
        """عاودت الطائرات قصف, عادت المدفعية لقصف, للمرة الثانية خلال ساعات: said of the sentence's attack."""
        texts, attacks = self._m.document.texts, {i for i in self._typed if first <= i < last}
        for i in (i for i in self._renewed if first <= i < last):
            near = attacks.intersection(range(i + 1, i + 1 + _RENEWED))
            if texts[i] in word_class("renew") and near:
                return True
            if texts[i] in word_class("return") and any(texts[j].startswith("ل") for j in near):
                return True
            times = texts[i] == _TIME and not word_class("times").isdisjoint(texts[i + 1 : i + 2])
            if times and not word_class("soon").isdisjoint(texts[i + 2 : i + 2 + _SOON]):
                return True
        return False

    def _type(self, first: int, last: int, near: int, strong: bool, certain: bool) -> EventType | None:
        """The type that the nearest word says; a weak word (قصف) only when nothing stronger is there.

        `certain`: the range is the fact's own clause, where a mine or poison decides.
        """
        best: tuple[int, str] | None = None
        for i in self._typed[bisect_left(self._typed, first) : bisect_left(self._typed, last)]:
            if i not in self._types:
                self._types[i] = self._said(i)
            for said, weak in self._types[i]:
                if weak is strong:
                    continue
                if said in _SPECIFIC and certain:
                    return cast(EventType, said)
                if best is None or abs(i - near) < best[0]:
                    best = (abs(i - near), said)
        return cast(EventType, best[1]) if best else None

    def _said(self, i: int) -> list[tuple[str, bool]]:
        """The types that a word says, each with whether it says it weakly."""
        words = self._m.words[i]
        entries = [words[category] for category in _CATEGORIES if category in words]
        said = [(entry.tag("type"), entry.tag("weak") is not None) for entry in entries]
        return [(kind, weak) for kind, weak in said if kind is not None and kind != "other"]

    def _weapon(self, first: int, last: int, near: int) -> str | None:
        """The nearest run of weapon words, as written without clitics."""
        runs: list[tuple[int, int]] = []
        for i in self._m.standing.of("weapon", first, last):
            if runs and runs[-1][1] == i:
                runs[-1] = (runs[-1][0], i + 1)
            else:
                runs.append((i, i + 1))
        adjectives = _lists()[1]["adjective"]
        runs = [r for r in runs if any(self._m.words[i]["weapon"].lemma not in adjectives for i in range(*r))]
        if not runs:
            return None
        start, end = min(runs, key=lambda run: abs(run[0] - near))
        return self._written(start, end, self._clitics(start))

    def _clitics(self, i: int) -> int:
        """Letters attached before the noun."""
        clitics = self._m.words[i]["weapon"].clitics
        return sum(clitic in ("wa", "fa", "bi", "li", "ka") for clitic in clitics)

    def _written(self, first: int, last: int, skipped: int = 0) -> str:
        document = self._m.document
        start = self._tokens[first].start + skipped
        raw = document.raw[document.start(start) : document.end(self._tokens[last - 1].end)]
        return " ".join(raw.replace("ـ", "").replace("_", " ").replace("#", "").split())

    def _actor(self, first: int, last: int, near: int) -> str | None:
        """The nearest force that acts, else a state's adjective beside an attack or weapon."""
        forces = [i for i in self._m.standing.of("force", first, last) if self._acts(i, first)]
        if forces:
            start = min(forces, key=lambda i: abs(i - near))
            while start > first and "force" in self._m.words[start - 1]:
                start -= 1
            return self._force(start, last)
        for i, state in self._states:
            if max(first, 1) <= i < last and self._violent(range(max(first, i - _AGENT_REACH), i)):
                return state
        return None

    def _acts(self, i: int, first: int) -> bool:
        targets, agents = _lists()[1]["target"], _lists()[1]["agent"]
        before = [self._tokens[j].text.removesuffix("ا") for j in range(max(first, i - _AGENT_REACH), i)]
        if "force" in self._m.words[i - 1] and i > first:
            return self._acts(i - 1, first)
        entry = self._m.words[i]["force"]
        if entry.tag("weak") is not None or entry.tag("police") is not None:
            return bool(before) and before[-1] in agents
        if before and before[-1] in targets:
            return False
        if "li" in entry.clitics:
            return bool(before) and (before[-1] in agents or "noun.attack" in self._m.words[i - 1])
        verb = range(max(first, i - _AGENT_REACH), min(len(self._tokens), i + _AGENT_REACH + 1))
        return self._violent(verb) or any(word in agents for word in before)

    def _violent(self, tokens: Iterable[int]) -> bool:
        return any(
            c in self._m.words[j]
            for j in tokens
            for c in ("noun.attack", "verb.attack", "weapon", "verb.shoot", "verb.launch", "verb.hit", "verb.drop")
        )

    def _force(self, start: int, last: int) -> str | None:
        """A force's name; None for a word that says nothing alone."""
        end = self._force_end(start, last)
        entry = self._m.words[start]["force"]
        if end == start + 1 and entry.lemma in _lists()[1]["bare_force"] and "al" not in entry.clitics:
            return None
        text = self._tokens[start].text
        if text.startswith(("لل", "ولل")):
            return f"ال{self._written(start, end, text.index('لل') + 2)}"
        return self._written(start, end, self._force_clitics(start))

    def _force_clitics(self, i: int) -> int:
        return sum(c in ("wa", "fa", "bi", "li", "ka") for c in self._m.words[i]["force"].clitics)

    def _force_end(self, start: int, last: int) -> int:
        """Behind the words that complete a force's name: of it, a people, a state, a side."""
        end = start + 1
        while end < min(last, start + _FORCE_WORDS):
            words = self._m.words[end]
            text = self._tokens[end].text
            plain = not words or "force" in words
            if not plain or not ("ء" <= text[0] <= "ي") or len(text) < 3 or (text[0] in "وبل" and not words):
                break
            if text in ("في", "علي", "من", "الي", "عن") or text in self._sides or end in self._placed:
                break
            end += 1
        return end
