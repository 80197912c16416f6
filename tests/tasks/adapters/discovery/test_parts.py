"""The table of the kinds of source is complete: a test fails for whatever a new kind lacks."""

from pathlib import Path

import pytest

from dateline.config.schema import Source
from dateline.tasks.adapters.discovery.parts import READERS, parts_of
from dateline.tasks.core.sources.ways import KINDS, Way, count_parts, has_way, narrowed

# What a source file may say of each kind. A new kind needs its line here, too.
ENTRIES: dict[Way, object] = {
    Way.FEEDS: ["https://courier.example/rss", "https://courier.example/atom"],
    Way.SITEMAPS: ["https://courier.example/sitemap.xml"],
    Way.LISTINGS: ["https://courier.example/harbour"],
    Way.URLS: ["https://courier.example/a", "https://courier.example/b"],
    Way.URL_LISTS: ["lists/courier.txt"],
    Way.FOLDERS: ["saved"],
    Way.WAYBACK: ["courier.example"],
    Way.WARCS: ["crawls/*.warc.gz", "https://archive.example/crawl.warc.gz"],
    Way.CCNEWS: {"hosts": ["courier.example"]},
}
NO_KINDS = {"name", "publisher", "enabled", "schedule", "cleaning", "fetch", "raw"}


def test_every_kind_is_in_schema_table_and_adapter() -> None:
    """A kind has a field of `Source`, a member of `Way`, a row of `KINDS` and a reader, all under one key."""
    keys = set(Source.model_fields) - NO_KINDS
    assert {way.value for way in Way} == keys | {"all"}
    assert {way.value for way in KINDS} == keys
    assert {way.value for way in READERS} == keys
    assert {way.value for way in ENTRIES} == keys


@pytest.mark.parametrize("way", list(KINDS), ids=str)
def test_a_kind_is_read_counted_and_told_apart(way: Way) -> None:
    """A source of one kind has parts of that kind only, and none when it is narrowed to another kind."""
    source = Source.model_validate({"name": "courier", way.value: ENTRIES[way]})
    parts = list(parts_of(source))
    assert parts
    assert {part.way for part in parts} == {way}
    assert all(part.name and part.kind == KINDS[way].part for part in parts)
    assert count_parts(source).keys() == {way}
    assert has_way(source, way)
    assert has_way(source, Way.ALL)
    assert narrowed(source, way) == source
    others = [other for other in KINDS if other is not way]
    assert not any(has_way(source, other) or list(parts_of(narrowed(source, other))) for other in others)


def test_paths_stay_as_written_where_no_configuration_folder_is_known() -> None:
    """Only the loader makes paths absolute, since it knows the folder of the configuration."""
    assert Source.model_validate({"name": "courier", "folders": ["saved"]}).folders == (Path("saved"),)
