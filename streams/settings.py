"""Settings of every process: from flags, else from the environment, else the defaults below.

A field `topic_prefix` is the variable `RASID_TOPIC_PREFIX` and the flag `--topic-prefix`. A secret may instead be named
by a file (`RASID_SLACK_TOKEN_FILE`) and never appears in a log, a traceback or `--help`.
"""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any, Final, NamedTuple, get_args, get_type_hints

PREFIX: Final = "RASID_"
STORES: Final = ("rocksdb", "memory")
PROTOCOLS: Final = ("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL")
FIRST_ANSWER: Final = 10.0
"""Seconds for the first answer of the broker: who waits at a prompt wants to know."""
MECHANISMS: Final = ("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512")


class SettingsError(ValueError):
    """One or more settings are wrong; the text has a line for each."""


class Secret:
    """A value that prints as asterisks; `reveal()` is called only where it is sent."""

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The value itself."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(***)"

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All settings; durations in seconds."""

    kafka: Annotated[str, "Bootstrap servers of Kafka, host:port[,host:port…]."] = "127.0.0.1:9092"
    topic_prefix: Annotated[str, "What all topic names and the consumer group begin with."] = "rasid."
    partitions: Annotated[int, "Partitions of each topic that is created; fixed once the topics exist."] = 16
    replication: Annotated[int, "Replicas of each topic that is created; 3 in a real cluster."] = 1
    rules: Annotated[Path | None, "rules.yaml; without it the rules that come with Rasid."] = None
    gazetteer: Annotated[Path | None, "Folder of a gazetteer; without it the one that comes with Rasid."] = None
    morphology: Annotated[
        str, "morphology.db of calima-msa, for words that the lexicon lacks; auto: the installed one; off."
    ] = "auto"
    ner: Annotated[
        Path | None, "Folder of a CAMeLBERT NER model, a second opinion on place names (needs the extra ner)."
    ] = None
    state: Annotated[Path, "Folder of local state; one for each worker."] = Path(".state")
    store: Annotated[str, "Where local state is kept: rocksdb or memory."] = "rocksdb"
    slack_token: Annotated[Secret | None, "Slack bot token (xoxb-…)."] = None
    slack_app_token: Annotated[Secret | None, "Slack app-level token (xapp-…), for the buttons (Socket Mode)."] = None
    slack_url: Annotated[str, "Base of Slack's Web API, for proxies and doubles."] = "https://slack.com/api/"
    slack_routes: Annotated[Path | None, "routes.yaml: who hears of what; without it all alerts go to one channel."] = (
        None
    )
    slack_channel: Annotated[str | None, "Id of that channel (C0123456789)."] = None
    slack_webhook: Annotated[Secret | None, "Incoming webhook, the reduced way: no edits, no threads, no buttons."] = (
        None
    )
    metrics_port: Annotated[int, "Port of /metrics; 0 serves none."] = 6066
    metrics_host: Annotated[str, "Address that /metrics is served on."] = "0.0.0.0"  # noqa: S104 - Prometheus is elsewhere
    notify: Annotated[bool, "Whether the worker also sends to Slack."] = True
    session_timeout: Annotated[float, "After this silence the broker gives a worker's partitions to others."] = 10.0
    request_timeout: Annotated[float, "Longest wait for one answer of the broker."] = 30.0
    stall: Annotated[float, "Lag that has not moved for this long ends the worker, for the supervisor to restart."] = (
        120.0
    )
    stop: Annotated[float, "Longest wait, once told to stop, for what is in hand; then the worker ends as it is."] = (
        20.0
    )
    tick: Annotated[float, "How often time itself is told to the rules (silence, end of windows)."] = 30.0
    attempts: Annotated[int, "Times that a failing step is tried before its record becomes a dead letter."] = 5
    mock: Annotated[bool, "The broker is librdkafka's mock cluster."] = False
    kafka_protocol: Annotated[str, "PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL."] = "PLAINTEXT"
    kafka_mechanism: Annotated[str, "SASL mechanism: PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512."] = "PLAIN"
    kafka_user: Annotated[str | None, "SASL user name."] = None
    kafka_password: Annotated[Secret | None, "SASL password."] = None
    kafka_ca: Annotated[Path | None, "PEM file of the authority that signed the brokers' certificates."] = None
    kafka_certificate: Annotated[Path | None, "PEM file of the client's certificate."] = None
    kafka_key: Annotated[Path | None, "PEM file of the client's key."] = None

    @staticmethod
    def load(environ: Mapping[str, str], **flags: Any) -> Settings:
        """Settings from `flags` (None: not given), else `environ`. Raises SettingsError with every problem at once."""
        values: dict[str, Any] = {}
        problems: list[str] = []
        for option in options():
            name = variable(option.name)
            given = flags.get(option.name)
            try:
                text = str(given) if given is not None else _lookup(environ, name, option.kind is Secret)
                if text is not None:
                    values[option.name] = _flag(text) if option.kind is bool else option.kind(text)
            except (ValueError, OSError) as error:
                problems.append(f"{name}: {error}")
        settings = Settings(**values)
        problems += _checks(settings)
        if problems:
            raise SettingsError("\n".join(problems))
        return settings

    @property
    def group(self) -> str:
        """The consumer group of the workers, which is also the Faust app's id."""
        return f"{self.topic_prefix}worker"

    def topic(self, name: str) -> str:
        """The full name of a topic."""
        return self.topic_prefix + name

    def tls(self) -> ssl.SSLContext | None:
        """The TLS context, None without TLS."""
        if "SSL" not in self.kafka_protocol:
            return None
        context = ssl.create_default_context(cafile=str(self.kafka_ca) if self.kafka_ca else None)
        if self.kafka_certificate:
            context.load_cert_chain(self.kafka_certificate, self.kafka_key)
        return context

    def client(self) -> dict[str, Any]:
        """Keyword arguments of any kafka-python client."""
        options: dict[str, Any] = {
            "bootstrap_servers": self.kafka.split(","),
            "security_protocol": self.kafka_protocol,
            "request_timeout_ms": int(self.request_timeout * 1000),
            "bootstrap_timeout_ms": int(min(self.request_timeout, FIRST_ANSWER) * 1000),
            "reconnect_backoff_max_ms": 1000,
        }
        if self.mock:
            options["api_version"] = (2, 3)
        if context := self.tls():
            options["ssl_context"] = context
        if self.kafka_protocol.startswith("SASL"):
            options |= {"sasl_mechanism": self.kafka_mechanism, "sasl_plain_username": self.kafka_user,
                        "sasl_plain_password": self.kafka_password and self.kafka_password.reveal()}  # fmt: skip
        return options


class Option(NamedTuple):
    """One setting as a command line shows it."""

    name: str
    kind: type
    default: Any
    help: str


def options() -> list[Option]:
    """All settings, in order."""
    hints = get_type_hints(Settings, include_extras=True)
    found = []
    for one in fields(Settings):
        kind, text = get_args(hints[one.name])
        found.append(Option(one.name, next(iter(get_args(kind)), kind), one.default, text))
    return found


def variable(name: str) -> str:
    """The environment variable of a field."""
    return PREFIX + name.upper()


def _lookup(environ: Mapping[str, str], name: str, secret: bool) -> str | None:
    """The variable's text; for a secret also from the file that `…_FILE` names. Empty means not given."""
    if environ.get(name):
        return environ[name]
    if secret and environ.get(f"{name}_FILE"):
        return Path(environ[f"{name}_FILE"]).read_text(encoding="utf-8").strip()
    return None


def _flag(text: str) -> bool:
    known = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    if text.lower() not in known:
        raise ValueError(f"{text!r} is neither true nor false")
    return known[text.lower()]


def _checks(s: Settings) -> list[str]:
    """What is wrong with settings that are each of the right type."""
    rules = [
        (all(":" in one and one.rpartition(":")[2].isdigit() for one in s.kafka.split(",")),
         "kafka", f"{s.kafka!r} is not host:port[,host:port…]"),
        (1 <= s.partitions <= 1000, "partitions", "must be 1…1000"),
        (s.replication >= 1, "replication", "must be at least 1"),
        (s.store in STORES, "store", f"must be one of {', '.join(STORES)}"),
        (s.kafka_protocol in PROTOCOLS, "kafka_protocol", f"must be one of {', '.join(PROTOCOLS)}"),
        (s.kafka_mechanism in MECHANISMS, "kafka_mechanism", f"must be one of {', '.join(MECHANISMS)}"),
        (not s.kafka_protocol.startswith("SASL") or (s.kafka_user and s.kafka_password),
         "kafka_user", "SASL needs a user and a password"),
        (bool(s.kafka_certificate) == bool(s.kafka_key), "kafka_key", "a certificate needs its key, and a key its one"),
        (s.attempts >= 1, "attempts", "must be at least 1"),
        (min(s.session_timeout, s.request_timeout, s.stall, s.stop, s.tick) > 0, "stall", "durations must be positive"),
        (0 <= s.metrics_port < 65536, "metrics_port", "must be 0…65535"),
        (s.rules is None or s.rules.is_file(), "rules", f"no such file: {s.rules}"),
        (s.slack_routes is None or s.slack_routes.is_file(), "slack_routes", f"no such file: {s.slack_routes}"),
        (s.ner is None or s.ner.is_dir(), "ner", f"no such folder: {s.ner}"),
        (s.gazetteer is None or s.gazetteer.is_dir(), "gazetteer", f"no such folder: {s.gazetteer}"),
    ]  # fmt: skip
    return [f"{variable(name)}: {text}" for good, name, text in rules if not good]
