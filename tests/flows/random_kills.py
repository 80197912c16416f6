"""Kill the writer at random moments, let the next run go on, and compare with an undisturbed archive.

A program of its own: ``python -m tests.flows.random_kills WORKDIR [KILLS] [SEED]``. The writer ingests the sample and
then cleans it again under other rules. It is killed several times in a row in one archive before it may finish. Unlike
`kill_points`, which dies before each file operation, this hits whatever happens in between. Prints one JSON object.
"""

import json
import os
import random
import shutil
import signal
import sys
import time
import uuid
from datetime import UTC, datetime
from pathlib import Path

from config.schema import CleaningRules, LedgerSettings, LocalArchive, Selectors, Settings, Source
from tasks.core.batches import Run
from tasks.core.models import Window
from tasks.core.reprocessing import RUN_SUFFIX
from tasks.reclean import reclean, segments_of
from tests.flows.kill_points import content, run_once

KILLS_AN_ARCHIVE = 5


def write(folder: Path) -> None:
    """Ingest the sample, then clean it again under other rules."""
    run_once(folder)
    rules = CleaningRules(timezone="Asia/Tokyo", selectors=Selectors(remove=("h2",)))
    source = Source(name="sample", cleaning=rules)
    settings = Settings(
        archive=LocalArchive(path=folder / "archive"), ledger=LedgerSettings(url=f"sqlite:///{folder}/ledger.sqlite")
    )
    run = Run.begin("sample", Window(), datetime.now(UTC), uuid.uuid4().hex, RUN_SUFFIX)
    for job in segments_of.fn("sample", run.window, settings).jobs:
        reclean.fn(job, run, source, settings, dry_run=False)


def writer(folder: Path) -> int:
    """Start the writer in a process of its own, and return its id."""
    child = os.fork()
    if child == 0:
        try:
            write(folder)
            os._exit(0)
        except BaseException as error:  # noqa: BLE001 - a child must not go on as its parent
            print(repr(error), file=sys.stderr, flush=True)  # noqa: T201
            os._exit(1)
    return child


def finish(folder: Path) -> None:
    """Let the writer come to its end."""
    status = os.waitstatus_to_exitcode(os.waitpid(writer(folder), 0)[1])
    if status:
        raise SystemExit(f"the writer in {folder} ended with {status}")


def kill_after(folder: Path, seconds: float) -> bool:
    """Kill the writer so long after its start; return whether it was still at work."""
    child = writer(folder)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def comparable(folder: Path) -> dict[str, object]:
    """Return what an archive holds. Two runs that began in one second have their manifests in either order."""
    held = content(folder)
    outcomes = held["outcomes"]
    assert isinstance(outcomes, dict)
    return held | {"outcomes": {url: sorted(map(str, events)) for url, events in outcomes.items()}}


def objects(folder: Path) -> dict[Path, bytes]:
    """Return every object of an archive."""
    found = (p for p in (folder / "archive").rglob("*") if p.is_file() and ".tmp" not in p.parts)
    return {path: path.read_bytes() for path in found}


def main(workdir: Path, kills: int, seed: int) -> dict[str, object]:
    """Kill as many times; return the figures."""
    chance = random.Random(seed)  # noqa: S311 - so that a failure can be repeated
    began = time.perf_counter()
    finish(workdir / "whole")
    lasts_s = time.perf_counter() - began
    expected = comparable(workdir / "whole")
    killed, archives, different = 0, 0, []
    while killed < kills:
        folder = workdir / "killed"
        for _ in range(min(KILLS_AN_ARCHIVE, kills - killed)):
            killed += kill_after(folder, chance.uniform(0, lasts_s))
        finish(folder)
        archives += 1
        if comparable(folder) != expected:
            different.append(archives)
        before = objects(folder)
        finish(folder)
        if objects(folder) != before:
            different.append(-archives)  # a run after the last one wrote something
        shutil.rmtree(folder)
    return {
        "kills": killed,
        "archives": archives,
        "different": different,
        "articles": len(content(workdir / "whole")["articles"]),
    }


if __name__ == "__main__":
    kills, seed = (*map(int, sys.argv[2:]), *(200, 1)[len(sys.argv) - 2 :])
    print(json.dumps(main(Path(sys.argv[1]), kills, seed)))  # noqa: T201 - the test reads it
