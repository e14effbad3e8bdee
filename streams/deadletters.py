"""Dead letters: the original bytes as the record's value, why and from where in its headers."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Final, Literal

from detectors.records import Record

REASON: Final = "rasid-reason"
MESSAGE: Final = "rasid-message"
ORIGIN: Final = "rasid-origin"
STAGE: Final = "rasid-stage"
AT: Final = "rasid-at"
MAX_MESSAGE: Final = 2000


class DeadLetter(Record, frozen=True, kw_only=True):
    """One record that could not be handled (`dead/1`), as `rasid dead list --json` prints it."""

    reason: str
    message: str
    stage: str
    topic: str
    """Origin: where the record lay."""
    partition: int
    offset: int
    at: datetime
    key: str
    value: str
    """The original bytes, base64."""
    schema: Literal["dead/1"] = "dead/1"
    position: str = ""
    """`partition:offset` in the dead-letter topic: what `show` and `replay` take."""


def headers(reason: str, message: str, stage: str, origin: tuple[str, int, int], now: datetime) -> dict[str, bytes]:
    """The headers of a dead letter; `origin` is topic, partition, offset."""
    topic, partition, offset = origin
    return {
        REASON: reason.encode(), MESSAGE: message[:MAX_MESSAGE].encode("utf-8", "replace"), STAGE: stage.encode(),
        ORIGIN: f"{topic}/{partition}/{offset}".encode(), AT: now.isoformat().encode(),
    }  # fmt: skip


def parse(
    pairs: Iterable[tuple[str, bytes]] | Mapping[str, bytes], key: bytes | None, value: bytes | None, position: str
) -> DeadLetter:
    """The dead letter in a Kafka record's headers, key and value. Raises ValueError when it is none."""
    known = {name: text.decode("utf-8", "replace") for name, text in dict(pairs).items()}
    try:
        topic, partition, offset = known[ORIGIN].rsplit("/", 2)
        at = datetime.fromisoformat(known[AT]).astimezone(UTC)
        return DeadLetter(
            reason=known[REASON], message=known.get(MESSAGE, ""), stage=known.get(STAGE, ""), topic=topic,
            partition=int(partition), offset=int(offset), at=at, key=(key or b"").decode("utf-8", "replace"),
            value=base64.b64encode(value or b"").decode(), position=position,
        )  # fmt: skip
    except KeyError as error:
        raise ValueError(f"{position} is no dead letter: header {error} is missing") from error
