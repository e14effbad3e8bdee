"""Articles from files for the commands that read without Kafka: lenient where `rasid publish` is strict.

A date may be written in any way that `written_dates` reads, or be missing: then the article is `UNDATED`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from detectors.records import Article
from streams.cli.written_dates import UNDATED, parse_date


class ArticleError(ValueError):
    """A line or file that holds no article; the message names it."""


def read_articles(path: Path) -> Iterator[Article]:
    """Articles of a .txt file (one, id = stem) or of a JSONL file (one a line).

    Raises:
        ArticleError: a line that is no object with a text, with file and line.
    """
    if path.suffix == ".txt":
        yield Article(id=path.stem, source=path.stem, published_at=UNDATED, text=path.read_text(encoding="utf-8"))
        return
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _article(line, f"{path}:{number}")


def _article(line: str, origin: str) -> Article:
    try:
        row: dict[str, Any] = json.loads(line)
        text = row["text"]
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise ArticleError(f"{origin}: no JSON object with a text ({error})") from error
    if not isinstance(text, str):
        raise ArticleError(f"{origin}: text is no string")
    return Article(
        id=str(row.get("id") or origin),
        source=str(row.get("outlet") or row.get("source") or "unknown"),
        published_at=_published(row),
        text=text,
        title=row.get("title") if isinstance(row.get("title"), str) else None,
        url=row.get("url") if isinstance(row.get("url"), str) else None,
    )


def _published(row: dict[str, Any]) -> datetime:
    """The first of the row's dates that can be read."""
    dates = (parse_date(row.get(name)) for name in ("published_at", "date"))
    return next((date for date in dates if date != UNDATED), UNDATED)
