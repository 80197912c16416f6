"""Simulate an outage: ``python -m tests.torture.outage [MINUTES] [WORKDIR]`` (default 3).

A site publishes a story every few seconds. Its feed has only the latest ones, and its listing all those of a day. A
project with an interval schedule archives it. `dateline serve` is killed, started again after the minutes, and then
every story must be archived once, and no run may be left running. Prints one JSON object.
"""

import json
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

from dateline.flows.cli.exit_codes import ExitCode
from tests.support.local_site import Site, feed, serving, story
from tests.support.ports import free_port
from tests.support.served import Served, started

EVERY_S = 5.0
IN_FEED = 5
INTERVAL_S = 60
UNDER_WAY = ["PENDING", "RUNNING", "CANCELLING"]


class Newsroom(Thread):
    """Publishes stories until it is closed."""

    def __init__(self, site: Site) -> None:
        super().__init__(daemon=True)
        self._site, self._closed = site, Event()
        self.published: list[str] = []

    def run(self) -> None:
        """Publish a story at regular intervals."""
        while not self._closed.wait(EVERY_S):
            self.publish()

    def publish(self) -> None:
        """Publish one more story."""
        number, now = len(self.published), datetime.now(UTC)
        path = f"/{now:%Y/%m/%d}/boat-number-{number}-has-come-in.html"
        headline = f"Boat number {number} has come in with the tide"
        self._site.pages[path] = story(headline, now)
        self.published.append(headline)
        day = f"/archive/{now:%Y/%m/%d}/"
        before = self._site.pages.get(day, b"")
        assert isinstance(before, bytes)
        self._site.pages[day] = before + f'<p><a href="{path}">{headline}</a></p>'.encode()
        self._items = [*getattr(self, "_items", []), (headline, self._site.url(path), now)][-IN_FEED:]
        self._site.pages["/feed.xml"] = feed(*self._items)

    def close(self) -> None:
        """Stop publishing."""
        self._closed.set()
        self.join()


def write_project(folder: Path, site: Site) -> None:
    """Write a project whose only source is the site, with a run every minute."""
    (folder / "config" / "sources").mkdir(parents=True)
    (folder / "config" / "settings.toml").write_text("[poll]\nadaptive = false\n")
    (folder / "config" / "sources" / "local.toml").write_text(
        f'[source]\nname = "local"\nfeeds = ["{site.url("/feed.xml")}"]\n'
        f'listings = [{{ url = "{site.address}/archive/{{yyyy}}/{{mm}}/{{dd}}/", selector = "p a" }}]\n'
        f"[source.schedule]\ninterval_s = {INTERVAL_S}\n"
        '[source.fetch]\nmin_delay_s = 0\nprivate_hosts = ["127.0.0.1"]\n'
    )


def archived(folder: Path) -> Counter[str]:
    """Return how many times each headline is archived."""
    records = (folder / "archive" / "articles").rglob("*.json")
    return Counter(json.loads(record.read_bytes())["headline"] for record in records)


def wait_until_archived(folder: Path, headlines: list[str], within_s: float) -> None:
    """Wait until all of them are archived, or until the time is up."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline and not archived(folder).keys() >= set(headlines):
        time.sleep(1)


def under_way(served: Served) -> list[str]:
    """Return the names of the runs that have not ended after at most a minute."""
    deadline = time.monotonic() + 60
    while True:
        with suppress(OSError):
            found = served.post("flow_runs/filter", flow_runs={"state": {"type": {"any_": UNDER_WAY}}})
            if not found or time.monotonic() > deadline:
                return [run["name"] for run in found]
        time.sleep(1)


def main(minutes: float, folder: Path) -> dict[str, object]:
    """Serve, kill, wait, serve again, and return the figures."""
    port = free_port()
    with serving(Site()) as site:
        write_project(folder, site)
        room = Newsroom(site)
        room.publish()
        room.start()
        with started(folder, port) as serve:
            wait_until_archived(folder, room.published[:1], 600)
            before = len(archived(folder))
            serve.kill()  # a power cut, not a good-bye
        published = len(room.published)
        time.sleep(60 * minutes)
        missed = len(room.published) - published
        assert len(archived(folder)) == before, "something was archived while nothing ran"
        with started(folder, port) as serve:
            room.close()
            wait_until_archived(folder, room.published, 60 + 3 * INTERVAL_S)
            served = Served(folder, f"http://127.0.0.1:{port}", serve, None)  # type: ignore[arg-type]  # no such site here
            hanging = under_way(served)
            serve.terminate()
            code = serve.wait(60)
    counts = archived(folder)
    return {
        "published": len(room.published),
        "before": before,
        "published while down": missed,
        "lost": sorted(set(room.published) - counts.keys()),
        "twice": sorted(headline for headline, count in counts.items() if count > 1),
        "runs under way": hanging,
        "exit code": code,
    }


if __name__ == "__main__":
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 3.0
    with tempfile.TemporaryDirectory() as temporary:
        figures = main(minutes, Path(sys.argv[2]) if len(sys.argv) > 2 else Path(temporary))
    print(json.dumps(figures))  # noqa: T201 - what it is for
    wrong = figures["lost"] or figures["twice"] or figures["runs under way"]
    sys.exit(1 if wrong or not figures["before"] or figures["exit code"] != ExitCode.INTERRUPTED else 0)
