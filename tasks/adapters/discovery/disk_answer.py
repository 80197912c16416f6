"""Waits for a disk's answer for a limited time. That of a network disk whose server is gone may never come.

Whoever waits for it within the call cannot be interrupted, not even by Ctrl-C.
"""

import os
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

from dateline.tasks.adapters.discovery.regular_files import clean_path
from dateline.tasks.core.errors import DiscoveryError

WAIT_S = 30.0
"""A disk that sleeps, or is mounted when it is needed, answers within this time."""

_silent: dict[Path, Event] = {}
"""The paths about which no answer came in time, each with an event that is set when it comes."""


def await_answer(path: Path) -> None:
    """Wait until the disk says whether there is such a path.

    While it still owes an answer to an earlier call, such as that of another slice of a backfill, it is not waited for.

    Raises:
        DiscoveryError: it gave no answer within `WAIT_S` seconds.
    """
    earlier = _silent.get(path)
    is_owed = earlier is not None and not earlier.is_set()
    if is_owed or not _answers(path):
        shown = clean_path(path)
        raise DiscoveryError(f"{shown} could not be read: its disk has not answered for {WAIT_S:g} s", url=shown)


def _answers(path: Path) -> bool:
    answered = Event()

    def ask() -> None:
        with suppress(OSError, ValueError):
            os.stat(path)  # noqa: PTH116 - its answer is not needed
        answered.set()

    Thread(target=ask, name="disk", daemon=True).start()
    if answered.wait(WAIT_S):
        return True
    _silent[path] = answered
    return False
