"""`rasid alerts`."""

from __future__ import annotations

import click
from rich.console import Console
from rich.table import Table

from alerts.records import Alert
from detectors.records import encode
from streams import topics
from streams.cli.connect import reaching
from streams.cli.options import TOPICS, settings
from streams.cli.standing import count, where
from streams.settings import Settings
from streams.tail import latest

_STYLE = {"critical": "bold red", "warning": "yellow", "info": ""}
_OVER = ("resolved", "retracted")


@click.command()
@click.option("--all", "everything", is_flag=True, help="Also those that are over.")
@click.option("--json", "as_json", is_flag=True, help="One alert per line, its latest revision.")
@settings(*TOPICS)
def alerts(settings: Settings, everything: bool, as_json: bool) -> None:
    """List the alerts that stand now, the latest change first."""
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
    table = Table("changed", "state", "severity", "rule", "where", "value", "sources", "why", "alert")
    for one in shown:
        state = one.state + (f" ({one.muted})" if one.muted else "")
        table.add_row(f"{one.updated_at:%Y-%m-%d %H:%M}", state, one.severity, one.rule, where(one.district),
                      f"{count(one.value)} {one.measure}", str(one.sources), one.explanation or one.reason,
                      f"{one.alert_id[:8]} r{one.revision}", style=_STYLE[one.severity])  # fmt: skip
    Console().print(table if shown else "no alerts")
