"""Killed at random moments, again and again: the archive comes out as if nothing had happened."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_random_kills_lose_nothing_and_write_nothing_twice(tmp_path: Path) -> None:
    """Ingest and reprocess survive SIGKILL at any moment (`python -m tests.flows.random_kills` does so 200 times)."""
    command = [sys.executable, "-m", "tests.flows.random_kills", str(tmp_path), "15"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert figures["different"] == []
    assert figures["kills"] >= 15
