"""After a kill between any two writes, the next run completes the archive."""

import json
import subprocess
import sys
from pathlib import Path

from tests.support.paths import ROOT


def test_a_kill_at_any_file_operation_loses_nothing_and_writes_nothing_twice(tmp_path: Path) -> None:
    """After SIGKILL at every seventh file operation, the next run completes the archive. A further one adds nothing.

    ``python -m tests.torture.kill_points WORKDIR`` kills before each.
    """
    command = [sys.executable, "-m", "tests.torture.kill_points", str(tmp_path), "7"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert figures["different"] == []
    assert figures["articles"] >= 8
    assert figures["operations"] > 100
    assert figures["kills"] > 15
