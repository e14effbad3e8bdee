"""`rasid dead`: what could not be handled, and sending it again."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import click
from kafka import KafkaProducer

from detectors.records import encode
from streams import topics
from streams.cli.connect import reaching
from streams.cli.options import TOPICS, settings
from streams.cli.standing import tabulate
from streams.deadletters import DeadLetter, parse
from streams.settings import Settings
from streams.tail import records
from streams.topics import MAX_RECORD_BYTES

_JSON = click.option("--json", "as_json", is_flag=True, help="One dead letter per line, the bytes in base64.")


@click.group()
def dead() -> None:
    """Look at refused records, and send them again when their cause is mended."""


@dead.command(name="list")
@click.option("--reason", help="Only those with this reason.")
@_JSON
@settings(*TOPICS)
def list_(settings: Settings, reason: str | None, as_json: bool) -> None:
    """List dead letters: position, reason, where they came from."""
    found = [one for one in _letters(settings) if reason in {None, one.reason}]
    if as_json:
        for one in found:
            click.echo(encode(one))
        return
    if not found:
        click.echo("no dead letters")
        return
    rows = [
        (
            (
                one.position,
                one.reason,
                one.message,
                f"{one.at:%m-%d %H:%M}",
                f"{one.topic}/{one.partition}/{one.offset}",
            ),
            "",
        )
        for one in found
    ]
    tabulate(("position", "reason", "what was wrong*", "at?", "origin?"), rows)


@dead.command()
@click.argument("position")
@_JSON
@settings(*TOPICS)
def show(settings: Settings, position: str, as_json: bool) -> None:
    """Show one dead letter with its original bytes. POSITION is partition:offset, from the list."""
    one = _find(settings, position)
    if as_json:
        click.echo(encode(one))
        return
    click.echo(f"reason  {one.reason}\nwrong   {one.message}\nstage   {one.stage}\nat      {one.at.isoformat()}")
    click.echo(f"origin  {one.topic}, partition {one.partition}, offset {one.offset}\nkey     {one.key!r}\n")
    click.echo(base64.b64decode(one.value).decode("utf-8", "backslashreplace"))


@dead.command()
@click.argument("positions", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="All of them.")
@click.option("--reason", help="All with this reason.")
@settings(*TOPICS)
def replay(settings: Settings, positions: tuple[str, ...], everything: bool, reason: str | None) -> None:
    """Send dead letters to the topic that they came from, byte for byte.

    POSITIONS are partition:offset. A record that is still wrong comes back as a new dead letter; one that was handled
    meanwhile changes nothing.
    """
    if not positions and not everything and reason is None:
        raise click.UsageError("Name positions (partition:offset), --reason, or --all.")
    found = [one for one in _letters(settings) if everything or one.reason == reason or one.position in positions]
    unknown = set(positions) - {one.position for one in found}
    if unknown:
        raise click.ClickException(f"No dead letter at {', '.join(sorted(unknown))}.")
    with reaching(settings):
        _send(settings, found)
    click.echo(f"{len(found)} sent again")


def _send(settings: Settings, found: list[DeadLetter]) -> None:
    producer = KafkaProducer(**settings.client(), acks="all", max_request_size=MAX_RECORD_BYTES)
    try:
        for one in found:
            key, value = one.key.encode(), base64.b64decode(one.value)
            producer.send(one.topic, key=key, value=value, partition=one.partition).get(settings.request_timeout)
    finally:
        producer.close(timeout=settings.request_timeout)


def _letters(settings: Settings) -> Iterator[DeadLetter]:
    with reaching(settings):
        try:
            for record in records(settings, topics.DEAD.name):
                yield _letter(record)
        except KeyError as error:
            raise click.ClickException(f"The topic {error} is missing: rasid topics create") from error


def _letter(record: Any) -> DeadLetter:
    return parse(record.headers, record.key, record.value, f"{record.partition}:{record.offset}")


def _find(settings: Settings, position: str) -> DeadLetter:
    for one in _letters(settings):
        if one.position == position:
            return one
    raise click.ClickException(f"No dead letter at {position}; `rasid dead list` shows them.")
