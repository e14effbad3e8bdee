"""One alert as one Slack message: what and where first, then how many, when, how sure, what changed and why it fired.

Pure: the same alert, view, notes and `now` give the same message. Article text stands only in rich text, which Slack
does not parse, and in escaped fallback text.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from alerts.records import Alert
from alerts.slack import phrases, rich
from alerts.slack.budget import MAX_HEADER, MAX_TEXT, Part, assemble, cut_lines, fit
from alerts.slack.headline import headline, hides, veiled, where
from alerts.slack.parts import evidence_lines, fact_lines, place_lines, saying, why_line
from alerts.slack.records import Message, Notes
from alerts.slack.rich import Line
from alerts.slack.text import clean, defuse, isolate, shorten
from alerts.slack.words import Language, Words, words

__all__ = ["View", "render"]


@dataclass(frozen=True, slots=True)
class View:
    """How one route wants its messages."""

    language: Language = "en"
    mentions: tuple[str, ...] = ()
    """`here`, `channel`, user or user group ids; from configuration alone."""
    hide_health: bool = False
    """Withhold names and positions of attacked health facilities."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that one message is made from."""

    alert: Alert
    view: View
    notes: Notes
    now: datetime
    w: Words
    title: str


def render(alert: Alert, view: View, notes: Notes, now: datetime) -> Message:
    """The message for `alert`; never over a budget, whatever the alert holds."""
    w = words(view.language)
    if view.hide_health:
        alert = veiled(alert, notes.wide)
    title = headline(alert, w, hide=view.hide_health, above=notes.above)
    scene = Scene(alert, view, notes, now, w, title)
    fitted = fit(_parts(scene))
    return Message(text=_lock_screen(scene), blocks=assemble(fitted), title=title, plain=_plain(fitted, title, w))


def _parts(scene: Scene) -> list[Part]:
    alert, view, notes, w = scene.alert, scene.view, scene.notes, scene.w
    hidden = view.hide_health
    places, unseen = place_lines(alert, w, hide=hidden)
    sentences, unquoted = evidence_lines(alert, w, hide=hidden)
    return [
        _fixed("header", [(rich.text(scene.title),)], lambda lines: [rich.header(rich.plain(lines)[0][:MAX_HEADER])]),
        _fixed("mentions", [(rich.text(""),)] if view.mentions else [], lambda _: [rich.mentions(view.mentions)]),
        _small("banner", [*banner_lines(notes, w), *_muted(alert, w)], rank=0),
        _rich("facts", fact_lines(alert, w, notes, scene.now, hide=hidden), rank=0, keep=99),
        _rich("changed", saying(notes, w), rank=3, keep=1),
        _rich("places", places, rank=4, w=w, missing=unseen, bullets=True),
        _quotes(sentences, unquoted, w),
        _rich("context", _context_lines(alert, w, hide=hidden), rank=7, w=w),
        _rich("marks", mark_lines(notes, w), rank=2, keep=2),
        _small("why", [why_line(alert, w, hide=hidden)], rank=1),
        _fixed("buttons", [(rich.text(""),)] if notes.buttons else [], lambda _: [buttons(alert, notes, w)]),
        _small("footer", [w("line.footer", id=clean(alert.alert_id)[:40], revision=alert.revision)], rank=1),
    ]


def banner_lines(notes: Notes, w: Words) -> list[str]:
    """What a reader must know about the message itself."""
    lines = []
    if notes.possible_repeat:
        lines.append("⚠️ " + w("line.possible_repeat"))
    if notes.instead_of:
        channel, _, reason = notes.instead_of.partition(": ")
        lines.append("↪️ " + w("line.fallback", channel=clean(channel)[:40], reason=clean(reason)[:60]))
    if not notes.threads:
        lines.append("ℹ️ " + w("line.no_edit"))
    return lines


def _muted(alert: Alert, w: Words) -> list[str]:
    return [] if alert.muted is None else ["🔕 " + w("line.muted")]


def mark_lines(notes: Notes, w: Words) -> list[Line]:
    """Who did what, latest first; `<@…>` is shown as each reader knows the person."""
    lines: list[Line] = []
    for mark in reversed(notes.marks):
        until = phrases.stamp(mark.expires_at, w) if mark.expires_at else "—"
        what = clean(notes.extra.get(mark.duplicate_of or "", mark.duplicate_of or "?"))[:80]
        template = w(f"action.{mark.kind}", who="\x00", what=what, until=until)
        before, _, after = template.partition("\x00")
        line: Line = (rich.text(f"{_MARKS[mark.kind]} {before}"), rich.user(mark.by), rich.text(after + " · "))
        line += phrases.instant(mark.at, w)
        if mark.reason:
            reason = isolate(shorten(clean(mark.reason), 160))
            line += (rich.text(" " + w("action.reason", reason=reason)),)
        lines.append(line)
    return lines


_MARKS = {"acknowledge": "👀", "false": "⛔", "duplicate": "🔁", "silence": "🔕", "unsilence": "🔔", "undo": "↩️"}


def buttons(alert: Alert, notes: Notes, w: Words) -> dict[str, Any]:
    """The buttons that make sense now; their value carries all that the press needs, so any notifier can take it."""
    value = json.dumps(
        {
            "a": alert.alert_id,
            "p": notes.partition,
            "r": clean(alert.rule)[:120],
            "d": alert.district.code,
            "g": alert.governorate,
            "n": clean(where(alert, w, hide=True))[:80],
        },
        ensure_ascii=False,
    )
    last = standing(notes)
    kinds = ["undo"] if {"false", "duplicate"} & last else ["false", "duplicate"]
    if alert.state in {"firing", "updated"}:
        kinds = (["acknowledge"] if "undo" not in kinds else []) + kinds
        kinds.append("unsilence" if "silence" in last else "silence")
    return {
        "type": "actions",
        "block_id": "rasid",
        "elements": [_button(kind, value, w) for kind in kinds if not (kind == "acknowledge" and kind in last)],
    }


def standing(notes: Notes) -> set[str]:
    """Kinds of marks that still hold: an undo takes back the latest that does, an unsilence ends the silence."""
    held: list[str] = []
    for mark in notes.marks:
        if mark.kind == "undo":
            held = held[:-1]
        elif mark.kind == "unsilence":
            held = [kind for kind in held if kind != "silence"]
        else:
            held.append(mark.kind)
    return set(held)


def _button(kind: str, value: str, w: Words) -> dict[str, Any]:
    style = {"acknowledge": {"style": "primary"}, "false": {"style": "danger"}}.get(kind, {})
    label = {"type": "plain_text", "text": w(f"button.{kind}"), "emoji": False}
    return {"type": "button", "action_id": f"rasid.{kind}", "text": label, "value": value, **style}


def _context_lines(alert: Alert, w: Words, *, hide: bool) -> list[Line]:
    if not alert.context or (hide and hides(alert)):
        return []
    lines: list[Line] = [(rich.text(isolate(shorten(clean(c), 220)), italic=True),) for c in alert.context]
    return [(rich.text(w("labels.context") + ":"),), *lines]


def _lock_screen(scene: Scene) -> str:
    """What stands on a locked phone: some 100 characters are seen, so the numbers come before everything else."""
    alert, w = scene.alert, scene.w
    lines = [scene.title]
    counts = [
        f"{w('labels.' + kind)} {phrases.spread(value.total, w)}"
        for kind, value in (("killed", alert.killed), ("injured", alert.injured))
        if not phrases.is_none(value.total)
    ]
    sure = w(f"grade.{alert.grade}") if f"grade.{alert.grade}" in w else shorten(clean(alert.grade), 30)
    stand = [*counts, sure]
    if alert.rule_kind == "flatline":
        stand = [isolate(shorten(clean(alert.explanation), 120)) or w(f"reason.{alert.reason}")]
    if alert.published_at is not None:
        stand.append(phrases.ago(alert.published_at, scene.now, w))
    if alert.state in {"firing", "updated"}:
        lines.append(" · ".join(stand))
    else:
        lines.append(w(f"reason.{alert.reason}"))
        before = scene.notes.peak
        if before is not None and not phrases.is_none(before.killed):
            lines[-1] += " · " + w("thread.was", what=w("header.killed", n=phrases.number(before.killed, w)))
    lines.extend(banner_lines(scene.notes, w))
    return cut_lines([defuse(line) for line in lines], MAX_TEXT, lambda n: w("line.more", n=n))


def _plain(parts: Sequence[Part], title: str, w: Words) -> str:
    lines = [title]
    for part in parts:
        if part.name not in {"header", "mentions", "buttons"}:
            lines.extend(line for whole in rich.plain(part.lines) for line in whole.split("\n") if line)
            if part.missing and part.more:
                lines.extend(rich.plain([part.more(part.missing)]))
    return cut_lines([defuse(line) for line in lines], MAX_TEXT, lambda n: w("line.more", n=n))


def _fixed(name: str, lines: list[Line], build: Any) -> Part:
    return Part(name, tuple(lines), build, rank=0, keep=len(lines))


def _small(name: str, lines: list[str], *, rank: int) -> Part:
    rows = tuple((rich.text(line),) for line in lines)
    return Part(name, rows, lambda shown: [rich.context(*rich.plain(shown))], rank=rank, keep=len(rows))


def _rich(
    name: str, lines: list[Line], *, rank: int, keep: int = 0, w: Words | None = None, missing: int = 0,
    bullets: bool = False,
) -> Part:  # fmt: skip
    def build(shown: Sequence[Line]) -> list[dict[str, Any]]:
        rows = [(rich.text("•  "), *line) for line in shown] if bullets else list(shown)
        return [rich.block(rich.section(rows))]

    more = None if w is None else (lambda n: (rich.text(w("line.more", n=n), italic=True),))
    return Part(name, tuple(lines), build, rank, min(keep, len(lines)), missing, more)


def _quotes(lines: list[Line], missing: int, w: Words) -> Part:
    def build(shown: Sequence[Line]) -> list[dict[str, Any]]:
        return [rich.block(*(rich.quote(line) for line in shown))]

    def more(n: int) -> Line:
        return (rich.text(w("line.more", n=n), italic=True),)

    return Part("evidence", tuple(lines), build, rank=6, keep=min(1, len(lines)), missing=missing, more=more)
