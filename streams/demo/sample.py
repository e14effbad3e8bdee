"""The sample reports, moved to the present: the newest becomes at most a day old, all by the same number of whole days.

Whole days keep the time of day, on which words such as "this noon" depend. The texts name no weekday and no date.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import resources
from typing import Any, Final

FOLDER: Final = resources.files("streams.demo.samples")
_INSTANTS: Final = ("published_at", "revised_at")


@dataclass(frozen=True, slots=True)
class Sample:
    """One message to publish: `body` as a producer sends it."""

    id: str
    source: str
    title: str
    at: datetime | None
    """When the outlet published or revised it; None for a record that cannot be read."""
    body: bytes
    text: str = ""
    late: bool = False
    """A later version of an article: a correction or a withdrawal."""
    broken: bool = False


def load(now: datetime) -> tuple[Sample, ...]:
    """All samples in the order in which they are published; the unreadable ones stand last."""
    articles = [json.loads(line) for line in _lines("articles.jsonl")]
    newest = max(_instant(article) for article in articles)
    shift = timedelta(days=(now - newest).days)
    return (*(_sample(_moved(article, shift)) for article in articles), *map(_broken, _lines("broken.jsonl")))


def _lines(name: str) -> list[str]:
    return FOLDER.joinpath(name).read_text(encoding="utf-8").splitlines()


def _instant(article: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(article.get("revised_at") or article["published_at"])


def _moved(article: dict[str, Any], shift: timedelta) -> dict[str, Any]:
    moved = {
        name: (datetime.fromisoformat(article[name]) + shift).isoformat() for name in _INSTANTS if article.get(name)
    }
    return article | moved


def _sample(article: dict[str, Any]) -> Sample:
    body = json.dumps(article, ensure_ascii=False).encode()
    return Sample(
        article["id"],
        article["source"],
        article["title"],
        _instant(article),
        body,
        article["text"],
        late="revised_at" in article,
    )


def _broken(line: str) -> Sample:
    identity = line.split('"id":"', 1)[1].split('"', 1)[0]
    return Sample(identity, "", "", None, line.encode(), broken=True)
