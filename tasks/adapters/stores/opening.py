"""Opens the archive that the settings name."""

import functools
import os

from pydantic import TypeAdapter

from dateline.config.schema import LocalArchive, S3Archive
from dateline.tasks.adapters.stores.local.store import LocalStore
from dateline.tasks.core.protocols import ArchiveStore

ArchiveSettings = LocalArchive | S3Archive

_SETTINGS: TypeAdapter[ArchiveSettings] = TypeAdapter(ArchiveSettings)


def open_store(settings: ArchiveSettings) -> ArchiveStore:
    """Return the store of an archive. Within a process, equal settings give the same store.

    Raises:
        ConfigError: the S3 endpoint cannot keep an archive safely.
        StoreError: the bucket cannot be reached or used.
    """
    if isinstance(settings, LocalArchive):
        settings = settings.model_copy(update={"path": settings.path.absolute()})
    return _open(settings.model_dump_json(), os.getpid())


def place_of(archive: ArchiveSettings) -> str:
    """Return where an archive is, in words, without any login."""
    if isinstance(archive, LocalArchive):
        return str(archive.path)
    server = f" at {archive.endpoint_url}" if archive.endpoint_url else ""
    return f"s3://{archive.bucket}/{archive.prefix}".rstrip("/") + server


@functools.lru_cache(maxsize=16)
def _open(settings_json: str, _process: int) -> ArchiveStore:
    """Open a store once per process, because connections do not survive a fork."""
    settings = _SETTINGS.validate_json(settings_json)
    if isinstance(settings, LocalArchive):
        return LocalStore(settings.path, durability=settings.durability)
    from dateline.tasks.adapters.stores.s3.store import S3Store  # noqa: PLC0415 - boto3 is slow to import, and rarely needed

    store = S3Store(settings)
    store.check()
    return store
