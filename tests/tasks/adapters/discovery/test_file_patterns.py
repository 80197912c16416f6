"""Which files a pattern of WARC files names."""

import glob
import os
from pathlib import Path

import pytest

from dateline.tasks.adapters.discovery.file_patterns import matching_files

PATTERNS = [
    "*.gz",
    "**/*.gz",
    "quay/**/*.gz",
    "**/deep/*.gz",
    "**/deep/**/*.gz",
    "*/**/2023/*",
    "**",
    "quay/**",
    "none/**/*.gz",
    "**/.kept/*.gz",
    "[[]quay[]][*]/*.gz",
    "none/a.gz",
    "*/c.gz",
    "a.gz/*",
    "?.gz",
    ".*",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Folders with files, hidden ones among them, and one whose name is a pattern."""
    for name in ["a.gz", ".b.gz", "quay/c.gz", "quay/deep/d.gz", "x/deep/2023/e.gz", ".kept/f.gz", "[quay]*/g.gz"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    return tmp_path


@pytest.mark.parametrize("pattern", PATTERNS)
def test_patterns_match_as_in_the_standard_library(folder: Path, pattern: str) -> None:
    """Without symbolic links, the files are those of `glob`, each once."""
    whole = f"{glob.escape(str(folder))}/{pattern}"
    expected = {path for path in glob.glob(whole, recursive=True) if Path(path).is_file()}  # noqa: PTH207 - compared with it
    errors: list[OSError] = []
    assert (matching_files(whole, errors), errors) == (sorted(expected), [])


def test_links_to_folders_above_end(folder: Path) -> None:
    """Two such links would give a path for each order of following them. A linked folder elsewhere is searched."""
    (folder / "quay" / "up").symlink_to("..")
    (folder / "x" / "up").symlink_to(folder)
    (folder / "linked").symlink_to(folder / "x" / "deep" / "2023")
    (folder / "self").symlink_to("self")
    found = matching_files(f"{glob.escape(str(folder))}/**/*.gz", [])
    assert [Path(path).name for path in found].count("e.gz") == 1
    assert f"{folder}/linked/e.gz" in found
    assert len(found) == len({os.path.realpath(path) for path in found}) == 5
