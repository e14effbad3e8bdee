"""The demo as an HTML page: reports and incidents on the left, Slack as a responder sees it on the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from importlib import resources

from alerts.slack.picture import Shown
from alerts.slack.picture import page as picture
from alerts.slack.records import Message
from detectors.records import Claim, Incident
from streams.demo.sample import Sample
from streams.demo.screen import day, ordered, span, toll
from streams.demo.slack import CHANNELS, DemoSlack, Post
from streams.demo.verdict import Finding, Outcome

_LEGEND = (
    "<p><small>low–best–high where they differ · + at least · ~ a vague word · indented: already counted in its whole"
    "</small></p>"
)


def render(samples: Sequence[Sample], outcome: Outcome, slack: DemoSlack, findings: Sequence[Finding]) -> str:
    """A complete document that needs nothing from the network."""
    style = resources.files("streams.demo").joinpath("page.css").read_text("utf-8")
    bad = [one for one in findings if not one.good]
    state = "everything came out as expected" if not bad else f"{len(bad)} expectations failed"
    counts = f"{len(samples)} records in · {len(slack.parents())} messages in Slack · {state}"
    messages = escape(picture([_shown(slack, post) for post in slack.parents()], "Slack"), quote=True)
    grow = "this.style.height=this.contentDocument.documentElement.scrollHeight+'px'"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>Rasid: demo</title><style>{style}</style></head><body>"
        f"<header><h1>Rasid · راصد</h1><p>{escape(counts)}</p></header><main><div>"
        f"<section><h2>Incidents</h2>{_incidents(outcome)}{_LEGEND}</section>"
        f"<section><h2>Reports, as published</h2>{_reports(samples, outcome.dead)}</section>"
        f"<section><h2>Did it come out right?</h2>{_findings(findings)}</section></div>"
        '<div class="slack"><section><h2>Slack, as a responder sees it</h2>'
        f'<iframe title="Slack" srcdoc="{messages}" onload="{grow}"></iframe>'
        f"</section></div></main></body></html>\n"
    )


def _shown(slack: DemoSlack, post: Post) -> Shown:
    replies = tuple(("", _message(reply)) for reply in slack.replies(post))
    return Shown(
        channel=CHANNELS[post.channel], message=_message(post), at="", replies=replies, edited=post.versions > 1
    )


def _message(post: Post) -> Message:
    return Message(text=post.text, blocks=tuple(post.blocks), title="", plain=post.text)


def _incidents(outcome: Outcome) -> str:
    head = "<tr><th>place<th>day<th>event<th>killed<th>injured<th>outlets</tr>"
    return f"<table>{head}{''.join(_rows(one, part) for one, part in ordered(outcome.incidents))}</table>"


def _rows(one: Incident, part: bool) -> str:
    """An incident, and under it the sentences that it stands on."""
    kind = "part" if part else "gone" if one.status == "retracted" else ""
    event = one.type.replace("_", " ")
    if one.health is not None:
        event = f'<span class="health">{event} on health {one.health.target}</span>'
    names = f"{escape(one.place.name_en or one.place.name)} <bdi>{escape(one.place.name_ar or '')}</bdi>"
    fighters = span(one.killed.combatant)
    beside = f"<br><small>+ {fighters} combatants</small>" if fighters else ""
    grade = f'<span class="grade {one.grade}">{one.grade}</span>'
    return (
        f'<tr class="{kind}"><td>{names}<td class="n">{day(one)}<td>{event}<td class="n">{toll(one.killed)}{beside}'
        f'<td class="n">{toll(one.injured)}<td>{len(one.sources)} {grade}</tr>'
        f'<tr class="{kind} said"><td colspan="6"><details><summary>evidence ({len(one.claims)})</summary>'
        f"{''.join(_claim(claim) for claim in one.claims)}</details></tr>"
    )


def _claim(claim: Claim) -> str:
    return f'<blockquote dir="rtl">{escape(claim.sentence)}<br><small>{escape(claim.source)}</small></blockquote>'


def _reports(samples: Sequence[Sample], dead: Mapping[str, str]) -> str:
    rows = []
    for sample in samples:
        refused = f' <span class="health">refused: {escape(dead[sample.id])}</span>' if sample.id in dead else ""
        when = f"{sample.at.day} {sample.at:%b %H:%M}" if sample.at else ""
        small = f"<small><bdi>{escape(sample.source)}</bdi> <bdi>{when}</bdi></small>"
        title = f"<b>{escape(sample.title or sample.id)}</b> {small}{refused}"
        body = escape(sample.text or sample.body.decode("utf-8", "replace"))
        rows.append(f'<details dir="auto"><summary>{title}</summary><p dir="auto">{body}</p></details>')
    return "".join(rows)


def _findings(findings: Sequence[Finding]) -> str:
    items = "".join(_finding(one) for one in findings)
    return f"<ul>{items}</ul>"


def _finding(one: Finding) -> str:
    return f'<li class="{"good" if one.good else "bad"}">{escape(": ".join(filter(None, (one.text, one.wrong))))}</li>'
