"""A short form of the soak test of fetching, cleaning and archiving (`python -m tests.benchmarks.fetch_soak`)."""

import re
import subprocess
import sys

from tests.support.paths import ROOT


def test_memory_stays_level_while_pages_are_fetched_cleaned_and_archived() -> None:
    """After the first hundred pages, three hundred more need hardly any more memory, and no more open files."""
    command = [sys.executable, "-m", "tests.benchmarks.fetch_soak", "--archive", "--pages", "400", "--step", "100"]
    soak = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, timeout=110)
    found = re.findall(r"(\d+) pages +([\d.]+) MB +(\d+) files", soak.stdout)
    pages, memory, files = zip(*found, strict=True)
    assert pages == ("50", "100", "200", "300", "400")
    assert float(memory[-1]) - float(memory[1]) < 6
    assert len(set(files[1:])) == 1
