"""Which keys of the archive are read for a window."""

from datetime import UTC, datetime, timedelta

from dateline.tasks.adapters.archive.window_keys import keys_in
from dateline.tasks.core.archive.records import ARTICLES, article_key
from dateline.tasks.core.models import Window
from tests.support.memory_store import MemoryStore
from tests.support.records import an_article


def test_files_of_others_are_no_articles() -> None:
    """A note or a copy that somebody put beside the articles is neither read as one, nor exported twice."""
    at = datetime(2023, 5, 4, 9, tzinfo=UTC)
    key = article_key(an_article(published_at=at))
    store = MemoryStore()
    day = key.rpartition("/")[0]
    others = [f"{day}/notes.txt", key.replace(".json", " (1).json"), f"{key}.bak", f"{ARTICLES}index.json"]
    for name in (key, *others):
        store.put_if_absent(name, b"{}")
    assert list(keys_in(store, Window())) == [key]
    assert list(keys_in(store, Window(since=at, until=at + timedelta(days=1)))) == [key]
