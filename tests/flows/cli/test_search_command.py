"""`dateline search` and `dateline index`, as a user runs them."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dateline.config.loader import load
from dateline.flows.cli import app
from dateline.tasks.core.errors import ConfigError
from dateline.tasks.core.models import Precision
from tests.support.filed import file_articles
from tests.support.labelled_stories import labelled
from tests.support.records import an_article
from tests.support.sample_archive import SOURCE

Project = Callable[..., Path]


@pytest.fixture
def archived(project: Project) -> Path:
    """A project with two articles, one with control characters for a terminal."""
    folder = project(SOURCE)
    nasty = an_article(headline="A \x1b[31mred pier", text="A pier.", source="other")
    file_articles(
        load().settings, [an_article(headline="Pier burns", text="The old pier burned.", language="en"), nasty]
    )
    return folder


def run(*args: str) -> str:
    result = CliRunner().invoke(app, args)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_hits_are_shown(archived: Path) -> None:
    shown = run("search", "old pier")
    assert "Pier burns\n    2026-03-02 08:30 UTC  sample  " in shown
    assert "The [old] [pier] burned." in shown
    assert shown.endswith("1 found, 1 shown\n")
    assert (archived / ".dateline" / "search" / "current").exists()


def test_an_excluded_word_needs_no_quotes(archived: Path) -> None:  # noqa: ARG001 - the project
    """A shell passes it as a word of its own, which looks like an option."""
    assert run("search", "pier", "-burned").endswith("1 found, 1 shown\n")
    assert run("search", "-31mred", "pier", "--limit", "3").startswith("Pier burns\n")
    refused = CliRunner().invoke(app, ["search", "-pier"])
    assert "the query only says what not to find" in str(refused.exception)


def test_what_a_headline_does_to_a_terminal_is_not_shown(archived: Path) -> None:  # noqa: ARG001 - the project
    assert "\x1b" not in run("search", "pier", "--source", "other")


def test_nothing_found_is_no_error(archived: Path) -> None:  # noqa: ARG001 - the project
    assert run("search", "lighthouse") == "nothing found\n"


def test_a_source_that_exists_nowhere_is_an_error(archived: Path) -> None:  # noqa: ARG001 - the project
    """Its name is misspelt. A source without articles, and one that is only archived, is none."""
    for command in (["search", "pier"], ["export"]):
        result = CliRunner().invoke(app, [*command, "--source", "smaple"])
        assert isinstance(result.exception, ConfigError)
        assert "source smaple. Did you mean sample? The sources are: other, sample" in str(result.exception)
        assert result.stdout == ""
    assert run("search", "lighthouse", "--source", "sample") == "nothing found\n"
    assert '"source":"other"' in run("export", "--source", "other").replace(" ", "")


def test_a_language_without_articles_is_told(archived: Path) -> None:  # noqa: ARG001 - the project
    """So that nobody takes a language's name, where its tag is meant, for one without articles."""
    result = CliRunner().invoke(app, ["search", "pier", "--language", "english"])
    assert (result.exit_code, result.stdout) == (0, "nothing found\n")
    assert "no article is in the language english: the archive's languages are en." in result.stderr
    assert CliRunner().invoke(app, ["search", "lighthouse", "--language", "en"]).stderr == ""


def test_a_language_of_a_region_finds_articles_that_are_tagged_with_the_language_alone(archived: Path) -> None:  # noqa: ARG001 - the project
    result = CliRunner().invoke(app, ["search", "burned", "--language", "en_GB"])
    assert "1 found, 1 shown" in result.stdout
    assert "dateline: no article is tagged en_GB: this finds those tagged en.\n" in result.stderr


def test_json(archived: Path) -> None:  # noqa: ARG001 - the project
    page = json.loads(run("search", "pier", "--limit", "1", "--json"))
    assert (page["total"], len(page["hits"])) == (2, 1)


def test_a_malformed_query_ends_with_a_sentence(archived: Path) -> None:  # noqa: ARG001 - the project
    result = CliRunner().invoke(app, ["search", '"old pier'])
    assert isinstance(result.exception, ConfigError)


def test_rebuild(archived: Path) -> None:  # noqa: ARG001 - the project
    assert run("index", "rebuild") == "Built the search index: 2 articles from 1 manifest.\n"


def test_similar(archived: Path) -> None:  # noqa: ARG001 - the project
    whole, shortened = [text for number, _, text in labelled() if number == 1][0:4:3]
    one, other = an_article(headline="One", text=whole), an_article(headline="Two", text=shortened, source="courier")
    file_articles(load().settings, [one, other])
    assert "Two\n    2026-03-02 08:30 UTC  courier" in run("show", one.id, "--similar")
    (listed,) = json.loads(run("show", other.id, "--similar", "--json"))
    assert (listed["id"], listed["containment"]) == (one.id, 1.0)


def test_a_day_is_shown_without_a_time(archived: Path) -> None:  # noqa: ARG001 - the project
    """In the lists of hits, similar articles and records, and as a record's field; JSON has the midnight."""
    whole, shortened = [text for number, _, text in labelled() if number == 1][0:4:3]
    midnight = datetime(2026, 4, 13, 15, tzinfo=UTC)
    day = {"published_at": midnight, "published_raw": "2026年4月14日", "published_precision": Precision.DAY}
    one = an_article(headline="Quay opens", text=whole, **day)
    other = an_article(headline="Two", text=shortened, source="courier")
    file_articles(load().settings, [one, other])
    assert f"Quay opens\n    2026-04-14  sample  {one.id}" in run("search", "quay")
    assert f"Quay opens\n    2026-04-14  sample  {one.id}" in run("show", other.id, "--similar")
    assert "published 2026-04-14: Quay opens" in run("show", one.id, "--revisions")
    assert "    2026-04-14  (as written: '2026年4月14日'; to the day; " in run("show", one.id)
    assert json.loads(run("search", "quay", "--json"))["hits"][0]["published_at"] == "2026-04-13T15:00:00Z"


def test_query(archived: Path) -> None:  # noqa: ARG001 - the project
    pytest.importorskip("duckdb", reason="duckdb is not installed (the extra query brings it)")
    sql = "select source, count(*) as n from articles group by source order by source"
    assert run("query", sql, "--format", "csv") == "\ufeffsource,n\nother,1\nsample,1\n"
    assert "source" in run("query", "select column_name from (describe articles)", "--format", "json")
    result = CliRunner().invoke(app, ["query", sql, "--format", "xml"])
    assert "table, csv, json" in str(result.exception)
