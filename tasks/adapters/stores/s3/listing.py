"""Listing a bucket's keys by code point, also where the endpoint has another order.

S3 lists by the bytes of the whole key. A gateway over a file system (SeaweedFS) lists folder by folder, so that
``a/x`` comes before ``a-b``. What fits into one answer is put in order here; of what does not, each folder is asked for
by itself, and its names are put in order as they come. So nobody has to know which order an endpoint has.
"""

import heapq
from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from dateline.tasks.adapters.stores.keys import TEMP_FOLDER
from dateline.tasks.adapters.stores.s3.bucket import Bucket
from dateline.tasks.core.errors import PermanentStoreError

if TYPE_CHECKING:
    from mypy_boto3_s3.type_defs import ListObjectsV2OutputTypeDef

_PAGE_KEYS = 1000


def list_keys(bucket: Bucket, prefix: str) -> Iterator[str]:
    """Yield the keys that begin with ``prefix``, in order, without those of unfinished things."""
    last = ""
    for key in _in_key_order(bucket, prefix):
        if key < last:
            raise PermanentStoreError(f"{bucket.place} lists its keys in no order that dateline knows.", key=key)
        last = key
        if not key.startswith(f"{TEMP_FOLDER}/") and not key.endswith("/"):
            yield key


def _in_key_order(bucket: Bucket, prefix: str) -> Iterator[str]:
    page = bucket.attempt(prefix, "listed", partial(_page, bucket, prefix, {}))
    if not page.get("IsTruncated"):
        yield from sorted(_keys(bucket, page))
        return
    for name in _in_order(_names(bucket, prefix)):
        if name.endswith("/") and name != prefix:
            yield from _in_key_order(bucket, name)
        else:
            yield name


def _keys(bucket: Bucket, page: "ListObjectsV2OutputTypeDef") -> list[str]:
    return [item["Key"].removeprefix(bucket.prefix) for item in page.get("Contents", ())]


def _names(bucket: Bucket, prefix: str) -> Iterator[list[str]]:
    """Yield the keys and folders right under a prefix, page by page; a folder ends in ``/``."""
    for page in _pages(bucket, prefix, Delimiter="/"):
        folders = [item["Prefix"].removeprefix(bucket.prefix) for item in page.get("CommonPrefixes", ())]
        yield [*_keys(bucket, page), *folders]


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
