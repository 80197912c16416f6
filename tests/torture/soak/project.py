"""The soak's project: thirty sources of every kind, and the newsroom that publishes for all of them."""

import random
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from threading import Event, Thread

from dateline.tasks.core.archive.records import read_manifest
from tests.support.local_site import Site
from tests.torture.soak.outlets import FolderOutlet, Outlet, WarcOutlet, WebOutlet

KINDS: Mapping[tuple[str, ...], int] = {
    ("feed",): 9,
    ("sitemap",): 6,
    ("listing",): 6,
    ("feed", "listing"): 2,
    ("list",): 1,
    ("folder",): 4,
    ("warc",): 2,
}
"""How many outlets there are of each kind; thirty in all."""
ADAPTIVE_EVERY = 6
"""One source in so many sets its own pace."""
EDITS, DELETIONS = 0.15, 0.04
"""How many edits and deletions there are for each new story."""
_SETTINGS = """[poll]
adaptive = false
[ingest]
retry_after_s = 120
[recheck]
first_after_s = 300
until_age_s = 7200
[fetch]
contact = "soak@quay.example"
connect_timeout_s = 5
read_timeout_s = 5
total_timeout_s = 10
retries = 1
max_retry_wait_s = 10
min_delay_s = 0.2
"""


def outlets(folder: Path, port: int, seed: int) -> list[Outlet]:
    """Return the thirty outlets; those on the web have their own loopback addresses."""
    kinds = [kind for kind, count in KINDS.items() for _ in range(count)]
    found: list[Outlet] = []
    for number, kind in enumerate(kinds, 1):
        name = f"{'-'.join(kind)}-{number}"
        chance = random.Random(f"{seed} {name}")  # noqa: S311 - so that a run can be repeated
        if kind == ("folder",):
            found.append(FolderOutlet(name, chance, folder=folder / name))
        elif kind == ("warc",):
            found.append(WarcOutlet(name, chance, folder=folder / name))
        else:
            site = Site(address=f"http://127.0.1.{number}:{port}")
            found.append(WebOutlet(name, chance, site=site, kinds=kind, url_list=folder / f"{name}.txt"))
    return found


def write_project(folder: Path, of: list[Outlet], every_s: float) -> None:
    """Write the source files; each source runs about once in that many seconds."""
    (folder / "config" / "sources").mkdir(parents=True)
    (folder / "config" / "settings.toml").write_text(_SETTINGS)
    for number, outlet in enumerate(of):
        interval_s = max(60.0, every_s * (0.75 + 0.5 * number / len(of)))  # so that they do not all start at once
        if number % ADAPTIVE_EVERY:
            schedule = f"interval_s = {interval_s:.0f}"
        else:
            schedule = f"adaptive = true\nmin_interval_s = {max(60.0, interval_s / 2):.0f}\n"
            schedule += f"max_interval_s = {1.5 * interval_s:.0f}"
        hosts = f'private_hosts = ["127.0.1.{number + 1}"]\n' if isinstance(outlet, WebOutlet) else ""
        (folder / "config" / "sources" / f"{outlet.name}.toml").write_text(
            f'[source]\nname = "{outlet.name}"\n{outlet.ways()}\n[source.schedule]\n{schedule}\n[source.fetch]\n{hosts}'
        )


class Newsroom(Thread):
    """Publishes for all outlets in turn, at regular intervals, until it is closed."""

    def __init__(self, of: list[Outlet], seed: int, pause_s: float) -> None:
        super().__init__(daemon=True)
        self._outlets, self._pause_s, self._closed = of, pause_s, Event()
        self._chance = random.Random(seed)  # noqa: S311 - as above
        self.trouble: BaseException | None = None

    def run(self) -> None:
        """Publish, and keep the exception that stops it for `close`."""
        try:
            while not self._closed.is_set():
                for outlet in self._outlets:
                    self._work_on(outlet)
                    if self._closed.wait(self._pause_s):
                        break
        except BaseException as error:  # noqa: BLE001 - raised again by `close`
            self.trouble = error

    def _work_on(self, outlet: Outlet) -> None:
        outlet.publish()
        if self._chance.random() < EDITS:
            outlet.edit()
        if self._chance.random() < DELETIONS:
            outlet.delete()

    def close(self) -> None:
        """Stop publishing, and write what waits.

        Raises:
            BaseException: what stopped it too early.
        """
        self._closed.set()
        self.join()
        if self.trouble:
            raise self.trouble
        for outlet in self._outlets:
            if isinstance(outlet, WarcOutlet) and outlet.waiting:
                outlet.write()


def published(of: list[Outlet]) -> dict[str, datetime]:
    """Return when each story that must have an outcome was published, by URL."""
    return {story.url: story.at for outlet in of for story in list(outlet.stories)}


def outcomes(folder: Path) -> dict[str, Counter[str]]:
    """Return, for each page, how many outcomes of each kind or rejection reason it has."""
    found: dict[str, Counter[str]] = {}
    for path in (folder / "archive" / "runs").rglob("*.jsonl"):
        for one in read_manifest(path.read_bytes(), path.relative_to(folder / "archive").as_posix()).outcomes:
            found.setdefault(one.url, Counter())[(one.reason or one.kind).value] += 1
    return found
