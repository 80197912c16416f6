"""Looks whether the disk of a path answers at all."""

import os
from contextlib import suppress
from pathlib import Path

from dateline.tasks.adapters.discovery.regular_files import clean_path
from dateline.tasks.adapters.disk_answers import answer_of
from dateline.tasks.core.errors import DiscoveryError


def await_answer(path: Path) -> None:
    """Wait until the disk says whether there is such a path.

    Raises:
        DiscoveryError: it gave no answer in time.
    """

    def ask() -> None:
        with suppress(OSError, ValueError):
            os.stat(path)  # noqa: PTH116 - its answer is not needed

    try:
        answer_of(path, ask)
    except TimeoutError as error:
        shown = clean_path(path)
        raise DiscoveryError(f"{shown} could not be read: {error.strerror}", url=shown) from error
