"""The benchmarks of archive and ledger still work."""

import subprocess
import sys

import pytest

from tests.support.paths import ROOT


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (["ledger_bench", "--urls", "200"], "pages never seen, 20,000"),
        (["ledger_bench", "--urls", "200", "--at-once"], "pages never seen, 20,000"),
        (["audit_bench", "60"], '"raw pages": 60'),
    ],
    ids=lambda command: " ".join(command) if isinstance(command, list) else None,
)
def test_a_benchmark_runs(command: list[str], told: str) -> None:
    """It succeeds on a small scale."""
    program = [sys.executable, "-m", f"tests.benchmarks.{command[0]}", *command[1:]]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert told in done.stdout
