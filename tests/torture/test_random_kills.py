"""After kills at random moments, the archive equals an undisturbed one."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.paths import ROOT


@pytest.mark.parametrize("place", ["a folder", "a bucket"])
def test_random_kills_lose_nothing_and_write_nothing_twice(
    request: pytest.FixtureRequest, tmp_path: Path, place: str
) -> None:
    """Ingest and reprocess survive SIGKILL at any moment (`python -m tests.torture.random_kills` does so 200 times)."""
    command = [sys.executable, "-m", "tests.torture.random_kills", str(tmp_path), "5"]
    if place == "a bucket":
        command += ["1", "--s3", request.getfixturevalue("seaweedfs_endpoint")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert figures["wrong"] == {}
    assert figures["kills"] >= 5
