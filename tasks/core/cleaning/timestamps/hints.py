"""What a page's source, address and language tell about the way in which it writes dates."""

from urllib.parse import urlsplit

from dateline.tasks.core.cleaning.document import Document
from dateline.tasks.core.cleaning.page import Page
from dateline.tasks.core.cleaning.timestamps.reading import Hints

_NO_COUNTRY = "co io ai tv me fm am ly cc ws to gg sh st is la vc nu tk ml ga cf gq eu su bz pw so im"
"""Two-letter domains that are sold all over the world."""
_COUNTRY_LENGTH = 2


def hints_for(document: Document, page: Page) -> Hints:
    """Return what is known about the page's writer, the source's own words first."""
    rules = page.rules
    language, region = _tag(document.root.attributes.get("lang"))
    locale_language, locale_region = _tag(next(iter(document.meta.get("og:locale", ())), None))
    if rules.language:
        language, _, _ = rules.language.lower().partition("-")
    return plain_hints(page, language or locale_language, region or (None if language else locale_region))


def plain_hints(page: Page, language: str | None = None, region: str | None = None) -> Hints:
    """Return what is known about the writer of a page that says nothing about itself."""
    rules = page.rules
    return Hints(
        order=rules.date_order,
        language=language or (rules.language.lower().partition("-")[0] if rules.language else None),
        region=_country(page.url) or region,
        now=page.fetched_at,
        timezone=rules.timezone,
    )


def _tag(value: str | None) -> tuple[str | None, str | None]:
    """Return language and region of a BCP 47 tag or a POSIX locale."""
    parts = (value or "").strip().lower().replace("_", "-").split("-")
    region = next((part for part in parts[1:] if len(part) == _COUNTRY_LENGTH), None)
    return parts[0] or None, region


def _country(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return None
    last = host.rpartition(".")[2]
    return last if len(last) == _COUNTRY_LENGTH and last not in _NO_COUNTRY else None
