"""Ten processes that ingest the same source into one archive at the same time; half of them are killed."""

import os
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from tests.torture.children import begin, end_of, finish
from tests.torture.rounds import Round

CROWD = 10


@contextmanager
def one_ledger(round_: Round) -> Iterator[Round]:
    """All processes share one ledger, so each page is fetched by one of them."""
    _crowd([round_] * CROWD)
    yield round_


@contextmanager
def ten_ledgers(round_: Round) -> Iterator[Round]:
    """Each process has a ledger of its own, so each fetches all pages, but each article is archived once."""
    each = [round_.with_ledger(round_.folder / f"{number}.sqlite") for number in range(CROWD)]
    _crowd(each)
    for one in each:
        finish(one.write, "the next run")
    yield round_.with_ledger(round_.folder / "0.sqlite")


def _crowd(rounds: Sequence[Round]) -> None:
    children = [begin(one.write) for one in rounds]
    for child, one in zip(children[: CROWD // 2], rounds, strict=False):
        time.sleep(one.moment() / CROWD)
        os.kill(child, signal.SIGKILL)
    rounds[0].check_ended(*map(end_of, children))
