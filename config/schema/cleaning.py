"""`[source.cleaning]`: what only a source can tell the cleaner."""

from enum import StrEnum

from dateline.config.schema.values import LanguageTag, Strict, TimezoneName


class DateOrder(StrEnum):
    """How a source writes an all-digit date such as 03/04/2022."""

    DMY = "DMY"
    """Day, month, year: 3 April is 03/04."""
    MDY = "MDY"
    """Month, day, year: 3 April is 04/03."""
    YMD = "YMD"
    """Year, month, day."""


class Selectors(Strict):
    """CSS selectors for a site whose markup is read wrongly without them. They are tried first."""

    headline: str | None = None
    """The element that holds the headline."""
    published: str | None = None
    """The element that holds the publication date."""
    authors: str | None = None
    """The elements that hold the authors' names."""
    summary: str | None = None
    """The element that holds the standfirst."""
    text: str | None = None
    """The container of the body; its paragraphs are cleaned as usual."""
    remove: tuple[str, ...] = ()
    """Elements that are removed before the page is read."""


class CleaningRules(Strict):
    """`[source.cleaning]`: what only the source can tell the cleaner."""

    publisher_names: tuple[str, ...] = ()
    """The publisher's names as they appear in titles and bylines ("RT", "RT International")."""
    timezone: TimezoneName | None = None
    """IANA name of the zone that times without a zone are in."""
    language: LanguageTag | None = None
    """BCP 47 tag of the source's language, for pages that state none and whose text does not show one."""
    date_order: DateOrder | None = None
    """How the source writes dates that consist of digits only, such as 03/04/2026."""
    headline_labels: tuple[str, ...] = ()
    """Labels before this source's headlines, besides the common ones ("WATCH", "LIVE")."""
    selectors: Selectors = Selectors()
    """CSS selectors, for a site whose markup is read wrongly without them."""
