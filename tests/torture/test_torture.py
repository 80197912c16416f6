"""A short form of ``make torture``: kills at random moments, disks, ledgers and crowds of processes."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.support.paths import ROOT
from tests.torture.__main__ import HINDERED

KILLS = 16
"""Two kills for each writer, and one round for each kind of trouble."""
PARTS = ("sample", "backfill-1", "backfill-4", "rebuild", *HINDERED)


@pytest.fixture(scope="module")
def figures() -> Mapping[str, Mapping[str, Any]]:
    """The figures of each part. One process runs them all, because forking is faster than starting a process."""
    command = [sys.executable, "-m", "tests.torture", str(KILLS), "1", *PARTS]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1}, done.stderr
    found = {line["part"]: line for line in map(json.loads, done.stdout.splitlines())}
    assert found.keys() == set(PARTS), done.stderr
    return found


@pytest.mark.parametrize("part", PARTS)
def test_the_archive_equals_an_undisturbed_one(figures: Mapping[str, Mapping[str, Any]], part: str) -> None:
    """After kills or trouble, a later run completes it, an audit finds no faults, and a further run writes nothing."""
    found = figures[part]
    if "skipped" in found:
        pytest.skip(found["skipped"])
    assert found["wrong"] == {}
    assert found.get("kills", 0) + found.get("rounds", 0) >= 1


def test_an_archive_in_a_bucket_equals_an_undisturbed_one(tmp_path: Path, seaweedfs_endpoint: str) -> None:
    """The part ``sample`` again, with the server that the tests share."""
    command = [sys.executable, "-m", "tests.torture.random_kills", str(tmp_path), "2", "--s3", seaweedfs_endpoint]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert figures["wrong"] == {}
    assert figures["kills"] >= 1
