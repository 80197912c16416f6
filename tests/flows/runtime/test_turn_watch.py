"""A run that waits for its turn at a host says so, in its log and in the terminal of `serve`."""

import logging
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Thread
from types import SimpleNamespace

import pytest

from dateline.config.loader import load
from dateline.flows.runtime import turn_watch
from dateline.flows.runtime.turn_watch import AFTER_S, AGAIN_S, TurnWatch
from dateline.tasks.adapters.ledger.process_names import turn_holder
from dateline.tasks.adapters.ledger.shared import shared_ledger
from dateline.tasks.adapters.waits import waiting_for_turn
from dateline.tasks.core.models import OutcomeKind
from dateline.tasks.core.web.host_turns import Chance, Wish
from dateline.tasks.core.web.urls import host_of
from tests.support.command import Project
from tests.support.local_site import Site, ago, serving, story

WAITS, GOES_ON = "waits for its turn at {}, which another run is using", "has its turn at {} and goes on"

pytestmark = pytest.mark.usefixtures("prefect_server")


def test_a_run_tells_of_another_that_uses_its_host(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The line comes while it waits, and another one when it goes on."""
    from dateline.flows.ingest import ingest  # noqa: PLC0415 - Prefect reads the environment at import

    monkeypatch.setattr(turn_watch, "AFTER_S", 0.0)
    monkeypatch.setattr(turn_watch, "LOOK_EVERY_S", 0.01)
    monkeypatch.setenv("PREFECT__RUNTIME__DEPLOYMENT__ID", str(uuid.uuid4()))
    with serving(Site()) as site:
        site.pages["/1"] = story("The ferry is late again", ago(hours=2))
        host = host_of(site.address)
        fetch = '[source.fetch]\nprivate_hosts = ["127.0.0.1"]\nmin_delay_s = 0\n'
        project(f'[source]\nname = "sample"\nurls = ["{site.url("/1")}"]\n{fetch}')
        settings = load().settings
        now, other = datetime.now(UTC), turn_holder("another")
        with shared_ledger(settings.ledger.url) as ledger:
            wish = Wish(other, now, now + timedelta(hours=1), 0.0, 3600.0)
            assert ledger.take_host(host, wish).chance is Chance.GRANTED
            logged = Logged(lambda: ledger.free_host(host, other, now, 0.0))
            logger = logging.getLogger("prefect.flow_runs")
            logger.addHandler(logged)
            try:
                assert ingest("sample").summary.count(OutcomeKind.NEW) == 1
            finally:
                logger.removeHandler(logged)
    waits, goes_on = f"waits for its turn at {host}, which another run is using", f"has its turn at {host} and goes on"
    assert [line for line in logged.lines if host in line and "turn" in line] == [
        f"sample {waits}",
        f"sample {goes_on}",
    ]
    printed = [line.partition("UTC  ")[2] for line in capsys.readouterr().out.splitlines()]
    assert printed[:2] == [f"sample: {waits}", f"sample: {goes_on}"]


class Logged(logging.Handler):
    """Keeps what is logged, and calls a function with the first wait."""

    def __init__(self, free: Callable[[], None]) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._free = free

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())
        if "waits for its turn" in self.lines[-1]:
            Thread(target=self._free).start()


class Clock:
    """A clock that the test advances."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_wait_is_told_once_and_from_time_to_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not if it is short; and not each time, where runs take turns at a host."""
    clock, said = Clock(), list[str]()
    monkeypatch.setattr("dateline.tasks.adapters.waits.time", SimpleNamespace(monotonic=clock))
    watch = TurnWatch(said.append, clock)
    waits, goes_on = WAITS.format("a.example"), GOES_ON.format("a.example")
    with waiting_for_turn("a.example") as wait:
        wait()
        for seconds, told in ((AFTER_S - 1, []), (1, [waits]), (AGAIN_S - 1, [waits]), (1, [waits, waits])):
            clock.now += seconds
            watch.look()
            assert said == told
    watch.look()
    assert said == [waits, waits, goes_on]
    with waiting_for_turn("a.example") as wait:
        wait()
        clock.now += AFTER_S
        watch.look()
    watch.look()
    assert said == [waits, waits, goes_on]
