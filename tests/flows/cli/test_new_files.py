"""New files of a project."""

from pathlib import Path
from typing import TextIO

import pytest

from dateline.flows.cli.new_files import write_new
from dateline.tasks.core.errors import ConfigError


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    """Missing folders are created."""
    path = tmp_path / "config" / "sources" / "a.toml"
    write_new(path, "é", "choose another name")
    assert path.read_text(encoding="utf-8") == "é"


def test_an_existing_file_is_never_replaced(tmp_path: Path) -> None:
    """The error names the file and the remedy."""
    path = tmp_path / "a.toml"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"a\.toml already exists and was not changed: choose another name"):
        write_new(path, "theirs", "choose another name")
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_file_in_place_of_a_folder_is_an_error(tmp_path: Path) -> None:
    """The remedy for existing files is not offered, because another name in the same folder would not help."""
    (tmp_path / "sources").write_text("", encoding="utf-8")
    with pytest.raises(ConfigError, match="could not be written: "):
        write_new(tmp_path / "sources" / "a.toml", "", "choose another name")


def test_a_full_disk_leaves_no_part_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty file would be a mistake to every command, and no reason to choose another name."""
    path = tmp_path / "a.toml"

    def full(*_: object, **_rest: object) -> TextIO:
        path.touch()
        return open("/dev/full", "w", encoding="utf-8")  # noqa: PTH123 - `write_new` closes it

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", full)
        with pytest.raises(ConfigError, match=r"a\.toml could not be written: No space left .*; free some space"):
            write_new(path, "mine", "choose another name")
    assert not path.exists()
