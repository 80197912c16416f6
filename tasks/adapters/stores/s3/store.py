"""The archive in an S3-compatible bucket."""

from collections.abc import Iterator, Mapping
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import suppress
from pathlib import Path
from typing import Final

from dateline.config.schema import S3Archive
from dateline.tasks.adapters.stores.keys import MARK, check_key, check_prefix
from dateline.tasks.adapters.stores.s3.bucket import Bucket
from dateline.tasks.adapters.stores.s3.errors import OPENED
from dateline.tasks.adapters.stores.s3.listing import list_keys
from dateline.tasks.adapters.stores.s3.reading import exists, read_part, read_whole
from dateline.tasks.adapters.stores.s3.writing import S3Writer
from dateline.tasks.core.errors import PermanentStoreError
from dateline.tasks.core.protocols import Receipt


class S3Store:
    """An `ArchiveStore` in a bucket, over pooled connections."""

    is_remote: Final = True

    def __init__(self, settings: S3Archive) -> None:
        self._bucket = Bucket(settings, connections=settings.parallel)
        self._writer = S3Writer(self._bucket, settings)
        self._pool = ThreadPoolExecutor(settings.parallel, thread_name_prefix="dateline-s3")

    def check(self) -> None:
        """Check that the bucket exists, and that the endpoint does not overwrite existing objects.

        The check uses the archive's mark. If there is none yet, the first object to be created, which is the mark, is
        checked then.

        Raises:
            ConfigError: the endpoint ignores ``If-None-Match``.
            StoreError: it cannot be reached or used. Read-only credentials are no error.
        """
        is_there = self._bucket.attempt(MARK, OPENED, lambda _: exists(self._bucket, MARK))
        if is_there and self._writer.conditional:
            mark = self.get(MARK)
            with suppress(PermanentStoreError):
                self._writer.create(MARK, mark)

    def put_if_absent(self, key: str, data: bytes) -> Receipt:
        """Create the object. See `ArchiveStore`."""
        return self._writer.create(check_key(key), data)

    def put_all_if_absent(self, objects: Mapping[str, bytes]) -> dict[str, Receipt]:
        """Create each object, many in parallel. See `ArchiveStore`."""
        for key in objects:
            check_key(key)
        futures = {key: self._pool.submit(self.put_if_absent, key, data) for key, data in objects.items()}
        for unfinished in wait(futures.values(), return_when=FIRST_EXCEPTION).not_done:
            unfinished.cancel()
        finished = wait(futures.values()).done
        for future in finished:
            if not future.cancelled() and (error := future.exception()):
                raise error
        return {key: future.result() for key, future in futures.items()}

    def put_file_if_absent(self, key: str, path: Path) -> Receipt:
        """Create the object from a file. See `ArchiveStore`."""
        check_key(key)
        try:
            return self._writer.create_from_file(key, path)
        except OSError as error:
            raise PermanentStoreError(
                f'"{key}" could not be written: {path} cannot be read ({error}).', key=key
            ) from error

    def put(self, key: str, data: bytes) -> None:
        """Write the object, replacing an older one. See `ArchiveStore`."""
        self._writer.overwrite(check_key(key), data)

    def get(self, key: str, offset: int = 0, length: int | None = None) -> bytes:
        """Return the object's bytes, or a part of them. See `ArchiveStore`."""
        check_key(key)
        if (offset, length) == (0, None):
            return self._bucket.attempt(key, "read", lambda _: read_whole(self._bucket, key))
        return self._bucket.attempt(key, "read", lambda _: read_part(self._bucket, key, offset, length))

    def contains(self, key: str) -> bool:
        """Return whether the object exists. See `ArchiveStore`."""
        check_key(key)
        return self._bucket.attempt(key, "looked up", lambda _: exists(self._bucket, key))

    def list(self, prefix: str = "") -> Iterator[str]:
        """Yield the keys that start with ``prefix``, in order. See `ArchiveStore`."""
        return list_keys(self._bucket, check_prefix(prefix))

    def delete(self, key: str) -> None:
        """Delete the object. See `ArchiveStore`."""
        at = self._bucket.at(check_key(key))
        self._bucket.attempt(key, "deleted", lambda _: self._bucket.client.delete_object(**at))
