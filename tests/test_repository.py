"""What the repository promises about itself."""

import re
import tomllib
from pathlib import Path

import pytest

from dateline.tasks.core.version import __version__
from tests.support.lowest import BORDERS
from tests.support.paths import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.stem)
def test_a_lock_pins_by_hash_and_names_no_host(lock: Path) -> None:
    """Every requirement has a version and hashes, and no line names a package index."""
    text = lock.read_text(encoding="utf-8")
    assert not re.search(r"https?://|--index|--find-links|--trusted", text)
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert len(blocks) > 40
    assert all(
        re.match(r"[A-Za-z0-9._-]+(\[[a-z0-9,_-]+\])?==\S+", block) and "--hash=sha256:" in block for block in blocks
    )


def test_the_lock_has_what_the_project_names() -> None:
    """Every dependency of the project is locked."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8").casefold()
    names = [re.match(r"[A-Za-z0-9._-]+", line)[0].casefold() for line in project["dependencies"]]  # type: ignore[index]
    assert [name for name in names if f"\n{name}==" not in f"\n{locked}"] == []


def test_the_lowest_version_of_each_dependency_is_tested() -> None:
    """`make lowest` has a test for every dependency, and knows no other."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {re.split(r"[^A-Za-z0-9._-]", line)[0] for line in project["dependencies"]} == BORDERS.keys()
    assert [file for files in BORDERS.values() for file in files if not (ROOT / file).is_file()] == []


def test_the_version_stands_once() -> None:
    """The version is a release number, and packaging reads it from the code."""
    assert re.fullmatch(r"\d+\.\d+\.\d+", __version__)
    assert "version" in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dynamic"]
