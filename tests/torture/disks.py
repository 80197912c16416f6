"""Trouble with the archive's disk: it is full, becomes read-only, or is unmounted during a run."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from dateline.tasks.ledger import rebuild_ledger
from tests.torture.children import begin, end_of, finish, in_child
from tests.torture.rounds import CannotTryError, Round

ROOM = "size=64m"
LEAST_KIB, MOST_KIB = 64, 1024
"""The size range of a disk that is too small for the archive and the ledger."""


@contextmanager
def full_disk(round_: Round) -> Iterator[Round]:
    """The disk of archive and ledger is full at some point, and has room later."""
    with _mounted(round_.folder / "disk", "-t", "tmpfs", "tmpfs") as disk:
        here = round_.with_archive(disk / "archive").with_ledger(disk / "ledger.sqlite")
        _remount(disk, f"size={here.chance.randrange(LEAST_KIB, MOST_KIB)}k")
        here.check_ended(in_child(here.write))
        _remount(disk, ROOM)
        yield here


@contextmanager
def read_only(round_: Round) -> Iterator[Round]:
    """The archive's disk becomes read-only at a random moment of a run, and writable later."""
    with _mounted(round_.folder / "disk", "-t", "tmpfs", "tmpfs") as disk:
        here = round_.with_archive(disk / "archive")
        child = begin(here.write)
        time.sleep(here.moment())
        # While a file is open for writing, the disk is busy.
        while not _is_over(child) and not _remount(disk, "ro"):
            time.sleep(0.001)
        here.check_ended(end_of(child))
        _remount(disk, "rw")
        yield here


@contextmanager
def unmounted(round_: Round) -> Iterator[Round]:
    """The archive's volume is unmounted at a random moment of a run, and mounted again later.

    The archive gets its mark first. Without a mark, an empty mount point looks like a new archive.
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
        here.check_ended(end_of(child))
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
    """Return whether a process has ended, leaving its exit code to `end_of`."""
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
