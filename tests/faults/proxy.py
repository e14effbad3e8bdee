"""A TCP proxy that delays both directions: what a network between worker and broker does, on one machine."""

from __future__ import annotations

import asyncio
import threading
from typing import Self

from streams.broker.real import free_port


class DelayingProxy:
    """Listens on `port` and forwards to `target`, each byte `delay` seconds later."""

    def __init__(self, delay: float) -> None:
        self.delay = delay
        self.port = free_port()
        self.target = 0
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(60)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", self.port))
        self._ready.set()
        self._loop.run_forever()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            upstream, downstream = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.close()
            return
        await asyncio.gather(self._pump(reader, downstream), self._pump(upstream, writer))

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Forward in order; each chunk leaves `delay` after it came, so throughput is not limited."""
        queue: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        sender = asyncio.create_task(self._send(queue, writer))
        try:
            while data := await reader.read(65536):
                queue.put_nowait((self._loop.time() + self.delay, data))
        except OSError:
            pass
        queue.put_nowait((0.0, b""))
        await sender

    async def _send(self, queue: asyncio.Queue[tuple[float, bytes]], writer: asyncio.StreamWriter) -> None:
        try:
            while (item := await queue.get())[1]:
                await asyncio.sleep(max(item[0] - self._loop.time(), 0))
                writer.write(item[1])
                await writer.drain()
        except OSError:
            pass
        writer.close()
