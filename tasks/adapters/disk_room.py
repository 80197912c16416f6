"""Tells whether a disk is full, whatever error that caused."""

import tempfile
from pathlib import Path

from dateline.tasks.core.errors import NO_ROOM

_PROBE_BYTES = 1 << 20


def is_full(folder: Path) -> bool:
    """Return whether a folder's disk has no room. SQLite may say of a full disk that it reports an error."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(_PROBE_BYTES))
            file.flush()
    except OSError as error:
        return error.errno in NO_ROOM
    return False
