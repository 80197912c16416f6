"""Paths of the repository, and of data beside it."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / ".package"  # where `dateline` is imported from, installed or not
SAMPLE_PAGES = ROOT / "config" / "sample" / "2026"
DATA = ROOT / "tests" / "data"
SHARED = ROOT.parent / "shared"  # labelled real pages, which not everyone has: tests that use them are skipped without
