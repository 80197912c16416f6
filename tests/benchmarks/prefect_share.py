"""Measure Prefect's share of a run: ``python -m tests.benchmarks.prefect_share [PAGES] [BATCH_PAGES] [KB]``.

Made-up pages in a folder (by default 10,000 of 290 kB, the average size of the labelled pages) are archived twice: with
the plain functions of the steps, one after the other, and with the flow `ingest` on a real Prefect server. In the flow,
each interval in which a function of a step runs is recorded, in any thread. The rest of the run is Prefect's share: the
engine around tasks, states, artifacts. Prints one JSON object, in which the server's processor time is separate.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import psutil

from dateline.flows.runtime import environment
from dateline.flows.serving.server import temporary_server
from tests.benchmarks.made_up_pages import write_pages

Interval = tuple[float, float]


def noting(function: Callable[..., Any], into: list[Interval]) -> Callable[..., Any]:
    """Return the function, wrapped so that it records when it runs."""

    @wraps(function)
    def noted(*args: Any, **options: Any) -> Any:  # noqa: ANN401 - any step's
        began = time.perf_counter()
        try:
            return function(*args, **options)
        finally:
            into.append((began, time.perf_counter()))

    return noted


def covered_s(intervals: Iterable[Interval]) -> float:
    """Return how many seconds are covered by at least one interval."""
    total, reached = 0.0, float("-inf")
    for began, ended in sorted(intervals):
        total += max(0.0, ended - max(began, reached))
        reached = max(reached, ended)
    return total


def write_project(folder: Path, pages: Path, batch_pages: int) -> None:
    """Write a project whose only source is the folder of pages."""
    (folder / "config" / "sources").mkdir(parents=True)
    (folder / "config" / "settings.toml").write_text(f"[ingest]\nbatch_pages = {batch_pages}\n")
    (folder / "config" / "sources" / "bench.toml").write_text(f'[source]\nname = "bench"\nfolders = ["{pages}"]\n')
    os.environ["DATELINE_CONFIG"] = str(folder / "config")


def without_prefect() -> int:
    """Archive the source with the plain functions of the steps, and return the number of pages."""
    from dateline.config.loader import load  # noqa: PLC0415 - after the settings of Prefect
    from dateline.tasks.archive import archive  # noqa: PLC0415 - as above
    from dateline.tasks.clean import clean  # noqa: PLC0415 - as above
    from dateline.tasks.core.archive.batches import Run  # noqa: PLC0415 - as above
    from dateline.tasks.core.models import Window  # noqa: PLC0415 - as above
    from dateline.tasks.discover import discover  # noqa: PLC0415 - as above
    from dateline.tasks.fetch import fetch  # noqa: PLC0415 - as above
    from dateline.tasks.plan import plan  # noqa: PLC0415 - as above

    config = load()
    source, settings = config.source("bench"), config.settings
    run = Run.begin("bench", Window(), datetime.now(UTC), "0" * 12)
    planned = plan.fn(discover.fn(source, settings, run.window).refs, run, settings)
    for batch in planned.batches:
        fetch.fn(batch, source, settings)
        archive.fn(batch, clean.fn(batch, source, settings), settings)
    return planned.pages


def with_prefect() -> tuple[int, list[Interval]]:
    """Archive the source with the flow. Return the number of pages, and when functions of the steps ran."""
    from dateline.flows.ingest import ingest  # noqa: PLC0415 - after the settings of Prefect
    from dateline.tasks.archive import archive  # noqa: PLC0415 - as above
    from dateline.tasks.clean import clean  # noqa: PLC0415 - as above
    from dateline.tasks.discover import discover  # noqa: PLC0415 - as above
    from dateline.tasks.fetch import fetch  # noqa: PLC0415 - as above
    from dateline.tasks.plan import plan  # noqa: PLC0415 - as above

    ran: list[Interval] = []
    for step in (discover, plan, fetch, clean, archive):
        step.fn = noting(step.fn, ran)  # the function that the engine calls
    return ingest("bench").summary.settled, ran


def timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
    """Return the result of the work, its duration, and its processor time in this process, in seconds."""
    began, cpu = time.perf_counter(), time.process_time()
    result = work()
    return result, time.perf_counter() - began, time.process_time() - cpu


def main(pages: int, batch_pages: int, kilobytes: int, root: Path) -> dict[str, object]:
    """Archive the pages both ways, and return the figures."""
    size = write_pages(root / "pages", pages, kilobytes)
    environment.prepare(root)
    with temporary_server(root, print) as server:
        environment.use_api(server.api)
        import dateline.flows.ingest  # noqa: PLC0415, F401 - after the address is set, and before the clock runs

        write_project(root / "plain", root / "pages", batch_pages)
        settled, plain_s, plain_cpu_s = timed(without_prefect)
        assert settled == pages
        write_project(root / "flow", root / "pages", batch_pages)
        (process,) = [c for c in psutil.Process().children() if "dateline.flows.serving.server_process" in c.cmdline()]
        before = sum(process.cpu_times()[:2])
        (settled, ran), flow_s, flow_cpu_s = timed(with_prefect)
        assert settled == pages
        server_cpu_s = sum(process.cpu_times()[:2]) - before
    return {
        "pages": pages,
        "pages a batch": batch_pages,
        "kB a page": round(size / pages / 1000),
        "seconds": round(flow_s, 1),
        "pages/s": round(pages / flow_s, 1),
        "Prefect's share %": round(100 * (1 - covered_s(ran) / flow_s), 1),
        "CPU s": round(flow_cpu_s, 1),
        "without Prefect": {"seconds": round(plain_s, 1), "CPU s": round(plain_cpu_s, 1)},
        "server's CPU s": round(server_cpu_s, 1),
    }


if __name__ == "__main__":
    pages, batch_pages, kilobytes = (*map(int, sys.argv[1:]), *(10_000, 50, 290)[len(sys.argv) - 1 :])
    with tempfile.TemporaryDirectory() as temporary:
        print(json.dumps(main(pages, batch_pages, kilobytes, Path(temporary))))
