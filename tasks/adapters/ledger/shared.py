"""Shares one open ledger among everything that a process does at the same time."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from dateline.tasks.adapters.ledger.sql import open_ledger
from dateline.tasks.core.errors import LedgerError
from dateline.tasks.core.protocols import Ledger


@dataclass(slots=True)
class _Shared:
    ledger: Ledger
    holders: int = 0


_lock = Lock()
_open: dict[tuple[int, str], _Shared] = {}
"""By process id and URL, because a forked process must not use its parent's connections."""


def is_new(url: str) -> bool:
    """Return whether nothing is at the URL of a ledger in SQLite yet, so that opening it would create it."""
    try:
        parsed = make_url(url)
        return parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").exists()
    except (ArgumentError, OSError):  # opening it tells why
        return False


@contextmanager
def shared_ledger(url: str) -> Iterator[Ledger]:
    """Yield the ledger at a SQLAlchemy URL. The first user opens it, and the last one closes it. Thread-safe.

    Raises:
        LedgerError: it cannot be opened, is damaged, or is newer than this dateline.
    """
    key = (os.getpid(), url)
    with _lock:
        shared = _open.get(key) or _Shared(open_ledger(url))
        _open[key] = shared
        shared.holders += 1
    try:
        yield shared.ledger
    finally:
        with _lock:
            shared.holders -= 1
            if not shared.holders:
                del _open[key]
                shared.ledger.close()


@contextmanager
def ledger_if_usable(url: str) -> Iterator[Ledger | None]:
    """Yield the ledger at a SQLAlchemy URL, or None if there is none or it cannot be opened. None is created."""
    with ExitStack() as stack:
        ledger = None
        if not is_new(url):
            with suppress(LedgerError):
                ledger = stack.enter_context(shared_ledger(url))
        yield ledger
