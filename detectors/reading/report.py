"""A finished reading → the report that other parts act on: offsets into the original, sentences as evidence."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

from detectors.dates import local_day
from detectors.fingerprint import signature
from detectors.reading.model import Candidate, Reading
from detectors.reading.outcome import conclude
from detectors.reading.toll import count
from detectors.records import Article, Event, Fact, Field, HealthAttack, Report

EPOCH_YEAR: Final = 1970
"""Articles stamped with this year or before carry no day of their own."""


@dataclass(frozen=True, slots=True)
class Spans:
    """Token ranges → offsets into the article's title or text."""

    reading: Reading

    def of(self, first: int, last: int) -> tuple[int, int, Field]:
        """Start and end of tokens `first`…`last`, and the field that they lie in."""
        document = self.reading.matches.document
        tokens = document.tokens
        start, end = document.start(tokens[first].start), document.end(tokens[last - 1].end)
        offset = self.reading.matches.title_end
        return (start, end, "title") if start < offset else (start - offset, end - offset, "text")

    def sentence(self, number: int) -> tuple[int, int, Field]:
        """Start and end of a sentence."""
        sentence = self.reading.matches.document.sentences[number]
        return self.of(sentence.first, sentence.last)


def write_report(article: Article, reading: Reading, version: str) -> Report:
    """The report of `article` as `reading` has it."""
    spans = Spans(reading)
    sentences = {number: spans.sentence(number)[:2] for number in {c.sentence for c in reading.kept}}
    facts = tuple(_fact(c, spans, sentences[c.sentence]) for c in reading.kept)
    sums = count(reading.kept)
    day = local_day(article.published_at)
    outcome = conclude(reading, spans.of, day, known_day=day.year > EPOCH_YEAR)
    text = f"{article.title or ''}\n{article.text}"
    evidence: dict[str, Fact | Event | HealthAttack] = {
        **{fact.id: fact for fact in facts},
        **{event.id: event for event in outcome.events},
        **{event.id: event for event in outcome.witnesses},
        **{f"h{number}": attack for number, attack in enumerate(outcome.health_attacks, 1)},
    }
    return Report(
        article_id=article.id,
        source=article.source,
        published_at=article.published_at,
        reader_version=version,
        url=article.url,
        title=article.title,
        revised_at=article.revised_at,
        withdrawn=article.withdrawn,
        facts=facts,
        health_attacks=outcome.health_attacks,
        events=outcome.events,
        witnesses=outcome.witnesses,
        health_alert=outcome.health_alert,
        toll=sums.toll,
        fingerprint=signature(reading.matches.document.norm),
        combatants_killed=sums.combatants_killed,
        text_hash=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        quotes={name: _slice(article, told.sentence, told.field) for name, told in evidence.items()},
    )


def _slice(article: Article, span: tuple[int, int], field: Field) -> str:
    return ((article.title or "").strip() if field == "title" else article.text)[span[0] : span[1]]


def fact_id(candidate: int) -> str:
    """Id of the fact that a candidate becomes."""
    return f"f{candidate + 1}"


def _reference(candidate: int | None) -> str | None:
    return None if candidate is None else fact_id(candidate)


def _fact(c: Candidate, spans: Spans, sentence: tuple[int, int]) -> Fact:
    start, end, field = spans.of(c.first, c.last)
    return Fact(
        id=fact_id(c.id),
        kind=c.kind,
        low=c.low,
        high=c.high,
        qualifier=c.qualifier,
        victims=c.victims,
        groups=c.groups,
        scope=c.scope,
        part_of=_reference(c.part_of),
        same_as=_reference(c.same_as),
        superseded_by=_reference(c.superseded_by),
        rival_of=_reference(c.rival_of),
        attributed_to=c.attributed_to,
        place=c.place.place if c.place else None,
        start=start,
        end=end,
        rule=c.rule,
        reasons=c.reasons,
        sentence=sentence,
        field=field,
    )
