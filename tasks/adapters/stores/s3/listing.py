"""Lists a bucket's keys sorted by code point, whatever order the endpoint uses.

S3 sorts by the bytes of the whole key. A gateway over a file system (SeaweedFS) lists folder by folder, so that ``a/x``
comes before ``a-b``. A listing that fits into one response is sorted here. Otherwise each folder is listed by itself,
and its names are sorted as they arrive. So the endpoint's order need not be known.
"""

import heapq
from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from dateline.tasks.adapters.stores.keys import TEMP_FOLDER, is_of_file_manager
from dateline.tasks.adapters.stores.s3.bucket import Bucket
from dateline.tasks.core.errors import PermanentStoreError

if TYPE_CHECKING:
    from mypy_boto3_s3.type_defs import ListObjectsV2OutputTypeDef

_PAGE_KEYS = 1000


def list_keys(bucket: Bucket, prefix: str) -> Iterator[str]:
    """Yield the keys that begin with ``prefix``, in order, without those of temporary objects."""
    last = ""
    for key in _in_key_order(bucket, prefix):
        if key < last:
            raise PermanentStoreError(f"{bucket.place} lists its keys in an unsupported order.", key=key)
        last = key
        is_object = not key.endswith("/") and not is_of_file_manager(key.rpartition("/")[2])
        if is_object and not key.startswith(f"{TEMP_FOLDER}/"):
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
    """Yield the keys and folders directly under a prefix, page by page. Names of folders end in ``/``."""
    for page in _pages(bucket, prefix, Delimiter="/"):
        folders = [item["Prefix"].removeprefix(bucket.prefix) for item in page.get("CommonPrefixes", ())]
        yield [*_keys(bucket, page), *folders]


def _in_order(pages: Iterable[list[str]]) -> Iterator[str]:
    """Merge pages of names, sorted with or without their final slashes, into the order with slashes.

    Names still to come are not less than the last name without its slash, so everything below that can be yielded.
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
