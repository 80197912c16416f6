"""A search index: adds articles, and finds them."""

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from dateline.tasks.adapters.search.adding import Adding
from dateline.tasks.adapters.search.entries import Entry
from dateline.tasks.adapters.search.lists import ArticleLists, Listed
from dateline.tasks.adapters.search.match import match_of
from dateline.tasks.adapters.search.schema import LANGUAGE, SOURCE, WEIGHTS, first_row
from dateline.tasks.adapters.search.sketches import packed
from dateline.tasks.adapters.search.stories import MAX_PER_HASH, Stories
from dateline.tasks.core.archive.records import key_of_article
from dateline.tasks.core.models import Window
from dateline.tasks.core.search.languages import meant
from dateline.tasks.core.search.page import MAX_RANKED, Query
from dateline.tasks.core.search.query import Expression, Phrase
from dateline.tasks.core.search.similar import MIN_SHARED_HASHES

MAX_CANDIDATES = 500

_LATEST = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Match:
    """An article that was found, before its record is read."""

    id: str
    published_at: datetime
    score: float
    story: str
    """Id of the earliest record of its story."""


@dataclass(frozen=True, slots=True)
class Matches:
    """The best matches, and how many there are in all (at most `MAX_RANKED`)."""

    best: Sequence[Match]
    total: int
    is_total: bool
    has_longer_words: bool
    """False if longer words than those of the query were left out, because so many articles have these."""


class SearchIndex:
    """An open index. Its methods raise `sqlite3.Error`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Run the block in one transaction."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def meta(self, name: str) -> str | None:
        """Return the value that was stored under a name."""
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None

    def note(self, name: str, value: str) -> None:
        """Store a value under a name."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    @property
    def is_empty(self) -> bool:
        """Whether it holds no article."""
        return self._db.execute("SELECT 1 FROM articles LIMIT 1").fetchone() is None

    def has_record(self, article_id: str, record_hash: str | None) -> bool:
        """Return whether the index holds this record as it is; without a hash, whether it holds the article."""
        row = self._db.execute("SELECT record FROM articles WHERE id = ?", (article_id,)).fetchone()
        return bool(row) and record_hash in {None, row[0]}

    def new_manifests(self, keys: Iterable[str]) -> Iterator[str]:
        """Yield those of the manifests that have not been read."""
        for key in keys:
            if not self._db.execute("SELECT 1 FROM manifests WHERE digest = ?", (_digest(key),)).fetchone():
                yield key

    def mark_read(self, keys: Iterable[str]) -> None:
        """Record that everything in these manifests is in the index."""
        self._db.executemany("INSERT OR IGNORE INTO manifests VALUES (?)", ((_digest(key),) for key in keys))

    def awaited(self) -> frozenset[str]:
        """Return the keys of manifests that were missing, or not readable, at the last update."""
        return frozenset(key for (key,) in self._db.execute("SELECT key FROM awaited"))

    def wait_for(self, keys: Iterable[str]) -> None:
        """Replace the keys of awaited manifests."""
        self._db.execute("DELETE FROM awaited")
        self._db.executemany("INSERT OR IGNORE INTO awaited VALUES (?)", ((key,) for key in keys))

    def add(self, entries: Iterable[Entry]) -> None:
        """Add articles. Call it within `writing`, and `group` them later."""
        Adding(self._db).add(entries)

    @property
    def stories(self) -> Stories:
        """The stories of its articles."""
        return Stories(self._db)

    def key_of(self, row: int) -> str | None:
        """Return the key of the record of a row, or None if there is none any more."""
        found = self._db.execute(
            "SELECT id, published_at FROM articles WHERE row = ? AND id IS NOT NULL", (row,)
        ).fetchone()
        return key_of_article(found[0], datetime.fromtimestamp(found[1], UTC)) if found else None

    def find(self, expression: Expression, authors: Sequence[Phrase], query: Query) -> Matches:
        """Return the best matches of a query. Of articles with revisions, only the newest is found.

        If so many articles have the very words that the newest of them fill the ranking, only these words are searched
        for: FTS5 would spend several times as long on all the longer words that begin with them.
        """
        exactly = expression.without_longer_words
        if exactly != expression and self._fill_the_ranking(exactly, authors, query):
            return self._ranked(exactly, authors, query, has_longer_words=False)
        return self._ranked(expression, authors, query, has_longer_words=True)

    def _fill_the_ranking(self, expression: Expression, authors: Sequence[Phrase], query: Query) -> bool:
        found, values = self._found("1", expression, authors, query)
        (total,) = self._db.execute(f"SELECT count(*) FROM ({found})", values).fetchone()  # noqa: S608 - see `_found`
        return bool(total > MAX_RANKED)

    def _ranked(
        self, expression: Expression, authors: Sequence[Phrase], query: Query, *, has_longer_words: bool
    ) -> Matches:
        score = f"bm25(texts, {', '.join(map(str, WEIGHTS))}) AS score"
        matching, values = self._found(f"articles.row, articles.published_at, {score}", expression, authors, query)
        # `best` leaves out what cannot be among the wanted before anything is looked up and sorted.
        found = self._db.execute(
            f"""WITH found AS MATERIALIZED ({matching}),
            best AS MATERIALIZED (SELECT * FROM found WHERE score <= coalesce(
                (SELECT score FROM found ORDER BY score LIMIT 1 OFFSET {query.limit + query.offset - 1}), 1))
            SELECT articles.id, best.published_at, score, coalesce(first.id, articles.id),
                (SELECT count(*) FROM found)
            FROM best CROSS JOIN articles USING (row) LEFT JOIN articles first ON first.row = articles.story
            ORDER BY score, best.published_at DESC, articles.id LIMIT ? OFFSET ?""",  # noqa: S608 - of constants, placeholders and a number
            (*values, query.limit, query.offset),
        ).fetchall()
        total = found[0][-1] if found else 0
        best = [Match(id_, datetime.fromtimestamp(at, UTC), -score, story) for id_, at, score, story, _ in found]
        return Matches(best, min(total, MAX_RANKED), total <= MAX_RANKED, has_longer_words)

    def _found(
        self, columns: str, expression: Expression, authors: Sequence[Phrase], query: Query
    ) -> tuple[str, Sequence[object]]:
        """Return the SELECT of the newest matches, one more than are ranked, and the values of its placeholders."""
        conditions, values = self._filters(query)
        # CROSS JOIN: the words come first, always; a filter alone could lead through half of the archive.
        return (
            f"""SELECT {columns} FROM texts CROSS JOIN articles ON articles.row = texts.rowid
            WHERE texts MATCH ? AND texts.rowid >= ? AND texts.rowid < ? AND {" AND ".join(conditions)}
            ORDER BY texts.rowid DESC LIMIT {MAX_RANKED + 1}""",  # noqa: S608 - of constants and placeholders
            (match_of(expression, authors), *_days(query.window), *values),
        )

    def candidates(self, hashes: Sequence[int]) -> Sequence[Listed]:
        """Return the articles whose sketches share some of these hashes, those that share most first."""
        shared: Counter[int] = Counter()
        for value in hashes:
            newest = "SELECT row FROM hashes WHERE hash = ? ORDER BY row DESC LIMIT ?"
            shared.update(row for (row,) in self._db.execute(newest, (packed([value]), MAX_PER_HASH)))
        rows = sorted(shared.items(), key=lambda pair: (-pair[1], -pair[0]))
        candidates: list[Listed] = []
        for row, count in rows:
            found = self._db.execute(
                "SELECT id, published_at, is_newest FROM articles WHERE row = ?", (row,)
            ).fetchone()
            if count >= min(MIN_SHARED_HASHES, len(hashes)) and found and found[2] and len(candidates) < MAX_CANDIDATES:
                candidates.append(Listed(found[0], datetime.fromtimestamp(found[1], UTC)))
        return candidates

    def _filters(self, query: Query) -> tuple[list[str], list[int]]:
        conditions, values = ["is_newest"], list[int]()
        if query.window.since:
            conditions.append("published_at >= ?")
            values.append(int(query.window.since.timestamp()))
        if query.window.until:
            conditions.append("published_at < ?")
            values.append(int(query.window.until.timestamp()))
        for kind, wanted in ((SOURCE, query.sources), (LANGUAGE, query.languages)):
            if wanted:
                numbers = self._numbers(kind, wanted)
                conditions.append(f"{kind} IN ({', '.join('?' * len(numbers))})")
                values += numbers
        return conditions, values

    def _numbers(self, kind: str, wanted: Sequence[str]) -> list[int]:
        names = self._db.execute("SELECT number, name FROM names WHERE kind = ?", (kind,)).fetchall()
        if kind == SOURCE:
            return [number for number, name in names if name in wanted]
        known = [name for _, name in names]
        tagged = {name for tag in wanted for name in meant(tag, known).tags}
        return [number for number, name in names if name in tagged]

    @property
    def languages(self) -> Sequence[str]:
        """The languages of its articles, as BCP 47 tags, in alphabetical order."""
        rows = self._db.execute("SELECT name FROM names WHERE kind = ? ORDER BY name", (LANGUAGE,)).fetchall()
        return [name for (name,) in rows if name]

    @property
    def lists(self) -> ArticleLists:
        """The lists of its articles."""
        return ArticleLists(self._db)

    def close(self) -> None:
        """Close the file."""
        self._db.close()


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()[:12]


def _days(window: Window) -> tuple[int, int]:
    """Return the first row of a window's days, and the first one after them."""
    since, until = window.since, window.until
    first = first_row(since.date()) if since else first_row(date.min)
    return first, first_row(until.date() + timedelta(days=1)) if until else first_row(_LATEST.date())
