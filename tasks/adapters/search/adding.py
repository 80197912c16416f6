"""Adds articles to the tables of a search index."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from dateline.tasks.adapters.search.match import hash_word
from dateline.tasks.adapters.search.schema import LANGUAGE, ROWS_PER_DAY, SOURCE, first_row
from dateline.tasks.adapters.search.stories import Stories
from dateline.tasks.core.models import Article
from dateline.tasks.core.search.similar import sketch_of_words
from dateline.tasks.core.search.words import searchable


class Adding:
    """Adds articles within a transaction. Its methods raise `sqlite3.Error`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db, self._stories = connection, Stories(connection)
        self._numbers: dict[tuple[str, str], int] = {}

    def add(self, records: Iterable[tuple[Article, str]]) -> None:
        """Add articles, each with the hash of its record.

        A record that the index holds already is not added again, and a changed one replaces its earlier state.
        """
        fresh = {article.id: (article, hash_) for article, hash_ in records if self._is_fresh(article.id, hash_)}
        revisions = {
            article.id: (article.revision_of, _seconds(article.published_at), _seconds(article.fetched_at))
            for article, _ in fresh.values()
            if article.revision_of
        }
        self._db.executemany(
            "INSERT OR REPLACE INTO revisions VALUES (?, ?, ?, ?)", ((id_, *rest) for id_, rest in revisions.items())
        )
        # FTS5 is fast only where rows come in ascending order.
        rows = sorted(self._rows(article for article, _ in fresh.values()), key=lambda pair: pair[0])
        sketches: list[tuple[int, Sequence[int]]] = []
        self._db.executemany(
            "INSERT INTO texts (rowid, headline, summary, text, authors, sketch) VALUES (?, ?, ?, ?, ?, ?)",
            (self._words(row, article, sketches) for row, article in rows),
        )
        self._db.executemany(
            """INSERT INTO articles (row, id, published_at, source, language, record, is_newest)
            VALUES (?2, ?1, ?3, ?4, ?5, ?6, NOT EXISTS (SELECT 1 FROM revisions WHERE revises = ?1))""",
            [
                (
                    article.id,
                    row,
                    _seconds(article.published_at),
                    self._number(SOURCE, article.source),
                    self._number(LANGUAGE, article.language or ""),
                    fresh[article.id][1],
                )
                for row, article in rows
            ],
        )
        self._db.executemany(
            "UPDATE articles SET is_newest = 0 WHERE id = ?", ((revised,) for revised, *_ in revisions.values())
        )
        self._stories.add(sketches)

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

    def _rows(self, articles: Iterable[Article]) -> Iterator[tuple[int, Article]]:
        """Yield each article with a free row number."""
        following: dict[date, int] = {}
        for article in articles:
            day = article.published_at.date()
            if day not in following:
                first = first_row(day)
                (last,) = self._db.execute(
                    "SELECT max(row) FROM articles WHERE row >= ? AND row < ?", (first, first + ROWS_PER_DAY)
                ).fetchone()
                following[day] = first if last is None else last + 1
            yield following[day], article
            following[day] += 1

    @staticmethod
    def _words(row: int, article: Article, sketches: list[tuple[int, Sequence[int]]]) -> tuple[int | str, ...]:
        """Return a row of ``texts``, and note the article's sketch."""
        text = searchable(article.text)
        hashes = sketch_of_words(text)
        sketches.append((row, hashes))
        return (
            row,
            searchable(article.headline),
            searchable("\n".join(filter(None, (article.kicker, article.summary)))),
            text,
            searchable("\n".join(article.authors)),
            " ".join(map(hash_word, hashes)),
        )

    def _number(self, kind: str, name: str) -> int:
        if (kind, name) not in self._numbers:
            self._db.execute("INSERT OR IGNORE INTO names (kind, name) VALUES (?, ?)", (kind, name))
            found = self._db.execute("SELECT number FROM names WHERE kind = ? AND name = ?", (kind, name)).fetchone()
            self._numbers[kind, name] = int(found[0])
        return self._numbers[kind, name]


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
