"""Persons named alone: one after مقتل, as many as are listed after كل من."""

from __future__ import annotations

from detectors.reading.model import Matches
from detectors.reading.people import People
from detectors.text import Sentence


class Names:
    """Finds the named persons of one article."""

    def __init__(self, matches: Matches) -> None:
        self._m = matches
        self._tokens = matches.document.tokens
        self._words = matches.words

    def governed(self, sentence: Sentence, phrases: list[People]) -> list[People]:
        """A person named right after مقتل or استشهد: one."""
        taken = {i for p in phrases for i in range(p.first, p.last)}
        found: list[People] = []
        for i in range(sentence.first, sentence.last - 1):
            if not self._words[i].names or i + 1 in taken:
                continue
            if self._naming(i) and self.at(i + 1):
                found.append(People(i + 1, i + 2, 1, 1, "exact", counted=True, bare=True))
            elif "mark.each" in self._words[i] and self._tokens[i + 1].text == "من" and i + 2 not in taken:
                found += self.listed(i + 2, sentence, taken)
        return found

    def listed(self, first: int, sentence: Sentence, taken: set[int]) -> list[People]:
        """Names after كل من: as many as و and commas join."""
        count, i = 1, first
        while i < sentence.last and i not in taken and not self._ends(i):
            text = self._tokens[i].text
            fresh = i > first and (text == "و" or (text.startswith("و") and len(text) > 3 and not self._words[i]))
            count += fresh and self._tokens[i - 1].text != "و"
            i += 1
        if count < 2 or not self.at(first):
            return []
        return [People(first, i, count, count, "exact", counted=True, bare=True)]

    def _ends(self, i: int) -> bool:
        """A word that no list of names holds."""
        words = self._words[i]
        return (
            words.verb
            or self._tokens[i].text in {".", "؛", "في", "علي", "من"}
            or any(
                c.startswith(("noun.death", "noun.injury", "mark.cause", "mark.connector", "noun.attack"))
                for c in words
            )
        )

    def _naming(self, i: int) -> bool:
        """A word that may govern a name: مقتل، استشهاد; of verbs only those that cannot have an object."""
        words = self._words[i]
        noun = words.get("noun.death")
        verb = words.get("verb.die")
        if verb and (verb.every("needs") or verb.lemma in {"قضي", "ارتقي"}):
            verb = None
        return bool(noun and not noun.pronoun and noun.number != "p" and noun.state != "d") or bool(
            verb and verb.number == "s"
        )

    def at(self, i: int) -> bool:
        """A word that looks like a person's name or title: unknown, no place, no thing, no quotation."""
        if i < len(self._words) and "noun.title" in self._words[i]:
            return True
        text = self._tokens[i].text if i < len(self._tokens) else ""
        if not text or self._words[i] or len(text) < 3 or not ("ء" <= text[0] <= "ي") or text.startswith("ال"):
            return False
        return not any(place.first <= i < place.last for place in self._m.places)
