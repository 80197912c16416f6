"""Distinguishes an index that must be rebuilt from one that cannot be used now."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dateline.tasks.adapters.disk_room import is_full
from dateline.tasks.core.errors import IndexUnusableError

_OWN_FOLDER = "set [search] path to a folder that dateline's user may write to; the archive itself may be read-only"

_ADVICE = {
    "locked": "another process is writing to it: try again",
    "readonly": _OWN_FOLDER,
    "full": "the disk is full: free some space and try again",
    "disk i/o error": "the disk reports an error",
    "unable to open": "check that dateline's user may read and write the folder",
}
"""Advice about errors that a new index would have, too, by a part of SQLite's message."""


class BrokenIndexError(Exception):
    """The index is missing, damaged, or of another archive or version. It must be rebuilt."""


@contextmanager
def telling(folder: Path) -> Iterator[None]:
    """Turn errors of SQLite and of the file system into the two kinds.

    Raises:
        BrokenIndexError: the index must be rebuilt.
        IndexUnusableError: it cannot be used now.
    """
    try:
        yield
    except sqlite3.Error as error:
        advice = next((what for sign, what in _ADVICE.items() if sign in str(error).lower()), "")
        if advice and is_full(folder):
            advice = _ADVICE["full"]
        if not advice:
            raise BrokenIndexError(str(error)) from error
        raise IndexUnusableError(f"The search index in {folder} could not be used ({error}): {advice}.") from error
    except OSError as error:
        problem = (error.strerror or str(error)).lower()
        may_not_write = error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}
        done, advice = ("written", _OWN_FOLDER) if may_not_write else ("used", "check [search] path")
        raise IndexUnusableError(f"The search index in {folder} could not be {done} ({problem}): {advice}.") from error
