"""Writes the articles of a closed day to single files, and rewrites them when an article arrives late."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby

from prefect import task
from prefect.cache_policies import NO_CACHE

from dateline.config.schema import Settings
from dateline.tasks.adapters.archive.day_files import is_current, write_day
from dateline.tasks.adapters.archive.parquet import require_parquet
from dateline.tasks.adapters.archive.window_keys import keys_in
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.core.archive.days import is_closed
from dateline.tasks.core.archive.records import day_of
from dateline.tasks.core.models import Window
from dateline.tasks.core.protocols import Receipt


def closed_days(window: Window, settings: Settings, now: datetime) -> Iterator[tuple[date, tuple[str, ...]]]:
    """Yield each closed day of the window, with the archive keys of its articles.

    Raises:
        ConfigError: pyarrow is not installed.
    """
    require_parquet()
    for day, keys in groupby(keys_in(open_store(settings.archive), window), day_of):
        if day and is_closed(day, now):
            yield day, tuple(keys)


@task(name="compact", task_run_name="compact {day}", cache_policy=NO_CACHE, persist_result=False)
def compact_day(day: date, keys: tuple[str, ...], settings: Settings, *, verify: bool) -> Receipt:
    """Write the day's files, unless they already hold these articles.

    Raises:
        StoreError: the archive could not be read or written.
        RecordError: an article is damaged or newer than this dateline.
    """
    store = open_store(settings.archive)
    if is_current(store, day, keys, verify=verify):
        return Receipt.EXISTS
    write_day(store, day, keys)
    return Receipt.CREATED
