"""What the demo shows in the terminal: what went in, incidents, messages as responders see them, and the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich import box
from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from detectors.records import Casualties, Estimate, Incident
from streams.demo.blocks import Canvas, render
from streams.demo.lettering import Layout, turn
from streams.demo.sample import Sample
from streams.demo.slack import CHANNELS, DemoSlack, Post
from streams.demo.verdict import Finding, Outcome

MAX_WIDTH = 100
"""Columns of a message: Slack's own column is narrow, and long lines are hard to read from the right."""

REPLY_LINES = 4
"""Lines shown of a reply: what changed. The rest repeats the message above it; the page shows it whole."""

_BORDERS = {"C0HEALTH": "red", "C0URGENT": "yellow"}
_GRADES = {"single-source": "yellow", "corroborated": "green", "contested": "magenta", "official": "cyan"}


@dataclass(frozen=True, slots=True)
class Screen:
    """A console and who lays out Arabic in it."""

    console: Console
    layout: Layout

    def samples(self, samples: Sequence[Sample]) -> None:
        """What is published."""
        table = Table(box=box.SIMPLE_HEAD, title="Published to rasid.articles", title_justify="left", expand=False)
        table.add_column("local time", style="dim", no_wrap=True)
        table.add_column("outlet", justify="right", no_wrap=True)
        table.add_column("title", justify="right", overflow="fold")
        table.add_column("id", style="dim", no_wrap=True)
        for sample in samples:
            when = f"{sample.at.day:2} {sample.at:%b %H:%M}" if sample.at else "–"
            title = "(cannot be read)" if sample.broken else turn(sample.title, self.layout)
            table.add_row(when, turn(sample.source, self.layout), title, sample.id)
        self.console.print(table)

    def incidents(self, outcome: Outcome) -> None:
        """What was found: every incident that stands, parts under their whole."""
        table = Table(box=box.SIMPLE_HEAD, title="Incidents", title_justify="left")
        for name in ("place", "المكان", "day", "event", "killed", "injured", "outlets", "grade"):
            right = name in {"المكان", "killed", "injured", "outlets"}
            table.add_column(turn(name, self.layout), justify="right" if right else "left", no_wrap=True)
        for incident, part in ordered(outcome.incidents):
            table.add_row(*self._row(incident, part=part), style="dim" if incident.status != "active" else "")
        self.console.print(table)
        self.console.print(
            "low–best–high where they differ · + at least · ~ a vague word · (+ n) combatants, not counted\n"
            "└ already counted in its whole · 🏥 an attack on health care\n",
            style="dim",
        )

    def _row(self, incident: Incident, *, part: bool) -> list[Text | str]:
        place = incident.place
        name = ("└ " if part else "") + (place.name_en or place.name)
        event = incident.type.replace("_", " ")
        if incident.health is not None:
            event = f"[bold red]🏥 {event}[/]"
        if incident.status != "active":
            event = f"{event}, {incident.status}"
        fighters = span(incident.killed.combatant)
        killed = toll(incident.killed) + (f" (+ {fighters})" if fighters else "")
        grade = f"[{_GRADES[incident.grade]}]{incident.grade}[/]"
        return [
            name, turn(place.name_ar or place.name, self.layout), day(incident), event,
            killed, toll(incident.injured), str(len(incident.sources)), grade,
        ]  # fmt: skip

    def messages(self, slack: DemoSlack) -> None:
        """What stands in Slack, threads under their message."""
        for parent in slack.parents():
            self.console.print(self._message(parent, slack.replies(parent)))

    def _message(self, parent: Post, replies: Sequence[Post]) -> Panel:
        width = min(self.console.width, MAX_WIDTH)
        body = list(render(parent.blocks, Canvas(width - 4, self.layout)))
        if parent.versions > 1:
            body.append(Text(f"(edited {parent.versions - 1}×)", style="dim"))
        for reply in replies:
            body.append(Text("└ in its thread", style="dim"))
            inner = list(render(reply.blocks, Canvas(width - 8, self.layout)))[:REPLY_LINES]
            body.extend(Text.assemble("    ", line) for line in inner)
        channel = turn(CHANNELS[parent.channel], self.layout)
        return Panel(
            Group(*body), title=f"[bold]Rasid[/] [dim]in[/] #{channel}", title_align="left", width=width,
            border_style=_BORDERS.get(parent.channel, "blue"),
        )  # fmt: skip

    def verdict(self, findings: Sequence[Finding]) -> None:
        """Every expectation, with a mark."""
        self.console.print("Did it come out right?", style="bold")
        for one in findings:
            mark = "[green]✔[/]" if one.good else "[bold red]✘[/]"
            self.console.print(f" {mark} {one.text}" + ("" if one.good else f" [red]— {one.wrong}[/]"), highlight=False)


def day(incident: Incident) -> str:
    """`26 Nov`: the first day that the event may have been on."""
    first = incident.event_date.start
    return f"{first.day} {first:%b}"


def span(estimate: Estimate) -> str:
    """`7`, `19–21–23`, `50+`, `~20–99` from a vague word, or nothing for none."""
    vague = "~" if estimate.vague else ""
    if estimate.high is None:
        return f"{vague}{estimate.low}+"
    if estimate.high == 0:
        return ""
    known = dict.fromkeys((estimate.low, estimate.best, estimate.high))
    return vague + "–".join(map(str, known))


def toll(casualties: Casualties) -> str:
    """People who are not combatants."""
    return span(casualties.total)


def ordered(incidents: Sequence[Incident]) -> list[tuple[Incident, bool]]:
    """By day and toll, parts straight after their whole; merged incidents are left out."""
    standing = [one for one in incidents if one.status != "merged"]
    ids = {one.incident_id for one in standing}
    tops = [one for one in standing if one.part_of not in ids]
    tops.sort(key=lambda one: (one.event_date.start, -one.killed.total.best))
    out: list[tuple[Incident, bool]] = []
    for top in tops:
        parts = [one for one in standing if one.part_of == top.incident_id]
        out.append((top, False))
        out.extend((part, True) for part in sorted(parts, key=lambda one: -one.killed.total.best))
    return out
