"""The keys and formats of the objects in the archive. See docs/reference/archive-layout.

JSON is UTF-8, in the models' field order, with a final newline, so that equal values give equal bytes.
"""

import hashlib
import json
import re
from datetime import date, datetime
from typing import TypeVar

from pydantic import ValidationError

from dateline.tasks.core.errors import RecordError
from dateline.tasks.core.models import LATER_FIELDS, SCHEMA_VERSION, Article, Manifest, Outcome, Rejection
from dateline.tasks.core.value_types import Model

ARTICLES, RAW, RUNS, REJECTED = "articles/", "raw/", "runs/", "rejected/"

M = TypeVar("M", bound=Model)

_DAY = re.compile(r"/(\d{1,4})/(\d\d)/(\d\d)/")
_ARTICLE = re.compile(rf"{ARTICLES}\d{{1,4}}/\d\d/\d\d/[0-9a-f]+(?:\.[0-9a-f]+)?\.json")
_ZEROS = re.compile(r"/0+(\d+/\d\d/\d\d/)")


def day_path(day: date) -> str:
    """Return ``YYYY/MM/DD``. ``%Y`` has fewer digits for years before 1000, on some systems."""
    return f"{day.year:04}/{day.month:02}/{day.day:02}"


def article_key(article: Article) -> str:
    """Return ``articles/YYYY/MM/DD/<id>.json``, with the day of publication in UTC."""
    return key_of_article(article.id, article.published_at)


def key_of_article(article_id: str, published_at: datetime) -> str:
    """Return the key of the article with this id, published at this time (UTC)."""
    return f"{ARTICLES}{day_path(published_at)}/{article_id}.json"


def is_article_key(key: str) -> bool:
    """Return whether a key is that of an article, by its form."""
    return bool(_ARTICLE.fullmatch(key))


def variants_prefix(article: Article) -> str:
    """Return the prefix that only the article, its revisions and its collisions share."""
    return f"{ARTICLES}{day_path(article.published_at)}/{article.dedupe_key}."


def earlier_key(key: str) -> str | None:
    """Return the key that earlier versions gave an object of a year before 1000, or None if its year is a later one."""
    earlier = _ZEROS.sub(r"/\1", key, count=1)
    return earlier if earlier != key else None


def article_id(key: str) -> str:
    """Return the id of the article stored under ``key``."""
    return key.rpartition("/")[2].removesuffix(".json")


def segment_key(source: str, run: str, batch: str, opened_at: datetime) -> str:
    """Return ``raw/<source>/YYYY/MM/DD/<run>-<batch>.warc.gz``."""
    return f"{RAW}{source}/{day_path(opened_at)}/{run}-{batch}.warc.gz"


def manifest_key(run: str, batch: str, opened_at: datetime) -> str:
    """Return ``runs/YYYY/MM/DD/<run>/<batch>.jsonl``."""
    return f"{RUNS}{day_path(opened_at)}/{run}/{batch}.jsonl"


def manifest_of(segment: str) -> str | None:
    """Return the key of a segment's manifest, or None if ``segment`` is not the key of a segment."""
    folder, _, name = segment.rpartition("/")
    run, dash, batch = name.removesuffix(".warc.gz").rpartition("-")
    day = "/".join(folder.split("/")[-3:])
    return f"{RUNS}{day}/{run}/{batch}.jsonl" if dash and segment.startswith(RAW) else None


def day_of(key: str) -> date | None:
    """Return the day in an object's key, or None if it has none."""
    found = _DAY.search(key)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def rejection_key(rejection: Rejection) -> str:
    """Return ``rejected/<source>/YYYY/MM/DD/<url hash>.json``, with the day of the rejection."""
    url_hash = hashlib.sha256(rejection.url.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return f"{REJECTED}{rejection.source}/{day_path(rejection.rejected_at)}/{url_hash}.json"


def to_json(record: Article | Rejection) -> bytes:
    """Return the stored form of a record."""
    absent = {field for field in LATER_FIELDS if getattr(record, field, None) is None}
    return record.model_dump_json(indent=2, exclude=absent).encode() + b"\n"


def record_hash(data: bytes) -> str:
    """Return the first 16 hex digits of the SHA-256 of a record's stored bytes, which suffice to detect changes."""
    return hashlib.sha256(data).hexdigest()[:16]


def read_article(data: bytes, key: str) -> Article:
    """Return the article in a stored record.

    Raises:
        RecordError: the record is damaged, or its schema is newer.
    """
    return _read(Article, data, key)


def read_rejection(data: bytes, key: str) -> Rejection:
    """Return the rejection in a stored record.

    Raises:
        RecordError: the record is damaged, or its schema is newer.
    """
    return _read(Rejection, data, key)


def manifest_bytes(manifest: Manifest) -> bytes:
    """Return the stored form of a manifest: one outcome per line."""
    return b"".join(o.model_dump_json(exclude_none=True).encode() + b"\n" for o in manifest.outcomes)


def read_manifest(data: bytes, key: str) -> Manifest:
    """Return the manifest stored under ``key``.

    Raises:
        RecordError: it is empty, or a line is damaged or has a newer schema.
    """
    if not data:
        raise RecordError(f"{key} is empty", remedy="`dateline audit` says how to rebuild it", key=key)
    run, batch = key.removesuffix(".jsonl").split("/")[-2:]
    return Manifest(run=run, batch=batch, outcomes=tuple(_read(Outcome, line, key) for line in data.splitlines()))


def _read(model: type[M], data: bytes, key: str) -> M:
    try:
        return model.model_validate_json(data)
    except ValidationError as error:
        raise _record_error(data, key, error) from error


def newer_version(data: bytes) -> int | None:
    """Return the schema version of a record if a newer version of dateline wrote it, else None."""
    try:
        version = json.loads(data)["schema_version"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return version if isinstance(version, int) and version > SCHEMA_VERSION else None


def _record_error(data: bytes, key: str, error: ValidationError) -> RecordError:
    if version := newer_version(data):
        problem = f"{key} has schema version {version}, this dateline reads up to {SCHEMA_VERSION}"
        return RecordError(problem, remedy="update dateline", key=key)
    first = error.errors(include_url=False)[0]
    place = ".".join(map(str, first["loc"])) or "the record"
    problem = f"{key} is damaged ({place}: {first['msg']})"
    return RecordError(problem, remedy="`dateline audit --mend` rebuilds it from its raw page", key=key)
