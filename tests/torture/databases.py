"""A ledger in PostgreSQL whose server is restarted, or whose connections are cut, while a run needs it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from tests.support import postgresql_server
from tests.torture.children import begin, end_of
from tests.torture.random_kills import check_equal
from tests.torture.rounds import Round, go_through

MOST_CUTS = 3


def postgresql_cut(workdir: Path, rounds: int, seed: int) -> dict[str, Any]:
    """Go through rounds in which the server of the ledger goes away for a moment, up to `MOST_CUTS` times in a run."""
    programs = postgresql_server.programs()
    if programs is None:
        return {"seed": seed, "rounds": 0, "wrong": {}, "skipped": "PostgreSQL is not installed"}
    with postgresql_server.running(programs) as server:
        return go_through(partial(_cut, programs, server), check_equal, workdir, rounds, seed, "backfill-2")


@contextmanager
def _cut(programs: Path, server: str, round_: Round) -> Iterator[Round]:
    here = round_.with_ledger_at(postgresql_server.new_database(server))
    child = begin(here.write)
    for _ in range(here.chance.randint(1, MOST_CUTS)):
        time.sleep(here.moment() / MOST_CUTS)
        if here.chance.random() < 0.5:
            postgresql_server.restart(programs, server)
        else:
            postgresql_server.cut_connections(server)
    here.check_ended(end_of(child))
    yield here
