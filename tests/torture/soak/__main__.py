"""A soak: ``python -m tests.torture.soak --minutes 120`` (``make soak MINUTES=120``).

Thirty local outlets publish, edit and delete stories while `dateline serve` archives them; the sites of most are in
trouble half of the time. A line of JSON goes to ``soak.jsonl`` in the work folder each minute. After 85 % of the time
nothing more is published. When all of it has an outcome, or the time is over, the archive is judged. Prints one JSON
object; the exit code is 1 if it holds findings. Linux only.
"""

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import requests

from tests.support.local_site import Site, serving
from tests.support.paths import PACKAGE
from tests.support.ports import free_port
from tests.support.served import Served, started
from tests.torture.soak.faults import Place, Weather, handler_of
from tests.torture.soak.judging import growing, summary
from tests.torture.soak.measuring import Figures, Tree, on_disk
from tests.torture.soak.outlets import Outlet, WebOutlet
from tests.torture.soak.project import Newsroom, outcomes, outlets, published, write_project
from tests.torture.soak.runs import Runs

PUBLISHING, TROUBLED = 0.85, 0.75
"""The shares of the time in which stories are published, and in which sites are in trouble."""
LOOK_S = 10.0
MINUTE_S = 60.0
RUNS_END_S = 240.0


def soak(folder: Path, minutes: float, every_s: float, pause_s: float, seed: int) -> Figures:
    """Run the soak in a folder; return the figures and the findings."""
    temporary = folder / "tmp"
    temporary.mkdir()
    places: dict[str, Place] = {}
    with serving(Site(), "0.0.0.0", handler_of(places)) as server:  # noqa: S104 - all of 127/8
        room = outlets(folder, int(server.address.rpartition(":")[2]), seed)
        for outlet in room:
            if isinstance(outlet, WebOutlet):
                weather = Weather(random.Random(f"{seed} {outlet.name}"), TROUBLED * minutes * 60)  # noqa: S311
                places[outlet.site.address.split(":")[1].strip("/")] = Place(outlet.site, weather)
            outlet.publish()
        write_project(folder, room, every_s)
        port = free_port()
        with started(folder, port, TMPDIR=str(temporary)) as process:
            _drain(process, folder / "serve.log")
            served = Served(folder, f"http://127.0.0.1:{port}", process, None)  # type: ignore[arg-type]  # no such site
            try:
                figures = _watch(served, temporary, room, minutes, Newsroom(room, seed, pause_s))
            finally:
                process.terminate()
                code = process.wait(60)
    if code != 130:
        figures["findings"].append(f"serve ended with {code}")
    figures["findings"] += _audit(folder)
    own = resource.getrusage(resource.RUSAGE_SELF)
    return figures | {"sites_cpu_s": round(own.ru_utime + own.ru_stime, 1)}


def _drain(process: "subprocess.Popen[str]", log: Path) -> None:
    """Write the output of serve to a file, so that the pipe is never full."""
    assert process.stdout
    said = process.stdout
    Thread(target=lambda: log.write_text("".join(said)), daemon=True).start()


def _watch(served: Served, temporary: Path, room: list[Outlet], minutes: float, newsroom: Newsroom) -> Figures:
    """Measure each minute, while stories are published and after; return the figures and the findings."""
    tree, runs, samples = Tree(served.process.pid), Runs(served), list[Figures]()
    began = time.monotonic()
    with (served.folder / "soak.jsonl").open("w") as lines:

        def sample() -> None:
            measured = tree.figures() | on_disk(served.folder, temporary)
            told = {"minute": round((time.monotonic() - began) / 60, 1), "published": len(published(room))}
            samples.append(told | measured | {"runs": runs.by_state()})
            lines.write(f"{json.dumps(samples[-1])}\n")
            lines.flush()

        newsroom.start()
        _measure(tree, sample, lambda: time.monotonic() - began >= PUBLISHING * minutes * 60)
        newsroom.close()
        of_publishing = list(samples)

        def settled() -> bool:
            return time.monotonic() - began >= minutes * 60 or not _unknown(served.folder, room)

        _measure(tree, sample, settled)
        findings = growing(of_publishing)
        bad = Counter[str]()
        try:
            findings += [f"without a final state: {run}" for run in runs.hanging(RUNS_END_S)]
            bad = runs.bad()
        except requests.RequestException as error:
            findings.append(f"the Prefect server did not answer at the end: {error}")
        tree.look()
        sample()
    known = outcomes(served.folder)
    twice = [url for url, kinds in known.items() if kinds["new"] > 1]
    lost = _unknown(served.folder, room)
    findings += [f"no outcome: {url}" for url in lost] + [f"archived twice: {url}" for url in twice]
    findings += [f"crashed: {run}" for run in bad if run.startswith("CRASHED")]
    if newsroom.is_alive():
        findings.append("the newsroom did not stop")
    return {
        "minutes": samples[-1]["minute"],
        "published": len(published(room)),
        "outcomes": dict(sum(known.values(), Counter[str]())),
        "ended_badly": dict(bad),
        "cores": _cores(samples[0], samples[-1]),
        "series": summary(of_publishing),
        "last": samples[-1],
        "findings": findings,
    }


def _measure(tree: Tree, sample: Callable[[], None], done: Callable[[], bool]) -> None:
    """Look at the processes every few seconds, and sample every minute, until it is done."""
    sampled = time.monotonic()
    while not done():
        time.sleep(LOOK_S)
        tree.look()
        if time.monotonic() - sampled >= MINUTE_S - LOOK_S / 2:
            sampled = time.monotonic()
            sample()


def _cores(first: Figures, last: Figures) -> float:
    """Return how many cores the processes kept busy between two samples, on average."""
    return round((last["cpu_s"] - first["cpu_s"]) / (60 * max(last["minute"] - first["minute"], 0.1)), 2)


def _unknown(folder: Path, room: list[Outlet]) -> list[str]:
    """Return the stories without an outcome."""
    return sorted(published(room).keys() - outcomes(folder).keys())


def _audit(folder: Path) -> list[str]:
    """Return the findings of `dateline audit` as sentences."""
    env = os.environ | {"PYTHONPATH": str(PACKAGE), "DATELINE_CONFIG": str(folder / "config")}
    command = [sys.executable, "-m", "dateline", "audit", "--json"]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return []
    return [f"audit ended with {done.returncode}: {done.stdout[-2000:]} {done.stderr[-2000:]}"]


def main() -> int:
    """Run the soak as the command line says; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=120.0)
    parser.add_argument("--every", type=float, default=600.0, help="seconds between two runs of a source, on average")
    parser.add_argument("--pause", type=float, default=2.0, help="seconds between two stories")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a new folder for the project, which is kept")
    options = parser.parse_args()
    folder = options.keep or Path(tempfile.mkdtemp(prefix="dateline-soak-"))
    folder.mkdir(parents=True, exist_ok=True)
    figures = soak(folder.absolute(), options.minutes, options.every, options.pause, options.seed)
    print(json.dumps(figures, indent=1))  # noqa: T201 - what it is for
    if not options.keep and not figures["findings"]:
        shutil.rmtree(folder)
    return 1 if figures["findings"] else 0


if __name__ == "__main__":
    sys.exit(main())
