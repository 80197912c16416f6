"""Failures in a row, counted after runs of a group."""

from collections.abc import Collection
from pathlib import Path

from dateline.flows.runtime.failures import count_failures
from dateline.tasks.adapters.ledger.notes import recall
from dateline.tasks.adapters.ledger.shared import shared_ledger
from dateline.tasks.core.models import OutcomeKind, Reason
from dateline.tasks.core.runs.groups import SourceResult, SourceState
from dateline.tasks.core.runs.summary import Summary
from dateline.tasks.monitoring import Failing
from tests.support.sample_archive import sample_settings

NAMES = [f"paper-{number:02}" for number in range(15)]


def results(failed: Collection[str]) -> list[SourceResult]:
    return [
        SourceResult(source=name, state=SourceState.FAILED if name in failed else SourceState.NEWS, detail="HTTP 500")
        for name in NAMES
    ]


def test_a_source_that_succeeds_while_most_fail_begins_anew(tmp_path: Path) -> None:
    """Its failures before and after are not in a row. Those of a source that failed with the others are."""
    settings = sample_settings(tmp_path)
    assert not count_failures("papers", results(NAMES[:2]), settings)
    assert "14 of 15 sources failed" in count_failures("papers", results(NAMES[1:]), settings)
    assert not count_failures("papers", results(NAMES[:2]), settings)
    with shared_ledger(settings.ledger.url) as ledger:
        counted = [recall(ledger, "failing", name, Failing) for name in NAMES[:2]]
    assert [failing and failing.runs for failing in counted] == [1, 2]


def test_a_blocked_source_of_which_no_page_was_due_keeps_its_count(tmp_path: Path) -> None:
    """Such a run neither adds to its failures nor ends their row."""
    settings = sample_settings(tmp_path)
    wall = Summary(outcomes={OutcomeKind.REJECTED: 2}, reasons={Reason.BLOCKED: 2})
    met = SourceResult(source="paper", state=SourceState.BLOCKED, summary=wall)
    waiting = SourceResult(source="paper", state=SourceState.BLOCKED, is_waiting=True)
    for result in (met, waiting, waiting, met):
        count_failures("papers", [result], settings)
    with shared_ledger(settings.ledger.url) as ledger:
        counted = recall(ledger, "failing", "paper", Failing)
    assert counted
    assert counted.runs == 2
