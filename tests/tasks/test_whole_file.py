"""Files that commands write get a sentence if they cannot be written."""

import errno
import os
from pathlib import Path

import pytest

from dateline.tasks.core.errors import ConfigError
from dateline.tasks.whole_file import not_written, whole_file


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """It is not created, because its name may be mistyped."""
    with (
        pytest.raises(ConfigError, match=r"march\.csv could not be written: there is no folder .*reports; create it"),
        whole_file(tmp_path / "reports" / "march.csv"),
    ):
        pytest.fail("there is nowhere to write to")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.EACCES, "Permission denied; give dateline's user write permission"),
        (errno.ENOSPC, "No space left on device; free some space and run again"),
        (errno.EROFS, "Read-only file system; choose a place on a file system that is mounted for writing"),
        (errno.ENAMETOOLONG, "File name too long"),
    ],
)
def test_the_error_says_what_to_do_if_it_is_known(number: int, told: str) -> None:
    """For the faults that a user can mend."""
    assert str(not_written(Path("march.csv"), OSError(number, os.strerror(number)))) == (
        f"march.csv could not be written: {told}"
    )
