"""The notes of a report about how a run ended."""

import pytest

from dateline.tasks.core.runs.ending import Ending


@pytest.mark.parametrize(
    ("ending", "notes"),
    [
        (Ending("Completed"), ("a", "b")),
        (Ending("Cancelled", "asked to stop"), ("asked to stop", "a", "b")),
        (Ending("Failed", "b; c", ("b", "c")), ("b", "c", "a")),
        (Ending("Failed", "b"), ("b", "a")),
        (Ending("Failed", "not b; c"), ("not b; c", "a", "b")),
    ],
)
def test_the_notes_begin_with_the_reason_and_repeat_nothing(ending: Ending, notes: tuple[str, ...]) -> None:
    assert ending.notes(["a", "b", "a"]) == notes
