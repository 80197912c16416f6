"""One open ledger, shared by all concurrent work of a process."""

from pathlib import Path
from threading import Barrier, Thread

import pytest

from dateline.tasks.adapters.ledger import shared
from dateline.tasks.adapters.ledger.shared import shared_ledger
from dateline.tasks.core.errors import LedgerError
from dateline.tasks.core.protocols import Ledger


def test_concurrent_holders_share_one(tmp_path: Path) -> None:
    """Concurrent threads share one; after the last lets go, it is opened anew and has what was noted."""
    url = f"sqlite:///{tmp_path}/ledger.sqlite"
    met, held = Barrier(4), list[Ledger]()

    def hold() -> None:
        with shared_ledger(url) as ledger:
            met.wait(30)
            held.append(ledger)
            met.wait(30)

    threads = [Thread(target=hold) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(map(id, held))) == 1
    with shared_ledger(url) as again, shared_ledger(f"sqlite:///{tmp_path}/other.sqlite") as other:
        assert again is not held[0]
        assert other is not again


def test_it_stays_open_until_the_last_lets_go(tmp_path: Path) -> None:
    """The end of an inner block, even by an error, does not close it for the outer one."""
    url = f"sqlite:///{tmp_path}/ledger.sqlite"
    with shared_ledger(url) as outer:
        with pytest.raises(RuntimeError, match="inner"), shared_ledger(url):
            raise RuntimeError("inner")
        assert outer.known("courier", ["no page"]) == {}
    assert shared._open == {}


def test_a_ledger_that_cannot_be_opened_is_held_by_nobody(tmp_path: Path) -> None:
    """Each attempt raises the error, and nothing is left behind."""
    (tmp_path / "ledger.sqlite").mkdir()
    for _ in range(2):
        with pytest.raises(LedgerError), shared_ledger(f"sqlite:///{tmp_path}/ledger.sqlite"):
            pass
    assert shared._open == {}
