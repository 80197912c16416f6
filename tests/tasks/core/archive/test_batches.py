"""How a run's pages are divided into batches."""

import pytest

from dateline.tasks.core.archive.batches import bulk_size


@pytest.mark.parametrize(
    ("pages", "most", "size"),
    [
        (0, 500, 100),
        (90, 500, 100),
        (600, 500, 100),
        (1000, 500, 125),
        (4000, 500, 500),
        (50_000, 500, 500),
        (90, 5, 5),
    ],
)
def test_pages_in_files_are_divided_so_that_several_workers_are_busy_to_the_end(
    pages: int, most: int, size: int
) -> None:
    """Into eight batches, or into as many more as the maximum demands; a batch of few pages would cost too much."""
    assert bulk_size(pages, most) == size
