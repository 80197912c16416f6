"""Daily files and exports in the programs with which people analyse data."""

# ruff: noqa: PLC0415 - each process of pytest-xdist loads this module, and only one needs these programs

import io
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import zstandard

from dateline.tasks.adapters.archive.day_files import is_current, write_day
from dateline.tasks.core.archive.days import day_keys
from dateline.tasks.core.archive.records import article_key, to_json
from tests.support.memory_store import MemoryStore
from tests.support.records import an_article

DAY = date(2026, 3, 3)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """The JSONL file and the Parquet file of a day with one article."""
    store = MemoryStore()
    article = an_article(published_at=datetime(2026, 3, 3, 12, tzinfo=UTC), provenance={"headline": "og:title"})
    store.put(article_key(article), to_json(article))
    write_day(store, DAY, [article_key(article)])
    assert is_current(store, DAY, [article_key(article)], verify=True)
    paths = []
    for key in day_keys(DAY):
        paths.append(tmp_path / key.rpartition("/")[2])
        paths[-1].write_bytes(store.objects[key])
    return paths[0], paths[1]


def test_the_lines_are_read_by_every_reader(files: tuple[Path, Path]) -> None:
    """All articles are read, also by readers that silently stop after the first zstd frame."""
    import datasets  # type: ignore[import-untyped]  # it has no types
    import duckdb
    import pandas as pd
    import polars as pl

    path, _ = files
    data = path.read_bytes()
    one_frame = zstandard.ZstdDecompressor().decompressobj().decompress(data)
    streamed = zstandard.ZstdDecompressor().stream_reader(data, read_across_frames=True).read()
    assert one_frame == streamed
    assert one_frame.count(b"\n") == 1
    assert pl.read_ndjson(io.BytesIO(data)).height == 1
    assert len(pd.read_json(path, lines=True)) == 1
    assert len(duckdb.execute(f"SELECT id FROM read_json('{path}')").fetchall()) == 1  # noqa: S608 - a path of this test
    loaded = datasets.load_dataset("json", data_files=str(path), split="train", cache_dir=str(path.parent / "cache"))
    assert len(loaded) == 1


def test_days_whose_fields_differ_are_one_table(tmp_path: Path) -> None:
    """A field may be null on a whole day. The types of columns do not depend on what a day has."""
    import datasets

    store = MemoryStore()
    for day, summary in ((3, None), (4, "The ferry sails again."), (5, None)):
        at = datetime(2026, 3, day, 12, tzinfo=UTC)
        article = an_article(published_at=at, summary=summary, modified_at=at if summary else None)
        key = article_key(article)
        store.put(key, to_json(article))
        write_day(store, at.date(), [key])
        (tmp_path / f"{day}.parquet").write_bytes(store.objects[day_keys(at.date())[1]])
    files = str(tmp_path / "*.parquet")
    loaded = datasets.load_dataset("parquet", data_files=files, split="train", cache_dir=str(tmp_path / "cache"))
    assert [row["summary"] for row in loaded] == [None, "The ferry sails again.", None]


def test_the_table_is_read_by_every_reader(files: tuple[Path, Path]) -> None:
    """Readers include Hugging Face datasets, which has no maps: the provenance is a list of structs."""
    import datasets
    import duckdb
    import pandas as pd
    import polars as pl

    _, path = files
    expected = [{"field": "headline", "place": "og:title"}]
    cache = str(path.parent / "cache")
    loaded = datasets.load_dataset("parquet", data_files=str(path), split="train", cache_dir=cache)
    assert loaded[0]["provenance"] == expected
    assert pl.read_parquet(path)["provenance"].to_list() == [expected]
    assert duckdb.execute(f"SELECT provenance FROM '{path}'").fetchall() == [(expected,)]  # noqa: S608 - as above
    assert [dict(each) for each in pd.read_parquet(path)["provenance"][0]] == expected
