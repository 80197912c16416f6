"""Finds child processes of another process, which may end meanwhile."""

from contextlib import suppress

import psutil


def children_with(words: str, of: int | None = None) -> list[psutil.Process]:
    """Return the children of the process ``of`` (by default this one) whose command line contains these words."""
    found = []
    for child in psutil.Process(of).children():
        with suppress(psutil.Error):
            if words in " ".join(child.cmdline()):
                found.append(child)
    return found
