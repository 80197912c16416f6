"""Says in the log of a run, and in the terminal of `dateline serve`, that it waits for its turn at a host."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from functools import partial
from threading import Event, Thread

from dateline.flows.runtime.run_log import log, print_line
from dateline.tasks.waits import hosts_waited_for

AFTER_S = 15.0
"""How long a run waits before it says so. Runs that share a host take turns of ten seconds."""
AGAIN_S = 300.0
"""How often it says so again about the same host."""
LOOK_EVERY_S = 1.0


class TurnWatch:
    """Tells of each wait once it is long, again from time to time, and when it is over."""

    def __init__(self, tell: Callable[[str], None], clock: Callable[[], float]) -> None:
        self._tell, self._clock = tell, clock
        self._told: dict[str, float] = {}
        """The hosts that were told of, and when."""
        self._waiting: set[str] = set()
        """Those of them at which the run still waits."""

    def look(self) -> None:
        """Tell of the waits, if it is time to."""
        now = self._clock()
        for host in sorted(hosts_waited_for(now, AFTER_S)):
            if now - self._told.get(host, float("-inf")) >= AGAIN_S:
                self._told[host] = now
                self._waiting.add(host)
                self._tell(f"waits for its turn at {host}, which another run is using")
        for host in sorted(self._waiting - hosts_waited_for(now, 0.0)):
            self._waiting.discard(host)
            self._tell(f"has its turn at {host} and goes on")


@contextmanager
def telling_of_turns(what: str) -> Iterator[None]:
    """Tell of the waits in the block. ``what``, a source or a group, begins each line."""
    over = Event()

    def tell(sentence: str) -> None:
        log(f"{what} {sentence}")
        print_line(what, sentence)

    thread = Thread(target=partial(copy_context().run, _keep, TurnWatch(tell, time.monotonic), over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()


def _keep(watch: TurnWatch, over: Event) -> None:
    while not over.wait(LOOK_EVERY_S):
        watch.look()
