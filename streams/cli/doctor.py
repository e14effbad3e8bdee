"""`rasid doctor`: looks at everything that a worker needs and says what to mend."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import click
from kafka.errors import KafkaError
from rich.console import Console

from alerts import rules
from alerts.rules import RulesError
from alerts.slack.doctor import Finding, examine
from alerts.slack.routing import RoutesError
from alerts.slack.settings import Policy
from alerts.slack.web import WebTransport, session, web_client
from detectors.gazetteer import Gazetteer
from streams import admin
from streams.cli.connect import listening
from streams.cli.options import settings
from streams.notify.assembly import is_configured, routing_of, transport_of
from streams.reading import describe, make_reader
from streams.settings import Settings, SettingsError
from streams.topics import TOPICS


@click.command()
@settings()
def doctor(settings: Settings) -> None:
    """Check broker, topics, rules, gazetteer and Slack, and say what to mend. Status 1 when something is wrong.

    Sends no message and changes nothing.
    """
    console = Console(highlight=False, soft_wrap=True)
    wrong = 0
    for part, found in (
        ("Kafka", broker(settings)), ("Rules", ruleset(settings)), ("Gazetteer", gazetteer(settings)),
        ("Reader", reader(settings)),
        ("Slack", slack(settings)),
    ):  # fmt: skip
        for one in found:
            console.print(f"[{'green' if one.good else 'red'}]{'✓' if one.good else '✗'}[/] {part}: ", end="")
            console.print(one.what, markup=False)
            if one.mend:
                console.print(f"    → {one.mend}", markup=False)
            wrong += not one.good
    if wrong:
        console.print(f"{wrong} to mend")
        raise SystemExit(1)


def broker(settings: Settings) -> Iterator[Finding]:
    """Reachable, all topics there, session timeout allowed."""
    with listening() as words:
        try:
            with admin.connected(settings) as client:
                yield Finding(True, f"{settings.kafka} answers")
                yield from _topics(client, settings)
        except KafkaError as error:
            cause, hint = words.explain(error, settings)
            yield Finding(False, f"{settings.kafka} does not answer ({cause})", hint)


def _topics(client: Any, settings: Settings) -> Iterator[Finding]:
    differences = admin.check(client, settings)
    for one in differences:
        yield Finding(False, f"topic {one.topic} {one.what}", "rasid topics create" if one.missing else "")
    if not differences:
        yield Finding(True, f"all {len(TOPICS)} topics are there, {settings.partitions} partitions each")
    try:
        admin.check_session(client, settings)
    except SettingsError as error:
        yield Finding(False, str(error), "raise RASID_SESSION_TIMEOUT")


def ruleset(settings: Settings) -> Iterator[Finding]:
    """The rules file is whole."""
    name = str(settings.rules or "the rules that come with Rasid")
    try:
        loaded = rules.load(settings.rules) if settings.rules else rules.default()
        yield Finding(True, f"{len(loaded.rules)} rules in {name}")
    except (RulesError, OSError) as error:
        yield Finding(
            False, f"{name} is wrong:\n{error}", "mend the lines named above; `rasid rules check` repeats this"
        )


def gazetteer(settings: Settings) -> Iterator[Finding]:
    """The places load."""
    try:
        yield Finding(True, f"{len(Gazetteer.load(settings.gazetteer)):,} places")
    except (ValueError, OSError) as error:
        yield Finding(False, f"{settings.gazetteer}: {error}", "`rasid gazetteer check` lists every mistake")


def reader(settings: Settings) -> Iterator[Finding]:
    """What takes part in reading loads."""
    try:
        make_reader(settings)
    except SettingsError as error:
        yield Finding(False, str(error), "mend the setting named above, or leave it out: Rasid reads without it")
    else:
        yield from (Finding(True, line) for line in describe(settings))


def slack(settings: Settings) -> Iterator[Finding]:
    """Token, scopes, channels, groups and buttons."""
    if not is_configured(settings):
        mend = "set RASID_SLACK_TOKEN and RASID_SLACK_CHANNEL or RASID_SLACK_ROUTES, or run with RASID_NOTIFY=0"
        yield Finding(not settings.notify, "no token and no webhook: nothing is sent", mend if settings.notify else "")
        return
    try:
        yield from asyncio.run(_ask(settings))
    except (SettingsError, RoutesError) as error:
        yield Finding(False, str(error), "mend the setting named above")


async def _ask(settings: Settings) -> list[Finding]:
    policy = Policy()
    async with transport_of(settings, policy) as transport, session(policy.timeout) as http:
        token = settings.slack_app_token
        app = WebTransport(web_client(token.reveal(), http, base_url=settings.slack_url)) if token else None
        return await examine(transport, routing_of(settings), app)
