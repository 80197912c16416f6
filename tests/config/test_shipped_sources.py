"""The source files that dateline ships."""

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
    """No file has a mistake, and each is known by its name."""
    config, mistakes = shipped()
    assert mistakes == []
    assert {path.stem for path in FILES} < set(config.sources)


def test_there_are_enough_of_them() -> None:
    """At least 20 outlets in at least 10 languages, rt.com among them."""
    languages = {source(path).cleaning.language for path in FILES}
    assert len(FILES) >= 20
    assert len(languages) >= 10
    assert "rt.com" in {source(path).publisher for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_says_that_it_is_unverified_and_runs_only_by_name(path: Path) -> None:
    """Nobody's site is asked unless its source is named; names, zone and language are set."""
    found = source(path)
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert re.search(rf"unverified until `dateline sources check {found.name}` has been run", first)
    assert not found.enabled
    assert found.publisher
    assert found.feeds or found.sitemaps
    assert found.cleaning.publisher_names
    assert found.cleaning.timezone
