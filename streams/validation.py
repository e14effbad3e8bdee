"""Bytes of the topic `articles` → an Article, or a refusal with every reason and how to mend it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal, TypeAlias, get_args
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import orjson

from detectors.records import Article
from detectors.text import Document

MAX_BYTES: Final = 1024 * 1024
"""Largest article (bytes of JSON), by the contract of the topic."""
OLDEST: Final = timedelta(days=365 * 30)
"""Archives may be replayed; older than this is a typing error."""
AHEAD: Final = timedelta(days=1)
"""A clock or zone may be wrong by hours, not by more."""
ARABIC_SHARE: Final = 0.3
"""Least share of Arabic letters among all letters: reports quote foreign names, never mostly."""
MAX_ID: Final = 512
_ARABIC: Final = re.compile("[ء-يٮ-ۓ]")
_LETTER: Final = re.compile(r"[^\W\d_]")
_SURROGATE: Final = re.compile(rb"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_TRACKING: Final = re.compile(r"^(utm_\w+|fbclid|gclid|ref|mc_cid|mc_eid)$")

Reason: TypeAlias = Literal[
    "not_json", "not_object", "missing_field", "wrong_type", "bad_schema", "too_large", "empty_text", "not_arabic",
    "bad_date", "bad_encoding",
]  # fmt: skip
REASONS: Final = get_args(Reason)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a record."""

    reason: Reason
    text: str
    """What is wrong and what to send instead."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a record is no article: the first problem names it."""

    problems: tuple[Problem, ...]

    @property
    def reason(self) -> Reason:
        """The reason that the dead letter and the metric carry."""
        return self.problems[0].reason

    @property
    def message(self) -> str:
        """All problems in one line."""
        return "; ".join(problem.text for problem in self.problems)


def validate(value: bytes | None, now: datetime) -> Article | Refusal:
    """The article in `value`; `now` bounds its date."""
    if value is None:
        return _refuse("not_json", "the record has no value (null); send one JSON object")
    if len(value) > MAX_BYTES:
        return _refuse("too_large", f"{len(value):,} bytes; an article may have {MAX_BYTES:,}: shorten the text")
    try:
        value.decode("utf-8")
    except UnicodeDecodeError as error:
        return _refuse("bad_encoding", f"not UTF-8 at byte {error.start}: encode the JSON as UTF-8")
    try:
        data = orjson.loads(value)
    except orjson.JSONDecodeError as error:
        if _SURROGATE.search(value):
            return _refuse("bad_encoding", f"a \\u escape is half of a surrogate pair: send the character ({error})")
        return _refuse("not_json", f"not JSON ({error}); send one JSON object per record")
    if not isinstance(data, dict):
        return _refuse("not_object", f"JSON, but {_kind(data)} where an object was expected")
    return _article(data, now)


def article_id(data: dict[str, Any]) -> str:
    """The producer's own id, else the hash of the canonical URL, else of source, title and text."""
    if data.get("id"):
        return str(data["id"])
    if data.get("url"):
        basis = canonical(str(data["url"]))
    else:
        basis = "\x1f".join(str(data.get(name) or "") for name in ("source", "title", "text"))
    return hashlib.sha256(basis.encode()).hexdigest()


def canonical(url: str) -> str:
    """`url` without what differs between two links to one article: case of the host, tracking, fragment, last slash."""
    parts = urlsplit(url.strip())
    query = urlencode(
        sorted((k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k))
    )
    host = parts.netloc.lower().removeprefix("www.")
    return urlunsplit((parts.scheme.lower().replace("http", "https").replace("httpss", "https"), host,
                       parts.path.rstrip("/"), query, ""))  # fmt: skip


def _article(data: dict[str, Any], now: datetime) -> Article | Refusal:
    problems = [*_shape(data), *_text(data.get("text"))]
    published, wrong = _instant(data.get("published_at"), "published_at", now)
    revised, wrong_revision = _instant(data.get("revised_at"), "revised_at", now)
    problems += wrong + wrong_revision
    if problems or published is None:
        return Refusal(tuple(problems))
    return Article(
        id=article_id(data), source=data["source"].strip(), published_at=published, text=data["text"],
        url=data.get("url"), title=data.get("title"), lang=data.get("lang") or "ar", revised_at=revised,
        withdrawn=bool(data.get("withdrawn", False)),
    )  # fmt: skip


def _shape(data: dict[str, Any]) -> Iterator[Problem]:
    schema = data.get("schema", "article/1")
    if schema != "article/1":
        yield Problem("bad_schema", f"schema is {str(schema)[:40]!r}; this version of Rasid reads 'article/1'")
    for name in ("source", "published_at", "text"):
        if data.get(name) is None:
            yield Problem("missing_field", f"{name} is missing; it is required")
    for name in ("id", "source", "text", "title", "url", "lang"):
        if data.get(name) is not None and not isinstance(data[name], str):
            yield Problem("wrong_type", f"{name} is {_kind(data[name])}; it must be a string")
    if not isinstance(data.get("withdrawn", False), bool):
        yield Problem("wrong_type", f"withdrawn is {_kind(data['withdrawn'])}; it must be true or false")
    if isinstance(data.get("source"), str) and not data["source"].strip():
        yield Problem("missing_field", "source is empty; name the outlet")
    if isinstance(data.get("id"), str) and len(data["id"]) > MAX_ID:
        yield Problem("wrong_type", f"id has {len(data['id'])} characters; at most {MAX_ID}")


def _text(text: object) -> Iterator[Problem]:
    if not isinstance(text, str):
        return  # _shape has said so
    norm = Document(text).norm
    letters = len(_LETTER.findall(norm))
    if not letters:
        yield Problem("empty_text", "text holds no words (after HTML is taken out); send the article's body")
    elif (share := len(_ARABIC.findall(norm)) / letters) < ARABIC_SHARE:
        yield Problem("not_arabic", f"only {share:.0%} of the letters are Arabic; Rasid reads Arabic")


def _instant(value: object, name: str, now: datetime) -> tuple[datetime | None, list[Problem]]:
    if value is None:
        return None, []
    example = "send RFC 3339 with a zone, like 2024-05-01T14:30:00+03:00"
    if not isinstance(value, str):
        return None, [Problem("wrong_type", f"{name} is {_kind(value)}; {example}")]
    try:
        instant = datetime.fromisoformat(value.strip())
    except ValueError:
        return None, [Problem("bad_date", f"{name} is {value[:40]!r}; {example}")]
    if instant.tzinfo is None:
        return None, [Problem("bad_date", f"{name} has no zone; {example}")]
    try:
        instant = instant.astimezone(UTC)
    except OverflowError:
        return None, [Problem("bad_date", f"{name} is {value[:40]!r}; {example}")]
    if not now - OLDEST <= instant <= now + AHEAD:
        return None, [Problem("bad_date", f"{name} is in {instant.year}; it must lie within the last 30 years "
                                          "and not after tomorrow")]  # fmt: skip
    return instant, []


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", int: "a number",
             float: "a number", type(None): "null"}  # fmt: skip
    return names[type(value)]


def _refuse(reason: Reason, text: str) -> Refusal:
    return Refusal((Problem(reason, text),))
