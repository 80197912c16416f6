"""Listing a bucket's keys by code point, also where the endpoint has another order.

S3 lists by the bytes of the whole key. A gateway over a file system (SeaweedFS) lists folder by folder, so that
``a/x`` comes before ``a-b``: there each folder is asked for by itself, and its names are put in order as they come.
"""

import heapq
from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from dateline.tasks.adapters.stores.keys import TEMP_FOLDER
from dateline.tasks.adapters.stores.s3.bucket import Bucket
from dateline.tasks.core.errors import PermanentStoreError, StoreError

if TYPE_CHECKING:
    from mypy_boto3_s3.type_defs import ListObjectsV2OutputTypeDef

_PAGE_KEYS = 1000

_PROBES = (f"{TEMP_FOLDER}/order-probe/a-b", f"{TEMP_FOLDER}/order-probe/a/b")
"""Two objects in the order in which S3 lists them."""


def list_keys(bucket: Bucket, prefix: str) -> Iterator[str]:
    """Yield the keys that begin with ``prefix``, in order, without those of unfinished things."""
    last = ""
    for key in _flat(bucket, prefix) if _lists_whole_keys(bucket) else _by_folder(bucket, prefix):
        if key < last:
            raise PermanentStoreError(f"{bucket.place} lists its keys in no order that dateline knows.", key=key)
        last = key
        if not key.startswith(f"{TEMP_FOLDER}/") and not key.endswith("/"):
            yield key


def _lists_whole_keys(bucket: Bucket) -> bool:
    """Return whether the endpoint lists as S3 does; where that cannot be found out, no."""
    prefix = f"{TEMP_FOLDER}/order-probe/"
    found = [*_flat(bucket, prefix)]
    if len(found) < len(_PROBES):
        try:
            for key in _PROBES:
                bucket.attempt(key, "written", partial(_put_empty, bucket, key))
        except StoreError:
            return False
        found = [*_flat(bucket, prefix)]
    return tuple(found) == _PROBES


def _put_empty(bucket: Bucket, key: str, _number: int) -> object:
    return bucket.client.put_object(**bucket.at(key), Body=b"")


def _flat(bucket: Bucket, prefix: str) -> Iterator[str]:
    for page in _pages(bucket, prefix):
        for item in page.get("Contents", ()):
            yield item["Key"].removeprefix(bucket.prefix)


def _by_folder(bucket: Bucket, prefix: str) -> Iterator[str]:
    for name in _in_order(_names(bucket, prefix)):
        if name.endswith("/") and name != prefix:
            yield from _by_folder(bucket, name)
        else:
            yield name


def _names(bucket: Bucket, prefix: str) -> Iterator[list[str]]:
    """Yield the keys and folders right under a prefix, page by page; a folder ends in ``/``."""
    for page in _pages(bucket, prefix, Delimiter="/"):
        keys = [item["Key"] for item in page.get("Contents", ())]
        folders = [item["Prefix"] for item in page.get("CommonPrefixes", ())]
        yield [name.removeprefix(bucket.prefix) for name in (*keys, *folders)]


def _in_order(pages: Iterable[list[str]]) -> Iterator[str]:
    """Merge pages that are in order by name without the slash, or with it, into the order with it.

    What still comes is no smaller than the last name without its slash; all below that can go out.
    """
    held: list[str] = []
    for page in pages:
        for name in page:
            heapq.heappush(held, name)
        bound = max((name.rstrip("/") for name in page), default="")
        while held and held[0] < bound:
            yield heapq.heappop(held)
    while held:
        yield heapq.heappop(held)


def _page(bucket: Bucket, prefix: str, options: dict[str, Any], _number: int) -> "ListObjectsV2OutputTypeDef":
    return bucket.client.list_objects_v2(
        Bucket=bucket.name, Prefix=bucket.prefix + prefix, MaxKeys=_PAGE_KEYS, **options
    )


def _pages(bucket: Bucket, prefix: str, **options: Any) -> Iterator["ListObjectsV2OutputTypeDef"]:  # noqa: ANN401 - boto3's own parameters
    following: dict[str, Any] = {}
    while True:
        page = bucket.attempt(prefix, "listed", partial(_page, bucket, prefix, options | following))
        yield page
        if not page.get("IsTruncated"):
            return
        following = {"ContinuationToken": page["NextContinuationToken"]}
