"""Objects of a bucket, read: whole with their checksum verified, in part, or only looked for.

Functions ask once; `Bucket.attempt` asks again. They raise botocore's errors.
"""

from typing import Any

from botocore.exceptions import ClientError

from dateline.tasks.adapters.stores.s3 import errors
from dateline.tasks.adapters.stores.s3.bucket import Bucket

_NO_RANGE = 416
"""RFC 9110, 15.5.17: the object ends before the range begins."""


def read_whole(bucket: Bucket, key: str) -> bytes:
    """Return an object's bytes, which have the checksum that they were stored with, unless checksums are off."""
    return _read(bucket, key, ChecksumMode="ENABLED") if bucket.checksums else _read(bucket, key)


def read_part(bucket: Bucket, key: str, offset: int, length: int | None) -> bytes:
    """Return ``length`` bytes of an object from ``offset``, or fewer where it ends before.

    A negative offset counts from the end. Then all bytes from there on are asked for: HTTP has no other such range.
    """
    # No range is empty (RFC 9110, 14.1.2), so one byte is asked for where none is wanted.
    last = "" if length is None else offset + max(length, 1) - 1
    wanted = f"bytes={offset}" if offset < 0 else f"bytes={offset}-{last}"
    try:
        return _read(bucket, key, Range=wanted)[:length]
    except ClientError as error:
        if errors.status(error) == _NO_RANGE:
            return b""
        raise


def exists(bucket: Bucket, key: str) -> bool:
    """Ask for a byte, not for the head: its answer does not tell a missing object from a missing bucket."""
    try:
        read_part(bucket, key, 0, 1)
    except ClientError as error:
        if errors.is_missing(error):
            return False
        raise
    return True


def _read(bucket: Bucket, key: str, **options: Any) -> bytes:  # noqa: ANN401 - boto3's own parameters
    data: bytes = bucket.client.get_object(**bucket.at(key), **options)["Body"].read()
    return data
