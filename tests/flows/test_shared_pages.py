"""The labelled pages as a folder source, if they are available."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.flows.test_ingest_flow import ingest, objects
from tests.support.paths import SHARED

PAGES = SHARED / "cleaning" / "pages"

pytestmark = [
    pytest.mark.usefixtures("prefect_server"),
    pytest.mark.skipif(not PAGES.is_dir(), reason="the labelled pages (../shared/cleaning) are not here"),
]


def test_each_page_has_one_outcome_and_a_second_run_writes_nothing(project: Callable[..., Path]) -> None:
    """259 saved pages have 259 outcomes, and another run adds no object."""
    folder = project(f'[source]\nname = "sample"\nfolders = ["{PAGES}"]\n')
    result = ingest()
    pages = Counter(outcome.url for outcome in result.outcomes)
    assert len(pages) == len(list(PAGES.iterdir())) == 259
    assert set(pages.values()) == {1}
    before = objects(folder)
    assert ingest().summary.written == 0
    assert objects(folder) == before
