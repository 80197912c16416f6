"""The source files that dateline includes."""

import re
from functools import cache
from pathlib import Path

import pytest

from dateline.config.loader import SHIPPED, Config, examine
from dateline.config.mistakes import Mistake
from dateline.config.schema import Source

FILES = sorted(path for path in (SHIPPED / "sources").glob("*.toml") if path.stem != "sample")


@cache
def shipped() -> tuple[Config, list[Mistake]]:
    return examine(SHIPPED)


def source(path: Path) -> Source:
    return shipped()[0].sources[path.stem]


def test_all_of_them_load() -> None:
    """No file has mistakes, and the name of each is that of its source."""
    config, mistakes = shipped()
    assert mistakes == []
    assert {path.stem for path in FILES} < set(config.sources)


def test_there_are_enough_of_them() -> None:
    """There are at least 20 outlets in at least 10 languages, including rt.com."""
    languages = {source(path).cleaning.language for path in FILES}
    assert len(FILES) >= 20
    assert len(languages) >= 10
    assert "rt.com" in {source(path).publisher for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_says_that_it_is_unverified_and_runs_only_by_name(path: Path) -> None:
    """No site is requested unless its source is named; publisher, timezone and language are set."""
    found = source(path)
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert re.search(rf"unverified until `dateline sources check {found.name}` has been run", first)
    assert not found.enabled
    assert found.publisher
    assert found.feeds or found.sitemaps
    assert found.cleaning.publisher_names
    assert found.cleaning.timezone
