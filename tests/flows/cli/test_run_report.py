"""The report of a run in the terminal."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from dateline.config.loader import Config
from dateline.config.schema import Settings
from dateline.flows.cli.run_report import print_next
from dateline.tasks.core.models import OutcomeKind
from dateline.tasks.core.runs.looks import Look
from dateline.tasks.core.runs.summary import RunResult, Summary

URL = "https://news.example/story?id=7&page=2"


@pytest.mark.parametrize(("kind", "command"), [(OutcomeKind.NEW, "trace"), (OutcomeKind.UNCHANGED, "show")])
def test_the_next_command_can_be_pasted_into_a_shell(kind: OutcomeKind, command: str) -> None:
    """A URL with characters that mean something to a shell is quoted, and not wrapped in a narrow terminal."""
    screen = io.StringIO()
    looks = (Look(url=URL, kind=kind),)
    result = RunResult(source="courier", run="r", summary=Summary(), outcomes=(), looks=looks)
    console = Console(file=screen, width=40)
    print_next(console, Config(Path("config"), Settings()), [result])
    assert f"{command} '{URL}'\n" in screen.getvalue()
