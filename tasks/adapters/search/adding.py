"""Adds articles to the tables of a search index."""

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date

from dateline.tasks.adapters.search.entries import Entry
from dateline.tasks.adapters.search.schema import LANGUAGE, ROWS_PER_DAY, SOURCE, first_row
from dateline.tasks.adapters.search.stories import Stories


class Adding:
    """Adds articles within a transaction. Its methods raise `sqlite3.Error`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db, self._stories = connection, Stories(connection)
        self._numbers: dict[tuple[str, str], int] = {}

    def add(self, entries: Iterable[Entry]) -> None:
        """Add articles.

        A record that the index holds already is not added again, and a changed one replaces its earlier state.
        """
        fresh = {entry.id: entry for entry in entries if self._is_fresh(entry.id, entry.record)}
        revisions = [entry for entry in fresh.values() if entry.revises]
        self._db.executemany(
            "INSERT OR REPLACE INTO revisions VALUES (?, ?, ?, ?)",
            ((entry.id, entry.revises, entry.published_at, entry.fetched_at) for entry in revisions),
        )
        # FTS5 is fast only where rows come in ascending order.
        rows = sorted(self._rows(fresh.values()), key=lambda pair: pair[0])
        self._db.executemany(
            "INSERT INTO texts (rowid, headline, summary, text, authors, corrections) VALUES (?, ?, ?, ?, ?, ?)",
            ((row, entry.headline, entry.summary, entry.text, entry.authors, entry.corrections) for row, entry in rows),
        )
        self._db.executemany(
            """INSERT INTO articles (row, id, published_at, source, language, record, is_newest)
            VALUES (?2, ?1, ?3, ?4, ?5, ?6, NOT EXISTS (SELECT 1 FROM revisions WHERE revises = ?1))""",
            [
                (
                    entry.id,
                    row,
                    entry.published_at,
                    self._number(SOURCE, entry.source),
                    self._number(LANGUAGE, entry.language),
                    entry.record,
                )
                for row, entry in rows
            ],
        )
        self._db.executemany(
            "UPDATE articles SET is_newest = 0 WHERE id = ?", ((entry.revises,) for entry in revisions)
        )
        self._stories.add([(row, entry.sketch) for row, entry in rows])

    def _is_fresh(self, article_id: str, record_hash: str) -> bool:
        """Return whether the index does not hold this record as it is. If it holds another state, take that out."""
        held = self._db.execute("SELECT row, record FROM articles WHERE id = ?", (article_id,)).fetchone()
        if held is None:
            return True
        row, record = held
        if record == record_hash:
            return False
        self._stories.remove(row)
        self._db.execute("UPDATE articles SET id = NULL, is_newest = 0, story = NULL WHERE row = ?", (row,))
        return True

    def _rows(self, entries: Iterable[Entry]) -> Iterator[tuple[int, Entry]]:
        """Yield each article with a free row number."""
        following: dict[date, int] = {}
        for entry in entries:
            day = entry.published_on
            if day not in following:
                first = first_row(day)
                (last,) = self._db.execute(
                    "SELECT max(row) FROM articles WHERE row >= ? AND row < ?", (first, first + ROWS_PER_DAY)
                ).fetchone()
                following[day] = first if last is None else last + 1
            yield following[day], entry
            following[day] += 1

    def _number(self, kind: str, name: str) -> int:
        if (kind, name) not in self._numbers:
            self._db.execute("INSERT OR IGNORE INTO names (kind, name) VALUES (?, ?)", (kind, name))
            found = self._db.execute("SELECT number FROM names WHERE kind = ? AND name = ?", (kind, name)).fetchone()
            self._numbers[kind, name] = int(found[0])
        return self._numbers[kind, name]
