"""The reader that the settings ask for: its gazetteer, and the optional analysers where they are there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from detectors.gazetteer import Gazetteer
from detectors.lexicon import Lexicon
from detectors.lexicon.backoff import DATABASE, Backoff, MorphologyError
from detectors.reading.places.entities import Entities, EntitiesError
from detectors.reading.reader import Reader
from streams.settings import Settings, SettingsError

OFF = "off"
AUTO = "auto"


def morphology_file(chosen: str, environ: Mapping[str, str] = os.environ) -> Path | None:
    """The morphological database that is to be used: the one named, or the installed one if there is one."""
    if chosen == OFF:
        return None
    if chosen != AUTO:
        return Path(chosen)
    folder = Path(environ.get("CAMELTOOLS_DATA") or "~/.camel_tools").expanduser()
    return folder / DATABASE if (folder / DATABASE).is_file() else None


def make_reader(settings: Settings, gazetteer: Gazetteer | None = None) -> Reader:
    """The reader of `settings`. Raises SettingsError with what is missing, or what the gazetteer's loader raises."""
    gazetteer = gazetteer or Gazetteer.load(settings.gazetteer)
    lexicon = Lexicon.load()
    problems: list[str] = []
    entities = None
    file = morphology_file(settings.morphology)
    try:
        lexicon = lexicon.backed(Backoff.load(file)) if file else lexicon
    except MorphologyError as error:
        problems.append(f"RASID_MORPHOLOGY: {error}")
    try:
        entities = Entities.load(settings.ner) if settings.ner else None
    except EntitiesError as error:
        problems.append(f"RASID_NER: {error}")
    if problems:
        raise SettingsError("\n".join(problems))
    return Reader(gazetteer, lexicon, entities)


def describe(settings: Settings) -> list[str]:
    """What takes part in reading, a line each, for `rasid doctor`."""
    file = morphology_file(settings.morphology)
    return [
        f"morphology: {file}" if file else "morphology: Rasid's own lexicon alone; calima-msa is not installed or off",
        f"named entities: {settings.ner}" if settings.ner else "named entities: none; RASID_NER names a model",
    ]
