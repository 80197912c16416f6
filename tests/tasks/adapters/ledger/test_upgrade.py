"""The ledger of an earlier dateline is migrated with all that it knows, on SQLite and on PostgreSQL.

``tests/data/ledgers`` holds what each released version wrote; its files are never rewritten, only added to. In
``.sql`` the types are those of either database.
"""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, inspect, text

from dateline.tasks.adapters.ledger import packing as ledger_packing
from dateline.tasks.adapters.ledger.schema import MIGRATIONS, version
from dateline.tasks.adapters.ledger.sql import open_ledger
from dateline.tasks.core.models import Manifest, OutcomeKind, Reason, Window
from dateline.tasks.core.web.urls import url_key
from tests.support.paths import DATA

LEDGERS = DATA / "ledgers"
TYPES = {
    "sqlite": {"serial": "INTEGER NOT NULL", "number": "INTEGER", "blob": "BLOB", "tree": "WITHOUT ROWID"},
    "postgresql": {"serial": "SERIAL NOT NULL", "number": "BIGINT", "blob": "BYTEA", "tree": ""},
}
AT = datetime(2026, 3, 3, 18, 0, 5, 123456, tzinfo=UTC)


@pytest.fixture
def engine(ledger_url: str) -> Engine:
    """A database that holds a ledger as version 1 wrote it."""
    if ledger_url.startswith("sqlite"):
        Path(ledger_url.removeprefix("sqlite:///")).parent.mkdir()
    engine = create_engine(ledger_url)
    tables = json.loads((LEDGERS / "v1.json").read_text(encoding="utf-8"))
    with engine.begin() as connection:
        statements = (LEDGERS / "v1.sql").read_text(encoding="utf-8").format(**TYPES[engine.dialect.name])
        for statement in statements.split(";\n")[:-1]:
            connection.execute(text(statement))
        for table, rows in tables.items():
            for row in rows:
                values = {k: bytes.fromhex(v) if k in {"outcome", "page", "article"} else v for k, v in row.items()}
                if table == "batches":
                    del values["id"]  # the database counts, and goes on from there
                names = ", ".join(f'"{name}"' for name in values)
                places = ", ".join(f":{name}" for name in values)
                connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({places})"), values)  # noqa: S608 - our own names
    return engine


def test_a_ledger_of_version_1_keeps_what_it_knows(ledger_url: str, engine: Engine) -> None:
    """Pages, articles, open batches, slices and notes are the same, and new manifests can be applied."""
    ferry, about = "https://saltmere.example/ferry", "https://saltmere.example/about"
    for _ in range(2):
        ledger = open_ledger(ledger_url)
        known = ledger.known("sample", map(url_key, (ferry, about)))
        assert known[url_key(ferry)].kind is OutcomeKind.NEW
        assert known[url_key(ferry)].last_at == AT
        assert known[url_key(about)].reason is Reason.NO_TIMESTAMP
        (event,) = ledger.trace_article("0b" * 32)
        assert (event.run, event.outcome.headline) == ("20260303T180000Z-abc", "Größe: the ferry returns")
        assert [batch.owner for batch in ledger.unfinished("sample")] == ["host:1:2"]
        assert ledger.slices_done("backfill-1") == {"2026-03-01"}
        assert ledger.noted("watermark", "sample") == Window(since=AT).model_dump_json()
        ledger.close()
    with engine.connect() as connection:
        assert connection.execute(version.select()).scalar_one() == len(MIGRATIONS)
        assert not inspect(connection).has_table("hosts")
    engine.dispose()
    ledger = open_ledger(ledger_url)
    moved = "https://saltmere.example/news/ferry"
    (event,) = ledger.trace_article("0b" * 32)
    later = event.outcome.model_copy(update={"kind": OutcomeKind.UNCHANGED, "page_url": moved})
    ledger.apply(Manifest(run="r", batch="b", outcomes=(later,)))
    assert [event.run for event in ledger.trace(url_key(ferry))] == ["20260303T180000Z-abc", "r"]
    assert [event.run for event in ledger.trace(url_key(moved), redirected=True)] == ["r"]
    ledger.close()


def test_outcomes_are_packed_as_in_version_1() -> None:
    """The compression dictionary is unchanged; another one needs a migration and a new line here."""
    assert hashlib.sha256(ledger_packing._DICTIONARY).hexdigest()[:16] == "8f6045c70383102d"
