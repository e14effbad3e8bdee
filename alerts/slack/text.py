"""Untrusted text made harmless before it reaches a Slack message.

Names, sentences and outlets come from articles. They lose control and bidirectional characters, they are isolated so
that Arabic cannot reorder what stands beside it, and where Slack parses markup they are escaped so that `<!channel>` in
an article notifies nobody.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

FSI, PDI = "\u2068", "\u2069"
"""First strong isolate and its end: the only bidirectional controls in a message, and only our own."""

MAX_URL = 1_500
"""Characters. Slack accepts 3,000; an article's link is rarely over 300 and budgets are shared."""

_KEPT_FORMAT = {"\u200c", "\u200d"}
"""Joiners belong to Arabic and Persian spelling; every other format character goes."""
_MAX_MARKS = 4
"""Combining marks kept in a row: shadda with a vowel is two, Quranic marks make three; more is a prank."""
_SPACE = re.compile(r"\s+")
_USER = re.compile(r"[UW][A-Z0-9]{2,20}")
_GROUP = re.compile(r"S[A-Z0-9]{2,20}")
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?")


def clean(text: str) -> str:
    """`text` on one line without control, bidirectional, tag, surrogate and unassigned characters."""
    out: list[str] = []
    marks = 0
    for char in unicodedata.normalize("NFC", text):
        category = unicodedata.category(char)
        if category in {"Cc", "Zl", "Zp"}:
            out.append(" ")
        elif category in {"Mn", "Me"}:
            marks += 1
            if marks <= _MAX_MARKS:
                out.append(char)
            continue
        elif category[0] != "C" or char in _KEPT_FORMAT:
            out.append(char)
        marks = 0
    return unicodedata.normalize("NFC", _SPACE.sub(" ", "".join(out)).strip())


def shorten(text: str, limit: int) -> str:
    """`text` cut at a word's end to at most `limit` characters (≥ 8), with an ellipsis and its isolates closed."""
    if len(text) <= limit:
        return text
    room = limit - 1 - min(text.count(FSI), limit // 4)
    cut = text[:room]
    space = cut.rfind(" ")
    cut = (cut[:space] if space > room // 2 else cut).rstrip() + "…"
    return cut + PDI * max(cut.count(FSI) - cut.count(PDI), 0)


def isolate(text: str) -> str:
    """`text`, cleaned, between FSI and PDI so that its direction stays its own; empty stays empty."""
    cleaned = clean(text)
    return f"{FSI}{cleaned}{PDI}" if cleaned else ""


def escape(text: str) -> str:
    """`text` with the three characters that Slack's markup gives a meaning."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def defuse(text: str) -> str:
    """`text` that no Slack client turns into a link, a mention, an emoji or formatting."""
    text = re.sub(r"(?<=\w)\.(?=[^\W\d])", "\u2024", text)
    return text.translate(_LOOKALIKES)


_LOOKALIKES = str.maketrans(
    {":": "\u2236", "@": "\uff20", "#": "\uff03", "*": "\u2217", "_": "\uff3f", "~": "\u223c", "`": "\u02cb"}
)


def safe_url(url: str | None) -> str | None:
    """`url` when it is a plain http(s) address that cannot break out of a link, else None."""
    if not url or len(url) > MAX_URL or any(c in '<>|"\\^`{}' or ord(c) <= 0x20 or 0x7F <= ord(c) <= 0x9F for c in url):
        return None
    if any(unicodedata.category(c) in {"Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"} for c in url):
        return None
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
        ascii_host = host.encode("idna").decode("ascii") if host else ""
    except (UnicodeError, ValueError):
        return None
    if parts.scheme not in {"http", "https"} or parts.username is not None or port == 0:
        return None
    return url if _HOST.fullmatch(ascii_host) else None


def is_user(identity: str) -> bool:
    """Whether `identity` is a Slack user id, which may stand in a mention."""
    return _USER.fullmatch(identity) is not None


def is_group(identity: str) -> bool:
    """Whether `identity` is a Slack user group id."""
    return _GROUP.fullmatch(identity) is not None
