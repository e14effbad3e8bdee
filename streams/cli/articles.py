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
    for line, origin in lines_of(path):
        yield article_of(line, origin)


def lines_of(path: Path) -> Iterator[tuple[str, str]]:
    """The lines of a JSONL file that are not empty, each with its file and number."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield line, f"{path}:{number}"


def article_of(line: str, origin: str) -> Article:
    """The article that one line holds.

    Raises:
        ArticleError: no object with a text.
    """
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
        published_at=_first_date(row, "published_at", "date") or UNDATED,
        text=text,
        title=row.get("title") if isinstance(row.get("title"), str) else None,
        url=row.get("url") if isinstance(row.get("url"), str) else None,
        revised_at=_first_date(row, "revised_at"),
        withdrawn=row.get("withdrawn") is True,
    )


def _first_date(row: dict[str, Any], *names: str) -> datetime | None:
    """The first of the row's dates that can be read."""
    dates = (parse_date(row.get(name)) for name in names)
    return next((date for date in dates if date != UNDATED), None)
