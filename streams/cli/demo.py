"""`rasid demo`: the whole pipeline on this machine."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from alerts.slack.clock import SystemClock
from streams.broker.mock import MockBroker, MockMissingError
from streams.broker.real import BrokerFailedError, RealBroker
from streams.broker.runtime import RuntimeMissingError
from streams.demo.lettering import Layout, layout_of
from streams.demo.page import render
from streams.demo.pipeline import DemoError, Pipeline
from streams.demo.sample import Sample, load
from streams.demo.screen import Screen
from streams.demo.verdict import Finding, judge


@click.command(help="The whole pipeline on this machine: sample reports in, incidents and Slack messages shown.")
@click.option(
    "--kafka", "real", is_flag=True, help="On a real Apache Kafka (see `rasid broker`), not on a mock cluster."
)
@click.option(
    "--html", type=click.Path(dir_okay=False, path_type=Path), default=Path("out/demo.html"), show_default=True,
    help="Where to write the page.",
)  # fmt: skip
@click.option(
    "--bidi", type=click.Choice(["auto", "terminal", "rasid"]), default="auto", show_default=True,
    help="Who lays out Arabic: terminals that can do it, or Rasid for those that cannot.",
)  # fmt: skip
def demo(real: bool, html: Path, bidi: str) -> None:
    """Exit status 0 when everything came out as expected, 1 when it did not, 2 when the pipeline did not run."""
    layout: Layout = layout_of(os.environ) if bidi == "auto" else "terminal" if bidi == "terminal" else "rasid"
    console = Console(highlight=False)
    if not console.is_terminal:  # a log or a pipe has no width of its own
        console.width = 120
    screen = Screen(console, layout)
    try:
        findings = _run(screen, html, real=real)
    except (DemoError, MockMissingError, BrokerFailedError, RuntimeMissingError) as error:
        console.print(Text.assemble(("The demo did not run: ", "bold red"), str(error)))
        sys.exit(2)
    wrong = [one for one in findings if not one.good]
    if wrong:
        console.print(f"\n[bold red]{len(wrong)} of {len(findings)} expectations failed.[/]")
        sys.exit(1)
    console.print(f"\n[bold green]All {len(findings)} expectations hold.[/]")


def _run(screen: Screen, html: Path, *, real: bool) -> list[Finding]:
    say = screen.console.print
    samples = load(SystemClock().now())
    with tempfile.TemporaryDirectory(prefix="rasid-demo-") as name:
        folder = Path(name)
        with RealBroker(folder / "kafka") if real else MockBroker() as broker:
            pipeline = Pipeline(broker, folder)
            try:
                seconds = pipeline.start()
                kind = "Apache Kafka" if real else "a mock Kafka cluster"
                say(f"Worker ready on {kind} at {broker.bootstrap} after {seconds:.1f} s.\n")
                screen.samples(samples)
                began = time.monotonic()
                _watch(screen, pipeline, samples)
                say(f"All quiet {time.monotonic() - began:.1f} s after publishing.\n")
                outcome, _ = pipeline.outcome()
            finally:
                pipeline.stop()
    findings = judge(outcome)
    screen.incidents(outcome)
    screen.messages(pipeline.slack)
    screen.verdict(findings)
    html.parent.mkdir(parents=True, exist_ok=True)
    html.write_text(render(samples, outcome, pipeline.slack, findings), encoding="utf-8")
    say(f"\nAs a page: {html}")
    return findings


def _watch(screen: Screen, pipeline: Pipeline, samples: Sequence[Sample]) -> None:
    with screen.console.status("reading …") as status:
        for now in pipeline.run(samples):
            status.update(f"{now.lag} messages in Kafka, {now.pending} waiting for Slack, {now.slack} sent or edited")
