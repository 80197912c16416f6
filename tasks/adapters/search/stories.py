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
import struct
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import combinations, groupby
from operator import itemgetter

from dateline.tasks.adapters.search.match import HASH_WORDS, hash_of_word, match_of_hashes
from dateline.tasks.core.search.similar import MIN_SHARED_HASHES

MAX_PER_HASH = 1000
MAX_PAIRED = 64
"""The records of a hash of more than these are looked at one by one: they would be too many pairs."""
_HASH_BYTES = 4


class Stories:
    """Which record belongs to which story, and which have yet to be looked at. Records are named by their rows."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._only_sharing_wait = False

    def add(self, sketches: Sequence[tuple[int, Sequence[int]]]) -> None:
        """Note the sketches of new records, which have to be grouped."""
        self._db.executemany(
            "INSERT INTO sketches VALUES (?, ?)",
            ((row, struct.pack(f"<{len(hashes)}I", *hashes)) for row, hashes in sketches),
        )
        self._db.executemany("INSERT INTO ungrouped VALUES (?)", ((row,) for row, _ in sketches))

    def remove(self, row: int) -> None:
        """Forget a record that was replaced."""
        self._dissolve([row])
        for table in ("sketches", "ungrouped"):
            self._db.execute(f"DELETE FROM {table} WHERE row = ?", (row,))  # noqa: S608 - of constants

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
        self._db.execute("CREATE VIRTUAL TABLE temp.hashes USING fts5vocab (main, texts, instance)")
        self._db.execute("CREATE TABLE temp.pairs (one INTEGER NOT NULL, other INTEGER NOT NULL)")
        self._db.execute("CREATE TABLE temp.crowded (row INTEGER NOT NULL)")
        # In the order of the words, without a search for each.
        found = self._db.execute("SELECT term, doc FROM temp.hashes WHERE term >= ? AND term < ?", HASH_WORDS)
        for word, group in groupby(found, key=itemgetter(0)):
            rows = [row for _, row in group]
            if len(rows) > MAX_PER_HASH:
                rows = list(self._rows_with(hash_of_word(word)))
            if len(rows) > MAX_PAIRED:
                self._db.executemany("INSERT INTO temp.crowded VALUES (?)", ((row,) for row in rows))
            elif len(rows) > 1:
                self._db.executemany("INSERT INTO temp.pairs VALUES (?, ?)", combinations(rows, 2))
        # Sorting the pairs at once is faster than counting each in its place.
        self._db.execute(
            """CREATE TABLE temp.sharing AS
            SELECT one, other FROM temp.pairs GROUP BY one, other HAVING count(*) >= ?""",
            (MIN_SHARED_HASHES,),
        )
        self._db.execute(
            """DELETE FROM ungrouped WHERE row NOT IN (
                SELECT one FROM temp.sharing UNION SELECT other FROM temp.sharing
                UNION SELECT row FROM temp.crowded GROUP BY row HAVING count(*) >= ?1
                UNION SELECT row FROM temp.crowded
                    WHERE row IN (SELECT one FROM temp.pairs UNION SELECT other FROM temp.pairs)
                UNION SELECT row FROM sketches WHERE length(hashes) < ?1 * ?2
                UNION SELECT row FROM articles JOIN revisions USING (id)
                UNION SELECT row FROM articles JOIN revisions ON articles.id = revises)""",
            (MIN_SHARED_HASHES, _HASH_BYTES),
        )
        self._only_sharing_wait = True
        for table in ("hashes", "pairs", "crowded", "sharing"):
            self._db.execute(f"DROP TABLE temp.{table}")

    def candidates(self, row: int) -> Sequence[int]:
        """Return the records that may be similar to this one, the most promising first."""
        stored = self._db.execute("SELECT hashes FROM sketches WHERE row = ?", (row,)).fetchone()
        hashes: Sequence[int] = struct.unpack(f"<{len(stored[0]) // _HASH_BYTES}I", stored[0]) if stored else ()
        if not self._only_sharing_wait and not self._any_other(row, hashes):
            return ()
        shared: Counter[int] = Counter()
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
    def _boilerplate(self) -> set[int]:
        return {value for (value,) in self._db.execute("SELECT hash FROM boilerplate")}

    def _any_other(self, row: int, hashes: Sequence[int]) -> bool:
        """Return whether another record shares a hash, in a third of the time that it takes to tell which one."""
        if not hashes:
            return False
        query = "SELECT 1 FROM texts WHERE texts MATCH ? AND rowid <> ? LIMIT 1"
        return self._db.execute(query, (match_of_hashes(hashes), row)).fetchone() is not None

    def _rows_with(self, value: int) -> Sequence[int]:
        """Return the records with a hash in their sketch, or none if it is boilerplate."""
        if value in self._boilerplate:
            return ()
        query = "SELECT rowid FROM texts WHERE texts MATCH ?"
        found = self._db.execute(f"{query} LIMIT ?", (match_of_hashes([value]), MAX_PER_HASH + 1)).fetchall()
        if len(found) <= MAX_PER_HASH:
            return [row for (row,) in found]
        self._boilerplate.add(value)
        self._db.execute("INSERT INTO boilerplate VALUES (?)", (value,))
        self._dissolve([row for (row,) in self._db.execute(query, (match_of_hashes([value]),)).fetchall()])
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
