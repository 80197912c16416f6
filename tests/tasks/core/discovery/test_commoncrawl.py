"""CC-NEWS: which lists and files can contain a window."""

import gzip
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.tasks.core.discovery.commoncrawl import files_for, list_urls, read_paths
from dateline.tasks.core.models import Window

NOW = datetime(2024, 2, 10, tzinfo=UTC)
PATHS = [
    f"crawl-data/CC-NEWS/2023/05/CC-NEWS-202305{day:02d}{hour:02d}0000-{day:05d}.warc.gz"
    for day in range(1, 32)
    for hour in (0, 8, 16)
]


def months(since: datetime | None, until: datetime | None) -> list[str]:
    urls = list_urls(Window(since=since, until=until), now=NOW)
    return [
        url.removeprefix("https://data.commoncrawl.org/crawl-data/CC-NEWS/").removesuffix("/warc.paths.gz")
        for url in urls
    ]


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (datetime(2023, 5, 3, tzinfo=UTC), datetime(2023, 5, 9, tzinfo=UTC), ["2023/05"]),
        (datetime(2023, 5, 1, 2, tzinfo=UTC), datetime(2023, 5, 9, tzinfo=UTC), ["2023/04", "2023/05"]),
        (datetime(2023, 5, 3, tzinfo=UTC), datetime(2023, 5, 31, tzinfo=UTC), ["2023/05", "2023/06"]),
        (datetime(2022, 12, 20, tzinfo=UTC), datetime(2023, 2, 1, tzinfo=UTC), ["2022/12", "2023/01", "2023/02"]),
        (datetime(2024, 1, 20, tzinfo=UTC), None, ["2024/01", "2024/02"]),
        (None, datetime(2016, 9, 10, tzinfo=UTC), ["2016/08", "2016/09"]),
        (datetime(2010, 1, 1, tzinfo=UTC), datetime(2012, 1, 1, tzinfo=UTC), []),
        (datetime(2025, 1, 1, tzinfo=UTC), None, []),
    ],
)
def test_months_that_can_hold_a_window(since: datetime | None, until: datetime | None, expected: list[str]) -> None:
    """Only the months in which articles of the window can have been crawled are read."""
    assert months(since, until) == expected


@pytest.mark.parametrize("pack", [gzip.compress, bytes])
def test_list_of_paths(pack: type[bytes]) -> None:
    """The files of a list are read in order, gzipped or not, past strange lines."""
    warnings: list[str] = []
    body = "\n".join([*reversed(PATHS), PATHS[0], "", "crawl-data/CC-NEWS/x.warc.gz", "../../etc/passwd"]).encode()
    files = read_paths(pack(body), warnings)
    assert [file.path for file in files] == PATHS
    assert files[0].url == f"https://data.commoncrawl.org/{PATHS[0]}"
    assert files[1].began_at == datetime(2023, 5, 1, 8, tzinfo=UTC)
    assert warnings == ["2 lines do not name a CC-NEWS file"]


def test_files_that_can_hold_a_window() -> None:
    """Files are taken from the one in progress when the window began, until the lag after its end."""
    files = read_paths("\n".join(PATHS).encode(), [])
    window = Window(since=datetime(2023, 5, 10, 12, tzinfo=UTC), until=datetime(2023, 5, 11, tzinfo=UTC))
    taken = files_for(reversed(files), window, lag=timedelta(days=1))
    assert taken[0].began_at == datetime(2023, 5, 10, 8, tzinfo=UTC)
    assert taken[-1].began_at == datetime(2023, 5, 11, 16, tzinfo=UTC)
    assert len(taken) == 5
    assert files_for(files, Window()) == files


def test_file_before_the_window_may_still_be_written() -> None:
    """Of the files that began before the window the last is taken, and the one before it unless two are newer."""
    paths = [f"crawl-data/CC-NEWS/2023/05/CC-NEWS-20230510{hour:02d}0000-{hour:05d}.warc.gz" for hour in range(24)]
    window = Window(since=datetime(2023, 5, 10, 12, 30, tzinfo=UTC), until=datetime(2023, 5, 10, 13, tzinfo=UTC))
    taken = files_for(read_paths("\n".join(paths).encode(), []), window, lag=timedelta(0))
    assert [file.began_at.hour for file in taken] == [11, 12]


@given(st.binary())
@settings(max_examples=50)
def test_any_bytes_are_answered(body: bytes) -> None:
    """No bytes raise."""
    assert read_paths(body, []) == ()
