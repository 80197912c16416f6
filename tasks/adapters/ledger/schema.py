"""The tables of a ledger, and the migrations from older versions.

``events`` holds complete outcomes, compressed. ``pages``, ``landings``, ``twins`` and ``articles`` are indexes that
lead there from digests, and so stay small: about 30 bytes per row, whatever the URL. Nothing derived is stored. A
page's state is folded from its events on request, so that it does not depend on the order in which manifests are
added, or on repetitions.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    inspect,
    text,
)

from dateline.tasks.core.errors import LedgerError

BATCH_LINES = 1_000_000
"""An event's id is its batch's id times this, plus its line in the manifest. Manifests have fewer lines."""

tables = MetaData()

version = Table("ledger_version", tables, Column("version", Integer, primary_key=True, autoincrement=False))

batches = Table(
    "batches",
    tables,
    Column("id", Integer, primary_key=True),
    Column("run", Text, nullable=False),
    Column("batch", Text, nullable=False),
    Index("batches_by_name", "run", "batch", unique=True),
)

_EventId = BigInteger().with_variant(Integer, "sqlite")
"""In SQLite, only ``INTEGER PRIMARY KEY`` is an alias of the rowid."""

events = Table(
    "events",
    tables,
    Column("id", _EventId, primary_key=True, autoincrement=False),
    Column("outcome", LargeBinary, nullable=False),
)


def _index(name: str, key: str) -> Table:
    """Return a table that leads from digests, in the column ``key``, to events."""
    return Table(
        name,
        tables,
        Column(key, LargeBinary, primary_key=True),
        Column("event", BigInteger, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )


pages = _index("pages", "page")

articles = _index("articles", "article")

landings = _index("landings", "page")
"""Like `pages`, by the final URL of a page, if that differs from the requested one."""

twins = _index("twins", "twin")
"""Like `pages`, by the keys of `dateline.tasks.core.archive.twins`."""

INDEXES = (pages, landings, twins, articles)
"""What leads from a digest to events."""

open_batches = Table(
    "open_batches",
    tables,
    Column("run", Text, primary_key=True),
    Column("batch", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("opened_at", BigInteger, nullable=False),
    Column("content", Text, nullable=False),
    Column("kept_at", BigInteger),
)

host_turns = Table(
    "host_turns",
    tables,
    Column("host", Text, primary_key=True),
    Column("last_at", BigInteger, nullable=False),
    Column("last_delay_s", Float(53), nullable=False),
    Column("rest_until", BigInteger, nullable=False),
    Column("holder", Text),
    Column("held_until", BigInteger, nullable=False),
    Column("wanted_until", BigInteger, nullable=False),
)

slices = Table(
    "slices",
    tables,
    Column("backfill", Text, primary_key=True),
    Column("slice", Text, primary_key=True),
    Column("done_at", BigInteger, nullable=False),
)

notes = Table(
    "notes",
    tables,
    Column("name", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("content", Text, nullable=False),
)


def _replace_hosts(connection: Connection) -> None:
    """Replace the table of hosts: turns are leases now. The old rests and delays would expire within an hour anyway."""
    connection.execute(text("DROP TABLE IF EXISTS hosts"))
    tables.create_all(connection)


def _note_failures(_connection: Connection) -> None:
    """Mark that the JSON of open batches records failures now, which older versions of dateline cannot read."""


def _add_kept_at(connection: Connection) -> None:
    """Add the time at which a run last renewed its claim on a batch."""
    if "kept_at" not in {column["name"] for column in inspect(connection).get_columns(open_batches.name)}:
        connection.execute(text("ALTER TABLE open_batches ADD COLUMN kept_at BIGINT"))


def _add_landings(connection: Connection) -> None:
    """Add the index of the URLs that redirects led to. Earlier outcomes do not have them."""
    landings.create(connection, checkfirst=True)


def _add_twins(connection: Connection) -> None:
    """Add the index by ids in URLs, minute and text. A rebuild fills it for existing outcomes."""
    twins.create(connection, checkfirst=True)


MIGRATIONS: Sequence[Callable[[Connection], None]] = (
    tables.create_all,
    _replace_hosts,
    _note_failures,
    _add_kept_at,
    _add_landings,
    _add_twins,
)
"""The steps from an empty database to the latest version. Released steps never change; new ones are appended."""

_UPGRADE_LOCK = 0x64_61_74_65_6C_69_6E_65
"""The key of a PostgreSQL advisory lock: an arbitrary number, the same in every version of dateline."""


def is_current(connection: Connection) -> bool:
    """Return whether there is nothing to upgrade. This check does not wait for writers, so it comes first."""
    return _version(connection) == len(MIGRATIONS)


def _version(connection: Connection) -> int:
    """Return the ledger's version, or 0 if it has no tables."""
    if not inspect(connection).has_table(version.name):
        return 0
    current: int = connection.execute(version.select()).scalar_one()
    return current


def upgrade(connection: Connection) -> None:
    """Upgrade the ledger to the latest version. Call it in a write transaction, so that only one process does so.

    Raises:
        LedgerError: a newer version of dateline created the ledger.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _UPGRADE_LOCK})
    current = _version(connection)
    if current > len(MIGRATIONS):
        raise LedgerError(
            f"The ledger has version {current}, and this dateline supports {len(MIGRATIONS)}: a newer one created it. "
            "Install a newer dateline, or set another [ledger] url and run `dateline ledger rebuild`."
        )
    for migrate in MIGRATIONS[current:]:
        migrate(connection)
    if current < len(MIGRATIONS):
        connection.execute(version.delete())
        connection.execute(version.insert().values(version=len(MIGRATIONS)))
