"""An index that other processes help to build."""

import os
import signal
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from dateline.config.schema import Settings
from dateline.tasks.adapters.search import catch_up, reading
from dateline.tasks.adapters.search.entries import Entry, read_entries
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.core.archive.records import article_key
from dateline.tasks.core.protocols import ArchiveStore
from dateline.tasks.core.search.page import Page, Query
from dateline.tasks.search import Rebuilt, rebuild_index, search
from tests.support.filed import file_articles
from tests.support.records import an_article
from tests.support.sample_archive import sample_settings

WORDS = [(word, tag) for word in ("ferry", "œuvre", "東京タワー") for tag in ("en", None, "fr")]
ARTICLES = [
    an_article(headline=f"Notice {at} of the harbour office", text=f"The {word} lies at pier {at}.", language=tag)
    for at, (word, tag) in enumerate(WORDS)
]


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An archive in which a few articles count as many, and one is damaged."""
    monkeypatch.setattr(catch_up, "MANY", 2)
    monkeypatch.setattr(reading, "_AT_ONCE", 2)
    settings = sample_settings(tmp_path)
    file_articles(settings, ARTICLES)
    open_store(settings.archive).put(article_key(ARTICLES[4]), b"{")
    return settings


def built(settings: Settings, processes: int) -> tuple[Rebuilt, list[Page]]:
    """Return what a build says, and what the index answers."""
    return rebuild_index(settings, processes=processes), answers(settings)


def answers(settings: Settings) -> list[Page]:
    return [search(settings, Query(text=text)) for text in ("pier", "oeuvre", "京タ", "harbour 3")]


def test_they_build_the_same_index(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """They read the first articles, and this process some of the others, while it would wait."""
    alone = built(settings, 0)
    assert (alone[0].articles, len(alone[0].damaged)) == (8, 1)
    assert [page.total for page in alone[1]] == [8, 2, 3, 1]
    read_here: list[str] = []

    def reading_here(store: ArchiveStore, keys: Iterable[str]) -> Iterator[Entry | str]:
        read_here.extend(portion := list(keys))
        return read_entries(store, portion)

    with monkeypatch.context() as patched:
        patched.setattr(reading, "read_entries", reading_here)
        rebuilt = rebuild_index(settings, processes=1)
    assert (rebuilt, answers(settings)) == alone
    assert 0 < len(read_here) == len(set(read_here)) <= len(ARTICLES) - 2
    assert not {*sorted(map(article_key, ARTICLES))[:2]} & {*read_here}


def _dies(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_what_killed_ones_have_not_read_is_read_without_them(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = built(settings, 0)
    monkeypatch.setattr(reading, "_read", _dies)
    assert built(settings, 1) == alone
