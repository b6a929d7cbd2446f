"""The images and the composition: no default secret, nobody is root, everything is watched, the data are kept."""

import importlib
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from db.embedded_folder import INITDB

ROOT = Path(__file__).parents[2]
SECRET = re.compile(r"PASSWORD|SECRET|TOKEN|KEY|DATABASE_URL")
REQUIRED = re.compile(r"\$\{\w+:\?[^}]+\}")
composition: dict[str, Any] = importlib.import_module("yaml").safe_load(
    (ROOT / "docker-compose.yml").read_text("utf-8")
)
services: dict[str, dict[str, Any]] = composition["services"]
instructions = [
    line.split(maxsplit=1)
    for line in (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ").splitlines()
    if line.strip() and not line.startswith("#")
]
names = pytest.mark.parametrize("name", sorted(services))


def told(instruction: str) -> list[str]:
    """Return what the Dockerfile says after each use of an instruction."""
    return [words[1] for words in instructions if words[0] == instruction]


@names
def test_every_secret_must_be_given_and_none_has_a_default(name: str) -> None:
    secrets = {key: value for key, value in services[name]["environment"].items() if SECRET.search(key)}
    assert secrets
    for value in secrets.values():
        assert REQUIRED.search(value)
        assert not re.search(r"\$\{\w+:?-", value)


def test_the_dockerfile_holds_no_secret() -> None:
    assert not [line for line in told("ENV") + told("ARG") if SECRET.search(line)]


def test_what_runs_for_long_is_watched_and_started_again() -> None:
    watched = {name for name, service in services.items() if "test" in service["healthcheck"]}
    assert watched == {"postgres", "service"}
    assert {name for name, service in services.items() if service["restart"] == "unless-stopped"} == watched
    assert len(told("HEALTHCHECK")) == 1


def test_the_service_waits_for_the_database_and_for_the_migration() -> None:
    waits = {name: wait["condition"] for name, wait in services["service"]["depends_on"].items()}
    assert waits == {"postgres": "service_healthy", "migrate": "service_completed_successfully"}
    assert services["migrate"]["depends_on"]["postgres"]["condition"] == "service_healthy"


@names
def test_no_container_can_gain_rights_or_write_its_own_image(name: str) -> None:
    assert services[name]["security_opt"] == ["no-new-privileges:true"]
    assert services[name]["cap_drop"] == ["ALL"]
    assert services[name]["read_only"] is True


def test_our_own_containers_run_as_an_ordinary_user() -> None:
    assert told("USER")[-1] == "zones"
    assert "--uid 10001" in " ".join(told("RUN"))
    assert {services[name]["user"] for name in ("service", "migrate")} == {"10001:10001"}


def test_the_data_outlive_the_container() -> None:
    assert services["postgres"]["volumes"] == ["postgres-data:/var/lib/postgresql"]
    assert "postgres-data" in composition["volumes"]


def test_the_database_is_reachable_from_inside_only() -> None:
    assert composition["networks"]["inside"] == {"internal": True}
    assert services["postgres"]["networks"] == ["inside"]
    assert "ports" not in services["postgres"]
    assert services["service"]["ports"] == ["${ZONES_BIND:-127.0.0.1}:${ZONES_PORT:-8000}:8000"]


def test_both_servers_order_text_alike() -> None:
    asked = services["postgres"]["environment"]["POSTGRES_INITDB_ARGS"].split()
    alike = [argument for argument in INITDB if argument.startswith(("--locale", "--builtin", "--encoding", "--data-"))]
    assert len(alike) == 5
    assert set(alike) <= set(asked)


def test_the_image_holds_every_package_of_the_project_and_installs_by_hash_only() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "bench"}
    copied = {line.split()[0] for line in told("COPY") if not line.startswith("--from")} - {"requirements.lock"}
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")} - {
        "requirements.lock"
    }
    assert packages <= copied
    assert copied == let_in
    assert [line for line in told("RUN") if "--require-hashes --no-deps" in line]


def test_compose_itself_accepts_the_file_and_names_a_missing_secret() -> None:
    docker = shutil.which("docker")
    if docker is None or subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode:
        pytest.skip("docker compose is not installed")
    asked = [docker, "compose", "--file", str(ROOT / "docker-compose.yml"), "config", "--quiet"]
    given = subprocess.run(asked, env={"POSTGRES_PASSWORD": "a1"}, capture_output=True, text=True, check=False)
    assert (given.returncode, given.stderr) == (0, "")
    missing = subprocess.run(asked, env={}, capture_output=True, text=True, check=False)
    assert missing.returncode != 0
    assert "POSTGRES_PASSWORD" in missing.stderr
