"""`rasid rules`: check a rules file, try it on cases, and say in words what it does."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from alerts.rules import RulesError, RuleSet, default, load
from alerts.rules.loading import default_text
from alerts.rules.telling import tell

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def rules() -> None:
    """Check, test and explain alert rules."""


@rules.command()
@click.argument("files", nargs=-1, type=_FILE)
def check(files: tuple[Path, ...]) -> None:
    """Say everything that is wrong with rules FILES (the packaged rules when none is given); exit 1 if anything is."""
    wrong = 0
    for path in files or (None,):
        try:
            found = load(path) if path else default()
        except RulesError as error:
            wrong += len(error.problems)
            click.echo(str(error), err=True)
        else:
            silences = f", {len(found.silences)} silences" if found.silences else ""
            click.echo(f"{path or 'packaged rules'}: {len(found.rules)} rules{silences}, all well")
    if wrong:
        click.echo(f"{wrong} mistake{'s' if wrong > 1 else ''}", err=True)
        sys.exit(1)


@rules.command()
@click.argument("files", nargs=-1, required=True, type=_FILE)
@click.option("--rules", "rules_file", type=_FILE, help="Try these rules instead of those that the cases name.")
@click.option("--gazetteer", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Gazetteer folder.")
def test(files: tuple[Path, ...], rules_file: Path | None, gazetteer: Path | None) -> None:
    """Run test cases (YAML: these articles or incidents at these times → these alerts); exit 1 when one fails."""
    from alerts.rehearsal import cases  # noqa: PLC0415 - loads the reader, which `check` need not wait for
    from alerts.rehearsal.newsroom import Newsroom  # noqa: PLC0415

    failed = ran = 0
    try:
        given = load(rules_file) if rules_file else None
        suites = [cases.load(path, given) for path in files]
    except RulesError as error:
        raise click.ClickException(str(error)) from error
    newsroom = Newsroom(suites[0].rules, gazetteer)
    for suite in suites:
        for result in cases.run(suite, newsroom):
            ran += 1
            failed += bool(result.failures)
            mark = click.style("FAILED", fg="red") if result.failures else click.style("ok", fg="green")
            click.echo(f"{mark} {suite.source}: {result.name}")
            for line in result.failures:
                click.echo(f"    {line}")
    click.echo(f"{ran - failed} of {ran} cases passed")
    sys.exit(1 if failed else 0)


@rules.command()
@click.argument("file", required=False, type=_FILE)
@click.option("--rule", "name", help="Only the rule of this name.")
def explain(file: Path | None, name: str | None) -> None:
    """Say in words what the rules of FILE (the packaged ones when absent) do, and what keeps what quiet."""
    found = _loaded(file)
    if name is not None and found.named(name) is None:
        raise click.ClickException(f"no rule is named {name!r}; there are {', '.join(r.name for r in found.rules)}")
    click.echo("\n\n".join(tell(found, name)))


@rules.command()
def show() -> None:
    """Print the packaged rules.yaml, to begin a file of your own with."""
    click.echo(default_text(), nl=False)


@rules.command()
def schema() -> None:
    """Print the JSON Schema of rules.yaml, for editors."""
    from alerts.rules.schema import packaged  # noqa: PLC0415

    click.echo(json.dumps(packaged(), indent=2, ensure_ascii=False))


def _loaded(file: Path | None) -> RuleSet:
    try:
        return load(file) if file else default()
    except RulesError as error:
        raise click.ClickException(str(error)) from error
