"""Encodes outcomes, URLs and times for the ledger, compactly, because there may be tens of millions."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import TypeVar

from dateline.tasks.core.archive.records import article_id
from dateline.tasks.core.archive.twins import twin_key_of
from dateline.tasks.core.ledger_models import PackedManifest
from dateline.tasks.core.models import Manifest, Outcome
from dateline.tasks.core.web.urls import url_key

T = TypeVar("T")
_Found = list[tuple[bytes, int]]
_LOT = 500
"""SQLite allows 32,766 parameters in a statement, but shorter statements are planned faster."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

PAGE_DIGEST_BYTES, ARTICLE_DIGEST_BYTES = 16, 8

_DICTIONARY = (
    b'","etag":"W/\\","last_modified":"Mon, Tue, Wed, Thu, Fri, Sat, Sun, Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov '
    b'Dec 20 00:00:00 GMT","reason":"fetch_failed","reason":"http_status","reason":"timeout","reason":"not_article",'
    b'"reason":"no_timestamp","reason":"blocked","detail":"","kind":"rejected","kind":"duplicate","kind":"revision",'
    b'{"schema_version":1,"url":"https://www..com/news/2024/article/","source":"","kind":"new","at":"2025-01-01T00:00:00.000000Z",'
    b'"article":"articles/2025/01/01/.json","headline":"","published_at":"2025-01-01T00:00:00Z","text_hash":"sha256:'
    b'","raw":{"segment":"raw//2025/01/01/-0001.warc.gz","offset":,"digest":"sha256:0123456789abcdef"},"etag":"\\"'
)
"""The preset dictionary of zlib (RFC 1950, 2.2): text that outcomes share. Reading needs it, too, so that changing it
requires a migration."""


def page_digest(url_key: str) -> bytes:
    """Return the digest of a page. With 100 million pages, the chance of a collision is 1 in 10²²."""
    return blake2b(url_key.encode("utf-8", "surrogatepass"), digest_size=PAGE_DIGEST_BYTES).digest()


def article_digest(article: str) -> bytes:
    """Return the digest of an article's key or id. Digests may collide, so compare what they lead to."""
    return blake2b(article_id(article).encode("utf-8", "surrogatepass"), digest_size=ARTICLE_DIGEST_BYTES).digest()


def in_lots(digests: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield the digests in lots of as many as one statement looks up."""
    return (digests[start : start + _LOT] for start in range(0, len(digests), _LOT))


def indexed(outcomes: Iterable[Outcome]) -> dict[str, list[tuple[bytes, int]]]:
    """Return the digests that lead to the outcomes of a manifest, each with a line, by the names of the indexes."""
    pages, landings, twins, articles = _Found(), _Found(), _Found(), _Found()
    for line, outcome in enumerate(outcomes):
        pages.append((page_digest(url_key(outcome.url)), line))
        if outcome.page_url:
            landings.append((page_digest(url_key(outcome.page_url)), line))
        if twin := twin_key_of(outcome):
            twins.append((page_digest(twin), line))
        if outcome.article:
            articles.append((article_digest(outcome.article), line))
    return {"pages": pages, "landings": landings, "twins": twins, "articles": articles}


def packed(manifest: Manifest) -> PackedManifest:
    """Return the manifest as the ledger stores it."""
    outcomes = manifest.outcomes
    return PackedManifest(manifest.run, manifest.batch, tuple(map(pack, outcomes)), indexed(outcomes))


def pack(outcome: Outcome) -> bytes:
    """Return the outcome as compressed JSON."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS, zdict=_DICTIONARY)
    return packer.compress(outcome.model_dump_json(exclude_none=True).encode()) + packer.flush()


def unpack(packed: bytes) -> Outcome:
    """Return the outcome that was packed."""
    return Outcome.model_validate_json(zlib.decompressobj(-zlib.MAX_WBITS, _DICTIONARY).decompress(packed))


def to_micros(moment: datetime) -> int:
    """Return the exact number of microseconds since 1970."""
    return (moment - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """Return the time that many microseconds after 1970 began (aware UTC)."""
    return _EPOCH + micros * _MICROSECOND
