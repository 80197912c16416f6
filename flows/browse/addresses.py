"""The paths of the reading room. They follow the keys of the archive: ``/articles/2026/03/01/<id>``."""

from collections.abc import Mapping
from datetime import date, datetime
from urllib.parse import urlencode

from starlette.convertors import StringConvertor, register_url_convertor

from dateline.config.schema.values import NAME_PATTERN
from dateline.tasks.core.archive.records import REJECTED, day_path, key_of_article
from dateline.tasks.core.models import Article

DAY = r"[0-9]{1,4}/[0-9]{2}/[0-9]{2}"
ARTICLE_ID = r"[0-9a-f]{64}(?:\.[0-9a-f]{12})?"
ID_START = r"[0-9a-f]{4,64}(?:\.[0-9a-f]{1,12})?"
URL_HASH = r"[0-9a-f]{32}"
SOURCE = NAME_PATTERN.strip("^$")
PATTERNS: Mapping[str, str] = {"day": DAY, "article": ARTICLE_ID, "start": ID_START, "hash": URL_HASH, "source": SOURCE}
"""What each part of an address may be. Nothing else leads to a page, so no path can leave the archive."""


def register_convertors() -> None:
    """Make the parts of addresses available to routes."""
    for name, pattern in PATTERNS.items():
        convertor = type(f"{name.title()}Convertor", (StringConvertor,), {"regex": pattern})()
        register_url_convertor(name, convertor)


def of_article(article: Article) -> str:
    """Return the address of an article."""
    return of_record(article.id, article.published_at)


def of_record(article_id: str, published_at: datetime) -> str:
    """Return the address of the record with this id."""
    return of_key(key_of_article(article_id, published_at))


def of_key(key: str) -> str:
    """Return the address of the record with this key."""
    return f"/{key.removesuffix('.json')}"


def of_rejection(key: str) -> str:
    """Return the address of the rejection with this key."""
    return f"/rejections/{rejection_of(key)}"


def rejection_of(key: str) -> str:
    """Return how parameters and addresses name the rejection with this key: by source and hash."""
    return key.removeprefix(REJECTED).removesuffix(".json")


def of_day(day: date) -> str:
    """Return the address of the articles of a day."""
    return f"/articles/{day_path(day)}"


def of_source(name: str) -> str:
    """Return the address of a source."""
    return f"/sources/{name}"


def with_query(path: str, **parameters: object) -> str:
    """Return an address with those of the parameters that are set."""
    pairs = [
        (name, item)
        for name, value in parameters.items()
        for item in (value if isinstance(value, tuple | list) else (value,))
        if item not in {None, ""}
    ]
    return f"{path}?{urlencode(pairs)}" if pairs else path
