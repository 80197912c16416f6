"""Where the repository and what lies beside it are."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
SHARED = ROOT.parent / "shared"  # labelled real pages, which not everybody has: tests that use them skip without
