"""A clock that jumps during runs: a year or an hour ahead, an hour back, and to the right time."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, tzinfo
from functools import partial
from threading import Thread

from tests.torture.children import begin, end_of, kill_after
from tests.torture.rounds import Round

JUMPS = (timedelta(days=365), timedelta(hours=-1), timedelta(hours=1), timedelta(0))


class _AnyDatetime(type):
    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, datetime)


class JumpingClock(datetime, metaclass=_AnyDatetime):
    """Stands in for `datetime.datetime`; it is ``ahead`` of the real clock."""

    ahead = timedelta(0)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # a real one
        """Return the time that the clock shows."""
        return datetime.now(tz) + cls.ahead


@contextmanager
def jumping(round_: Round) -> Iterator[Round]:
    """The clock jumps up to three times in a run, which half of the time is killed; then it is right again.

    A third of all runs begin with a clock that is wrong.
    """
    chance = round_.chance
    jumps = [(round_.moment() / 3, chance.choice(JUMPS)) for _ in range(chance.randint(1, 3))]
    if chance.random() < 1 / 3:
        jumps[0] = (0.0, jumps[0][1])
    work = partial(_write_with_jumps, round_, jumps)
    if chance.random() < 0.5:
        kill_after(work, round_.moment())
    else:
        round_.check_ended(end_of(begin(work)))
    yield round_


def _write_with_jumps(round_: Round, jumps: list[tuple[float, timedelta]]) -> None:
    _install()
    first_s, first = jumps[0]
    if not first_s:
        JumpingClock.ahead = first
    Thread(target=_jump, args=(jumps,), daemon=True).start()
    round_.write()


def _jump(jumps: list[tuple[float, timedelta]]) -> None:
    for after_s, ahead in jumps:
        time.sleep(after_s)
        JumpingClock.ahead = ahead


def _install() -> None:
    """Let all of dateline, and the writers, read this clock in this process. They read no other one for dates."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("dateline.", "tests.torture.writers")) and vars(module).get("datetime") is datetime:
            vars(module)["datetime"] = JumpingClock
