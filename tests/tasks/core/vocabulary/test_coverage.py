"""Each vocabulary is keyed by language, and its gaps are known."""

import re
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from itertools import chain
from pkgutil import iter_modules

import pytest

from dateline.tasks.core import vocabulary
from dateline.tasks.core.vocabulary.coverage import (
    COVERAGE,
    OCCASIONAL,
    coverage_table,
    holes,
    languages,
    occasional_table,
)

COMPLETE = {"en", "de", "fr", "ru"}
LARGE = "en de fr es pt it nl sv fi pl cs hu ro tr id vi ru uk el ar hi"


def test_every_key_is_a_language_tag() -> None:
    assert [tag for tag in languages() if not re.fullmatch("[a-z]{2,3}", tag)] == []


@pytest.mark.parametrize("language", sorted(COMPLETE))
def test_the_best_known_languages_have_no_hole(language: str) -> None:
    assert holes(language) == ()


@pytest.mark.parametrize("language", LARGE.split())
def test_a_large_language_is_known_where_a_date_is_read(language: str) -> None:
    months = () if language == "vi" else ("months",)  # Vietnamese months are numbered
    dates = {*months, "published", "updated", "ago", "today", "common words"}
    assert dates.isdisjoint(holes(language)), f"{language} has no words for {holes(language)}"


def test_the_table_shows_each_hole() -> None:
    table = coverage_table()
    sys.stdout.write(table)
    rows = {row.split("`")[1]: row for row in table.splitlines()[2:]}
    assert set(rows) == set(languages())
    for language, row in rows.items():
        assert row.count("✓") == len(COVERAGE) - len(holes(language))


def test_each_vocabulary_is_in_one_of_the_tables() -> None:
    """Whoever adds words by language says whether every language needs them."""
    listed = [id(words) for words in chain(*COVERAGE.values(), *OCCASIONAL.values())]
    assert [name for name, words in keyed_by_language() if id(words) not in listed] == []
    assert len(listed) == len(set(listed))


def keyed_by_language() -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield the constants that map language tags to words, with their names."""
    modules = {module.name for module in iter_modules(vocabulary.__path__)} - {"language_codes"}
    for module in sorted(modules):
        for name, value in vars(import_module(f"{vocabulary.__name__}.{module}")).items():
            if (
                name.isupper()
                and isinstance(value, Mapping)
                and all(re.fullmatch("[a-z]{2,3}", str(key)) for key in value)
            ):
                yield f"{module}.{name}", value


def test_the_table_of_occasional_words_names_their_languages() -> None:
    rows = dict(line.strip("| ").split(" | ") for line in occasional_table().splitlines()[2:])
    assert set(rows) == set(OCCASIONAL)
    assert rows["agencies"] == "`de` `en` `es` `fr`"
