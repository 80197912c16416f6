"""Finds the sources that the archive has something of, whether they are still configured or not."""

from collections.abc import Collection

from dateline.config.schema import Settings
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.core.archive.records import RAW, REJECTED
from dateline.tasks.core.archive.retention import PRUNED
from dateline.tasks.listing import extents

_BY_SOURCE = (RAW, PRUNED, REJECTED)
"""The prefixes after which a key names its source."""


def is_archived(source: str, settings: Settings) -> bool:
    """Return whether the archive has raw pages, rejections or indexed articles of a source with this valid name.

    Raises:
        StoreError: the archive could not be read.
    """
    store = open_store(settings.archive)
    return any(next(store.list(f"{prefix}{source}/"), None) for prefix in _BY_SOURCE) or source in extents(settings)


def archived_sources(settings: Settings) -> Collection[str]:
    """Return the names of all sources of the archive. Lists every key of a raw page and of a rejection.

    Raises:
        StoreError: the archive could not be read.
    """
    store = open_store(settings.archive)
    keys = (key.removeprefix(prefix) for prefix in _BY_SOURCE for key in store.list(prefix))
    return {key.partition("/")[0] for key in keys} | set(extents(settings))
