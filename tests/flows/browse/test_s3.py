"""A reading room whose archive is in a bucket."""

from pathlib import Path

import pytest
import requests

from dateline.config.loader import Config
from dateline.flows.browse.room import ReadingRoom
from dateline.tasks.core.models import OutcomeKind
from tests.support import storage_servers
from tests.support.filed import file_articles
from tests.support.reading import address_of_article, serving_room, three_records
from tests.support.sample_archive import ingest_folder, sample_settings


def test_an_archive_in_a_bucket_is_read(
    seaweedfs_endpoint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lists, an article, its revisions, its raw page, a search and the rejections."""
    for name, value in storage_servers.CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    archive = storage_servers.new_archive(seaweedfs_endpoint)
    settings = sample_settings(tmp_path).model_copy(update={"archive": archive})
    outcomes = ingest_folder(settings)
    story = three_records()
    file_articles(settings, story)
    (keeper,) = [one for one in outcomes if one.kind is OutcomeKind.NEW and "keeper" in (one.headline or "")]
    path = f"/{(keeper.article or '').removesuffix('.json')}"
    with serving_room(ReadingRoom(Config(tmp_path / "config", settings), wait_s=30.0)) as address:
        for shown, words in (
            ("/", keeper.headline),
            ("/articles/2026/03/02", keeper.headline),
            (path, "Tobias Wren"),
            (f"{path}/raw", "Tobias Wren"),
            (f"{address_of_article(story[-1])}/revisions", "<ins>ferry two hours </ins>"),
            ("/search?q=keeper", keeper.headline),
            ("/rejections", "no_timestamp"),
            ("/sources/sample", "new"),
        ):
            answer = requests.get(address + shown, timeout=60)
            assert answer.status_code == 200, answer.text
            assert (words or "") in answer.text, shown
