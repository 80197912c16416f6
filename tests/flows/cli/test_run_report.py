"""The report of a run in the terminal."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console

from dateline.config.loader import Config
from dateline.config.schema import Settings
from dateline.flows.cli.run_report import print_next, print_report
from dateline.tasks.core.models import Outcome, OutcomeKind, Reason
from dateline.tasks.core.runs.looks import Look
from dateline.tasks.core.runs.summary import RunResult, Summary

URL = "https://news.example/story?id=7&page=2"


@pytest.mark.parametrize(
    ("kind", "command"),
    [(OutcomeKind.NEW, "trace {}"), (OutcomeKind.UNCHANGED, "show {}"), (OutcomeKind.REVISION, "show {} --diff")],
)
def test_the_next_command_can_be_pasted_into_a_shell(kind: OutcomeKind, command: str) -> None:
    """A URL with characters that mean something to a shell is quoted, and not wrapped in a narrow terminal."""
    screen = io.StringIO()
    looks = (Look(url=URL, kind=kind),)
    result = RunResult(source="courier", run="r", summary=Summary(), outcomes=(), looks=looks)
    console = Console(file=screen, width=40)
    print_next(console, Config(Path("config"), Settings()), [result])
    assert command.format(f"'{URL}'") + "\n" in screen.getvalue()


@pytest.mark.parametrize(
    ("details", "told"),
    [
        (["404 Not Found"] * 3, "404 Not Found ({0}/0)"),
        (
            ["410 Gone", "404 Not Found", "404 Not Found"],
            "404 Not Found (2, such as {0}/1); 410 Gone (1, such as {0}/0)",
        ),
        (
            ["a", "b", "b", "c", "d", "e"],
            "b (2, such as {0}/1); a (1, such as {0}/0); c (1, such as {0}/3); and 2 for other details",
        ),
    ],
)
def test_each_detail_of_rejections_has_its_number(details: Sequence[str], told: str) -> None:
    """What holds for one page is not told of all: the commonest details come first, and the others are counted."""
    screen = io.StringIO()
    outcomes = tuple(
        Outcome(
            url=f"https://news.example/{number}",
            source="courier",
            kind=OutcomeKind.REJECTED,
            at=datetime(2026, 3, 1, tzinfo=UTC),
            reason=Reason.HTTP_STATUS,
            detail=detail,
        )
        for number, detail in enumerate(details)
    )
    summary = Summary(outcomes={OutcomeKind.REJECTED: len(details)}, reasons={Reason.HTTP_STATUS: len(details)})
    result = RunResult(source="courier", run="r", summary=summary, outcomes=outcomes)
    print_report(Console(file=screen, width=400), Config(Path("config"), Settings()), result)
    assert f"{len(details)} http_status: {told.format('https://news.example')}" in [
        line.strip() for line in screen.getvalue().splitlines()
    ]
