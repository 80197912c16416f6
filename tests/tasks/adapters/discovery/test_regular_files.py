"""Only regular files are opened, so that reading always ends."""

import os
from pathlib import Path

import pytest

from dateline.tasks.adapters.discovery.regular_files import clean_path, regular_file
from dateline.tasks.core.errors import DiscoveryError


@pytest.mark.parametrize(
    ("name", "what"), [("pipe", "a named pipe"), ("folder", "a folder"), ("/dev/zero", "a device")]
)
def test_only_regular_files(tmp_path: Path, name: str, what: str) -> None:
    """A pipe, a folder and a device are refused without being opened, and the error says what each is."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    with pytest.raises(DiscoveryError, match=f"is not a regular file but {what}"):
        regular_file(tmp_path / name)


def test_a_name_that_is_not_utf8_is_found_again(tmp_path: Path) -> None:
    """The clean name has U+FFFD for what is not UTF-8, and still leads to the file."""
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/quay-\xff.warc"))
    path.write_bytes(b"")
    clean = clean_path(path)
    assert clean.endswith("quay-\ufffd.warc")
    assert regular_file(clean) == path
    with pytest.raises(DiscoveryError, match="could not be read"):
        regular_file(clean_path(tmp_path / "none-\udcff"))
