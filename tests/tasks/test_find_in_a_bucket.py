"""Search, stories and SQL over an archive in a bucket."""

import json
import shutil
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest

from dateline.tasks.adapters.search import grouping
from dateline.tasks.compact import compact_day
from dateline.tasks.core.archive.records import article_key
from dateline.tasks.core.models import Window
from dateline.tasks.core.search.page import Query
from dateline.tasks.query import Layout, query, write_answer
from dateline.tasks.search import search
from dateline.tasks.similar import find_similar
from tests.support import storage_servers
from tests.support.filed import file_articles
from tests.support.labelled_stories import labelled
from tests.support.records import PUBLISHED, an_article
from tests.support.sample_archive import sample_settings


def test_an_archive_in_a_bucket_is_searched_and_queried(
    seaweedfs_endpoint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A deleted index answers the same. Of two days, one is read from its file, and the other from its records."""
    pytest.importorskip("duckdb", reason="duckdb is not installed (the extra query brings it)")
    for name, value in storage_servers.CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(grouping, "_MAX_SHINGLES", 500)  # not even three texts are held in memory
    archive = storage_servers.new_archive(seaweedfs_endpoint)
    settings = sample_settings(tmp_path).model_copy(update={"archive": archive})
    articles = [
        an_article(headline=f"{number} {name}", text=text, published_at=PUBLISHED + timedelta(days=number))
        for number, name, text in labelled()
        if number < 2
    ]
    file_articles(settings, articles)
    asked = Query(text=articles[0].text.split()[3], limit=100)
    page = search(settings, asked)
    stories = {hit.headline[0]: hit.story for hit in page.hits}
    assert {hit.story for hit in page.hits} == set(stories.values())
    assert len(find_similar(articles[0], settings)[0]) == 8
    shutil.rmtree(settings.search.path)
    assert search(settings, asked) == page
    first = [article_key(article) for article in articles[:9]]
    compact_day.fn(PUBLISHED.date(), tuple(sorted(first)), settings, verify=False)
    stream = BytesIO()
    sql = "select published_at::date::text as day, count(*) as n from articles group by 1 order by 1"
    with query(settings, sql, Window()) as (answer, damaged):
        write_answer(answer, Layout.JSON, stream)
    assert not damaged
    assert json.loads(stream.getvalue()) == [{"day": "2026-03-02", "n": 9}, {"day": "2026-03-03", "n": 9}]
