"""Whom those who killed are said to have killed, by a title or a name alone: القضاء على أمير التنظيم, قتلوا النائب."""

from __future__ import annotations

from collections.abc import Callable, Set
from typing import Final

from detectors.reading.agents import shooter
from detectors.reading.model import Matches
from detectors.reading.people import QUOTES, People

UPON: Final = "علي"
FORCE_REACH: Final = 6
"""Tokens between a force and the verb that tells whom it killed."""
WISHED: Final = frozenset({"الي", "علي", "اجل", "بهدف"})
"""Before a deed that is wished for (دعا إلى القضاء على)."""

WOUNDS_REACH: Final = 16
"""Tokens between a title and متأثرا بجراحه: whose it is, where, and his name."""
_SPENT: Final = "قضي"
_OF_WOUNDS: Final = "متاثر"


class Targets:
    """Finds them in one article."""

    def __init__(self, matches: Matches, named: Callable[[int], bool], given: Callable[[int], bool]) -> None:
        """`named`: whether the word at a token looks like a name; `given`: whether it is surely one."""
        self._m = matches
        self._tokens = matches.document.tokens
        self._words = matches.words
        self._dated = matches.dated
        self._named = named
        self._given = given

    def of(self, i: int, last: int, taken: Set[int]) -> int | None:
        """The token of the person whom the word at `i` governs."""
        ended = self._titled(i, last, taken) or self._ended(i, last, taken) or self._whose_life(i, last, taken)
        return ended or self._of_wounds(i, last, taken)

    def _of_wounds(self, i: int, last: int, taken: Set[int]) -> int | None:
        """قضى أمس مدير المشفى "فلان" متأثرا بجراحه: a title behind what may be said of time or of a ruling too."""
        verb, at = self._words[i].get("verb.die"), i + 1
        if verb is None or verb.lemma != _SPENT or verb.number != "s" or verb.clitics:
            return None
        while at < last and (self._words[at].filler or at in self._dated):
            at += 1
        title = self._words[at].get("noun.title") if at < last and at not in taken else None
        if title is None or title.number != "s" or title.pronoun or title.clitics not in {(), ("al",)}:
            return None
        ahead = (token.text for token in self._tokens[at + 1 : min(last, at + 1 + WOUNDS_REACH)])
        return at if any(text.startswith(_OF_WOUNDS) for text in ahead) else None

    def _titled(self, i: int, last: int, taken: Set[int]) -> int | None:
        """اغتال مسلحون مديرا، إن مسلحين قتلوا النائب: whom those who killed at `i` killed, by a title alone."""
        verb = self._words[i].get("verb.kill")
        if verb is None or verb.voice == "passive" or verb.pronoun:
            return None
        at = i + 1 if verb.number == "p" else i + 2
        by = self._words[at - 1]
        at += verb.number != "p" and at + 1 < last and "noun.unidentified" in self._words[at]  # مسلحون مجهولون
        if at >= last or at in taken or "noun.title" not in self._words[at]:
            return None
        agent = by.get("person.combatant") or by.get("noun.unidentified")
        if verb.number != "p" and (agent is None or agent.number != "p"):
            return None
        title = self._words[at]["noun.title"]
        return at if (title.number == "s" and not title.clitics) or title.clitics == ("al",) else None

    def _ended(self, i: int, last: int, taken: Set[int]) -> int | None:
        """القضاء على أمير التنظيم, قضى على حسن زين: by a title alone, or by a given name."""
        death, verb = self._words[i].get("noun.death"), self._words[i].get("verb.die")
        needed = death.tag("prep") if death is not None else UPON if verb is not None and verb.tag("past") else None
        at = i + 2
        if needed is None or at >= last or self._tokens[i + 1].text != needed:
            return None
        if (death is not None and "li" in death.clitics) or self._tokens[i - 1].text in WISHED:
            return None
        at += self._tokens[at].text in QUOTES
        if at < last and at not in taken and self._enemy(i, at):
            return at
        title = self._words[at].get("noun.title") if at < last and at not in taken else None
        return at if title is not None and title.number == "s" and title.tag("armed") is not None else None

    def _whose_life(self, i: int, last: int, taken: Set[int]) -> int | None:
        """غارة تودي بحياة مدير المشفى, أودى بحياة أحمد زين: whose life it was, by a title alone or a given name."""
        life, at = self._words[i].get("noun.life"), i + 1
        if life is None or life.pronoun or "bi" not in life.clitics:
            return None
        at += at < last and self._tokens[at].text in QUOTES
        if at >= last or at in taken:
            return None
        title = self._words[at].get("noun.title")
        titled = title is not None and title.number == "s" and not title.pronoun
        return at if titled or (self._given(at) and self._named(at)) else None

    def _enemy(self, i: int, at: int) -> bool:
        """A given name, or two words of a name behind the force that killed its bearer."""
        by = any("force" in self._words[j] for j in range(max(0, i - FORCE_REACH), i))
        return self._named(at) and (self._given(at) or (by and self._named(at + 1)))

    def shot(self, people: People, taken: set[int]) -> bool:
        """قتل مسلحون خالد العلي, قتل قناص حوثي سارة: a given name behind `people` who shot, behind the verb."""
        at, verb = people.last, self._words[people.first - 1].get("verb.kill") if people.first else None
        if verb is None or verb.voice == "passive" or verb.pronoun or at in taken or at in self._m.placed:
            return False
        return shooter(self._m.document.texts, people) and self._given(at) and self._named(at)
