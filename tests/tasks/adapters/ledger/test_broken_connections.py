"""A connection to PostgreSQL that breaks in the middle of the work."""

from typing import Any

import pytest
from sqlalchemy import create_engine, event, text
from sqlalchemy.pool import NullPool, Pool

from dateline.tasks.adapters.ledger.sql import open_ledger
from dateline.tasks.core.errors import LedgerError
from dateline.tasks.core.models import Window
from tests.support import postgresql_server


def test_a_connection_that_breaks_is_told_in_a_sentence(postgresql_url: str, caplog: pytest.LogCaptureFixture) -> None:
    """There is no traceback in the log, and the next statement has a new connection."""
    url = postgresql_server.new_database(postgresql_url)
    ledger = open_ledger(url)
    ledger.note("name", "key", Window())
    with create_engine(url, poolclass=NullPool).connect() as other:

        def end_connection(driver: Any, *_: object) -> None:  # noqa: ANN401 - of psycopg, which may be missing
            end = text("SELECT pg_terminate_backend(:pid, 60000)")
            assert other.execute(end, {"pid": driver.info.backend_pid}).scalar_one()

        event.listen(Pool, "checkout", end_connection)
        try:
            with pytest.raises(LedgerError, match="Check that the server is running"):
                ledger.noted("name", "key")
        finally:
            event.remove(Pool, "checkout", end_connection)
    assert not caplog.records
    assert ledger.noted("name", "key")
    ledger.close()
