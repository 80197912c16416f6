"""Tells whether commands run flows of the project: each holds a file lock, which ends with its process."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def at_work(root: Path) -> Iterator[None]:
    """Let `none_at_work` return False for the project while the block runs.

    Without a folder for Prefect's data, or the right to write there, nothing is locked: no server runs there, either.
    """
    try:
        file = _path(root).open("a", encoding="utf-8")
    except OSError:
        yield
        return
    with file:
        fcntl.flock(file, fcntl.LOCK_SH)  # `none_at_work` holds it for a moment only
        yield


def none_at_work(root: Path) -> bool:
    """Return whether no living process is in the block of `at_work` for the project."""
    try:
        with _path(root).open("a", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _path(root: Path) -> Path:
    return root / ".prefect" / "commands.lock"
