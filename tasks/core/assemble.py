"""Turns a stored raw page into the record to archive: an article or a rejection."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from pydantic import ValidationError

from dateline.config.schema import DedupeScope, Source
from dateline.tasks.core.cleaning import clean_page, explain
from dateline.tasks.core.cleaning.kind.evidence import Judgement
from dateline.tasks.core.cleaning.page import Extraction, Page
from dateline.tasks.core.cleaning.verdict import Verdict
from dateline.tasks.core.clock_faults import clocks_in_words, later_at_server
from dateline.tasks.core.dedupe import dedupe_key, text_hash
from dateline.tasks.core.headline_key import headline_key
from dateline.tasks.core.models import Article, Cleaner, Precision, RawPointer, Reason, Rejection, TimezoneSource
from dateline.tasks.core.version import __version__
from dateline.tasks.core.web.bot_wall import looks_like_bot_wall
from dateline.tasks.core.web.content_encoding import CUT_SHORT, Content, ContentFailure, content
from dateline.tasks.core.web.fetched import FetchFailure, RawPage, StoredPage
from dateline.tasks.core.web.urls import registrable_domain

CLEANER = Cleaner(name="dateline", version=__version__)

MAX_DISAGREEMENT = timedelta(days=7)
"""How far a page's published timestamp may differ from its feed's before the record gets a warning."""


def to_record(stored: StoredPage, source: Source, scope: DedupeScope, max_body_bytes: int) -> Article | Rejection:
    """Return the article or rejection that a page of ``source`` becomes. Never raises because of a page's content."""
    page, raw = stored.page, stored.raw
    if isinstance(page, FetchFailure):
        return _rejection(page, source, page.reason, page.detail)
    unpacked = content(page, max_body_bytes)
    if isinstance(unpacked, ContentFailure):
        return _rejection(page, source, unpacked.reason, unpacked.detail, raw)
    if refusal := _refusal(page, unpacked):
        return _rejection(page, source, *refusal, raw)
    read = clean_page(_to_page(page, unpacked.body, source))
    if isinstance(read, Verdict):
        rejection = _rejection(page, source, read.reason, read.detail, raw)
        return rejection.model_copy(update={"published_at": read.published_at})
    if raw is None:
        raise AssertionError("a page with bytes has a raw pointer")
    article = _article(page, read, source, scope, raw)
    if page.truncated and not unpacked.has_end and isinstance(article, Article):
        cut = f"the capture is cut short (WARC-Truncated: {page.truncated[:40]}), so the text may lack its end"
        return article.model_copy(update={"warnings": (*article.warnings, cut)})
    return article


def _refusal(page: RawPage, unpacked: Content) -> tuple[Reason, str] | None:
    """Return why a response is not the page that was requested, or None if it is."""
    if looks_like_bot_wall(page.status, page.headers, unpacked.body):
        return Reason.BLOCKED, "the site answered with a bot wall instead of the page"
    if not page.is_ok:
        return Reason.HTTP_STATUS, page.answer
    # What a crawler cut will never be whole. It is kept, with a warning.
    return (Reason.UNREADABLE, CUT_SHORT) if unpacked.is_cut_short and not page.truncated else None


def to_judgement(stored: StoredPage, source: Source, max_body_bytes: int) -> Judgement | None:
    """Return the evidence that a page which `to_record` could read is an article or not; None if it is not HTML."""
    page = stored.page
    unpacked = None if isinstance(page, FetchFailure) else content(page, max_body_bytes)
    if isinstance(page, FetchFailure) or unpacked is None or isinstance(unpacked, ContentFailure):
        return None
    return explain(_to_page(page, unpacked.body, source))


def _to_page(page: RawPage, body: bytes, source: Source) -> Page:
    return Page(
        body=body,
        url=page.url,
        content_type=page.header("Content-Type"),
        fetched_at=page.fetched_at,
        server_at=_server_at(page),
        ref=page.ref,
        rules=source.cleaning,
    )


def _server_at(page: RawPage) -> datetime | None:
    """Return the server's time if it is much later than the fetch. Web archives send times of their own."""
    if page.ref.via.startswith(("warc:", "wayback:")):
        return None
    return later_at_server(page.header("Date"), page.fetched_at)


def _article(
    page: RawPage, read: Extraction, source: Source, scope: DedupeScope, raw: RawPointer
) -> Article | Rejection:
    url = _public_url(page, read)
    publisher = source.publisher or registrable_domain(url) or source.name
    key = headline_key(read.headline or "", source.cleaning.publisher_names, source.cleaning.headline_labels)
    if read.published_at is None:
        raise AssertionError("the verdict rejects pages without a timestamp")
    identity = dedupe_key(key.key, read.published_at, publisher, scope)
    try:
        return Article(
            id=identity,
            dedupe_key=identity,
            source=source.name,
            publisher=publisher,
            url=url,
            canonical_url=read.canonical_url,
            headline=read.headline or "",
            kicker=read.kicker,
            headline_tags=key.tags,
            summary=read.summary,
            text=read.text,
            captions=read.captions,
            corrections=read.corrections,
            authors=read.authors,
            published_at=read.published_at,
            published_raw=read.published_raw or "",
            published_precision=read.published_precision or Precision.DAY,
            timezone_source=read.timezone_source or TimezoneSource.ASSUMED,
            modified_at=read.modified_at,
            language=read.language,
            section=read.section,
            keywords=read.keywords,
            image_url=read.image_url,
            paywalled=read.paywalled,
            fetched_at=page.fetched_at,
            text_hash=text_hash(read.text),
            raw=raw,
            provenance=dict(sorted(read.provenance.items())),
            cleaner=CLEANER,
            warnings=(*read.warnings, *_far_apart(page, read), *_clocks_apart(page)),
        )
    except ValidationError as error:
        return _rejection(page, source, Reason.INVALID, _in_words(error), raw)


def _far_apart(page: RawPage, read: Extraction) -> Iterator[str]:
    """Yield a warning if the page's time differs much from that of the feed, sitemap or listing that lists it."""
    told_at = page.ref.published_at
    if told_at and read.published_at and abs(read.published_at - told_at) > MAX_DISAGREEMENT:
        yield (
            f"the page says that it was published at {read.published_at:%Y-%m-%dT%H:%MZ}, "
            f"but the feed or sitemap that lists it says {told_at:%Y-%m-%dT%H:%MZ}"
        )


def _clocks_apart(page: RawPage) -> Iterator[str]:
    if server_at := _server_at(page):
        yield f"{clocks_in_words('the server', server_at, page.fetched_at)} when the page was fetched"


def _public_url(page: RawPage, read: Extraction) -> str:
    """Return the page's public URL. For a saved file, that is the one that the page itself states."""
    if page.status is None:
        return read.canonical_url or page.ref.url
    return page.url


def _in_words(error: ValidationError) -> str:
    return "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors(include_url=False))


def _rejection(
    page: RawPage | FetchFailure, source: Source, reason: Reason, detail: str, raw: RawPointer | None = None
) -> Rejection:
    at = page.failed_at if isinstance(page, FetchFailure) else page.fetched_at
    return Rejection(source=source.name, url=page.ref.url, reason=reason, detail=detail, rejected_at=at, raw=raw)
