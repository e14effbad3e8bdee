"""A real Prometheus for tests: found, or unpacked from Debian's package without root; started, queried, stopped."""

from __future__ import annotations

import json
import platform
import shutil
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import pytest

ROOT: Final = Path(__file__).parents[2]
CACHE: Final = ROOT / ".cache" / "prometheus"
READY_TIMEOUT: Final = 60.0
"""Seconds that Prometheus may take to start on a busy machine."""

MISSING: Final = (
    "{name} is needed and was not found. Install it (Debian and Ubuntu: apt-get install prometheus; macOS: "
    "brew install prometheus; others: https://prometheus.io/download/) so that it is on PATH."
)


def binary(name: str) -> str:
    """Path of `prometheus` or `promtool`; fails the test with what to install when there is no way to have it."""
    found = shutil.which(name)
    if found:
        return found
    unpacked = CACHE / "usr" / "bin" / name
    if not unpacked.exists():
        _unpack_debian_package()
    if not unpacked.exists():
        pytest.fail(MISSING.format(name=name), pytrace=False)
    return str(unpacked)


def _unpack_debian_package() -> None:
    """Debian's package needs nothing but libc: apt downloads it for any user and dpkg-deb unpacks it anywhere."""
    if platform.system() != "Linux" or not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return
    CACHE.mkdir(parents=True, exist_ok=True)
    subprocess.run(["apt-get", "download", "-qq", "prometheus"], cwd=CACHE, check=False, capture_output=True)
    for package in CACHE.glob("prometheus_*.deb"):
        subprocess.run(["dpkg-deb", "-x", package.name, "."], cwd=CACHE, check=True)
        package.unlink()


class Prometheus:
    """A server on a port of its own that scrapes the given targets (job → list of host:port) every second."""

    def __init__(self, folder: Path, port: int, targets: dict[str, list[str]], rules: Path | None = None) -> None:
        self.folder, self.port = folder, port
        jobs = [{"job_name": job, "static_configs": [{"targets": hosts}]} for job, hosts in targets.items()]
        config: dict[str, Any] = {
            "global": {"scrape_interval": "1s", "evaluation_interval": "1s"},
            "scrape_configs": jobs,
        }
        if rules is not None:
            config["rule_files"] = [f"{rules.resolve()}/*.yml"]
        folder.mkdir(parents=True, exist_ok=True)
        # JSON is YAML.
        (folder / "prometheus.yml").write_text(json.dumps(config), encoding="utf-8")
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Prometheus:
        log = (self.folder / "prometheus.log").open("wb")
        command = [
            binary("prometheus"),
            f"--config.file={self.folder / 'prometheus.yml'}",
            f"--storage.tsdb.path={self.folder / 'data'}",
            f"--web.listen-address=127.0.0.1:{self.port}",
        ]
        self._process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        log.close()
        self._wait_ready()
        return self

    def _wait_ready(self) -> None:
        assert self._process is not None
        deadline = time.monotonic() + READY_TIMEOUT
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/-/ready", timeout=2):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        pytest.fail(f"Prometheus did not start: {(self.folder / 'prometheus.log').read_text()[-2000:]}", pytrace=False)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        assert self._process is not None
        self._process.terminate()
        self._process.wait(timeout=30)

    def query(self, expr: str) -> list[dict[str, Any]]:
        """Result vector of an instant query; a query that Prometheus refuses fails with its words."""
        data: list[dict[str, Any]] = self._get("query", {"query": expr})["result"]
        return data

    def alerts(self) -> list[dict[str, Any]]:
        """Alerts that are pending or firing."""
        data: list[dict[str, Any]] = self._get("alerts", {})["alerts"]
        return data

    def _get(self, path: str, params: dict[str, str]) -> dict[str, Any]:
        url = f"http://127.0.0.1:{self.port}/api/v1/{path}?{urllib.parse.urlencode(params)}"
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:
                body = json.load(answer)
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{params}: {error.read().decode()}") from error
        assert body["status"] == "success", body
        result: dict[str, Any] = body["data"]
        return result
