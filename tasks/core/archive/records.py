"""Where things lie in the archive, and how they are written down. See the design, "Archive layout".

JSON is UTF-8, in the models' field order, with a final newline: equal values give equal bytes.
"""

import hashlib
import json
import re
from datetime import date, datetime
from typing import TypeVar

from pydantic import ValidationError

from dateline.tasks.core.errors import RecordError
from dateline.tasks.core.models import SCHEMA_VERSION, Article, Manifest, Model, Outcome, Rejection

ARTICLES, RAW, RUNS, REJECTED = "articles/", "raw/", "runs/", "rejected/"

M = TypeVar("M", bound=Model)

_DAY = re.compile(r"/(\d{4})/(\d\d)/(\d\d)/")


def article_key(article: Article) -> str:
    """Return ``articles/YYYY/MM/DD/<id>.json``, by the published day in UTC."""
    return f"{ARTICLES}{article.published_at:%Y/%m/%d}/{article.id}.json"


def variants_prefix(article: Article) -> str:
    """Return the prefix that the article shares with its revisions and collisions, and with nothing else."""
    return f"{ARTICLES}{article.published_at:%Y/%m/%d}/{article.dedupe_key}."


def article_id(key: str) -> str:
    """Return the id of the article that lies under ``key``."""
    return key.rpartition("/")[2].removesuffix(".json")


def segment_key(source: str, run: str, batch: str, opened_at: datetime) -> str:
    """Return ``raw/<source>/YYYY/MM/DD/<run>-<batch>.warc.gz``."""
    return f"{RAW}{source}/{opened_at:%Y/%m/%d}/{run}-{batch}.warc.gz"


def manifest_key(run: str, batch: str, opened_at: datetime) -> str:
    """Return ``runs/YYYY/MM/DD/<run>/<batch>.jsonl``."""
    return f"{RUNS}{opened_at:%Y/%m/%d}/{run}/{batch}.jsonl"


def manifest_of(segment: str) -> str | None:
    """Return the key of the manifest that tells of a segment's pages; None where the key is none of a segment's."""
    folder, _, name = segment.rpartition("/")
    run, dash, batch = name.removesuffix(".warc.gz").rpartition("-")
    day = "/".join(folder.split("/")[-3:])
    return f"{RUNS}{day}/{run}/{batch}.jsonl" if dash and segment.startswith(RAW) else None


def day_of(key: str) -> date | None:
    """Return the day in the folders of an object's key; None where it has none."""
    found = _DAY.search(key)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def rejection_key(rejection: Rejection) -> str:
    """Return ``rejected/<source>/YYYY/MM/DD/<url hash>.json``, by the day of the rejection."""
    url_hash = hashlib.sha256(rejection.url.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return f"{REJECTED}{rejection.source}/{rejection.rejected_at:%Y/%m/%d}/{url_hash}.json"


def to_json(record: Article | Rejection) -> bytes:
    """Return the record as it is stored."""
    return record.model_dump_json(indent=2).encode() + b"\n"


def record_hash(data: bytes) -> str:
    """Return the first 16 hex digits of the SHA-256 of a record's stored bytes: enough to see that they changed."""
    return hashlib.sha256(data).hexdigest()[:16]


def read_article(data: bytes, key: str) -> Article:
    """Return the article of a stored record; `RecordError` where it is damaged or of a newer schema."""
    return _read(Article, data, key)


def read_rejection(data: bytes, key: str) -> Rejection:
    """Return the rejection of a stored record; `RecordError` where it is damaged or of a newer schema."""
    return _read(Rejection, data, key)


def manifest_bytes(manifest: Manifest) -> bytes:
    """Return a manifest as it is stored: one outcome a line."""
    return b"".join(o.model_dump_json(exclude_none=True).encode() + b"\n" for o in manifest.outcomes)


def read_manifest(data: bytes, key: str) -> Manifest:
    """Return the manifest that is stored under ``key``; `RecordError` where it is empty, or a line damaged or newer."""
    if not data:
        raise RecordError(f"{key} is empty", remedy="`dateline audit` says how to make it again", key=key)
    run, batch = key.removesuffix(".jsonl").split("/")[-2:]
    return Manifest(run=run, batch=batch, outcomes=tuple(_read(Outcome, line, key) for line in data.splitlines()))


def _read(model: type[M], data: bytes, key: str) -> M:
    try:
        return model.model_validate_json(data)
    except ValidationError as error:
        raise _record_error(data, key, error) from error


def newer_version(data: bytes) -> int | None:
    """Return the schema version of a record that a newer dateline wrote; None for any other bytes."""
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
    return RecordError(problem, remedy="`dateline audit --mend` makes it again from its raw page", key=key)
