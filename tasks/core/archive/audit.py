"""The checks of an audit, as pure functions."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

from dateline.config.schema import DedupeScope, Settings, Source
from dateline.tasks.core.archive.audit_findings import Fault, Finding
from dateline.tasks.core.archive.batches import Run
from dateline.tasks.core.archive.changes import content_hash
from dateline.tasks.core.archive.records import (
    article_id,
    article_key,
    day_of,
    earlier_key,
    newer_version,
    read_article,
    read_rejection,
    record_hash,
    rejection_key,
    to_json,
)
from dateline.tasks.core.dedupe import dedupe_key, text_hash, variant_hash
from dateline.tasks.core.errors import RecordError
from dateline.tasks.core.headline_key import headline_key
from dateline.tasks.core.models import Article, Outcome, Rejection, Window


@dataclass(frozen=True, slots=True)
class Scope:
    """What an audit checks, and what it may do."""

    settings: Settings
    sources: Mapping[str, Source]
    window: Window
    index: Path
    """The path of the index, a file that exists only during the audit."""
    run: Run
    deep: bool
    mend: bool


class Named(NamedTuple):
    """An object listed in manifests, with the hashes of its bytes that they record."""

    key: str
    hashes: frozenset[str]


def merge_join(listed: Iterable[str], named: Iterable[Named]) -> Iterator[tuple[str, bool, Named | None]]:
    """Yield each key with whether it exists and its entry in manifests. Both inputs must be sorted by key."""
    named = iter(named)
    following = next(named, None)
    for key in listed:
        while following and following.key < key:
            yield following.key, False, following
            following = next(named, None)
        if following and following.key == key:
            yield key, True, following
            following = next(named, None)
        else:
            yield key, True, None
    while following:
        yield following.key, False, following
        following = next(named, None)


def in_days(window: Window, key: str) -> bool:
    """Return whether the day in the key overlaps the window. Keys without a day always count."""
    day = day_of(key)
    if day is None:
        return True
    begins = _midnight(day)
    return (window.since is None or begins + timedelta(days=1) > window.since) and (
        window.until is None or begins < window.until
    )


def check_article(
    data: bytes, key: str, hashes: Collection[str], sources: Mapping[str, Source]
) -> tuple[Article | None, Finding | None]:
    """Return the article, if it can be read, and a finding, if something is wrong with it.

    If manifests record hashes of its bytes, these decide. Otherwise its computed fields must be correct; its
    ``dedupe_key`` is if the current rules of the source, or no rules, give it.
    """
    try:
        article = read_article(data, key)
    except RecordError as error:
        fault = Fault.ARTICLE_NEWER if newer_version(data) else Fault.ARTICLE_DAMAGED
        return None, Finding.of(fault, key, error.problem)
    if hashes:
        wrong = "" if record_hash(data) in hashes else "its bytes are not those that were written"
    else:
        wrong = "" if article.dedupe_key in _keys(article, sources) else "its dedupe_key does not match its content"
    wrong = wrong or _misfit(article, key)
    return article, Finding.of(Fault.ARTICLE_DAMAGED, key, f"{key}: {wrong}") if wrong else None


def check_rejection(data: bytes, key: str, hashes: Collection[str]) -> tuple[Rejection | None, Finding | None]:
    """Return the rejection, if it can be read, and a finding, if something is wrong with it.

    ``hashes`` are those of the bytes that the manifests imply.
    """
    try:
        rejection = read_rejection(data, key)
    except RecordError as error:
        return None, Finding.of(Fault.REJECTION_DAMAGED, key, error.problem)
    if rejection_key(rejection) != key or (hashes and record_hash(to_json(rejection)) not in hashes):
        return rejection, Finding.of(Fault.REJECTION_DAMAGED, key, f"{key}: its bytes are not those that were written")
    return rejection, None


def rejection_of(outcome: Outcome) -> Rejection | None:
    """Return the rejection that an outcome describes, or None if it is an article's outcome."""
    if outcome.reason is None:
        return None
    return Rejection(
        source=outcome.source,
        url=outcome.url,
        reason=outcome.reason,
        detail=outcome.detail or "",
        rejected_at=outcome.at,
        raw=outcome.raw,
    )


def fits_its_key(article: Article, key: str) -> bool:
    """Return whether an article may be stored under the key."""
    return not _misfit(article, key)


def _misfit(article: Article, key: str) -> str:
    """Return how the article contradicts itself or its key, or ""."""
    base, _, suffix = article.id.partition(".")
    if article.text_hash != text_hash(article.text):
        return "its text does not match its text_hash"
    own_key = article_key(article)
    if key not in {own_key, earlier_key(own_key)} or article_id(key) != article.id:
        return f"it belongs under {own_key}"
    if base != article.dedupe_key:
        return "its id does not match its dedupe_key"
    if suffix and suffix not in {article.text_hash[:12], variant_hash(article)[:12], content_hash(article)[:12]}:
        return "its id does not match its content"
    return ""


def _keys(article: Article, sources: Mapping[str, Source]) -> set[str]:
    headlines = {headline_key(article.headline).key}
    if source := sources.get(article.source):
        rules = source.cleaning
        headlines.add(headline_key(article.headline, rules.publisher_names, rules.headline_labels).key)
    return {
        dedupe_key(headline, article.published_at, article.publisher, scope)
        for headline in headlines
        for scope in DedupeScope
    }


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
