"""A folder without write permission, also for tests that run as root."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

HAS_SETPRIV = os.geteuid() != 0 or shutil.which("setpriv") is not None
"""Whether a command can be run without root's right to write everywhere."""


def without_privileges(command: Sequence[str]) -> list[str]:
    """Return the command so that permissions hold for it, too."""
    return [*(() if os.geteuid() else ("setpriv", "--bounding-set=-all", "--inh-caps=-all")), *command]


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Take the permission to write away from everything in a folder, and give it back at the end."""
    paths = [folder, *folder.rglob("*")]
    for path in paths:
        path.chmod(path.stat().st_mode & ~0o222)
    try:
        yield
    finally:
        for path in paths:
            path.chmod(path.stat().st_mode | 0o200)
