"""Trouble with the ledger: another process locks it, or it is damaged or deleted."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from dateline.tasks.adapters.ledger import engine
from dateline.tasks.ledger import rebuild_ledger
from tests.torture.children import REPORTED, begin, end_of, finish, in_child, kill_after
from tests.torture.rounds import Round

BUSY_S = 0.2
"""How long a run waits for a locked ledger. The default is a minute."""


@contextmanager
def locked(round_: Round) -> Iterator[Round]:
    """From a random moment on, another process locks the ledger for longer than the run waits."""
    child = begin(partial(_write_impatiently, round_))
    time.sleep(round_.moment())
    round_.ledger.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(round_.ledger, timeout=60, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        round_.check_ended(end_of(child))
    yield round_


@contextmanager
def corrupt(round_: Round) -> Iterator[Round]:
    """A run is killed, and its ledger is damaged. The next run reports that, and the ledger is rebuilt."""
    kill_after(round_.write, round_.moment())
    if round_.ledger.exists():
        with closing(sqlite3.connect(round_.ledger)) as last:  # merges the write-ahead log, which would hide the damage
            last.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        round_.chance.choice((_overwritten, _cut_short))(round_.ledger)
    status = in_child(round_.write)
    round_.check_ended(status)
    if status == REPORTED:
        _remove(round_.ledger)
        _rebuild(round_)
    yield round_


@contextmanager
def deleted(round_: Round) -> Iterator[Round]:
    """A run is killed, and its ledger is deleted. It is rebuilt from the archive, or by ingesting everything again."""
    kill_after(round_.write, round_.moment())
    _remove(round_.ledger)
    if round_.chance.random() < 0.5:
        _rebuild(round_)
    yield round_


def _write_impatiently(round_: Round) -> None:
    engine.BUSY_TIMEOUT_S = BUSY_S
    round_.write()


def _rebuild(round_: Round) -> None:
    finish(partial(rebuild_ledger, round_.settings), "the rebuild")


def _overwritten(path: Path) -> None:
    size = path.stat().st_size
    path.write_bytes(b"\xa5" * size)


def _cut_short(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2 - 7])


def _remove(ledger: Path) -> None:
    for file in ledger.parent.glob(f"{ledger.name}*"):
        file.unlink()
