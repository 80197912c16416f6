"""Databases for ledgers, of each kind, and a simulated S3 server."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import postgresql_server
import pytest
import storage_servers
from sqlalchemy import create_engine, text


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """A PostgreSQL server for all tests."""
    pytest.importorskip("psycopg", reason="psycopg is not installed (the extra postgresql brings it)")
    programs = postgresql_server.programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (Debian's package postgresql brings it)")
    with postgresql_server.running(programs) as url:
        yield url


@pytest.fixture(scope="session")
def moto_endpoint() -> Iterator[str]:
    """A moto server for all tests."""
    with storage_servers.moto() as endpoint:
        yield endpoint


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a ledger that does not exist yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/new folder/ledger.sqlite"
    server: str = request.getfixturevalue("postgresql_url")
    name = f"ledger_{uuid.uuid4().hex}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return server.replace("/postgres?", f"/{name}?")
