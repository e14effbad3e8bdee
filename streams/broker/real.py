"""A real single-node Apache Kafka in KRaft mode, for development and for the tests: no Docker, nothing to install."""

from __future__ import annotations

import base64
import os
import signal
import socket
import subprocess
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

from streams.broker.runtime import RuntimeMissingError, classpath, java

START_SECONDS: Final = 60.0
"""A busy two-core machine takes about 6 s; on this bound the start counts as failed."""
HEAP: Final = "512m"
_SECURED: Final = ("SSL", "SASL_PLAINTEXT", "SASL_SSL")

_PROPERTIES: Final = """\
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller}
listeners=PLAINTEXT://{host}:{port},CONTROLLER://127.0.0.1:{controller}{more}
advertised.listeners=PLAINTEXT://{advertised}{more}
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,{protocols}
log.dirs={logs}
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
share.coordinator.state.topic.num.partitions=1
broker.session.timeout.ms=2000
broker.heartbeat.interval.ms=500
group.initial.rebalance.delay.ms={rebalance_delay}
group.min.session.timeout.ms={min_session}
auto.create.topics.enable=false
message.max.bytes=8388608
log.cleaner.dedupe.buffer.size=16777216
num.io.threads=4
num.network.threads=2
"""

_LOGGING: Final = """\
status=warn
appender.file.type=File
appender.file.name=file
appender.file.fileName={log}
appender.file.layout.type=PatternLayout
appender.file.layout.pattern=%d %p %c: %m%n
rootLogger.level=warn
rootLogger.appenderRef.file.ref=file
"""


class BrokerFailedError(Exception):
    """The broker did not come up; the text holds the end of its log."""


@dataclass
class RealBroker:
    """One broker in `folder`. Data survive `stop()` and `kill()`; `start()` comes back on the same port."""

    folder: Path
    port: int = 0
    """0 takes a free one."""
    host: str = "127.0.0.1"
    advertised: str | None = None
    """`host:port` that clients are told to use, where a proxy stands before the broker."""
    rebalance_delay_ms: int = 0
    min_session_ms: int = 6000
    listeners: Mapping[str, int] = field(default_factory=dict)
    """Further listeners beside the plain one: security protocol → port of the loopback."""
    properties: Mapping[str, str] = field(default_factory=dict)
    """Further lines of server.properties: what those listeners need."""
    scram: Mapping[str, str] = field(default_factory=dict)
    """User → password (SCRAM-SHA-512), stored when the folder is formatted."""
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    _controller: int = 0

    @property
    def bootstrap(self) -> str:
        """What `RASID_KAFKA` takes."""
        return self.advertised or f"{self.host}:{self.port}"

    @property
    def running(self) -> bool:
        """The process is alive."""
        return self._process is not None and self._process.poll() is None

    @property
    def log(self) -> Path:
        """The broker's own log: warnings and errors."""
        return self.folder / "kafka.log"

    def start(self) -> Self:
        """Format on first use, start, and wait until clients are served.

        Raises BrokerFailedError, or RuntimeMissingError when there is no Java or no jar.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port = self.port or free_port()
        self._controller = self._controller or free_port()
        properties = self._configure()
        command = self._java("kafka.Kafka", str(properties))
        if not (self.folder / "data" / "meta.properties").exists():
            self._format(properties)
        with (self.folder / "kafka.out").open("ab") as out:
            self._process = subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True)
        self._wait()
        return self

    def stop(self, seconds: float = 20.0) -> None:
        """Shut down in order; after `seconds` by force."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
        self._process = None

    def kill(self) -> None:
        """End at once, as a power cut does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def wait(self) -> int:
        """Wait for the process to end by itself; its exit status."""
        assert self._process is not None, "start() first"
        return self._process.wait()

    def __enter__(self) -> Self:
        return self if self.running else self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _configure(self) -> Path:
        text = _PROPERTIES.format(
            host=self.host, port=self.port, controller=self._controller, logs=self.folder / "data",
            advertised=self.bootstrap, rebalance_delay=self.rebalance_delay_ms, min_session=self.min_session_ms,
            more="".join(f",{name}://{self.host}:{port}" for name, port in self.listeners.items()),
            protocols=",".join(f"{name}:{name}" for name in _SECURED),
        )  # fmt: skip
        text += "".join(f"{name}={value}\n" for name, value in self.properties.items())
        (self.folder / "log4j2.properties").write_text(_LOGGING.format(log=self.log), encoding="utf-8")
        path = self.folder / "server.properties"
        path.write_text(text, encoding="utf-8")
        return path

    def _java(self, main: str, *arguments: str) -> list[str]:
        jars = os.pathsep.join(str(jar) for jar in classpath())
        settings = f"-Dlog4j2.configurationFile={self.folder / 'log4j2.properties'}"
        flags = [f"-Xmx{HEAP}", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", settings]
        return [str(java()), *flags, "-cp", jars, main, *arguments]

    def _format(self, properties: Path) -> None:
        cluster = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
        if cluster.startswith("-"):  # an option, to the tool's eyes
            cluster = f"A{cluster[1:]}"
        users = [f"--add-scram=SCRAM-SHA-512=[name={user},password={word}]" for user, word in self.scram.items()]
        command = self._java("kafka.tools.StorageTool", "format", "-t", cluster, "-c", str(properties), *users)
        answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=START_SECONDS)
        if answer.returncode:
            raise BrokerFailedError(f"Formatting {self.folder} failed:\n{answer.stdout}{answer.stderr}")

    def _wait(self) -> None:
        assert self._process is not None
        give_up = time.monotonic() + START_SECONDS
        while time.monotonic() < give_up:
            if self._process.poll() is not None:
                break
            if _serves(self.host, self.port):
                return
            time.sleep(0.1)
        self.kill()
        raise BrokerFailedError(f"Apache Kafka did not start in {self.folder}:\n{self._tail()}")

    def _tail(self) -> str:
        texts = (path.read_text(encoding="utf-8", errors="replace")
                 for path in (self.folder / "kafka.out", self.log) if path.exists())  # fmt: skip
        return "\n".join("\n".join(text.splitlines()[-20:]) for text in texts)


def free_port() -> int:
    """A TCP port of the loopback that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _serves(host: str, port: int) -> bool:
    """Whether consumer groups are served: a port that listens may be a broker still replaying or making its topics."""
    request = (
        b"\x00\x0a\x00\x00\x00\x00\x00\x01\x00\x01r" + b"\x00\x05rasid"
    )  # FindCoordinator v0 for the group `rasid`
    try:
        with socket.create_connection((host, port), 2) as connection:
            connection.settimeout(5)
            connection.sendall(len(request).to_bytes(4, "big") + request)
            answer = connection.recv(10)
            return len(answer) == 10 and answer[8:10] == b"\x00\x00"
    except OSError:
        return False


__all__ = ["BrokerFailedError", "RealBroker", "RuntimeMissingError", "free_port"]
