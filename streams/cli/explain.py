"""`rasid explain`: the rule, the sentence and the reason behind every value, and what was turned down."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click
from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from detectors.reading import Reader
from detectors.reading.explanation import Explained, Explanation, Line, Mark, explain
from detectors.reading.wording import Language
from detectors.records import Article
from streams.cli.articles import ArticleError, read_articles
from streams.cli.options import READING, settings
from streams.cli.reader import reader_of
from streams.settings import Settings

STYLES: Final[dict[Mark, str]] = {
    "current": "bold black on bright_green",
    "cumulative": "black on yellow",
    "part": "black on bright_cyan",
    "repeat": "green",
    "rejected": "strike red",
    "attack": "bold white on red",
    "number": "dim red",
    "place": "underline blue",
    "date": "underline magenta",
}
SIGNS: Final[dict[Mark, str]] = {
    "current": "✔", "cumulative": "∑", "part": "⊂", "repeat": "=", "rejected": "✘", "attack": "✚", "number": "✘",
    "place": "", "date": "",
}  # fmt: skip


@click.command(name="explain")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--lang", "language", type=click.Choice(["ar", "en"]), default="ar", show_default=True,
              help="Language of the reasons.")  # fmt: skip
@click.option("--rules", is_flag=True, help="Name the rule behind every value.")
@click.option("--id", "only", help="Only the article with this id.")
@settings(*READING)
def explain_command(
    settings: Settings, files: tuple[Path, ...], language: Language, rules: bool, only: str | None
) -> None:
    """Read articles (.txt, or JSONL with id and text) and say sentence by sentence what was read, what not, and why."""
    reader, console = reader_of(settings), Console()
    try:
        for path in files:
            for article in read_articles(path):
                if only in {None, article.id}:
                    _show(console, article, _explained(reader, article, language), rules)
    except ArticleError as error:
        raise click.ClickException(str(error)) from error


def _explained(reader: Reader, article: Article, language: Language) -> Explanation:
    return explain(reader.explain(article), reader.read(article), language)


def _show(console: Console, article: Article, explanation: Explanation, rules: bool) -> None:
    console.rule(Text(article.title or article.id))
    for sentence in explanation.sentences:
        console.print(_sentence(sentence))
        for line in sentence.lines:
            console.print(Padding(_line(line, rules), (0, 0, 0, 4)))
    style = "bold red" if explanation.alert else "green"
    console.print(Panel(Text("\n".join(explanation.sums)), border_style=style))


def _sentence(sentence: Explained) -> Text:
    text = Text(sentence.text.strip("\n"), style="" if sentence.lines else "dim")
    for span in sentence.spans:
        text.stylize(STYLES[span.mark], span.start, span.end)
    return text


def _line(line: Line, rules: bool) -> Text:
    text = Text(f"{SIGNS[line.mark]} ", style=STYLES[line.mark].split(" on ")[0].replace("strike ", ""))
    text.append(f"{line.label}  " if line.label not in {"", "✚"} else "", style="bold")
    text.append(f"«{line.words}»  ", style="bold")
    text.append(line.says, style="default")
    text.append(f"\n    ← {'؛ '.join(line.why)}", style="dim")
    if rules:
        text.append(f"   [{line.rule}]", style="dim italic")
    return text
