"""A small Faust app with a table: every message that it handles goes to `seen`. With or without the guard."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from pathlib import Path
from typing import Any

import faust
from aiokafka import AIOKafkaConsumer

from streams import guard


def answer_late(seconds: float) -> None:
    """Have the answer for each partition's committed offset come so late, as from a busy coordinator far away."""
    original = AIOKafkaConsumer.committed

    async def committed(self: Any, partition: Any) -> Any:
        await asyncio.sleep(seconds)
        return await original(self, partition)

    AIOKafkaConsumer.committed = committed


def main() -> None:
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    if os.environ["GUARD"] == "1":
        guard.install()
    answer_late(float(os.environ["ANSWER"]))
    prefix = os.environ["PREFIX"]
    app = faust.App(
        id=f"{prefix}app", broker=f"kafka://{os.environ['BROKER']}", store="memory://",
        datadir=Path(os.environ["STATE"]),
        topic_allow_declare=False, topic_disable_leader=True, autodiscover=False, web_enabled=False,
        consumer_auto_offset_reset="earliest", broker_session_timeout=6.0, broker_heartbeat_interval=1.0,
        broker_request_timeout=20.0, broker_commit_interval=0.5, producer_linger=0.0, stream_recovery_delay=0.0,
    )  # fmt: skip
    source = app.topic(f"{prefix}in", key_type=bytes, value_type=bytes, value_serializer="raw", key_serializer="raw")
    seen = app.topic(f"{prefix}seen", key_type=bytes, value_type=bytes, value_serializer="raw", key_serializer="raw")
    table = app.Table(
        f"{prefix}table", partitions=8, changelog_topic=app.topic(f"{prefix}log", partitions=8), default=int
    )

    pace = float(os.environ["PACE"])

    async def count(stream: Any) -> None:
        async for value in stream:
            await asyncio.sleep(pace)
            await (await seen.send(key=value, value=value))
            table[value.decode()] += 1

    app.agent(source, name="count", concurrency=1, isolated_partitions=True)(count)
    faust.Worker(app, loglevel="WARN", quiet=True, redirect_stdouts=False).execute_from_commandline()


if __name__ == "__main__":
    main()
