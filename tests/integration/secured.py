"""A broker that asks who is there: TLS with client certificates, passwords in the clear, and SCRAM over TLS."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from streams.broker.real import RealBroker, free_port

USER, WORD = "rasid", "correct horse"
_PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule"
_SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule"


@dataclass(frozen=True, slots=True)
class Secured:
    """The running broker and, for each protocol, what a client must be told."""

    broker: RealBroker
    clients: Mapping[str, Mapping[str, str]]


@contextmanager
def secured(folder: Path) -> Iterator[Secured]:
    """A broker of its own in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    authority = _authority(folder)
    _certificate(folder, "broker")
    _certificate(folder, "client")
    word = folder / "password"
    word.write_text(f"{WORD}\n", encoding="utf-8")
    ports = {"SSL": free_port(), "SASL_PLAINTEXT": free_port(), "SASL_SSL": free_port()}
    broker = RealBroker(
        folder / "kafka", min_session_ms=2000, listeners=ports, properties=_properties(folder), scram={USER: WORD}
    )
    tls = {"RASID_KAFKA_CA": str(authority)}
    user = {"RASID_KAFKA_USER": USER, "RASID_KAFKA_PASSWORD_FILE": str(word)}
    clients: dict[str, dict[str, str]] = {
        "SSL": {
            **tls,
            "RASID_KAFKA_CERTIFICATE": str(folder / "client.pem"),
            "RASID_KAFKA_KEY": str(folder / "client.key"),
        },
        "SASL_PLAINTEXT": {**user, "RASID_KAFKA_MECHANISM": "PLAIN"},
        "SASL_SSL": {**tls, **user, "RASID_KAFKA_MECHANISM": "SCRAM-SHA-512"},
    }
    with broker:
        yield Secured(broker, {
            name: {"RASID_KAFKA": f"127.0.0.1:{ports[name]}", "RASID_KAFKA_PROTOCOL": name, **told}
            for name, told in clients.items()
        })  # fmt: skip


def _properties(folder: Path) -> dict[str, str]:
    return {
        "ssl.keystore.type": "PEM",
        "ssl.keystore.location": str(folder / "broker.both"),
        "ssl.truststore.type": "PEM",
        "ssl.truststore.location": str(folder / "ca.pem"),
        "listener.name.ssl.ssl.client.auth": "required",
        "sasl.enabled.mechanisms": "PLAIN,SCRAM-SHA-512",
        "listener.name.sasl_plaintext.plain.sasl.jaas.config": f'{_PLAIN} required user_{USER}="{WORD}";',
        "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config": f"{_SCRAM} required;",
        "listener.name.sasl_plaintext.sasl.enabled.mechanisms": "PLAIN",
        "listener.name.sasl_ssl.sasl.enabled.mechanisms": "SCRAM-SHA-512",
    }


def _authority(folder: Path) -> Path:
    """A certificate authority for one day."""
    _openssl(folder, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=rasid test authority",
             "-keyout", "ca.key", "-out", "ca.pem")  # fmt: skip
    return folder / "ca.pem"


def _certificate(folder: Path, name: str) -> None:
    """`name.key`, `name.pem`, and both in `name.both`, signed by the authority for 127.0.0.1."""
    (folder / f"{name}.ext").write_text("subjectAltName=IP:127.0.0.1,DNS:localhost\n", encoding="utf-8")
    _openssl(folder, "req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={name}",
             "-keyout", f"{name}.key", "-out", f"{name}.csr")  # fmt: skip
    _openssl(folder, "x509", "-req", "-in", f"{name}.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
             "-days", "2", "-extfile", f"{name}.ext", "-out", f"{name}.pem")  # fmt: skip
    both = (folder / f"{name}.key").read_text() + (folder / f"{name}.pem").read_text()
    (folder / f"{name}.both").write_text(both, encoding="utf-8")


def _openssl(folder: Path, *arguments: str) -> None:
    done = subprocess.run(["openssl", *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
