"""Collects hints about a page's way of writing dates from its source, URL and language."""

from urllib.parse import urlsplit

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.language import stated_language
from dateline.tasks.core.cleaning.language_tags import primary_language, region_of
from dateline.tasks.core.cleaning.page import Page
from dateline.tasks.core.cleaning.timestamps.reading import Hints

_NO_COUNTRY = "co io ai tv me fm am ly cc ws to gg sh st is la vc nu tk ml ga cf gq eu su bz pw so im"
"""Two-letter domains that are used all over the world."""
_COUNTRY_LENGTH = 2


def hints_for(document: Document, page: Page, language: str | None) -> Hints:
    """Return the hints for a page. ``language`` is the language determined for it."""
    places = (document.root.attributes.get("lang"), next(iter(document.meta.get("og:locale", ())), None))
    tag = next((tag for tag in places if tag and language and primary_language(tag) == language), None)
    stated = stated_language(document)
    return plain_hints(page, language, region_of(tag), stated.value if stated else None)


def plain_hints(
    page: Page, language: str | None = None, region: str | None = None, stated_language: str | None = None
) -> Hints:
    """Return the hints for a page, given its language, the region in its language tag, and what its markup states."""
    rules = page.rules
    return Hints(
        order=rules.date_order,
        language=language,
        stated_language=stated_language,
        region=_country(page.url) or region,
        now=page.now,
        timezone=rules.timezone,
    )


def _country(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return None
    last = host.rpartition(".")[2]
    return last if len(last) == _COUNTRY_LENGTH and last not in _NO_COUNTRY else None
