"""How often feeds are polled over days of scheduled runs, with a real server, the real task and a simulated clock."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from threading import Condition

import pytest

from dateline.tasks.core.models import Window
from dateline.tasks.discover import discover
from tests.support.local_site import Site, feed, serving, settings, source

START = datetime(2023, 5, 3, tzinfo=UTC)
RUNS_EVERY = timedelta(minutes=30)


class Clock:
    """The clock of discovery. It cannot wait, so each feed has a host of its own: there is no turn to wait for."""

    def __init__(self) -> None:
        self.time = START

    def now(self) -> datetime:
        return self.time

    def wait(self, condition: Condition, seconds: float) -> None:
        raise NotImplementedError


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site(), "0.0.0.0") as served:  # noqa: S104 - all of 127/8: each address is a host of its own
        yield served


def with_entries(site: Site, path: str, clock: Clock, entries: Callable[[timedelta], int]) -> list[datetime]:
    """Serve a feed with the entries published so far; return a list of the times of its requests."""
    asked: list[datetime] = []

    def answer(_: dict[str, str]) -> tuple[int, bytes]:
        asked.append(clock.time)
        numbers = range(entries(clock.time - START), 0, -1)
        return 200, feed(*((f"Story {n}", site.url(f"{path}/{n}"), START) for n in list(numbers)[:20]))

    site.pages[path] = answer
    return asked


def test_busy_feeds_are_asked_often_and_quiet_ones_rarely(site: Site, tmp_path: Path, clock: Clock) -> None:
    """Over 36 hours each run polls the busy feed, and the quiet one at intervals that grow to the maximum.

    A feed that becomes busy is soon polled often again, and no entry is missed.
    """
    hour = timedelta(hours=1)
    busy = with_entries(site, "/busy.xml", clock, lambda age: 1 + age // RUNS_EVERY)
    quiet = with_entries(site, "/quiet.xml", clock, lambda _: 3)
    waking = with_entries(site, "/waking.xml", clock, lambda age: 3 + max(age - 18 * hour, timedelta()) // RUNS_EVERY)
    hosts = {name: f"127.0.0.{number}" for number, name in enumerate(("busy", "quiet", "waking"), 1)}
    table = source(
        feeds=[site.url(f"/{name}.xml").replace("127.0.0.1", host) for name, host in hosts.items()],
        fetch={"private_hosts": list(hosts.values()), "min_delay_s": 0},
    )
    values = settings(tmp_path, poll={"min_interval_s": 1800, "max_interval_s": 4 * 3600})
    named = set()
    while clock.time < START + 36 * hour:
        named |= {ref.url for ref in discover.fn(table, values, Window(), scheduled=True, clock=clock).refs}
        clock.time += RUNS_EVERY
    assert len(busy) == 72
    gaps = [later - earlier for earlier, later in pairwise(quiet)]
    assert gaps == sorted(gaps)
    assert gaps[0] == RUNS_EVERY
    assert 4 * hour * 0.9 <= gaps[-1] <= 4 * hour
    assert len(quiet) < 16
    before, after = ([moment for moment in waking if (moment < START + 18 * hour) is early] for early in (True, False))
    assert len(before) < 12
    assert len(after) > 24
    assert max(later - earlier for earlier, later in pairwise(after[3:])) <= 2 * RUNS_EVERY
    assert {site.url(f"/waking.xml/{n}") for n in range(1, 3 + 34)} <= named
