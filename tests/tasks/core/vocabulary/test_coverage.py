"""Each vocabulary is keyed by language, and its gaps are known."""

import re
import sys

import pytest

from dateline.tasks.core.vocabulary.coverage import COVERAGE, holes, languages, markdown_table

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
    table = markdown_table()
    sys.stdout.write(table)
    rows = {row.split("`")[1]: row for row in table.splitlines()[2:]}
    assert set(rows) == set(languages())
    for language, row in rows.items():
        assert row.count("✓") == len(COVERAGE) - len(holes(language))
