"""The benchmarks of archive and ledger still work."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.made_up_pages import write_pages
from tests.benchmarks.scale_bench import summed_up, table
from tests.benchmarks.scale_ways import one, write_warc
from tests.support.paths import ROOT


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (["ledger_bench", "--urls", "200"], "pages never seen, 20,000"),
        (["ledger_bench", "--urls", "200", "--at-once"], "pages never seen, 20,000"),
        (["ledger_bench", "--urls", "200", "--generated"], "5 known"),
        (["audit_bench", "60"], '"raw pages": 60'),
        (["growth_bench", "60"], '"files": 62'),
        (["index_bench", "--articles", "20", "--rounds", "1"], "1 further processes"),
        (["query_bench", "--articles", "30", "--records", "3"], "one article, by id"),
    ],
    ids=lambda command: " ".join(command) if isinstance(command, list) else None,
)
def test_a_benchmark_runs(command: list[str], told: str) -> None:
    """It succeeds on a small scale."""
    program = [sys.executable, "-m", f"tests.benchmarks.{command[0]}", *command[1:]]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert told in done.stdout


def test_cleaning_and_reading_alone_are_measured(tmp_path: Path) -> None:
    """What the whole way is compared with: each page of a WARC file is read, and cleaned."""
    write_pages(tmp_path / "pages", 3)
    write_warc(tmp_path / "pages", tmp_path / "pages.warc.gz")
    measured = ("cleaning alone", "reading alone", "WARC, without Prefect")
    came = {way: [one(way, tmp_path) | {"server_s": 0.0}] for way in measured}
    assert [figures["pages"] for (figures,) in came.values()] == [3, 3, 3]
    ways = summed_up(came)
    assert ways["cleaning alone"]["of_cleaning_alone"] == 1.0
    assert ways["cleaning alone"]["of_all_cores"] == round(1 / (os.cpu_count() or 1), 2)
    assert table(ways).count("\n") == 5
