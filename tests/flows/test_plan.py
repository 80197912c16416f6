"""Runs side by side in one process, such as the slices of a backfill: none takes up what another is doing."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dateline.config.schema import LedgerSettings, Settings
from dateline.tasks.adapters.ledger.sql import open_ledger
from dateline.tasks.core.archive.batches import Run
from dateline.tasks.core.models import PageRef, Window

if TYPE_CHECKING:
    from dateline.tasks.plan import Plan

pytestmark = pytest.mark.usefixtures("prefect_home")

PAGES = [PageRef(url=f"https://courier.example/{n}", source="courier", via="list") for n in range(3)]


def planned(settings: Settings, unique: str) -> "Plan":
    """Return what a run plans that begins now."""
    from dateline.tasks.plan import plan  # noqa: PLC0415 - after Prefect's settings

    return plan.fn(PAGES, Run.begin("courier", Window(), datetime.now(UTC), unique), settings)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings with a ledger of their own."""
    return Settings(ledger=LedgerSettings(url=f"sqlite:///{tmp_path}/ledger.sqlite"))


def opened(plan: "Plan", settings: Settings) -> None:
    """Note the plan's batches as fetching does."""
    with closing(open_ledger(settings.ledger.url)) as ledger:
        for batch in plan.batches:
            ledger.open_batch(batch)


def test_a_batch_in_hand_is_left_alone(settings: Settings) -> None:
    """What a run of this process works on is not abandoned; what it left behind is."""
    from dateline.tasks.plan import claimed  # noqa: PLC0415 - after Prefect's settings

    first = planned(settings, "1" * 12)
    with claimed(first):
        opened(first, settings)
        beside = planned(settings, "2" * 12)
        assert not beside.resumed
        assert not beside.batches
    left = planned(settings, "3" * 12).resumed
    assert [(batch.name, batch.refs, batch.taken_up) for batch in left] == [(b.name, b.refs, 1) for b in first.batches]


def test_an_abandoned_batch_is_taken_up_once(settings: Settings) -> None:
    """Of two runs that find the same unfinished batch, one completes it."""
    from dateline.tasks.plan import claimed  # noqa: PLC0415 - after Prefect's settings

    opened(planned(settings, "1" * 12), settings)
    one, other = planned(settings, "2" * 12), planned(settings, "3" * 12)
    with claimed(one) as mine, claimed(other) as theirs:
        assert len(mine.resumed) == 1
        assert not theirs.resumed
