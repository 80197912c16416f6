"""`[archive]`, `[ledger]` and `[dedupe]`: where articles are kept, and what makes two pages one."""

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationError, ValidatorFunctionWrapHandler, WrapValidator

from dateline.config.schema.values import Count, FolderPath, HttpUrl, Strict, WrongValueError


class DedupeScope(StrEnum):
    """Whether the publisher is part of an article's identity."""

    ARCHIVE = "archive"
    """No: headline and minute identify an article in the whole archive."""
    PUBLISHER = "publisher"
    """Yes: the same headline and minute at two publishers are two articles."""


class DedupeMatch(StrEnum):
    """Whether another page with the same headline and minute, but another text, is another article."""

    TEXT = "text"
    """Yes: both articles are kept."""
    KEY = "key"
    """No: another page is a duplicate, whatever its text. Another text of the same page is a revision."""


class DedupeSettings(Strict):
    """`[dedupe]`: what makes two pages one article."""

    scope: DedupeScope = DedupeScope.ARCHIVE
    """Whether the publisher is part of an article's identity."""
    match: DedupeMatch = DedupeMatch.TEXT
    """Whether another page with the same headline and minute, but another text, is another article."""


class RawDays(Strict):
    """So many days after the day on which they were fetched."""

    days: Annotated[Count, Field(ge=1, le=36_525)]
    """How many days raw pages are kept after the day on which they were fetched."""


def _told_as_one(value: Any, check: ValidatorFunctionWrapHandler) -> Any:  # noqa: ANN401 - as pydantic has it
    try:
        return check(value)
    except ValidationError as error:
        raise WrongValueError(
            'raw pages are kept "forever", "until_archived" or { days = N }', "write one of these, N from 1 to 36525"
        ) from error


RawRetention = Annotated[Literal["forever", "until_archived"] | RawDays, WrapValidator(_told_as_one)]


class _Archive(Strict):
    raw_retention: RawRetention = "forever"
    """How long raw pages are kept; `dateline prune` removes them. Without them no record can be traced to its bytes,
    reprocessed or mended."""


class LocalArchive(_Archive):
    """`[archive]` on local disk."""

    kind: Literal["local"] = "local"
    """The archive is a folder."""
    path: FolderPath = Path("archive")
    """The archive's folder."""
    durability: Literal["full", "none"] = "full"
    """`full`: synced to the disk before a manifest names it. `none`: for tests and throw-away runs."""


def _prefix(prefix: str) -> str:
    inner = prefix.strip("/")
    if len(inner.encode()) >= _PREFIX_BYTES:
        raise WrongValueError(
            f"a prefix is shorter than {_PREFIX_BYTES} bytes, because a key has at most 1024", "shorten it"
        )
    if inner and (not inner.isprintable() or "\\" in inner or {"", ".", ".."} & set(inner.split("/"))):
        raise WrongValueError(
            'a prefix is made of names with "/" between them', 'leave out "//", "..", "\\" and the like'
        )
    return prefix


_PREFIX_BYTES = 128
"""What keys leave of S3's 1024 bytes for the prefix and its slash (see `dateline.tasks.adapters.stores.keys`)."""


def _bucket(name: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9._-]{1,255}|arn:\S+", name):
        raise WrongValueError("this is not the name of a bucket", 'write it alone, such as "news", without "s3://"')
    return name


class S3Archive(_Archive):
    """`[archive]` in an S3-compatible bucket; credentials come from the usual AWS places."""

    kind: Literal["s3"] = "s3"
    """The archive is a bucket."""
    bucket: Annotated[str, AfterValidator(_bucket)]
    """Name of the bucket."""
    prefix: Annotated[str, AfterValidator(_prefix)] = ""
    """Prefix of every key, so that a bucket can hold more than this archive."""
    endpoint_url: HttpUrl | None = None
    """Address of an S3-compatible server; AWS if it is not set."""
    region: str | None = None
    """Region of the bucket; by default, the one in the AWS settings."""
    storage_class: str | None = None
    """Storage class of new objects, such as `STANDARD_IA`."""
    encryption: Literal["AES256", "aws:kms"] | None = None
    """Server-side encryption of new objects; otherwise the bucket's default."""
    kms_key_id: str | None = None
    """The KMS key to use with `aws:kms`."""
    tags: dict[str, str] = Field(default_factory=dict)
    """Tags of new objects."""
    parallel: Annotated[Count, Field(ge=1, le=256)] = 16
    """How many requests run at the same time."""
    conditional_writes: Literal["required", "emulated"] = "required"
    """`emulated` is slower and weaker: a check before each write, for endpoints that ignore `If-None-Match`."""
    checksums: Literal["sha256", "off"] = "sha256"
    """Whether the endpoint verifies a checksum of each object; `off` for endpoints that refuse checksums."""


_LEDGER_REMEDY = 'write one such as "sqlite:///.dateline/ledger.sqlite" or "postgresql+psycopg://news@db.example/news"'


def _ledger_url(url: str) -> str:
    scheme, colon, place = url.partition("://")
    kind = scheme.partition("+")[0]
    if not colon:
        raise WrongValueError("this is not the URL of a database", _LEDGER_REMEDY)
    if kind not in {"sqlite", "postgresql"}:
        raise WrongValueError(f"a ledger is kept in SQLite or PostgreSQL, not in {kind}", _LEDGER_REMEDY)
    if not url.isprintable() or not _has_usable_port(place):
        raise WrongValueError("this is not the URL of a database", _LEDGER_REMEDY)
    if kind == "sqlite" and place in {"", "/", "/:memory:"}:
        raise WrongValueError("this names no file", _LEDGER_REMEDY)
    return url


def _has_usable_port(place: str) -> bool:
    server = place.partition("/")[0].rpartition("@")[2]
    port = re.sub(r"^\[[^\]]*\]", "", server).partition(":")[2]
    return port.isdecimal() or not port


class LedgerSettings(Strict):
    """`[ledger]`: where dateline remembers what it has seen."""

    url: Annotated[str, AfterValidator(_ledger_url)] = "sqlite:///.dateline/ledger.sqlite"
    """SQLAlchemy URL: SQLite for one machine, PostgreSQL (`postgresql+psycopg://…`) where several share it."""
