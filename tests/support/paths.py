"""Where the repository and what lies beside it are."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / ".package"  # where `dateline` is imported from, installed or not
DATA = ROOT / "tests" / "data"
SHARED = ROOT.parent / "shared"  # labelled real pages, which not everybody has: tests that use them skip without
