"""`rasid alerts`."""

from __future__ import annotations

import click

from alerts.records import Alert
from detectors.records import encode
from streams import topics
from streams.cli.connect import reaching
from streams.cli.options import TOPICS, settings
from streams.cli.standing import count, tabulate, where
from streams.settings import Settings
from streams.tail import latest

_STYLE = {"critical": "bold red", "warning": "yellow", "info": ""}
_OVER = ("resolved", "retracted")


@click.command()
@click.option("--all", "everything", is_flag=True, help="Also those that are over.")
@click.option("--json", "as_json", is_flag=True, help="One alert per line, its latest revision.")
@settings(*TOPICS)
def alerts(settings: Settings, everything: bool, as_json: bool) -> None:
    """List the alerts that stand now, the latest change first. --json has all of each: evidence, reason, window."""
    with reaching(settings):
        try:
            found = latest(settings, topics.ALERTS.name, Alert)
        except KeyError as error:
            raise click.ClickException(f"The topic {error} is missing: rasid topics create") from error
    shown = [one for one in found.values() if everything or one.state not in _OVER]
    shown.sort(key=lambda one: (one.updated_at, one.alert_id), reverse=True)
    if as_json:
        for one in shown:
            click.echo(encode(one))
        return
    if not shown:
        over = f"; --all shows {len(found)} that are over" if found else ""
        click.echo(f"no alert stands now{over}")
        return
    rows = [(_row(one), _STYLE[one.severity]) for one in shown]
    tabulate(("rule", "where*", "value", "changed?", "severity?", "state?", "alert"), rows)


def _row(one: Alert) -> tuple[str, ...]:
    state = one.state + (f" ({one.muted})" if one.muted else "")
    value = f"{count(one.value)} {one.measure.replace('_and_', '+')}"
    alert = f"{one.alert_id[:8]} r{one.revision}"
    return one.rule, where(one.district), value, f"{one.updated_at:%m-%d %H:%M}", one.severity, state, alert
