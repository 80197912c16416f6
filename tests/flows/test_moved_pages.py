"""A page with a new headline and URL revises its earlier record if id, minute and text are the same."""

import json
from pathlib import Path
from typing import Any

from dateline.tasks.history import find_history
from dateline.tasks.ledger import rebuild_ledger
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
