"""How SQLite is to open a file: for writing, or only for reading where this user may not write."""

import os
from pathlib import Path


def can_be_written(path: Path) -> bool:
    """Return whether this user may write to a database, and make the files beside it that processes share.

    SQLite keeps these files as long as any process has the database open.
    """
    beside = path.with_name(f"{path.name}-wal")
    return os.access(path, os.W_OK) and (os.access(path.parent, os.W_OK) or os.access(beside, os.W_OK))


def read_only_address(path: Path) -> str:
    """Return the URI by which SQLite opens a database that this user may not write to.

    If there is a write-ahead log, another user's process has the database open, and shares the log. Otherwise nobody is
    writing to it, and it needs no locks, for which SQLite would have to make files beside it.
    """
    has_log = path.with_name(f"{path.name}-wal").exists()
    return f"{path.resolve().as_uri()}?mode=ro{'' if has_log else '&immutable=1'}"
