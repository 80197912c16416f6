"""Keeps the turns at hosts in a ledger's database. Simultaneous requests of many threads share one transaction."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from threading import Lock
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Row, bindparam, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from dateline.tasks.adapters.ledger.engine import Database
from dateline.tasks.adapters.ledger.packing import from_micros, to_micros
from dateline.tasks.adapters.ledger.schema import host_turns
from dateline.tasks.core.errors import LedgerError
from dateline.tasks.core.web.host_turns import HostState

T = TypeVar("T")

Change = Callable[[HostState], tuple[HostState, T]]
"""Turns a host's state into its next state and a result."""

_MAX_HOSTS = 500
"""The maximum number of changes in one transaction."""


@dataclass(slots=True)
class _Slip(Generic[T]):
    """A pending change."""

    host: str
    change: Change[T]
    answers: list[T] = field(default_factory=list)
    error: LedgerError | None = None

    @property
    def done(self) -> bool:
        return bool(self.answers) or self.error is not None


class HostTurns:
    """Changes the states of hosts, atomically across processes. Thread-safe."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: deque[_Slip[Any]] = deque()
        self._at_work = Lock()
        self._there: set[str] = set()
        """Hosts known to have a row. Rows are never deleted."""

    def change(self, host: str, change: Change[T]) -> T:
        """Apply a change and return its result.

        Raises:
            LedgerError: the ledger could not be read or written.
        """
        slip = _Slip(host, change)
        self._waiting.append(slip)
        while not slip.done:
            with self._at_work:  # the first thread to enter does the work of all that wait
                if not slip.done:
                    self._make_changes()
        if slip.error:
            raise slip.error
        return slip.answers[0]

    def _make_changes(self) -> None:
        slips = [self._waiting.popleft() for _ in range(min(len(self._waiting), _MAX_HOSTS))]
        made: list[tuple[_Slip[Any], Any]] = []
        try:
            with self._database.writing() as connection:
                before = self._lock(connection, sorted({slip.host for slip in slips}))
                after = dict(before)
                for slip in slips:
                    after[slip.host], answer = slip.change(after[slip.host])
                    made.append((slip, answer))
                self._write(connection, {host: state for host, state in after.items() if state != before[host]})
        except LedgerError as error:
            for slip in slips:
                slip.error = error
            return
        except BaseException:
            self._waiting.extendleft(reversed(slips))  # nothing was written, and others wait for their results
            raise
        self._there |= before.keys()
        for slip, answer in made:
            slip.answers.append(answer)

    def _lock(self, connection: Connection, hosts: list[str]) -> dict[str, HostState]:
        """Lock the rows of hosts and return their states. The order of the hosts prevents deadlocks."""
        if missing := [_row(host, HostState()) for host in hosts if host not in self._there]:
            connection.execute(_insert(connection.dialect.name).on_conflict_do_nothing(), missing)
        return {row.host: _state(row) for row in connection.execute(_LOCKED, {"hosts": hosts})}

    def _write(self, connection: Connection, states: dict[str, HostState]) -> None:
        if states:
            put = _put(connection.dialect.name)
            connection.execute(put, [_row(host, state) for host, state in states.items()])


# Statements are made once: making one takes longer than executing it, and each poll of a feed changes a turn twice.
_LOCKED = (
    select(host_turns)
    .where(host_turns.c.host.in_(bindparam("hosts", expanding=True)))
    .order_by(host_turns.c.host)
    .with_for_update()
)


def _insert(dialect: str) -> Any:  # noqa: ANN401 - the inserts of the two databases share no type with this method
    return (sqlite_insert if dialect == "sqlite" else postgresql_insert)(host_turns)


@cache
def _put(dialect: str) -> Any:  # noqa: ANN401 - as above
    statement = _insert(dialect)
    changed = {column.name: statement.excluded[column.name] for column in host_turns.columns}
    return statement.on_conflict_do_update(index_elements=[host_turns.c.host], set_=changed)


def _row(host: str, state: HostState) -> dict[str, Any]:
    return {
        "host": host,
        "last_at": to_micros(state.last_at),
        "last_delay_s": state.last_delay_s,
        "rest_until": to_micros(state.rest_until),
        "holder": state.holder,
        "held_until": to_micros(state.held_until),
        "wanted_until": to_micros(state.wanted_until),
    }


def _state(row: Row[Any]) -> HostState:
    return HostState(
        last_at=from_micros(row.last_at),
        last_delay_s=row.last_delay_s,
        rest_until=from_micros(row.rest_until),
        holder=row.holder,
        held_until=from_micros(row.held_until),
        wanted_until=from_micros(row.wanted_until),
    )
