"""Kill a writer at random moments, let the next run continue, and compare with an undisturbed archive.

Run it with ``python -m tests.torture.random_kills WORKDIR [KILLS] [SEED] [--of WRITER] [--s3 [ENDPOINT]] [--faults]
[--prune]``. The writers are those of `tests.torture.writers`:

- ``sample`` ingests the sample, cleans it again under other rules, and writes closed days. With ``--prune`` it then
  removes the raw pages.
- ``backfill-1`` to ``backfill-4`` run so many slices at the same time.
- ``rebuild`` rebuilds the ledger.

A writer is killed several times in a row in one archive before it may finish. Unlike `kill_points`, which kills before
each file operation, this hits any moment in between. With ``--s3`` the archive is in a bucket of the server at
ENDPOINT, or of a SeaweedFS server that the program starts. With ``--faults`` a tenth of the requests to it fail. Prints
one JSON object. The seed in it repeats the same moments.
"""

import argparse
import json
import os
import random
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from dateline.config.schema import LedgerSettings, RawRetention, Settings
from tests.support import postgresql_server, storage_servers
from tests.support.fault_proxy import FaultProxy, a_tenth
from tests.support.sample_archive import audit_of, stored
from tests.torture.children import WrongError, finish, kill_after
from tests.torture.kill_points import content, settings_in
from tests.torture.writers import Writer, warm_up, writers

KILLS_AN_ARCHIVE = 5
FAULTS: list[int | str] = ["drop", "lost", "delay", 500, 503]


class Places:
    """New archives, one after the other: in folders, or in a bucket; ledgers in folders, or in PostgreSQL."""

    def __init__(
        self, workdir: Path, endpoint: str | None, retention: RawRetention, postgresql: str | None = None
    ) -> None:
        self.workdir, self._endpoint, self._retention, self._postgresql = workdir, endpoint, retention, postgresql

    def new(self, name: str) -> Settings:
        """Return the settings of an archive that does not exist yet."""
        settings = settings_in(self.workdir / name)
        archive = storage_servers.new_archive(self._endpoint) if self._endpoint else settings.archive
        archive = archive.model_copy(update={"raw_retention": self._retention})
        ingest = settings.ingest.model_copy(update={"batch_pages": 3, "bulk_batch_pages": 3})
        ledger = settings.ledger
        if self._postgresql:
            ledger = LedgerSettings(url=postgresql_server.new_database(self._postgresql))
        return settings.model_copy(update={"archive": archive, "ingest": ingest, "ledger": ledger})


@contextmanager
def places(
    workdir: Path, s3: str | None = None, retention: RawRetention = "forever", faults: int | None = None
) -> Iterator[Places]:
    """Give places for archives: in folders (None), in a bucket at that endpoint, or ("") of a server of their own.

    ``faults`` is the seed of faults in a tenth of all requests to the bucket.
    """
    with ExitStack() as stack:
        endpoint = s3
        if endpoint is not None:
            os.environ |= storage_servers.CREDENTIALS
            endpoint = endpoint or stack.enter_context(storage_servers.seaweedfs())
            if faults is not None:
                endpoint = stack.enter_context(FaultProxy(endpoint, a_tenth(FAULTS, faults))).endpoint
        yield Places(workdir, endpoint, retention)


def comparable(settings: Settings) -> dict[str, Any]:
    """Return the content of an archive, with outcomes sorted, because runs of the same second have no order."""
    held = content(settings)
    return held | {"outcomes": {url: sorted(map(str, events)) for url, events in held["outcomes"].items()}}


def new_archive(place: Places, writer: Writer, name: str) -> Settings:
    """Return the settings of a new archive, prepared for the writer."""
    settings = place.new(name)
    finish(partial(writer.prepare, settings), f"preparing {name}")
    return settings


def undisturbed(place: Places, writer: Writer) -> tuple[dict[str, Any], float]:
    """Return the content of an undisturbed writer's archive, and how many seconds the writer took."""
    whole = new_archive(place, writer, "whole")
    began = time.perf_counter()
    finish(partial(writer.write, whole), "the undisturbed writer")
    return comparable(whole), time.perf_counter() - began


def check_equal(settings: Settings, writer: Writer, expected: dict[str, Any]) -> None:
    """Let the writer finish, and check that the archive equals an undisturbed one.

    Raises:
        WrongError: it is not.
    """
    finish(partial(writer.write, settings), "the next writer")
    if comparable(settings) != expected:
        raise WrongError("the content differs from that of the undisturbed archive")
    check_settled(settings, writer)


def check_settled(settings: Settings, writer: Writer) -> None:
    """Check that an audit finds no faults, and that a further run writes nothing.

    Raises:
        WrongError: one of them does.
    """
    before = stored(settings)
    if faults := audit_of(settings, {writer.source.name: writer.source}).faults:
        raise WrongError(f"an audit finds faults: {faults}")
    finish(partial(writer.write, settings), "the writer after the last one")
    if stored(settings) != before:
        raise WrongError("a run after the last one wrote something")


def main(place: Places, kills: int, seed: int, name: str = "sample") -> dict[str, Any]:
    """Kill so many times, and return the figures, with the number of each archive that failed, and why."""
    writer = writers(place.workdir / "pages")[name]
    warm_up()
    chance = random.Random(seed)  # noqa: S311 - so that a failure can be repeated
    expected, lasts_s = undisturbed(place, writer)
    killed, archives = 0, 0
    wrong: dict[int, str] = {}
    while killed < kills:
        archives += 1
        settings = new_archive(place, writer, f"killed-{archives}")
        for _ in range(min(KILLS_AN_ARCHIVE, kills - killed)):
            killed += kill_after(partial(writer.write, settings), chance.uniform(0, lasts_s))
        try:
            check_equal(settings, writer, expected)
        except WrongError as error:
            wrong[archives] = str(error)
    return {"seed": seed, "kills": killed, "archives": archives, "wrong": wrong, "articles": len(expected["articles"])}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("workdir", type=Path)
    parser.add_argument("kills", type=int, nargs="?", default=200)
    parser.add_argument("seed", type=int, nargs="?", default=1)
    parser.add_argument("--of", metavar="WRITER", default="sample")
    parser.add_argument("--s3", metavar="ENDPOINT", nargs="?", const="")
    parser.add_argument("--faults", action="store_true")
    parser.add_argument("--prune", action="store_true")
    options = parser.parse_args()
    retention: RawRetention = "until_archived" if options.prune else "forever"
    faults = options.seed if options.faults else None
    with places(options.workdir, options.s3, retention, faults) as place:
        print(json.dumps(main(place, options.kills, options.seed, options.of)))  # noqa: T201 - the test reads it
