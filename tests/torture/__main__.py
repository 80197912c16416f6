"""Kill and disturb dateline in every way: ``python -m tests.torture [KILLS] [SEED] [PART…]`` (``make torture``).

KILLS (default 500) is the total number of kills, divided among the writers. Each kind of trouble with disks and ledgers
has a twentieth as many rounds, and each crowd of ten processes a fiftieth. Prints one line of JSON per part. The exit
code is 1 if an archive differs from an undisturbed one. To repeat a part, run it with the seed in its line and the same
number of kills.
"""

import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from dateline.config.schema import RawRetention
from tests.support import postgresql_server
from tests.support.storage_servers import SEAWEEDFS
from tests.torture import clocks, crowds, databases, disks, ledgers, random_kills
from tests.torture.random_kills import check_equal
from tests.torture.rounds import check_nothing_lost, go_through

Figures = dict[str, Any]
Part = Callable[[Path, int, int], Figures]
"""Takes a folder, the number of kills or rounds, and a seed."""


def _kills(
    writer: str, workdir: Path, kills: int, seed: int, *, retention: RawRetention = "forever", s3: bool = False
) -> Figures:
    if s3 and not SEAWEEDFS:
        return {"seed": seed, "kills": 0, "wrong": {}, "skipped": "SeaweedFS is not installed"}
    with random_kills.places(workdir, "" if s3 else None, retention, seed if s3 else None) as place:
        return random_kills.main(place, kills, seed, writer)


def _kills_with_postgresql(workdir: Path, kills: int, seed: int) -> Figures:
    programs = postgresql_server.programs()
    if programs is None:
        return {"seed": seed, "kills": 0, "wrong": {}, "skipped": "PostgreSQL is not installed"}
    with postgresql_server.running(programs) as server:
        return random_kills.main(random_kills.Places(workdir, None, "forever", server), kills, seed, "backfill-3")


KILLED: dict[str, Part] = {
    "sample": partial(_kills, "sample"),
    "sample-pruned": partial(_kills, "sample", retention="until_archived"),
    "sample-s3-faults": partial(_kills, "sample", s3=True),
    **{f"backfill-{parallel}": partial(_kills, f"backfill-{parallel}") for parallel in (1, 2, 3, 4)},
    "rebuild": partial(_kills, "rebuild"),
    "postgresql": _kills_with_postgresql,
}
CROWDS: dict[str, Part] = {
    "ten-with-one-ledger": partial(go_through, crowds.one_ledger, check_equal),
    "ten-with-ten-ledgers": partial(go_through, crowds.ten_ledgers, check_nothing_lost),
}
HINDERED: dict[str, Part] = {
    "full-disk": partial(go_through, disks.full_disk, check_equal),
    "read-only": partial(go_through, disks.read_only, check_equal),
    "unmounted": partial(go_through, disks.unmounted, check_equal),
    "locked-ledger": partial(go_through, ledgers.locked, check_equal),
    "corrupt-ledger": partial(go_through, ledgers.corrupt, check_nothing_lost),
    "deleted-ledger": partial(go_through, ledgers.deleted, check_nothing_lost),
    "postgresql-cut": databases.postgresql_cut,
    "jumping-clock": partial(go_through, clocks.jumping, check_equal, name="backfill-2"),
    **CROWDS,
}


def main(kills: int, seed: int, names: list[str]) -> int:
    """Run the parts, and return the exit code."""
    times = {name: -(-kills // len(KILLED)) for name in KILLED}
    times |= {name: -(-kills // (50 if name in CROWDS else 20)) for name in HINDERED}
    failed = False
    for name in names or times:
        workdir = Path(tempfile.mkdtemp(prefix="dateline-torture-"))
        began = time.monotonic()
        figures = (KILLED | HINDERED)[name](workdir, times[name], seed)
        line = {"part": name} | figures | {"seconds": round(time.monotonic() - began)}
        print(json.dumps(line), flush=True)  # noqa: T201 - what it is for
        failed |= bool(figures["wrong"])
        if figures["wrong"]:
            print(f"kept for inspection: {workdir}", file=sys.stderr)  # noqa: T201 - as above
        else:
            shutil.rmtree(workdir)
    return int(failed)


if __name__ == "__main__":
    arguments = sys.argv[1:]
    kills, seed = [int(number) for number in arguments[:2]] + [500, 1][len(arguments[:2]) :]
    sys.exit(main(kills, seed, arguments[2:]))
