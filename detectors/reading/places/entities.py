"""A second opinion on place names: locations that a named-entity recogniser sees where dictionary and grammar see none.

CAMeLBERT (through camel-tools) needs torch and transformers, which never come by default: the extra `ner` brings them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Protocol

from detectors.lexicon.expansion import camel
from detectors.reading.places.spot import Spot
from detectors.text import Document, Token

LOCATION: Final = ("B-LOC", "I-LOC")
"""Labels of the first and of the further words of a place (ANERcorp's scheme, which CAMeLBERT was tuned on)."""


class EntitiesError(RuntimeError):
    """The recogniser cannot be loaded; the text says how to mend it."""


class Recognizer(Protocol):
    """camel-tools' `NERecognizer`, or what answers like it."""

    def predict(self, sentences: list[list[str]]) -> list[list[str]]:
        """A label for each word of each sentence."""


class Entities:
    """Asks `recognizer` for locations. `name` is part of the reader's version: the same article may read otherwise."""

    def __init__(self, recognizer: Recognizer, name: str) -> None:
        self._recognizer = recognizer
        self.name = name

    @classmethod
    def load(cls, folder: Path) -> Entities:
        """The fine-tuned model in `folder`. Raises EntitiesError when it or the extra `ner` is missing."""
        if not (folder / "config.json").is_file():
            raise EntitiesError(
                f"{folder} holds no model (config.json is missing): name the folder of a token classification model "
                "such as CAMeL-Lab/bert-base-arabic-camelbert-msa-ner"
            )
        try:
            ner = camel("ner")
        except ImportError as error:
            raise EntitiesError(
                f"named entities need torch and transformers ({error}): pip install 'rasid[ner]'"
            ) from error
        try:
            return cls(ner.NERecognizer(str(folder), use_gpu=False), folder.name)
        except (OSError, ValueError) as error:
            raise EntitiesError(f"{folder} is no model that camel-tools reads: {error}") from error

    def joined(self, spots: Sequence[Spot], document: Document) -> list[Spot]:
        """`spots` and the recogniser's locations: one takes the place of what lies inside it, and yields to what is
        as long. The recogniser's word is evidence enough for an unknown name."""
        tokens = document.tokens
        sentences = [(n, s) for n, s in enumerate(document.sentences) if s.last > s.first]
        words = [[_written(document, token) for token in tokens[s.first : s.last]] for _, s in sentences]
        all_spots = list(spots)
        for (number, sentence), labels in zip(sentences, self._recognizer.predict(words), strict=True):
            for first, last in _runs(labels):
                at, end = sentence.first + first, sentence.first + last
                met = [spot for spot in all_spots if spot.begin < end and spot.last > at]
                if all(spot.begin >= at and spot.last <= end and spot.last - spot.first < last - first for spot in met):
                    all_spots = [spot for spot in all_spots if spot not in met]
                    all_spots.append(_spot(at, end, number, " ".join(t.text for t in tokens[at:end])))
        return all_spots


def _written(document: Document, token: Token) -> str:
    """The word as the article has it, which is what recognisers are trained on."""
    return document.raw[document.start(token.start) : document.end(token.end)]


def _spot(first: int, last: int, sentence: int, name: str) -> Spot:
    """The name without what is attached before its article; without an article nothing tells ب from a letter."""
    clitics = next((c for c in ("وبال", "بال", "وال") if name.startswith(c)), "ال").removesuffix("ال")
    return Spot(first, last, sentence, name.removeprefix(clitics), clitics, evidence=2)


def _runs(labels: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First and after-last index of each location."""
    first: int | None = None
    for i, label in enumerate([*labels, "O"]):
        if first is not None and label != LOCATION[1]:
            yield first, i
            first = None
        if label == LOCATION[0] or (first is None and label == LOCATION[1]):
            first = i
