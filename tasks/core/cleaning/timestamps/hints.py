"""What a page's source, address and language tell about the way in which it writes dates."""

from urllib.parse import urlsplit

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.language_tags import primary_language, region_of
from dateline.tasks.core.cleaning.page import Page
from dateline.tasks.core.cleaning.timestamps.reading import Hints

_NO_COUNTRY = "co io ai tv me fm am ly cc ws to gg sh st is la vc nu tk ml ga cf gq eu su bz pw so im"
"""Two-letter domains that are sold all over the world."""
_COUNTRY_LENGTH = 2


def hints_for(document: Document, page: Page, language: str | None) -> Hints:
    """Return what is known about a page's writer; ``language`` is the page's, as decided."""
    places = (document.root.attributes.get("lang"), next(iter(document.meta.get("og:locale", ())), None))
    tag = next((tag for tag in places if tag and language and primary_language(tag) == language), None)
    return plain_hints(page, language, region_of(tag))


def plain_hints(page: Page, language: str | None = None, region: str | None = None) -> Hints:
    """Return what is known about the writer of a page, given its language and the region that it names beside it."""
    rules = page.rules
    return Hints(
        order=rules.date_order,
        language=language,
        region=_country(page.url) or region,
        now=page.fetched_at,
        timezone=rules.timezone,
    )


def _country(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return None
    last = host.rpartition(".")[2]
    return last if len(last) == _COUNTRY_LENGTH and last not in _NO_COUNTRY else None
