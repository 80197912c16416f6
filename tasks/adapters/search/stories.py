"""The stories of a search index: groups of records with similar texts, or that revise one another.

Two records belong together if they are similar (`dateline.tasks.core.search.similar`), or if one revises the other; so
do all records between which a chain of such pairs leads. A story is named after its earliest record. So stories depend
on which records there are, but not on the order in which they arrived:

- A hash of more than `MAX_PER_HASH` records is boilerplate, and selects no candidates. If a hash becomes boilerplate,
  the stories that it may have brought together are dissolved, and their records are grouped again.
- So are those of a story of which a record was replaced.

Methods raise `sqlite3.Error`.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from dateline.tasks.adapters.search.sketches import HASH_BYTES, STARTS, hashes_in
from dateline.tasks.core.search.similar import MIN_SHARED_HASHES

MAX_PER_HASH = 1000

_FIND_SHARING = (
    "CREATE TABLE temp.shared (row INTEGER, hash BLOB, PRIMARY KEY (row, hash)) WITHOUT ROWID",
    """INSERT INTO temp.shared SELECT row, hash
    FROM (SELECT hash FROM hashes GROUP BY hash HAVING count(*) > 1) CROSS JOIN hashes USING (hash)
    WHERE hash NOT IN (SELECT hash FROM boilerplate) ORDER BY 1, 2""",
    """CREATE TABLE temp.pairs AS SELECT one.hash AS hash, other.hash AS other, row
    FROM temp.shared one CROSS JOIN temp.shared other USING (row) WHERE other.hash > one.hash""",
    """CREATE TABLE temp.sharing AS SELECT DISTINCT row FROM (
        SELECT row, count(*) OVER (PARTITION BY hash, other) AS times FROM temp.pairs) WHERE times > 1""",
)
"""Finds the records that share two hashes with another one. Pairs of the hashes of a record are few, where pairs of the
records of a hash could be half a million."""


class Stories:
    """Which record belongs to which story, and which have yet to be looked at. Records are named by their rows."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def add(self, sketches: Sequence[tuple[int, bytes]]) -> None:
        """Note the sketches of new records, which have to be grouped."""
        self._db.executemany("INSERT INTO sketches VALUES (?, ?)", sketches)
        self._db.executemany("INSERT INTO ungrouped VALUES (?)", ((row,) for row, _ in sketches))

    def remove(self, row: int) -> None:
        """Forget a record that was replaced."""
        self._dissolve([row])
        self._db.executemany(
            "DELETE FROM hashes WHERE hash = ? AND row = ?", ((value, row) for value in self._sketch(row))
        )
        for table in ("sketches", "ungrouped"):
            self._db.execute(f"DELETE FROM {table} WHERE row = ?", (row,))  # noqa: S608 - of constants

    def list_hashes(self) -> None:
        """Enter the hashes of the records that wait, which are few or all: in their order, either is fast."""
        starts = ", ".join(f"({start})" for start in STARTS)
        self._db.execute(
            f"""INSERT OR IGNORE INTO hashes
            SELECT substr(hashes, column1, {HASH_BYTES}), row
            FROM ungrouped CROSS JOIN sketches USING (row) CROSS JOIN (VALUES {starts}) ON column1 < length(hashes)
            ORDER BY 1, 2"""  # noqa: S608 - of constants
        )

    def waiting(self, most: int) -> Sequence[int]:
        """Return some of the records that have to be grouped."""
        return [row for (row,) in self._db.execute("SELECT row FROM ungrouped LIMIT ?", (most,))]

    def are_mostly_waiting(self) -> bool:
        """Return whether so many records have to be grouped that `pass_over_lone` is worth its while."""
        (waiting,) = self._db.execute("SELECT count(*) FROM ungrouped").fetchone()
        (known,) = self._db.execute("SELECT count(*) FROM sketches").fetchone()
        return bool(waiting > known / 10)

    def pass_over_lone(self) -> None:
        """Take those that can have no candidates off the list of what has to be grouped, all at once."""
        frequent = "SELECT hash FROM hashes GROUP BY hash HAVING count(*) > ?"
        for (value,) in self._db.execute(frequent, (MAX_PER_HASH,)).fetchall():
            self._rows_with(value)
        for statement in _FIND_SHARING:
            self._db.execute(statement)
        self._db.execute(
            """DELETE FROM ungrouped WHERE row NOT IN (
                SELECT row FROM temp.sharing
                UNION SELECT row FROM sketches WHERE length(hashes) < ?
                UNION SELECT row FROM articles JOIN revisions USING (id)
                UNION SELECT row FROM articles JOIN revisions ON articles.id = revises)""",
            (MIN_SHARED_HASHES * HASH_BYTES,),
        )
        for table in ("shared", "pairs", "sharing"):
            self._db.execute(f"DROP TABLE temp.{table}")

    def candidates(self, row: int) -> Sequence[int]:
        """Return the records that may be similar to this one, the most promising first."""
        hashes, shared = self._sketch(row), Counter[int]()
        for value in hashes:
            shared.update(self._rows_with(value))
        del shared[row]
        least = min(MIN_SHARED_HASHES, len(hashes))
        return [
            other for other, count in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0])) if count >= least
        ]

    def related(self, row: int) -> Sequence[int]:
        """Return the record that this one revises, and those that revise it, as far as they are in the index."""
        found = self._db.execute(
            """SELECT row FROM articles WHERE id = (
                SELECT revises FROM revisions JOIN articles USING (id) WHERE row = ?1)
            UNION SELECT other.row FROM articles JOIN revisions ON revises = articles.id
                JOIN articles other ON other.id = revisions.id WHERE articles.row = ?1""",
            (row,),
        )
        return [other for (other,) in found]

    def are_together(self, one: int, other: int) -> bool:
        """Return whether both belong to one story."""
        return self._first(one) == self._first(other)

    def join(self, one: int, other: int) -> None:
        """Make the stories of two records one."""
        first, second = sorted((self._first(one), self._first(other)), key=self._age)
        if first != second:
            self._db.execute("UPDATE articles SET story = ?1 WHERE story = ?2 OR row IN (?1, ?2)", (first, second))

    def done(self, row: int) -> None:
        """Note that a record is grouped."""
        self._db.execute("DELETE FROM ungrouped WHERE row = ?", (row,))

    def of(self, article_id: str) -> str:
        """Return the id of the earliest record of the story of this record, which is its own id if it is alone."""
        found = self._db.execute(
            "SELECT first.id FROM articles JOIN articles first ON first.row = articles.story WHERE articles.id = ?",
            (article_id,),
        ).fetchone()
        return str(found[0]) if found else article_id

    def all(self) -> Iterator[tuple[str, str]]:
        """Yield the id of each record, with that of the earliest record of its story."""
        yield from self._db.execute(
            """SELECT articles.id, coalesce(first.id, articles.id)
            FROM articles LEFT JOIN articles first ON first.row = articles.story
            WHERE articles.id IS NOT NULL ORDER BY articles.row"""
        )

    @cached_property
    def _boilerplate(self) -> set[bytes]:
        return {value for (value,) in self._db.execute("SELECT hash FROM boilerplate")}

    def _sketch(self, row: int) -> Sequence[bytes]:
        """Return the hashes of a record."""
        stored = self._db.execute("SELECT hashes FROM sketches WHERE row = ?", (row,)).fetchone()
        return hashes_in(stored[0]) if stored else ()

    def _rows_with(self, value: bytes) -> Sequence[int]:
        """Return the records with a hash in their sketch, or none if it is boilerplate."""
        if value in self._boilerplate:
            return ()
        query = "SELECT row FROM hashes WHERE hash = ?"
        found = self._db.execute(f"{query} LIMIT ?", (value, MAX_PER_HASH + 1)).fetchall()
        if len(found) <= MAX_PER_HASH:
            return [row for (row,) in found]
        self._boilerplate.add(value)
        self._db.execute("INSERT INTO boilerplate VALUES (?)", (value,))
        self._dissolve([row for (row,) in self._db.execute(query, (value,)).fetchall()])
        return ()

    def _dissolve(self, rows: Sequence[int]) -> None:
        """Dissolve the stories of these records, so that all of their records are grouped again."""
        for story in {story for row in rows for story in self._stories_of(row)}:
            self._db.execute("INSERT OR IGNORE INTO ungrouped SELECT row FROM articles WHERE story = ?", (story,))
            self._db.execute("UPDATE articles SET story = NULL WHERE story = ?", (story,))

    def _stories_of(self, row: int) -> Iterator[int]:
        for (story,) in self._db.execute("SELECT story FROM articles WHERE row = ? AND story IS NOT NULL", (row,)):
            yield story

    def _first(self, row: int) -> int:
        found = self._db.execute("SELECT story FROM articles WHERE row = ?", (row,)).fetchone()
        return row if found is None or found[0] is None else int(found[0])

    def _age(self, row: int) -> tuple[int, str]:
        at, id_ = self._db.execute("SELECT published_at, id FROM articles WHERE row = ?", (row,)).fetchone()
        return int(at), str(id_)
