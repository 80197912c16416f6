"""How many runs Prefect's server bears at a time, with its data in SQLite and in PostgreSQL.

    python -m tests.benchmarks.crowd_bench [RUNS ...] [--within 60] [--databases sqlite postgresql]

So many sources without a group, each with a deployment, are due one after the other within so many seconds. Real runs
of `ingest` read three saved pages each, in threads of one process, so that the start of a process for each does not
hide what the server does. Meanwhile a value is written through the API four times a second. Prints one JSON object:
for each database and number of runs how late they began, how long they took, how long a write took, how often the
server said that its database was locked, and how much processor time it needed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from threading import Event, Thread
from typing import Any

import httpx
import psutil

from dateline.flows.runtime import environment
from dateline.flows.serving.server import server_for_serve
from tests.benchmarks.made_up_pages import write_pages
from tests.support import postgresql_server
from tests.support.paths import ROOT
from tests.support.ports import free_port
from tests.support.prefect_servers import give_database

Figures = dict[str, float]
DATABASES = ("sqlite", "postgresql")
_DATABASE = "PREFECT_API_DATABASE_CONNECTION_URL"
_WRITE_EACH_S = 0.25
_FIRST_IN_S = 5.0


def write_project(folder: Path, runs: int) -> None:
    """Write a project of so many sources, each a folder of pages."""
    (folder / "config" / "sources").mkdir(parents=True)
    (folder / "config" / "settings.toml").write_text("")
    for number in range(runs):
        name = f"crowd-{number:04d}"
        write_pages(folder / "pages" / name, 3, 10)
        text = f'[source]\nname = "{name}"\nfolders = ["{folder}/pages/{name}"]\n'
        (folder / "config" / "sources" / f"{name}.toml").write_text(text)


@contextmanager
def database(name: str, folder: Path) -> Iterator[None]:
    """Let Prefect's server keep its data there, within the block."""
    if name == "sqlite":
        give_database(folder)
        yield
        return
    programs = postgresql_server.programs()
    assert programs, "PostgreSQL is not installed"
    with postgresql_server.running(programs) as url:
        os.environ[_DATABASE] = url.replace("+psycopg", "+asyncpg")
        try:
            yield
        finally:
            del os.environ[_DATABASE]


def measured(name: str, runs: int, within_s: float) -> Figures:
    """Return the figures of a new project, with a server of its own."""
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as made, database(name, folder := Path(made)):
        write_project(folder, runs)
        environment.prepare(folder)
        os.environ["PREFECT_HOME"] = str(folder / ".prefect")
        with server_for_serve(folder, free_port(), lambda told: print(told, file=sys.stderr)) as server:
            (process,) = [
                c for c in psutil.Process().children() if "dateline.flows.serving.server_process" in c.cmdline()
            ]
            before = sum(process.cpu_times()[:2])
            command = [sys.executable, "-m", "tests.benchmarks.crowd_bench", "--run", "--within", str(within_s)]
            own = {"DATELINE_CONFIG": str(folder / "config"), "PREFECT_API_URL": server.api}
            done = subprocess.run(
                command, cwd=ROOT, env=os.environ | own, stdout=subprocess.PIPE, text=True, check=True
            )
            figures: Figures = json.loads(done.stdout.splitlines()[-1])
            figures["server_cpu_s"] = sum(process.cpu_times()[:2]) - before
        log = (folder / ".prefect" / "server.log").read_text(errors="replace")
    return figures | {"locked": float(log.count("database is locked")), "load": os.getloadavg()[0]}


def run_all(within_s: float) -> Figures:
    """Register the deployments, run all of them in this process, and return the figures."""
    import asyncio  # noqa: PLC0415 - with Prefect

    from prefect import get_client  # noqa: PLC0415 - after its settings
    from prefect.client.schemas.objects import FlowRun  # noqa: PLC0415 - as above
    from prefect.flow_engine import run_flow_sync  # noqa: PLC0415 - as above
    from prefect.states import Pending, Scheduled  # noqa: PLC0415 - as above

    from dateline.config.loader import load  # noqa: PLC0415 - as above
    from dateline.flows.ingest import ingest  # noqa: PLC0415 - as above
    from dateline.flows.serving.deployments import deployments  # noqa: PLC0415 - as above

    async def registered() -> list[Any]:
        wanted = [one for one in await deployments(load()) if one.flow_name == "ingest"]
        return [await one.aapply() for one in wanted]

    found = asyncio.run(registered())
    first = time.time() + _FIRST_IN_S + 0.2 * len(found)
    due_at = [first + within_s * number / len(found) for number in range(len(found))]
    with get_client(sync_client=True) as client:
        planned = [
            client.create_flow_run_from_deployment(one, state=Scheduled(scheduled_time=datetime.fromtimestamp(at, UTC)))
            for one, at in zip(found, due_at, strict=True)
        ]
    ended: list[tuple[float, float, bool]] = []

    def run(flow_run: FlowRun, due: float) -> None:
        time.sleep(max(0.0, due - time.time()))
        with get_client(sync_client=True) as client:
            client.set_flow_run_state(flow_run.id, Pending())
            flow_run = client.read_flow_run(flow_run.id)
        state: Any = run_flow_sync(ingest, flow_run=flow_run, parameters=flow_run.parameters, return_type="state")
        if not state.is_completed():
            print(f"{flow_run.name} {state.name}: {state.message}", file=sys.stderr, flush=True)
        with get_client(sync_client=True) as client:
            started = client.read_flow_run(flow_run.id).start_time
        ended.append((started.timestamp() - due if started else float("inf"), time.time() - due, state.is_completed()))

    threads = [Thread(target=run, args=pair) for pair in zip(planned, due_at, strict=True)]
    with writing(os.environ["PREFECT_API_URL"]) as waits:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    late, took = sorted(one[0] for one in ended), sorted(one[1] for one in ended)
    return {
        "runs": float(len(found)),
        "completed": float(sum(one[2] for one in ended)),
        "late_median_s": median(late),
        "late_most_s": late[-1],
        "done_after_median_s": median(took),
        "done_after_most_s": took[-1],
        "write_median_ms": median(waits) * 1000,
        "write_p95_ms": quantiles(waits, n=20)[-1] * 1000,
        "write_most_ms": max(waits) * 1000,
        "cpu_s": time.process_time(),
    }


@contextmanager
def writing(api: str) -> Iterator[Sequence[float]]:
    """Write a value through the API again and again within the block; yield how long each write took, in seconds."""
    waits: list[float] = []
    stop = Event()

    def write() -> None:
        with httpx.Client(timeout=120) as client:
            while not stop.wait(_WRITE_EACH_S):
                began = time.perf_counter()
                client.post(f"{api}/artifacts/", json={"key": "crowd", "type": "markdown", "data": "a value"})
                waits.append(time.perf_counter() - began)

    thread = Thread(target=write)
    thread.start()
    try:
        yield waits
    finally:
        stop.set()
        thread.join()


def main(sizes: Sequence[int], within_s: float, databases: Sequence[str], tell: Callable[[str], None]) -> None:
    """Measure each size with each database, in turns, and print the figures."""
    rows: dict[int, dict[str, Figures]] = {}
    for runs in sizes:
        for name in databases:
            figures = {key: round(value, 2) for key, value in measured(name, runs, within_s).items()}
            tell(f"{runs} runs, {name}: {figures}")
            rows.setdefault(runs, {})[name] = figures
    print(json.dumps({"within_s": within_s, "cores": os.cpu_count(), "runs": rows}, indent=1))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", type=int, nargs="*", default=[10, 30, 100])
    parser.add_argument("--within", type=float, default=60.0)
    parser.add_argument("--databases", nargs="+", choices=DATABASES, default=DATABASES)
    parser.add_argument("--run", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.run:
        print(json.dumps(run_all(asked.within)))
    else:
        main(asked.runs, asked.within, asked.databases, lambda told: print(told, file=sys.stderr, flush=True))
