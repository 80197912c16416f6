"""`[source.cleaning]`: what only a source can tell the cleaner."""

from enum import StrEnum

from dateline.config.schema.values import Strict, TimezoneName


class DateOrder(StrEnum):
    """How a source writes an all-digit date such as 03/04/2022."""

    DMY = "DMY"
    MDY = "MDY"
    YMD = "YMD"


class Selectors(Strict):
    """CSS selectors for a site whose markup needs telling. They are tried before anything else."""

    headline: str | None = None
    published: str | None = None
    authors: str | None = None
    summary: str | None = None
    text: str | None = None
    """The container of the body; its paragraphs are cleaned as usual."""
    remove: tuple[str, ...] = ()
    """Elements that are cut from the page before it is read."""


class CleaningRules(Strict):
    """`[source.cleaning]`: what only the source can tell the cleaner."""

    publisher_names: tuple[str, ...] = ()
    """The publisher's names as its titles and bylines bear them ("RT", "RT International")."""
    timezone: TimezoneName | None = None
    """IANA name of the zone in which the source writes times without one."""
    language: str | None = None
    date_order: DateOrder | None = None
    headline_labels: tuple[str, ...] = ()
    """Labels of this source's headlines beside the common ones ("WATCH", "LIVE")."""
    selectors: Selectors = Selectors()
