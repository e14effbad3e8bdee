"""A reply in an alert's thread: what changed, what stands now, and why."""

from __future__ import annotations

from alerts.records import Alert
from alerts.slack import rich
from alerts.slack.budget import MAX_TEXT, Part, assemble, cut_lines, fit
from alerts.slack.headline import headline, veiled
from alerts.slack.parts import delta_text, standing_lines
from alerts.slack.records import Delta, Message, Notes
from alerts.slack.render import View, banner_lines
from alerts.slack.text import defuse
from alerts.slack.words import words

_OVER = {"killed", "injured"}
_SAID = {"material": {"severity", "killed", "injured", "health", "sources", "grade", "incidents"},
         "resolved": _OVER, "retracted": _OVER}  # fmt: skip
"""Differences that a reply names; once an alert is over only the numbers matter."""


def render_reply(alert: Alert, view: View, notes: Notes, changes: tuple[Delta, ...], *, broadcast: bool) -> Message:
    """The reply that tells of `changes`; with `broadcast` it mentions again, since the tier rose."""
    w = words(view.language)
    kind = alert.state if alert.state in {"resolved", "retracted"} else "material"
    lead = w(f"thread.{kind}", reason=w(f"reason.{alert.reason}"))
    if view.hide_health:
        alert = veiled(alert, notes.wide)
    title = headline(alert, w, hide=view.hide_health, above=notes.above)
    said = [delta_text(d, w) for d in changes if d.what in _SAID[kind]]
    lines: list[rich.Line] = [(rich.text(lead, bold=True),), *((rich.text("•  " + text),) for text in said)]
    if kind == "material":
        lines.append((rich.text(w("thread.now") + ": "), rich.text(title, bold=True)))
        lines += standing_lines(alert, w, notes, hide=view.hide_health)
    banner = banner_lines(notes, w)
    parts = [
        Part(
            "banner", tuple((rich.text(b),) for b in banner), lambda s: [rich.context(*rich.plain(s))], 0, len(banner)
        ),
        Part("lines", tuple(lines), lambda shown: [rich.block(rich.section(shown))], rank=1, keep=2),
    ]
    if broadcast and view.mentions:
        parts.insert(0, Part("mentions", ((rich.text(""),),), lambda _: [rich.mentions(view.mentions)], 0, 1))
    fitted = fit(parts)
    flat = [defuse(line) for line in [title, lead, *said, *banner]]
    text = cut_lines(flat, MAX_TEXT, lambda n: w("line.more", n=n))
    return Message(text=text, blocks=assemble(fitted), title=title, plain=text)
