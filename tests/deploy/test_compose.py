"""docker-compose.yml, read closely: no engine runs here, so that every reference in it is checked by itself."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any, Final

import pytest

from streams.broker.real import RealBroker, free_port
from streams.cli import COMMANDS
from streams.settings import Settings, variable
from tests.deploy.prometheus import ROOT
from tests.deploy.test_rules import load

COMPOSE: Final = ROOT / "docker-compose.yml"
OWN: Final = ("topics", "worker", "lag")


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    """Service name → definition, with YAML's merge keys resolved."""
    found: dict[str, Any] = load(COMPOSE)["services"]
    return found


def test_it_has_what_a_deployment_needs(services: dict[str, Any]) -> None:
    assert {"kafka", "topics", "worker", "lag", "prometheus", "alertmanager", "grafana"} == set(services)


@pytest.mark.parametrize("name", OWN)
def test_own_services_run_commands_that_exist(services: dict[str, Any], name: str) -> None:
    assert services[name]["command"][0] in COMMANDS


@pytest.mark.parametrize("name", OWN)
def test_own_settings_are_settings_that_exist(services: dict[str, Any], name: str) -> None:
    known = {variable(field) for field in Settings.__dataclass_fields__}
    assert set(services[name]["environment"]) <= known
    assert Settings.load({k: v for k, v in services[name]["environment"].items() if "${" not in v})


def test_no_variable_must_be_set() -> None:
    """Every `${…}` has a default, so that `docker compose up` needs no edit."""
    needed = re.findall(r"\$\{([^}]*)\}", COMPOSE.read_text(encoding="utf-8"))
    assert needed
    assert all(":-" in one for one in needed)


def test_every_mounted_file_is_there(services: dict[str, Any]) -> None:
    mounts = [volume for service in services.values() for volume in service.get("volumes", [])]
    named = set(load(COMPOSE)["volumes"])
    for mount in mounts:
        source = mount.split(":")[0]
        assert source in named or (ROOT / source).is_dir(), mount


def test_images_are_pinned_to_a_version(services: dict[str, Any]) -> None:
    images = [service["image"] for service in services.values() if not service["image"].startswith("rasid:")]
    dockerfile = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
    images += re.findall(r"^FROM (\S+)", dockerfile, re.M)
    assert all(re.search(r":v?\d+\.\d+\.\d+(-[a-z-]+)?$", image) for image in images), images


def test_nothing_but_the_own_machine_reaches_a_port(services: dict[str, Any]) -> None:
    ports = [port for service in services.values() for port in service.get("ports", [])]
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_prometheus_finds_the_services_by_the_ports_that_they_serve(services: dict[str, Any]) -> None:
    config = load(ROOT / "deploy" / "prometheus" / "prometheus.yml")
    jobs = {job["job_name"]: job for job in config["scrape_configs"]}
    (worker,) = jobs["rasid-worker"]["dns_sd_configs"]
    assert worker["names"] == ["worker"]
    assert worker["port"] == Settings().metrics_port
    assert jobs["rasid-lag"]["static_configs"][0]["targets"] == ["lag:9308"]
    targets = config["alerting"]["alertmanagers"][0]["static_configs"][0]["targets"]
    assert [target.split(":")[0] for target in targets] == ["alertmanager"]
    assert {"worker", "lag", "alertmanager"} <= set(services)


def test_grafana_provisions_the_dashboard_from_where_it_is_mounted(services: dict[str, Any]) -> None:
    provider = load(ROOT / "deploy" / "grafana" / "provisioning" / "dashboards" / "rasid.yml")["providers"][0]
    mounts = dict(volume.split(":")[:2] for volume in services["grafana"]["volumes"])
    assert mounts["./deploy/grafana/dashboards"] == provider["options"]["path"]
    home = services["grafana"]["environment"]["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"]
    assert Path(home).parent == Path(provider["options"]["path"])
    assert (ROOT / "deploy" / "grafana" / "dashboards" / Path(home).name).is_file()


def test_image_installs_what_the_lock_pins() -> None:
    pins = re.compile(r"^([a-z0-9-]+)==(\S+)", re.M)
    whole = dict(pins.findall((ROOT / "requirements.lock").read_text(encoding="utf-8")))
    image = dict(pins.findall((ROOT / "deploy" / "requirements.lock").read_text(encoding="utf-8")))
    assert image.items() <= whole.items()
    assert "faust-streaming" in image
    assert not {"pytest", "mypy", "ruff", "torch"} & set(image)


def test_everything_that_the_image_copies_is_let_through() -> None:
    dockerfile = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    for line in re.findall(r"^COPY (?!--from)(.+) \S+$", dockerfile, re.M):
        assert set(line.split()) <= allowed


@pytest.mark.kafka
def test_kafka_starts_with_the_settings_given(services: dict[str, Any], tmp_path: Path) -> None:
    """The image turns KAFKA_A_B into a.b; a real broker of the same version must start with them."""
    given = services["kafka"]["environment"]
    names = {key: key.removeprefix("KAFKA_").lower().replace("_", ".") for key in given if key.startswith("KAFKA_")}
    inside, outside, controller = free_port(), free_port(), free_port()
    ports = {"19092": inside, "9092": outside, "9093": controller}
    text = "\n".join(f"{names[key]}={given[key]}" for key in names)
    text = re.sub(r"(?<=:)(19092|9092|9093)\b", lambda found: str(ports[found.group()]), text)
    text = text.replace("@kafka:", "@localhost:").replace("//kafka:", "//localhost:").replace("//:", "//localhost:")
    text = text.replace("/var/lib/kafka/data", str(tmp_path / "data"))
    broker = RealBroker(tmp_path, port=outside)
    properties = tmp_path / "compose.properties"
    properties.write_text(text, encoding="utf-8")
    assert _started(broker, properties, given["CLUSTER_ID"])


def _started(broker: RealBroker, properties: Path, cluster: str) -> bool:
    """Format with the given cluster id, then start from the given properties and wait until clients are served."""
    broker._configure()  # writes the logging configuration beside
    tool = broker._java("kafka.tools.StorageTool", "format", "-t", cluster, "-c", str(properties))
    done = subprocess.run(tool, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    with (broker.folder / "kafka.out").open("wb") as out:
        broker._process = subprocess.Popen(broker._java("kafka.Kafka", str(properties)), stdout=out, stderr=out)
    try:
        broker._wait()
        return broker.running
    finally:
        broker.stop()
