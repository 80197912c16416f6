"""A search's query and its results."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field

from dateline.tasks.core.models import Precision, Window
from dateline.tasks.core.value_types import Model, UtcDatetime

MAX_HITS = 1000
"""The largest number of hits in a page."""
MAX_RANKED = 10_000
"""How many matches are ranked: if there are more, the newest."""


class Query(Model):
    """A search. An empty filter excludes nothing."""

    text: str
    """What a person typed; see `dateline.tasks.core.search.query`."""
    window: Window = Window()
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    """BCP 47 tags; `dateline.tasks.core.search.languages` says which tags of articles each of them means."""
    authors: tuple[str, ...] = ()
    """Names or parts of them, in whole words."""
    limit: Annotated[int, Field(ge=1, le=MAX_HITS)] = 10
    offset: Annotated[int, Field(ge=0, le=MAX_RANKED)] = 0
    """How many of the best hits to skip, for further pages."""


class Hit(Model):
    """An article that was found."""

    id: str
    key: str
    """Key of its record in the archive."""
    url: str
    source: str
    publisher: str
    headline: str
    authors: tuple[str, ...]
    language: str | None
    published_at: UtcDatetime
    published_precision: Annotated[Precision, Field(exclude=True)]
    story: str
    """Id of the earliest record of its story: of the articles with similar texts, and their revisions."""
    score: float
    """How well it matches; higher is better. Comparable within one page only."""
    snippet: str
    """The part of its text, or of its summary, with most of the query's words."""
    marks: tuple[tuple[int, int], ...]
    """Start and end of each match in ``snippet``, in characters."""
    returned_to: str | None = None
    """Id of the earlier record with whose text its page was last seen, if it was."""


class Page(Model):
    """The hits of a search, best first."""

    hits: tuple[Hit, ...]
    total: int
    """How many articles match."""
    is_total: bool = True
    """False if more than ``total`` articles match: then only the newest `MAX_RANKED` were ranked."""
    notes: tuple[str, ...] = ()
    """Sentences about what may be missing, such as damaged records."""


@dataclass(frozen=True, slots=True)
class Extent:
    """The number of articles of a source, and the days (UTC) of the first and the last."""

    articles: int
    first: date
    last: date
