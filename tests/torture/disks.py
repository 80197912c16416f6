"""Trouble with the archive's disk: full, read-only from some moment on, unmounted and mounted again."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from dateline.tasks.rebuild_ledger import rebuild_ledger
from tests.torture.children import begin, end_of, finish, in_child
from tests.torture.rounds import CannotTryError, Round

ROOM = "size=64m"
LEAST_KIB, MOST_KIB = 64, 1024
"""How large a disk is on which the archive has no room; the ledger lies on it, too."""


@contextmanager
def full_disk(round_: Round) -> Iterator[Round]:
    """The disk of archive and ledger is full at some point; later it has room."""
    with _mounted(round_.folder / "disk", "-t", "tmpfs", "tmpfs") as disk:
        here = round_.with_archive(disk / "archive").with_ledger(disk / "ledger.sqlite")
        _remount(disk, f"size={here.chance.randrange(LEAST_KIB, MOST_KIB)}k")
        here.told(in_child(here.write))
        _remount(disk, ROOM)
        yield here


@contextmanager
def read_only(round_: Round) -> Iterator[Round]:
    """The archive's disk may not be written any more from some moment on; later it may."""
    with _mounted(round_.folder / "disk", "-t", "tmpfs", "tmpfs") as disk:
        here = round_.with_archive(disk / "archive")
        child = begin(here.write)
        time.sleep(here.moment())
        # While a file is open for writing, the disk is busy.
        while not _is_over(child) and not _remount(disk, "ro"):
            time.sleep(0.001)
        here.told(end_of(child))
        _remount(disk, "rw")
        yield here


@contextmanager
def unmounted(round_: Round) -> Iterator[Round]:
    """The archive's volume is unmounted at some moment of a run, and mounted again later.

    The archive has its mark before: without one, an empty mount point looks as a new archive does.
    """
    disk, volume = round_.folder / "disk", round_.folder / "volume"
    disk.mkdir()
    here = round_.with_archive(volume / "archive")
    with ExitStack() as stack:
        stack.enter_context(_mounted(volume, "--bind", disk))
        finish(partial(rebuild_ledger, here.settings), "marking the archive")
        child = begin(here.write)
        time.sleep(here.moment())
        stack.close()
        here.told(end_of(child))
        stack.enter_context(_mounted(volume, "--bind", disk))
        yield here


@contextmanager
def _mounted(folder: Path, *what: str | Path) -> Iterator[Path]:
    folder.mkdir(exist_ok=True)
    if not _run("mount", *what, folder):
        raise CannotTryError("this user may not mount a file system")
    try:
        yield folder
    finally:
        _run("umount", "-l", folder)


def _remount(disk: Path, option: str) -> bool:
    return _run("mount", "-o", f"remount,{option}", disk)


def _run(*command: str | Path) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _is_over(child: int) -> bool:
    """Return whether a process has ended, without taking its status."""
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
