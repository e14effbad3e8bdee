"""Forgetting: what is filed under a day is deleted, a page at a time, once the watermark has left the day behind."""

from __future__ import annotations

from collections.abc import Callable

from alerts.draft import Draft


class Shelf:
    """Keys filed by day under `prefix`, in pages of at most `page` keys; `days` is kept by the caller."""

    def __init__(self, draft: Draft, prefix: str, page: int) -> None:
        self._draft, self._prefix, self._page = draft, prefix, page

    def file(self, day: int, key: str) -> None:
        """Remember to delete `key` with `day`."""
        index = f"{self._prefix}/{day}"
        pages = max(self._draft.get(index, int) or 0, 1)
        keys = self._draft.get(f"{index}/{pages}", list[str]) or []
        if len(keys) >= self._page:
            pages, keys = pages + 1, []
        self._draft.put(index, pages)
        self._draft.put(f"{index}/{pages}", [*keys, key])

    def clear(self, day: int, forget: Callable[[str], None]) -> bool:
        """Hand one page of `day` to `forget`; True when the day is empty now."""
        index = f"{self._prefix}/{day}"
        pages = self._draft.get(index, int) or 0
        for key in self._draft.get(f"{index}/{pages}", list[str]) or ():
            forget(key)
        self._draft.delete(f"{index}/{pages}")
        if pages > 1:
            self._draft.put(index, pages - 1)
            return False
        self._draft.delete(index)
        return True


def with_day(days: tuple[int, ...], day: int) -> tuple[int, ...]:
    """`days` in order with `day` among them."""
    return days if day in days else tuple(sorted((*days, day)))
