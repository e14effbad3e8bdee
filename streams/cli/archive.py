"""Archives of `rasid fuse` and `rasid backtest`: articles, or the reports that were read from them.

A line with `"schema": "report/1"`, as the topic of reports and `rasid read --records` have it, is taken as it is:
whoever tries many rules on one archive reads it once.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from detectors.records import Article, Report
from streams.cli.ahead import Read, reports
from streams.cli.articles import ArticleError, article_of, lines_of, read_articles

_MARK: Final = re.compile(r'"schema"\s*:\s*"report/1"')
"""No text of an article holds it: there its quotation marks are escaped."""
_DECODER: Final = msgspec.json.Decoder(Report)


def read_archive(path: Path) -> Iterator[Article | Report]:
    """What a file holds, in its order; a .txt file is one article.

    Raises:
        ArticleError: a line that is neither an article nor a report, with file and line.
    """
    if path.suffix == ".txt":
        yield from read_articles(path)
        return
    for line, origin in lines_of(path):
        yield _report(line, origin) if _MARK.search(line) else article_of(line, origin)


def _report(line: str, origin: str) -> Report:
    try:
        return _DECODER.decode(line)
    except msgspec.DecodeError as error:
        raise ArticleError(f"{origin}: no whole report/1 ({error}); `rasid read --records` writes them") from error


def told(read: Read, archive: Iterable[Article | Report]) -> Iterator[Report]:
    """The reports of an archive, in its order: what was read already as it is, articles as `read` has them."""
    waiting: deque[Report | None] = deque()

    def unread() -> Iterator[Article]:
        for item in archive:
            waiting.append(item if isinstance(item, Report) else None)
            if isinstance(item, Article):
                yield item

    for report in reports(read, unread()):
        while (earlier := waiting.popleft()) is not None:
            yield earlier
        yield report
    yield from filter(None, waiting)
