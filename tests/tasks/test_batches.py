"""A batch that keeps failing is set aside and reported, then retried or dropped on request; other batches continue."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dateline.config.schema import Settings, Source
from dateline.tasks import archive as archive_module
from dateline.tasks.adapters.ledger.shared import shared_ledger
from dateline.tasks.archive import archive
from dateline.tasks.batches import drop_batch, in_words, note_failure, retry_batch, troubled_batches
from dateline.tasks.clean import clean
from dateline.tasks.core.archive.batches import Run
from dateline.tasks.core.errors import BatchError, ConfigError
from dateline.tasks.core.ledger_models import OpenBatch
from dateline.tasks.core.models import Outcome, Reason, Window
from dateline.tasks.core.runs.troubled_batches import MAX_FAILURES, MAX_TAKEN_UP, MIN_TAKEN_UP_FOR, taken_up
from dateline.tasks.core.web.urls import url_key
from dateline.tasks.discover import discover
from dateline.tasks.fetch import fetch
from dateline.tasks.ledger import rebuild_ledger
from dateline.tasks.plan import Plan, plan, plan_again
from tests.support.records import a_ref, an_open_batch
from tests.support.sample_archive import PAGES, audit_of, ingest_folder, objects, sample_settings

SAMPLE = Source(name="sample", folders=(PAGES,))


def small_batches(folder: Path) -> Settings:
    values = sample_settings(folder)
    at_once = {"bulk_batch_pages": 4, "retry_after_s": 0.0}
    return values.model_copy(update={"ingest": values.ingest.model_copy(update=at_once)})


def run(values: Settings) -> tuple[Plan, list[Outcome], list[str]]:
    """Do what the flow `ingest` does; return the plan, the outcomes and the reports of failed batches."""
    began = Run.begin("sample", Window(), datetime.now(UTC), uuid.uuid4().hex)
    planned = plan.fn(discover.fn(SAMPLE, values, Window()).refs, began, values)
    outcomes: list[Outcome] = []
    told: list[str] = []
    for batch in (*planned.resumed, *planned.batches):
        try:
            fetch.fn(batch, SAMPLE, values)
            outcomes += archive.fn(batch, clean.fn(batch, SAMPLE, values), values).outcomes
        except BatchError as error:
            told.append(note_failure(batch, error, values).detail)
    return planned, outcomes, told


def failing_at(page: str, function: Callable[..., object]) -> Callable[..., object]:
    def failing(batch: OpenBatch, *args: object) -> object:
        if any(page in ref.url for ref in batch.refs):
            raise ArithmeticError("cannot be done")
        return function(batch, *args)

    return failing


@pytest.fixture
def poisoned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A project in which one of several batches cannot be archived."""
    monkeypatch.setattr(archive_module, "_manifest", failing_at("cafe-rene", archive_module._manifest))
    return small_batches(tmp_path)


def test_a_batch_that_fails_costs_no_other(poisoned: Settings) -> None:
    """Other batches are archived in the first run; later runs retry the failed one until it is set aside."""
    _, outcomes, told = run(poisoned)
    assert len(outcomes) == 10
    assert "ArithmeticError: cannot be done" in told[0]
    assert "the next run retries it" in told[0]
    for number in range(2, MAX_FAILURES + 1):
        planned, _, told = run(poisoned)
        assert (len(planned.resumed), len(told)) == (1, 1), number
    assert "is set aside" in told[0]
    planned, _, told = run(poisoned)
    assert (planned.resumed, told) == ((), [])
    assert [in_words(batch) for batch in planned.set_aside] == [in_words(b) for b in troubled_batches(poisoned)]
    assert planned.pages == 1  # the one that a bot wall hid, which is tried again


def test_a_batch_that_is_set_aside_can_be_tried_again(poisoned: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the cause is removed, `--retry` archives its pages as an undisturbed run would."""
    for _ in range(MAX_FAILURES):
        run(poisoned)
    assert audit_of(poisoned, {}).set_aside == (in_words(troubled_batches(poisoned)[0]),)
    monkeypatch.undo()
    name = troubled_batches(poisoned)[0].name
    with pytest.raises(ConfigError, match="no failed batch"):
        retry_batch("20990101", poisoned)
    retry_batch(name[:20], poisoned)
    _, outcomes, told = run(poisoned)
    assert not told
    assert any("cafe-rene" in outcome.url for outcome in outcomes)
    assert not troubled_batches(poisoned)
    whole = sample_settings(Path(str(poisoned.archive.path)).parent / "whole")  # type: ignore[union-attr]  # a local one
    ingest_folder(whole)
    keys = [
        {key for key in objects(Path(str(place.archive.path)).parent) if key.startswith("articles/")}  # type: ignore[union-attr]  # as above
        for place in (poisoned, whole)
    ]
    assert keys[0] == keys[1]


def test_a_dropped_batch_leaves_an_outcome_for_each_page(poisoned: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--drop` writes its manifest; later runs fetch its pages in a new batch, and the audit finds no fault."""
    run(poisoned)
    monkeypatch.undo()
    batch = drop_batch(troubled_batches(poisoned)[0].name, poisoned, datetime.now(UTC))
    assert not troubled_batches(poisoned)
    with shared_ledger(poisoned.ledger.url) as ledger:
        events = ledger.trace(url_key(batch.refs[0].url))
    assert [event.outcome.reason for event in events] == [Reason.INTERNAL_ERROR]
    assert "was dropped by" in (events[0].outcome.detail or "")
    _, outcomes, _ = run(poisoned)
    assert {ref.url for ref in batch.refs} <= {outcome.url for outcome in outcomes}
    assert audit_of(poisoned, {}).faults == {}


def test_a_rebuilt_ledger_keeps_batches_set_aside(poisoned: Settings) -> None:
    """`ledger rebuild` keeps it set aside; in a new ledger its pages are new, and it fails and is set aside again."""
    for _ in range(MAX_FAILURES):
        run(poisoned)
    before = troubled_batches(poisoned)
    rebuild_ledger(poisoned)
    assert troubled_batches(poisoned) == before
    Path(poisoned.ledger.url.removeprefix("sqlite:///")).unlink()
    rebuild_ledger(poisoned)
    assert not troubled_batches(poisoned)
    for _ in range(MAX_FAILURES):
        run(poisoned)
    assert [batch.set_aside for batch in troubled_batches(poisoned)] == [True]


def test_a_run_with_again_sets_batches_aside(tmp_path: Path) -> None:
    """`--again` sets aside and reports a batch that too many runs have resumed."""
    values = small_batches(tmp_path)
    now = datetime.now(UTC)
    began = Run.begin("sample", Window(), now, uuid.uuid4().hex)
    opened = plan.fn([a_ref()], began, values).batches[0]
    killed = {"taken_up": MAX_TAKEN_UP, "opened_at": now - 2 * MIN_TAKEN_UP_FOR, "begun": True}
    with shared_ledger(values.ledger.url) as ledger:
        ledger.open_batch(opened.model_copy(update=killed))
    planned = plan_again.fn([a_ref()], began, values)
    assert planned.pages == 0
    assert [in_words(batch) for batch in planned.set_aside] == [in_words(batch) for batch in troubled_batches(values)]
    assert len(planned.set_aside) == 1
    assert plan_again.fn([a_ref("https://saltmere.example/2")], began, values).set_aside == ()


def test_a_batch_that_kills_its_runs_is_set_aside() -> None:
    """A batch that many runs resumed without finishing is set aside, but not for kills in quick succession."""
    opened_at = datetime(2026, 3, 1, tzinfo=UTC)
    run_of = Run.begin("sample", Window(), opened_at, "x")
    batch = an_open_batch(opened_at, run=run_of.name, refs=(a_ref(),))
    for _ in range(3 * MAX_TAKEN_UP):
        batch = taken_up(batch, "host:2:3", opened_at + timedelta(minutes=5))
    assert not batch.set_aside
    assert batch.owner == "host:2:3"
    aside = taken_up(batch, "host:2:3", opened_at + MIN_TAKEN_UP_FOR)
    assert aside.set_aside
    assert "runs resumed it" in aside.trouble
