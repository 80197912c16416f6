"""The tables of a search index.

``texts`` is a contentless FTS5 table: it holds the positions of words, but no text, so that the archive stays the only
place of the texts. Its tokenizer only splits at spaces, because `dateline.tasks.core.search.words` finds the words.

``articles`` is also what lists of articles are made of, by time of publication: of all sources, and of one.
``daily`` counts them by day, ``totals`` in all. Triggers of a complete index keep both, so that they agree with
``articles`` however that changes, and no page has to count a large archive.

``sketches`` has the sketch of each article's text (`dateline.tasks.core.search.similar`), ``hashes`` the articles with
a hash in their sketch.

``story`` is the row of the earliest record of an article's story; it is null where the article is alone, and where
``ungrouped`` says that this is not known yet. See `dateline.tasks.adapters.search.stories`.

Rows are never deleted from ``texts``; a row without an article in ``articles`` is not found.
"""

import sqlite3
from datetime import date

FORMAT = 8
"""An index of another format is rebuilt. Increase it with each change of the tables, or of what counts as a word."""

SOURCE, LANGUAGE = "source", "language"
"""The kinds of ``names``; their columns in ``articles`` are called the same."""

ROWS_PER_DAY = 1 << 20
"""A row's number is the article's day times this, plus a number within the day: rows are ordered by day, which FTS5 can
limit and sort by without reading anything else."""

TABLES = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE names (number INTEGER PRIMARY KEY, kind TEXT, name TEXT, UNIQUE (kind, name))",
    # `id` is null where the record was replaced: its row must stay taken, because its words stay in `texts`.
    """CREATE TABLE articles (row INTEGER PRIMARY KEY, id TEXT UNIQUE, published_at INTEGER NOT NULL,
        source INTEGER NOT NULL, language INTEGER NOT NULL, record TEXT NOT NULL, is_newest INTEGER NOT NULL,
        story INTEGER)""",
    "CREATE INDEX of_story ON articles (story) WHERE story IS NOT NULL",
    "CREATE TABLE sketches (row INTEGER PRIMARY KEY, hashes BLOB NOT NULL)",
    "CREATE TABLE hashes (hash BLOB, row INTEGER, PRIMARY KEY (hash, row)) WITHOUT ROWID",
    "CREATE TABLE ungrouped (row INTEGER PRIMARY KEY)",
    "CREATE TABLE boilerplate (hash BLOB PRIMARY KEY) WITHOUT ROWID",
    # By day since 1970: see ROWS_PER_DAY.
    """CREATE TABLE daily (day INTEGER, source INTEGER, articles INTEGER NOT NULL,
        PRIMARY KEY (day, source)) WITHOUT ROWID""",
    "CREATE TABLE totals (source INTEGER PRIMARY KEY, articles INTEGER NOT NULL)",
    """CREATE TABLE revisions (id TEXT PRIMARY KEY, revises TEXT NOT NULL, published_at INTEGER NOT NULL,
        fetched_at INTEGER NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX of_revised ON revisions (revises)",
    "CREATE INDEX revisions_in_time ON revisions (fetched_at, id)",
    "CREATE TABLE manifests (digest BLOB PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE awaited (key TEXT PRIMARY KEY) WITHOUT ROWID",
    """CREATE VIRTUAL TABLE texts USING fts5 (headline, summary, text, authors, corrections,
        content='', tokenize='ascii')""",
)

COMPLETION = (
    "CREATE INDEX in_time ON articles (published_at, row) WHERE is_newest",
    "CREATE INDEX of_source ON articles (source, published_at, row) WHERE is_newest",
    "INSERT INTO daily SELECT row >> 20, source, count(*) FROM articles WHERE is_newest GROUP BY 1, 2",
    "CREATE INDEX days_of_source ON daily (source, day) WHERE articles > 0",
    "INSERT INTO totals SELECT source, sum(articles) FROM daily GROUP BY 1",
    """CREATE TRIGGER counts_more AFTER INSERT ON articles WHEN new.is_newest BEGIN
        INSERT INTO daily VALUES (new.row >> 20, new.source, 1)
        ON CONFLICT DO UPDATE SET articles = articles + 1;
        INSERT INTO totals VALUES (new.source, 1) ON CONFLICT DO UPDATE SET articles = articles + 1; END""",
    """CREATE TRIGGER counts_less AFTER UPDATE OF is_newest ON articles WHEN old.is_newest AND NOT new.is_newest BEGIN
        UPDATE daily SET articles = articles - 1 WHERE day = new.row >> 20 AND source = new.source;
        UPDATE totals SET articles = articles - 1 WHERE source = new.source; END""",
)
"""What a build makes at its end, when all articles are there: at once is faster than one by one."""

WEIGHTS = (8.0, 3.0, 1.0, 2.0, 1.0)
"""How much a match counts in each column of ``texts``."""

_HASH_BYTES = 32 * 1024 * 1024
"""How much FTS5 holds in memory before it writes. Its default of 1 MB makes it merge what it wrote more often."""

_MAX_PARTS = 1999
"""While an index is built, the parts that FTS5 writes are not merged one after the other, but once, at its end."""
_AUTOMERGE, _CRISISMERGE = 4, 16
"""The defaults of FTS5, which an index that grows by few articles at a time needs."""

CACHE_KIB = 64 * 1024
BUSY_TIMEOUT_S = 5.0


def first_row(day: date) -> int:
    """Return the smallest row number of a day."""
    return (day.toordinal() - date(1970, 1, 1).toordinal()) * ROWS_PER_DAY


def create(connection: sqlite3.Connection) -> None:
    """Create the tables in an empty file, for a build that is discarded if it is interrupted."""
    connection.execute("PRAGMA page_size=8192")
    connection.execute("PRAGMA journal_mode=OFF")
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
    for table in TABLES:
        connection.execute(table)
    _set(connection, hashsize=_HASH_BYTES, automerge=0, crisismerge=_MAX_PARTS)


def finish(connection: sqlite3.Connection) -> None:
    """Complete the tables of a build, and make its file durable, and ready for many readers and one writer."""
    for statement in COMPLETION:
        connection.execute(statement)
    # One part of ``texts`` answers fast.
    connection.execute("INSERT INTO texts (texts) VALUES ('optimize')")
    _set(connection, automerge=_AUTOMERGE, crisismerge=_CRISISMERGE)
    connection.execute("VACUUM")  # the parts that were merged leave half of the file empty
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA journal_mode=WAL")


def _set(connection: sqlite3.Connection, **options: int) -> None:
    connection.executemany("INSERT INTO texts (texts, rank) VALUES (?, ?)", options.items())
