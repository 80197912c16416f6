"""Reads objects of a bucket: whole with their checksum verified, or in part, or only checks that they exist.

Functions make one request, and raise botocore's errors. `Bucket.attempt` adds retries.
"""

from typing import Any

from botocore.exceptions import ClientError

from dateline.tasks.adapters.stores.s3 import errors
from dateline.tasks.adapters.stores.s3.bucket import Bucket

_NO_RANGE = 416
"""RFC 9110, 15.5.17: the range begins beyond the end of the object."""


def read_whole(bucket: Bucket, key: str) -> bytes:
    """Return an object's bytes. Unless checksums are off, they match the checksum that they were stored with."""
    return _read(bucket, key, ChecksumMode="ENABLED") if bucket.checksums else _read(bucket, key)


def read_part(bucket: Bucket, key: str, offset: int, length: int | None) -> bytes:
    """Return ``length`` bytes of an object from ``offset``, or fewer if it ends before.

    A negative offset counts from the end. Then all bytes from there on are requested: HTTP has no other such range.
    """
    # Ranges cannot be empty (RFC 9110, 14.1.2), so one byte is requested if none is wanted.
    last = "" if length is None else offset + max(length, 1) - 1
    wanted = f"bytes={offset}" if offset < 0 else f"bytes={offset}-{last}"
    try:
        return _read(bucket, key, Range=wanted)[:length]
    except ClientError as error:
        if errors.status(error) == _NO_RANGE:
            return b""
        raise


def exists(bucket: Bucket, key: str) -> bool:
    """Return whether an object exists. Requests a byte, because HEAD cannot tell a missing object from a bucket."""
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
