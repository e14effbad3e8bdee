"""Reading of an archive on all cores: what an article says does not depend on any other."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from multiprocessing.pool import AsyncResult
from typing import TypeAlias

from detectors.records import Article, Report

Read: TypeAlias = Callable[[Article], Report]

WORTHWHILE = 100
"""Articles from which the start of other processes pays."""
_CHUNK, _BATCH, _AHEAD = 16, 64, 2
"""Articles that a process takes at once; of a batch, per process; batches read ahead, so that an archive of any size
fits in memory."""
_read: list[Read] = []
"""What the processes forked from this one read with; its dictionaries are shared with them."""


def reports(read: Read, articles: Iterable[Article], cores: int | None = None) -> Iterator[Report]:
    """What each article says, in their order, as `read` has it: a process for each core, of which this one waits or
    works on what it is given."""
    helpers, waiting = cores or os.cpu_count() or 1, iter(articles)
    first = list(islice(waiting, WORTHWHILE))
    if len(first) < WORTHWHILE or helpers < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(read, chain(first, waiting))
    else:
        yield from _elsewhere(read, chain(first, waiting), helpers)


def _elsewhere(read: Read, articles: Iterator[Article], helpers: int) -> Iterator[Report]:
    """The same, by so many other processes."""
    _read[:] = [read]
    under_way: deque[AsyncResult[list[Report]]] = deque()
    with multiprocessing.get_context("fork").Pool(helpers) as pool:
        while batch := list(islice(articles, _BATCH * helpers)):
            under_way.append(pool.map_async(_report, batch, _CHUNK))
            if len(under_way) > _AHEAD:
                yield from under_way.popleft().get()
        while under_way:
            yield from under_way.popleft().get()


def _report(article: Article) -> Report:
    return _read[0](article)
