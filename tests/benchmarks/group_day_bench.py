"""Hours of a group's life: how soon its articles are archived, and whether its memory stays level.

    python -m tests.benchmarks.group_day_bench [--feeds 1000] [--rounds 24] [--interval 300]

Runs follow each other as every ``--interval`` seconds, 288 a day. Time is compressed: the waiting between two runs is
left out, while work takes its own time. Each feed, at a host of its own, gets one new article a day at a random time;
24 rounds of five minutes are two hours, in which one feed in twelve gets its article. The delay of an article is the
time from its entry in the feed until its file is written. Prints one JSON object.
"""

import argparse
import json
import math
import os
import platform
import random
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from urllib.request import urlopen

import psutil

from tests.benchmarks.feed_hosts import host_of, rounds_of, serving
from tests.support.local_site import feed, story

_DAY_S = 86_400
_OLD_ENTRIES = 20


def entry_at(number: int) -> float:
    """Return the second of the day at which a feed gets its new entry."""
    return random.Random(number).uniform(0, _DAY_S)  # noqa: S311 - the same in each process


class Site:
    """All hosts, told apart by their addresses. ``/begin/N`` sets the clock to the second N of the day."""

    def __init__(self, feeds: int, interval_s: float) -> None:
        self._numbers = {host_of(number): number for number in range(feeds)}
        self._began, self._second, self._first = time.time(), 0.0, interval_s
        self._published = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)

    def body(self, path: str, host: str) -> tuple[bytes, bytes]:
        """See `feed_hosts.Site`."""
        if path.startswith("/begin/"):
            self._began, self._second = time.time(), float(path.rpartition("/")[2])
            return b'"0"', b""
        if path == "/robots.txt":
            return b'"0"', b"User-agent: *\nAllow: /\n"
        if path == "/feed.xml":
            at = entry_at(self._numbers[host.partition(":")[0]])
            is_there = self._first < at <= self._second + time.time() - self._began
            entries = [self._entry(host, n) for n in range(0 if is_there else 1, _OLD_ENTRIES)]
            return (b'"1"' if is_there else b'"0"'), feed(*entries)
        return b'"0"', story(f"Story {path} of {host}", self._published)

    def _entry(self, host: str, number: int) -> tuple[str, str, datetime]:
        published = self._published - timedelta(days=30 + number if number else 0)
        return f"Story {number}", f"http://{host}/{number}", published


def run_rounds(rounds: int, interval_s: float, port: int) -> None:
    """Run the flow in this process, and print the figures of each round as a line of JSON."""
    from dateline.flows.ingest_group import ingest_group  # noqa: PLC0415 - after the settings of Prefect

    for number in range(rounds):
        with urlopen(f"http://127.0.0.1:{port}/begin/{number * interval_s}"):
            began, cpu_s = time.time(), time.process_time()
        result = ingest_group("bench")
        figures = {
            "began": began,
            "wall_s": time.time() - began,
            "cpu_s": time.process_time() - cpu_s,
            "memory_mb": psutil.Process().memory_info().rss / 1e6,
            "written": result.summary.written,
            "troubled": len(result.troubled),
        }
        print(json.dumps(figures), flush=True)


def delays(archive: Path, began: Sequence[float], interval_s: float) -> list[float]:
    """Return how long each article took from its entry in the feed to its file, in seconds of the compressed day."""
    numbers = {host_of(number): number for number in range(250_000)}
    found = []
    for path in archive.rglob("*.json"):
        written = path.stat().st_mtime
        number = max(n for n, at in enumerate(began) if at <= written)
        host = json.loads(path.read_bytes())["url"].split("/")[2].partition(":")[0]
        found.append(number * interval_s + written - began[number] - entry_at(numbers[host]))
    return found


def measured(feeds: int, rounds: int, interval_s: float) -> dict[str, object]:
    """Return the figures of a new project."""
    with (
        tempfile.TemporaryDirectory(prefix="dateline-bench-") as temporary,
        serving(Site(feeds, interval_s)) as port,
    ):
        folder = Path(temporary)
        options = ["--run", str(port), "--rounds", str(rounds), "--interval", str(interval_s)]
        told = list(rounds_of(folder, feeds, port, "tests.benchmarks.group_day_bench", options))
        found = sorted(delays(folder / "archive" / "articles", [one["began"] for one in told], interval_s))
    due = sum(interval_s < entry_at(number) <= (rounds - 1) * interval_s for number in range(feeds))
    quarter = max(1, rounds // 4)
    return {
        "feeds": feeds,
        "runs a day": round(_DAY_S / interval_s),
        "hours": round(rounds * interval_s / 3600, 2),
        "articles due": due,
        "articles": len(found),
        "delay_s": {"median": _at(0.5, found), "p95": _at(0.95, found), "longest": _at(1, found)},
        "round": {name: round(median(one[name] for one in told[1:]), 2) for name in ("wall_s", "cpu_s")},
        "longest round_s": round(max(one["wall_s"] for one in told), 1),
        "troubled": sum(one["troubled"] for one in told),
        "memory_mb": [round(one["memory_mb"]) for one in told[::quarter]] + [round(told[-1]["memory_mb"])],
        "server_s": round(sum(one["server_s"] for one in told), 1),
        "load": os.getloadavg()[0],
    }


def _at(share: float, ordered: Sequence[float]) -> float | None:
    return round(ordered[math.ceil(share * len(ordered)) - 1], 1) if ordered else None


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=24)
    parser.add_argument("--interval", type=float, default=300)
    parser.add_argument("--run", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.run:
        run_rounds(asked.rounds, asked.interval, asked.run)
        return
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    print(json.dumps({"machine": machine} | measured(asked.feeds, asked.rounds, asked.interval), indent=1))


if __name__ == "__main__":
    main()
