"""Finds, and ends, child processes, which may end by themselves meanwhile."""

import subprocess
from contextlib import suppress

import psutil

_STOP_S = 60.0


def children_with(words: str, of: int | None = None) -> list[psutil.Process]:
    """Return the children of the process ``of`` (by default this one) whose command line contains these words."""
    found = []
    for child in psutil.Process(of).children():
        with suppress(psutil.Error):
            if words in " ".join(child.cmdline()):
                found.append(child)
    return found


def end_with_children(process: "subprocess.Popen[bytes]") -> None:
    """End a process and all that it has started: with SIGTERM, and those that stay with SIGKILL."""
    family = []
    with suppress(psutil.NoSuchProcess):
        first = psutil.Process(process.pid)
        family = [first, *first.children(recursive=True)]
    for one in family:
        with suppress(psutil.NoSuchProcess):
            one.terminate()
    for one in psutil.wait_procs(family, timeout=_STOP_S)[1]:
        with suppress(psutil.NoSuchProcess):
            one.kill()
    process.wait(_STOP_S)
