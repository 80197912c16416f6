"""Opening a ledger: errors say what to do and contain no password; schema versions."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from dateline.tasks.adapters.ledger import engine as ledger_engine
from dateline.tasks.adapters.ledger import schema as ledger_schema
from dateline.tasks.adapters.ledger.sql import open_ledger
from dateline.tasks.core.errors import LedgerError
from dateline.tasks.core.models import Window


def url(path: Path) -> str:
    return f"sqlite:///{path}"


def test_a_file_that_is_no_database_says_how_to_rebuild(tmp_path: Path) -> None:
    """The error names the file and the command."""
    path = tmp_path / "ledger.sqlite"
    path.write_bytes(b"not a database at all, but quite long " * 50)
    with pytest.raises(LedgerError, match=r"ledger\.sqlite .* move the file away and run `dateline ledger rebuild`"):
        open_ledger(url(path))


def test_a_damaged_file_says_how_to_rebuild(tmp_path: Path) -> None:
    """Overwritten pages in the middle of the file are noticed when they are read."""
    path = tmp_path / "ledger.sqlite"
    ledger = open_ledger(url(path))
    for number in range(300):
        ledger.note("name", str(number), Window())
    ledger.close()
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(LedgerError, match="dateline ledger rebuild"):
        open_ledger(url(path)).note("name", "1", Window())


def test_a_folder_in_the_files_place_is_told(tmp_path: Path) -> None:
    """The error says that it cannot be opened."""
    with pytest.raises(LedgerError, match="cannot be opened"):
        open_ledger(url(tmp_path))


def test_a_path_below_a_file_is_told(tmp_path: Path) -> None:
    """The error says that the folder cannot be created."""
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(LedgerError, match="file"):
        open_ledger(url(tmp_path / "file" / "ledger.sqlite"))


def test_a_ledger_that_another_process_holds_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the busy timeout, the error says that it is locked."""
    path = tmp_path / "ledger.sqlite"
    open_ledger(url(path)).close()
    monkeypatch.setattr(ledger_engine, "BUSY_TIMEOUT_S", 0.05)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    ledger = open_ledger(url(path))  # looking needs no lock
    with pytest.raises(LedgerError, match="Another process has locked it"):
        ledger.note("name", "key", Window())
    holder.close()
    ledger.close()


@pytest.mark.parametrize(
    "wrong",
    [
        "postgresql://reader:s3cr%40t@127.0.0.1:1/dateline",
        "postgresql+psycopg://reader@127.0.0.1:1/dateline?password=s3cr%40t",
        "mysql://reader:s3cr%40t@127.0.0.1/dateline",
        "s3cr%40t",
        "sqlite://",
        "sqlite:///:memory:",
        "",
    ],
)
def test_a_url_that_leads_nowhere_is_told_without_its_password(wrong: str) -> None:
    """Each error says what is wrong; none contains the password."""
    with pytest.raises(LedgerError) as caught:
        open_ledger(wrong)
    assert "ledger" in str(caught.value)
    assert "s3cr" not in str(caught.value)


def test_a_ledger_of_an_older_version_is_migrated_with_its_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the missing migrations run, once."""
    ledger = open_ledger(url(tmp_path / "l"))
    ledger.note("name", "key", Window())
    ledger.close()

    def add_column(connection: Connection) -> None:
        connection.execute(text("ALTER TABLE notes ADD COLUMN more TEXT"))

    monkeypatch.setattr(ledger_schema, "MIGRATIONS", (*ledger_schema.MIGRATIONS, add_column))
    for _ in range(2):
        newer = open_ledger(url(tmp_path / "l"))
        assert newer.noted("name", "key") == Window().model_dump_json()
        newer.close()


def test_a_ledger_of_a_newer_version_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is left unchanged, and the error says what to do."""
    with monkeypatch.context() as newer:
        newer.setattr(ledger_schema, "MIGRATIONS", (*ledger_schema.MIGRATIONS, lambda _: None))
        open_ledger(url(tmp_path / "l")).close()
    known = len(ledger_schema.MIGRATIONS)
    with pytest.raises(LedgerError, match=f"version {known + 1}, and this dateline supports {known}"):
        open_ledger(url(tmp_path / "l"))


def test_a_ledger_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    """It keeps its content; the table of turns replaces that of reserved moments."""
    path = tmp_path / "ledger.sqlite"
    ledger = open_ledger(url(path))
    ledger.note("name", "key", Window())
    ledger.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "DROP TABLE host_turns; CREATE TABLE hosts (host TEXT); UPDATE ledger_version SET version = 1"
        )
    ledger = open_ledger(url(path))
    assert ledger.noted("name", "key") == Window().model_dump_json()
    ledger.rest_host("a.example", datetime(2026, 5, 4, tzinfo=UTC))
    ledger.close()
    with closing(sqlite3.connect(path)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    assert "hosts" not in tables


def test_a_migration_that_fails_leaves_the_ledger_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All migrations run in one transaction."""
    open_ledger(url(tmp_path / "l")).close()

    def half(connection: Connection) -> None:
        connection.execute(text("DROP TABLE notes"))
        connection.execute(text("SELECT * FROM nothing_of_that_name"))

    with monkeypatch.context() as newer:
        newer.setattr(ledger_schema, "MIGRATIONS", (*ledger_schema.MIGRATIONS, half))
        with pytest.raises(LedgerError):
            open_ledger(url(tmp_path / "l"))
    ledger = open_ledger(url(tmp_path / "l"))
    assert ledger.noted("name", "key") is None
    ledger.close()
