"""The value of a field as stated in one place of a page."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """A value of a field, with the place that it was read from.

    ``origin`` is what ``provenance`` records and what ``dateline preview`` shows. It names the kind of place, a
    colon, and the place: ``json-ld:headline``, ``meta:og:title``, ``markup:h1``, ``text:byline``, ``feed:title``,
    ``source:selectors.headline``. ``raw`` is the string as it stood there, before it was parsed.
    """

    value: T
    origin: str
    raw: str = ""
