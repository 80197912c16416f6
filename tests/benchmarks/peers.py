"""Other programs that read articles, each as a function of the same shape as the cleaner's `extract`.

Each is asked only for what it gives (`GIVES`): what it has no answer for is not counted against it. None of them is
needed to run dateline; ``requirements/bench.txt`` pins them.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime

Cleaner = Callable[[bytes, str | None], object]
OURS = "dateline"
NO_URL = "https://example.com/"

_ALL = frozenset({"headline", "published_at", "authors", "text"})
GIVES: Mapping[str, frozenset[str]] = {
    OURS: _ALL,
    "trafilatura": _ALL,
    "newspaper4k": _ALL,
    "goose3": _ALL,
    "readability-lxml": frozenset({"headline", "text"}),
    "resiliparse": frozenset({"text"}),
}
"""What each program reads from a page, by the names of `Extraction`'s fields."""
PEERS = tuple(name for name in GIVES if name != OURS)
PACKAGES = {"trafilatura": ("trafilatura", "htmldate"), OURS: (OURS, "selectolax")}
"""The packages whose versions tell what was measured, where that is not the program's name alone."""


def cleaner(system: str) -> Cleaner:
    """Return the function that is measured. A program is imported only here, so that no other pays for it."""
    makers: dict[str, Callable[[], Cleaner]] = {
        OURS: _dateline,
        "trafilatura": _trafilatura,
        "newspaper4k": _newspaper,
        "goose3": _goose,
        "readability-lxml": _readability,
        "resiliparse": _resiliparse,
    }
    if system not in makers:
        raise SystemExit(f"no such program: {system}; there are {', '.join(makers)}")
    try:
        return makers[system]()
    except ModuleNotFoundError as error:
        raise SystemExit(
            f"{system} is not installed: pip install --require-hashes -r requirements/bench.txt"
        ) from error


def _dateline() -> Cleaner:
    from dateline.tasks.core.cleaning import extract  # noqa: PLC0415 - a peer's process must not pay for it

    return extract


def _trafilatura() -> Cleaner:
    from trafilatura import bare_extraction  # noqa: PLC0415

    wanted = {"original_date": True, "outputformat": "%Y-%m-%dT%H:%M:%S%z", "extensive_search": True}

    def clean(page: bytes, url: str | None) -> dict[str, object]:
        found = bare_extraction(
            page, url=url, with_metadata=True, include_comments=False, date_extraction_params=wanted
        )
        if found is None:
            return {}
        authors = [name.strip() for name in (found.author or "").split(";") if name.strip()]
        return {
            "headline": found.title,
            "published_at": _day_at_midnight(found.date),
            "authors": authors,
            "text": found.text,
        }

    return clean


def _day_at_midnight(stated: str | None) -> datetime | date | None:
    """Return htmldate's answer; a time of exactly midnight is how it writes a day."""
    if not stated:
        return None
    moment = datetime.fromisoformat(stated)
    return moment if any((moment.hour, moment.minute, moment.second)) else moment.date()


def _newspaper() -> Cleaner:
    from newspaper import Article, Config  # noqa: PLC0415

    settings = Config()
    settings.fetch_images = False  # it would ask the web for each picture

    def clean(page: bytes, url: str | None) -> dict[str, object]:
        found = Article(url or NO_URL, config=settings)
        found.download(input_html=page.decode("utf-8", "replace"))
        found.parse()
        return {
            "headline": found.title,
            "published_at": found.publish_date,
            "authors": found.authors,
            "text": found.text,
        }

    return clean


def _goose() -> Cleaner:
    from goose3 import Goose  # noqa: PLC0415

    reader = Goose({"enable_image_fetching": False})

    def clean(page: bytes, _: str | None) -> dict[str, object]:
        found = reader.extract(raw_html=page)
        return {
            "headline": found.title,
            "published_at": found.publish_datetime_utc or found.publish_date,
            "authors": found.authors,
            "text": found.cleaned_text,
        }

    return clean


def _readability() -> Cleaner:
    from lxml.html import HtmlElement, fromstring  # noqa: PLC0415
    from readability import Document  # noqa: PLC0415

    def clean(page: bytes, url: str | None) -> dict[str, object]:
        found = Document(page, url=url)
        body: HtmlElement = fromstring(found.summary(html_partial=True))
        blocks = re.sub(r"\s*\n\s*", "\n\n", body.text_content())
        return {"headline": found.short_title(), "text": blocks.strip()}

    return clean


def _resiliparse() -> Cleaner:
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding  # noqa: PLC0415

    def clean(page: bytes, _: str | None) -> dict[str, object]:
        html = bytes_to_str(page, detect_encoding(page))
        return {"text": extract_plain_text(html, main_content=True, alt_texts=False, links=False, list_bullets=False)}

    return clean
