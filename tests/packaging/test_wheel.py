"""What a user installs: the wheel, built from the sdist, carries code, data and licence and works on its own."""

from __future__ import annotations

import json
import os
import site
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path
from typing import Final

import pytest

from streams.cli import COMMANDS

ROOT: Final = Path(__file__).parents[2]
PACKAGES: Final = ("streams", "alerts", "detectors")


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with the sdist, and the wheel built from it."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.fixture(scope="session")
def wheel(dist: Path) -> Path:
    (found,) = dist.glob("*.whl")
    return found


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`bin` of a fresh environment that holds the wheel; the dependencies come from the one that runs the tests."""
    home = tmp_path_factory.mktemp("fresh")
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    (purelib,) = (home / "lib").glob("python*/site-packages")
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index",
         "--disable-pip-version-check", str(wheel)],
        check=True,
    )  # fmt: skip
    # A path in a .pth file is not searched for further .pth files: the editable install stays out of sight.
    (purelib / "dependencies.pth").write_text("\n".join(site.getsitepackages()) + "\n", encoding="utf-8")
    return home / "bin"


def data_files() -> set[str]:
    """Everything in the packages that git knows and that is not Python."""
    listed = subprocess.run(["git", "ls-files", *PACKAGES], cwd=ROOT, capture_output=True, text=True, check=True)
    return {name for name in listed.stdout.splitlines() if not name.endswith(".py")}


def test_wheel_carries_every_data_file_and_the_licence(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert data_files() <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_wheel_carries_the_packages_alone(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(PACKAGES)


def test_sdist_carries_the_licence_and_no_local_state(dist: Path) -> None:
    (sdist,) = dist.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        inside = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    assert {"LICENSE", "README.md", "pyproject.toml"} <= inside
    assert not {name for name in inside if name.split("/")[0] in {".venv", ".state", ".cache", "out", "dist"}}


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    env = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def test_installed_code_is_the_wheels(installed: Path, tmp_path: Path) -> None:
    code = "import streams, alerts, detectors; print(streams.__file__, alerts.__file__, detectors.__file__)"
    done = run([str(installed / "python"), "-c", code], tmp_path)
    assert done.returncode == 0, done.stderr
    assert all(path.startswith(str(installed.parent)) for path in done.stdout.split())


def test_installed_rasid_reads_an_article(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(
        "قُتل أربعة مدنيين وأصيب تسعة آخرون في غارة جوية على حي الشعار بمدينة حلب اليوم.", encoding="utf-8"
    )
    done = run([str(installed / "rasid"), "read", "one.txt", "--json"], tmp_path)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["id"] == "one"
    assert report["toll"] == {"killed": [4, 4], "injured": [9, 9]}


@pytest.mark.parametrize("command", COMMANDS)
def test_installed_commands_answer_for_help(installed: Path, tmp_path: Path, command: str) -> None:
    done = run([str(installed / "rasid"), command, "--help"], tmp_path)
    assert done.returncode == 0, done.stderr
