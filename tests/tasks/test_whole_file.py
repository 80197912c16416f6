"""Files that commands write get a sentence if they cannot be written."""

from pathlib import Path

import pytest

from dateline.tasks.core.errors import ConfigError
from dateline.tasks.whole_file import whole_file


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """It is not created, because its name may be mistyped."""
    with (
        pytest.raises(ConfigError, match=r"march\.csv could not be written: there is no folder .*reports; create it"),
        whole_file(tmp_path / "reports" / "march.csv"),
    ):
        pytest.fail("there is nowhere to write to")
    assert not list(tmp_path.iterdir())
