"""The articles of a search index by time of publication, newest first, and their number by day and source."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from dateline.tasks.core.models import Window
from dateline.tasks.core.search.page import Extent

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Listed:
    """An article in a list, before its record is read."""

    id: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class ListedRevision:
    """A record that revises another one."""

    id: str
    revises: str
    """Id of the record that it revises."""
    published_at: datetime
    fetched_at: datetime


class ArticleLists:
    """Lists of the newest record of each article. Methods raise `sqlite3.Error`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def newest(self, window: Window, source: str | None, limit: int, after: str | None = None) -> Sequence[Listed]:
        """Return the articles of a window, newest first, starting after the article with the id ``after``."""
        return self._listed(window, source, limit, after, "<", "DESC")

    def oldest(self, window: Window, source: str | None, limit: int, before: str) -> Sequence[Listed]:
        """Return the articles of a window before the article with the id ``before``, nearest first."""
        return self._listed(window, source, limit, before, ">", "ASC")

    def place_of(self, article_id: str) -> datetime | None:
        """Return when the article with this id was published; None if the index has no such record."""
        row = self._db.execute("SELECT published_at FROM articles WHERE id = ?", (article_id,)).fetchone()
        return datetime.fromtimestamp(row[0], UTC) if row else None

    def starting(self, start: str, most: int) -> Sequence[Listed]:
        """Return records whose ids start so, ordered by id: at most so many."""
        rows = self._db.execute(
            "SELECT id, published_at FROM articles WHERE id >= ? AND id < ? ORDER BY id LIMIT ?",
            (start, f"{start}g", most),  # ids are hexadecimal
        )
        return [Listed(id_, datetime.fromtimestamp(at, UTC)) for id_, at in rows]

    def counts(self, window: Window) -> Mapping[str, Mapping[date, int]]:
        """Return the number of articles by source and day of publication, for the days that a window touches."""
        found: dict[str, dict[date, int]] = {}
        first = _day_number(window.since.date()) if window.since else -(1 << 40)
        last = _day_number((window.until - timedelta(microseconds=1)).date()) if window.until else 1 << 40
        rows = self._db.execute(
            """SELECT name, day, articles FROM daily JOIN names ON number = source
            WHERE day BETWEEN ? AND ? AND articles > 0 ORDER BY name, day""",
            (first, last),
        )
        for name, day, articles in rows:
            found.setdefault(name, {})[_day(day)] = articles
        return found

    def extents(self) -> Mapping[str, Extent]:
        """Return how many articles each source has, and their first and last day."""
        rows = self._db.execute(
            """SELECT name, articles,
                (SELECT min(day) FROM daily WHERE daily.source = totals.source AND daily.articles > 0),
                (SELECT max(day) FROM daily WHERE daily.source = totals.source AND daily.articles > 0)
            FROM totals JOIN names ON number = source WHERE articles > 0 ORDER BY name"""
        )
        return {name: Extent(articles, _day(first), _day(last)) for name, articles, first, last in rows}

    def revisions(self, limit: int) -> Sequence[ListedRevision]:
        """Return the latest records that revise another one."""
        rows = self._db.execute(
            "SELECT id, revises, published_at, fetched_at FROM revisions ORDER BY fetched_at DESC, id DESC LIMIT ?",
            (limit,),
        )
        return [
            ListedRevision(id_, revises, datetime.fromtimestamp(published, UTC), datetime.fromtimestamp(fetched, UTC))
            for id_, revises, published, fetched in rows
        ]

    def _listed(  # noqa: PLR0913, PLR0917 - the parts of one query
        self, window: Window, source: str | None, limit: int, beyond: str | None, than: str, order: str
    ) -> Sequence[Listed]:
        conditions, values = ["is_newest"], list[int]()
        if source is not None:
            found = self._db.execute(
                "SELECT number FROM names WHERE kind = 'source' AND name = ?", (source,)
            ).fetchone()
            conditions.append("source = ?")
            values.append(int(found[0]) if found else -1)
        for moment, bound in ((window.since, ">="), (window.until, "<")):
            if moment:
                conditions.append(f"published_at {bound} ?")
                values.append(int(moment.timestamp()))
        if beyond is not None:
            place = self._db.execute("SELECT published_at, row FROM articles WHERE id = ?", (beyond,)).fetchone()
            if place is None:
                return ()
            conditions.append(f"(published_at, row) {than} (?, ?)")
            values += place
        rows = self._db.execute(
            f"""SELECT id, published_at FROM articles WHERE {" AND ".join(conditions)}
            ORDER BY published_at {order}, row {order} LIMIT ?""",  # noqa: S608 - of constants and placeholders
            (*values, limit),
        )
        return [Listed(id_, datetime.fromtimestamp(at, UTC)) for id_, at in rows]


def _day(number: int) -> date:
    return _EPOCH + timedelta(days=number)


def _day_number(day: date) -> int:
    return (day - _EPOCH).days
