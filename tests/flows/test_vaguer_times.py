"""A page that later shows only its day instead of its minute is the same article, however it is read again."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dateline.config.schema import Settings, Source
from dateline.tasks.core.archive.batches import Run
from dateline.tasks.core.archive.reprocess_jobs import RUN_SUFFIX
from dateline.tasks.core.models import Window
from tests.support.local_site import Ran, Site, ago, run, serving, settings, source, story
from tests.support.sample_archive import audit_of, objects, reclean_all

HEADLINE = "The bell of the lightship rings again"


@pytest.fixture
def site() -> Iterator[Site]:
    """A site with one story that shows its minute."""
    with serving(Site()) as served:
        served.pages["/bell"] = story(HEADLINE, ago(minutes=20))
        yield served


@pytest.fixture
def values(tmp_path: Path) -> Settings:
    """Settings with which each run rechecks every article."""
    return settings(tmp_path, recheck={"first_after_s": 1e-6, "growth": 1.0000001})


def at_day(page: bytes, *, add: str = "", head: str = "") -> bytes:
    """Return the page as it is an hour later, with its day alone and perhaps more text."""
    begin, _, rest = page.partition(b'published_time" content="')
    stamp, _, rest = rest.partition(b'"')
    later = begin + b'published_time" content="' + stamp[:10] + b'"' + rest
    return later.replace(b"</article>", f"<p>{add}</p></article>".encode()).replace(b"<head>", f"<head>{head}".encode())


def kinds(ran: Ran) -> list[str]:
    return [outcome.kind.value for outcome in ran.outcomes]


def articles(folder: Path) -> list[dict[str, Any]]:
    found = objects(folder).items()
    return [json.loads(data) for key, data in found if key.startswith("articles/")]


def reprocess(table: Source, values: Settings) -> None:
    reclean_all(values, table, Run.begin("local", Window(), datetime.now(UTC), "again", RUN_SUFFIX))


def test_a_changed_text_under_a_vaguer_time_is_a_revision_at_the_known_minute(
    site: Site, values: Settings, tmp_path: Path
) -> None:
    """It does not become an article of midnight; reprocessing changes nothing, and an audit can restore the record."""
    table = source(urls=[site.url("/bell")])
    run(table, values)
    site.pages["/bell"] = at_day(site.page("/bell"), add="The keeper rang it three times, as he had promised.")
    assert kinds(run(table, values)) == ["revision"]
    first, second = articles(tmp_path)
    assert first["published_at"] == second["published_at"]
    assert first["dedupe_key"] == second["dedupe_key"]
    assert {first["published_precision"], second["published_precision"]} == {"minute"}
    before = objects(tmp_path)
    reprocess(table, values)
    assert objects(tmp_path) == before
    (key,) = (key for key in before if key.startswith("articles/") and "." in Path(key).stem)
    (tmp_path / "archive" / key).unlink()
    audit_of(values, {"local": table}, mend=True)
    assert objects(tmp_path)[key] == before[key]


def test_another_address_of_the_page_under_a_vaguer_time_changes_nothing(
    site: Site, values: Settings, tmp_path: Path
) -> None:
    """Found at another URL, as in a backfill, the page is unchanged, also after reprocessing."""
    run(source(urls=[site.url("/bell")]), values)
    link = f'<link rel="canonical" href="{site.url("/bell")}">'
    site.pages["/print/bell"] = at_day(site.page("/bell"), head=link)
    table = source(urls=[site.url("/print/bell")])
    assert kinds(run(table, values, Window(since=ago(days=3)))) == ["unchanged"]
    before = objects(tmp_path)
    assert len(articles(tmp_path)) == 1
    reprocess(table, values)
    assert objects(tmp_path) == before


@pytest.mark.parametrize("headline", [HEADLINE, "The bell of the lightship is sold"])
def test_another_day_or_headline_is_another_article(
    site: Site, values: Settings, tmp_path: Path, headline: str
) -> None:
    """A page whose day or headline does not agree does not take the known minute."""
    table = source(urls=[site.url("/bell")])
    run(table, values)
    site.pages["/bell"] = at_day(story(headline, ago(days=0 if headline != HEADLINE else 2)))
    run(table, values)
    found = articles(tmp_path)
    assert len({article["dedupe_key"] for article in found}) == 2
    assert {article["published_precision"] for article in found} == {"minute", "day"}
