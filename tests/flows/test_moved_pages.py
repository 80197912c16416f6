"""A page that has moved revises its earlier record."""

import json
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dateline.config.schema import Settings, Source
from dateline.tasks.archive import archive
from dateline.tasks.clean import clean
from dateline.tasks.core.archive.batches import Run
from dateline.tasks.core.models import Outcome, PageRef, Window
from dateline.tasks.fetch import fetch
from dateline.tasks.history import find_history
from dateline.tasks.ledger import rebuild_ledger
from dateline.tasks.plan import plan_again
from tests.support.local_site import Site, at, run, serving, settings, source, story
from tests.support.sample_archive import audit_of, objects

WORDS = tuple(f"The {what} was given back to the town by the widow of its last master on Friday." for what in "abcdef")


def articles(folder: Path) -> dict[str, dict[str, Any]]:
    found = (json.loads(data) for key, data in objects(folder).items() if key.startswith("articles/"))
    return {article["url"].rpartition("/")[2]: article for article in found}


def test_a_moved_page_revises_its_earlier_record(tmp_path: Path) -> None:
    """A later run links them; the history is found from either record, and an audit can restore the later one."""
    values = settings(tmp_path)
    with serving(Site()) as site:
        site.pages["/news/660412-dredger-given-back"] = story("Dredger given back to the town", at(5), *WORDS)
        run(source(urls=[site.url("/news/660412-dredger-given-back")]), values)
        site.pages["/news/660412-widow-keeps-her-word"] = story("The widow keeps her word", at(5), *WORDS)
        site.pages["/news/660413-widow-keeps-her-word"] = story("The widow does so again", at(5), *WORDS)
        table = source(
            urls=[site.url("/news/660412-widow-keeps-her-word"), site.url("/news/660413-widow-keeps-her-word")]
        )
        run(table, values)
        found = articles(tmp_path)
        first, later = found["660412-dredger-given-back"], found["660412-widow-keeps-her-word"]
        assert later["revision_of"] == first["id"]
        assert found["660413-widow-keeps-her-word"]["revision_of"] is None
        for _ in range(2):
            for article in (first, later):
                history = find_history(article["id"], values)
                assert history
                assert {record.id for record in history.records} == {first["id"], later["id"]}
            rebuild_ledger(values)
        (key,) = (key for key in objects(tmp_path) if later["id"] in key)
        before = objects(tmp_path)[key]
        (tmp_path / "archive" / key).unlink()
        audit_of(values, {"local": table}, mend=True)
        assert objects(tmp_path)[key] == before


@pytest.mark.parametrize(
    ("headline", "minute", "words"),
    [
        ("Dredger given back to the town", 0, (*WORDS[:5], "Nobody had asked for it.")),
        ("Dredger given back to the town", 0, tuple(word[::-1] for word in WORDS)),
        ("The dredger is home", 0, (*WORDS[:5], "Nobody had asked for it.")),
        ("The dredger is home", 30, WORDS),
    ],
    ids=["text", "other text", "headline and text", "headline and minute"],
)
@pytest.mark.parametrize("back", [False, True], ids=["there", "back"])
def test_a_page_whose_url_redirects_now_is_the_same_page(
    tmp_path: Path, headline: str, minute: int, words: tuple[str, ...], back: bool
) -> None:
    """The changed article at the new URL revises the one at the old URL, also if the URL ceases to redirect."""
    values = settings(tmp_path)
    changed = story(headline, at(5, 12, minute), *words)
    with serving(Site()) as site:
        table = source(urls=[site.url("/old")])
        first = story("Dredger given back to the town", at(5), *WORDS)
        site.pages["/old"], site.pages["/new"] = (_to_new, first) if back else (first, changed)
        run(table, values)
        site.pages["/old"] = changed if back else _to_new
        (outcome,) = run_again(site.url("/old"), table, values)
    assert outcome.kind == "revision"
    found = articles(tmp_path)
    one, other = ("new", "old") if back else ("old", "new")
    assert found[other]["revision_of"] == found[one]["id"]
    (key,) = (key for key in objects(tmp_path) if f"{found[other]['id']}." in key.rpartition("/")[2])
    before = objects(tmp_path)[key]
    (tmp_path / "archive" / key).unlink()
    audit_of(values, {"local": table}, mend=True)
    assert objects(tmp_path)[key] == before


def test_a_url_of_whatever_is_the_newest_makes_no_revisions(tmp_path: Path) -> None:
    """A URL that leads to other articles in turn is no page of its own."""
    values = settings(tmp_path)
    with serving(Site()) as site:
        table = source(urls=[site.url("/old")])
        site.pages["/old"] = _to_new
        site.pages["/new"] = lambda _: (302, b"", {"Location": "/monday"})
        site.pages["/monday"] = story("Dredger given back to the town", at(5), *WORDS)
        run(table, values)
        site.pages["/new"] = lambda _: (302, b"", {"Location": "/tuesday"})
        site.pages["/tuesday"] = story("Ferry sold to the county", at(6), *(word[::-1] for word in WORDS))
        (outcome,) = run_again(site.url("/old"), table, values)
    assert outcome.kind == "new"
    assert articles(tmp_path)["tuesday"]["revision_of"] is None


def _to_new(_: dict[str, str]) -> tuple[int, bytes, dict[str, str]]:
    return 301, b"", {"Location": "/new"}


def run_again(url: str, table: Source, values: Settings) -> tuple[Outcome, ...]:
    """Fetch a page again, whatever its intervals, and return its outcomes."""
    began = Run.begin(table.name, Window(), datetime.now(UTC), uuid.uuid4().hex)
    outcomes: list[Outcome] = []
    for batch in plan_again.fn([PageRef(url=url, source=table.name, via="again")], began, values).batches:
        fetch.fn(batch, table, values)
        outcomes += archive.fn(batch, clean.fn(batch, table, values), values).outcomes
    return tuple(outcomes)
