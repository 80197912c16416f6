"""Kill the writer at random moments, let the next run go on, and compare with an undisturbed archive.

A program of its own: ``python -m tests.torture.random_kills WORKDIR [KILLS] [SEED] [--s3 [ENDPOINT]] [--prune]``.
The writer ingests the sample and then cleans it again under other rules; with ``--prune`` it removes the raw pages
afterwards. It is killed several times in a row in one archive before it may finish. Unlike `kill_points`, which dies
before each file operation, this hits whatever happens in between. With ``--s3`` the archive is in a bucket: of the
tests' own server at ENDPOINT, or of a SeaweedFS server that the program starts. Prints one JSON object.
"""

import argparse
import json
import os
import random
import signal
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dateline.config.schema import CleaningRules, RawRetention, Selectors, Settings, Source
from dateline.tasks.core.archive.batches import Run
from dateline.tasks.core.archive.reprocess_jobs import RUN_SUFFIX
from dateline.tasks.core.models import Window
from dateline.tasks.prune import prune_segments
from tests.support import storage_servers
from tests.support.sample_archive import audit_of, reclean_all, stored
from tests.torture.kill_points import content, run_once, settings_in

KILLS_AN_ARCHIVE = 5
RULES = CleaningRules(timezone="Asia/Tokyo", selectors=Selectors(remove=("h2",)))
SOURCE = Source(name="sample", cleaning=RULES)


class Places:
    """New archives, one after the other: in folders, or in a bucket with the ledger in a folder."""

    def __init__(self, workdir: Path, endpoint: str | None, retention: RawRetention) -> None:
        self._workdir, self._endpoint, self._retention = workdir, endpoint, retention

    def new(self, name: str) -> Settings:
        """Return the settings of an archive that does not exist yet."""
        settings = settings_in(self._workdir / name)
        archive = storage_servers.new_archive(self._endpoint) if self._endpoint else settings.archive
        archive = archive.model_copy(update={"raw_retention": self._retention})
        return settings.model_copy(update={"archive": archive})


@contextmanager
def places(workdir: Path, s3: str | None, retention: RawRetention) -> Iterator[Places]:
    """Give places for archives: in folders (None), in a bucket at that endpoint, or ("") of a server of their own."""
    if s3 is not None:
        os.environ |= storage_servers.CREDENTIALS
    if s3 == "":
        with storage_servers.seaweedfs() as endpoint:
            yield Places(workdir, endpoint, retention)
    else:
        yield Places(workdir, s3, retention)


def write(settings: Settings) -> None:
    """Ingest the sample, then clean it again under other rules, then remove what is not kept."""
    run_once(settings)
    run = Run.begin("sample", Window(), datetime.now(UTC), uuid.uuid4().hex, RUN_SUFFIX)
    reclean_all(settings, SOURCE, run)
    prune_segments.fn(settings, (), datetime.now(UTC), lambda _: None, dry_run=False)


def writer(settings: Settings) -> int:
    """Start the writer in a process of its own, and return its id."""
    child = os.fork()
    if child == 0:
        try:
            write(settings)
            os._exit(0)
        except BaseException as error:  # noqa: BLE001 - a child must not go on as its parent
            print(repr(error), file=sys.stderr, flush=True)  # noqa: T201
            os._exit(1)
    return child


def finish(settings: Settings) -> None:
    """Let the writer come to its end."""
    status = os.waitstatus_to_exitcode(os.waitpid(writer(settings), 0)[1])
    if status:
        raise SystemExit(f"the writer of {settings.archive} ended with {status}")


def kill_after(settings: Settings, seconds: float) -> bool:
    """Kill the writer so long after its start; return whether it was still at work."""
    child = writer(settings)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def comparable(settings: Settings) -> dict[str, Any]:
    """Return what an archive holds. Two runs that began in one second have their manifests in either order."""
    held = content(settings)
    return held | {"outcomes": {url: sorted(map(str, events)) for url, events in held["outcomes"].items()}}


def main(place: Places, kills: int, seed: int) -> dict[str, Any]:
    """Kill as many times; return the figures, with the number of each archive that came out wrong, and how."""
    chance = random.Random(seed)  # noqa: S311 - so that a failure can be repeated
    whole = place.new("whole")
    began = time.perf_counter()
    finish(whole)
    lasts_s = time.perf_counter() - began
    expected = comparable(whole)
    killed, archives = 0, 0
    wrong: dict[int, str] = {}
    while killed < kills:
        archives += 1
        settings = place.new(f"killed-{archives}")
        for _ in range(min(KILLS_AN_ARCHIVE, kills - killed)):
            killed += kill_after(settings, chance.uniform(0, lasts_s))
        finish(settings)
        before = stored(settings)
        if comparable(settings) != expected:
            wrong[archives] = "other content than the undisturbed archive"
        elif audit_of(settings, {"sample": SOURCE}).faults:
            wrong[archives] = "an audit finds faults"
        finish(settings)
        if stored(settings) != before:
            wrong[archives] = "a run after the last one wrote something"
    return {"kills": killed, "archives": archives, "wrong": wrong, "articles": len(expected["articles"])}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("workdir", type=Path)
    parser.add_argument("kills", type=int, nargs="?", default=200)
    parser.add_argument("seed", type=int, nargs="?", default=1)
    parser.add_argument("--s3", metavar="ENDPOINT", nargs="?", const="")
    parser.add_argument("--prune", action="store_true")
    options = parser.parse_args()
    with places(options.workdir, options.s3, "until_archived" if options.prune else "forever") as place:
        print(json.dumps(main(place, options.kills, options.seed)))  # noqa: T201 - the test reads it
