"""Parallel runs in one process, such as slices of a backfill, leave each other's batches alone."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dateline.config.schema import LedgerSettings, Settings
from dateline.tasks.adapters.ledger.sql import open_ledger
from dateline.tasks.core.archive.batches import Run
from dateline.tasks.core.models import PageRef, Window
from dateline.tasks.core.web.urls import url_key

if TYPE_CHECKING:
    from dateline.tasks.plan import Plan

pytestmark = pytest.mark.usefixtures("prefect_home")

PAGES = [PageRef(url=f"https://courier.example/{n}", source="courier", via="list") for n in range(3)]


def planned(settings: Settings, unique: str) -> "Plan":
    """Return the plan of a run that begins now."""
    from dateline.tasks.plan import plan  # noqa: PLC0415 - after Prefect's settings

    return plan.fn(PAGES, Run.begin("courier", Window(), datetime.now(UTC), unique), settings)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings with a separate ledger."""
    return Settings(ledger=LedgerSettings(url=f"sqlite:///{tmp_path}/ledger.sqlite"))


def opened(plan: "Plan", settings: Settings) -> None:
    """Record the batches of the plan as fetching does."""
    with closing(open_ledger(settings.ledger.url)) as ledger:
        for batch in plan.batches:
            ledger.open_batch(batch)


def a_run(unique: str) -> Run:
    """Return a run that begins now."""
    return Run.begin("courier", Window(), datetime.now(UTC), unique)


def test_a_batch_in_hand_is_left_alone(settings: Settings) -> None:
    """A batch of a running run is not abandoned; what the run leaves behind is."""
    from dateline.tasks.claims import claimed  # noqa: PLC0415 - after Prefect's settings

    with claimed(planned(settings, "1" * 12), a_run("1" * 12), settings) as first:
        opened(first, settings)
        beside = planned(settings, "2" * 12)
        assert not beside.resumed
        assert not beside.batches
        assert len(beside.in_hand) == 3
    left = planned(settings, "3" * 12).resumed
    assert [(batch.name, batch.refs, batch.taken_up) for batch in left] == [(b.name, b.refs, 1) for b in first.batches]


def test_an_abandoned_batch_is_taken_up_once(settings: Settings) -> None:
    """Of two runs that find the same unfinished batch, one completes it."""
    from dateline.tasks.claims import claimed  # noqa: PLC0415 - after Prefect's settings

    opened(planned(settings, "1" * 12), settings)
    one, other = planned(settings, "2" * 12), planned(settings, "3" * 12)
    with claimed(one, a_run("2" * 12), settings) as mine, claimed(other, a_run("3" * 12), settings) as theirs:
        assert len(mine.resumed) == 1
        assert not theirs.resumed


def test_of_two_runs_that_plan_the_same_pages_the_first_claims_them(settings: Settings) -> None:
    """The second learns that they are claimed; pages that were not begun are free when the first ends."""
    from dateline.tasks.claims import claimed, still_in_hand  # noqa: PLC0415 - after Prefect's settings

    one, other = planned(settings, "1" * 12), planned(settings, "2" * 12)
    keys = frozenset(url_key(page.url) for page in PAGES)
    with claimed(one, a_run("1" * 12), settings) as mine, claimed(other, a_run("2" * 12), settings) as theirs:
        assert len(mine.batches[0].refs) == 3
        assert (len(theirs.batches), theirs.in_hand) == (0, keys)
        assert still_in_hand("courier", keys, settings) == keys
    assert not still_in_hand("courier", keys, settings)
    after = planned(settings, "3" * 12)
    assert (len(after.batches), after.resumed) == (1, ())
