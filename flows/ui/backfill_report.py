"""The table of a backfill's slices in the Prefect UI."""

from collections.abc import Iterator

from dateline.tasks.core.display.escaping import plain
from dateline.tasks.core.runs.backfill import (
    BackfillResult,
    SliceState,
)


def slice_rows(result: BackfillResult) -> Iterator[dict[str, object]]:
    """Yield a table row for each slice. A dry run lacks some figures, which are omitted."""
    counted = any(report.state is SliceState.COUNTED for report in result.slices)
    left_out = {"listed", "record_warnings"} | ({"new", "rejected", "tries"} if counted else set())
    for report in result.slices:
        yield report.model_dump(mode="json", exclude=left_out) | {"detail": plain(report.detail)}
