"""Runs jobs in threads, lane by lane, and abandons those that take too long, so that they block no other."""

import math
import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from contextvars import copy_context
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Lock, Thread, current_thread
from typing import Generic, TypeVar

from dateline.flows.runtime.stopping import stopping_together

J = TypeVar("J")
R = TypeVar("R")

_LOOK_EVERY_S = 0.5
"""Waits are short, because the main thread handles signals only between them."""
_GRACE_S = 5.0


class Deadline:
    """The deadline of a job, in seconds from now. The job should end soon after it; `grace_s` later it is abandoned."""

    def __init__(self, seconds: float, grace_s: float) -> None:
        self._seconds, self._grace_s = seconds, grace_s
        self._ends_at = time.monotonic() + seconds

    def renew(self) -> None:
        """Restart the time, for another part of the job."""
        self._ends_at = time.monotonic() + self._seconds

    def is_past(self) -> bool:
        """Return whether the deadline has passed."""
        return time.monotonic() > self._ends_at

    @property
    def is_long_past(self) -> bool:
        """Whether the period of grace after the deadline has passed, too."""
        return time.monotonic() > self._ends_at + self._grace_s


@dataclass(eq=False)
class _Running(Generic[J]):
    """A running job, and the next jobs of its lane."""

    job: J
    following: deque[J]
    deadline: Deadline
    thread: Thread
    given_up: bool = False


@dataclass
class Lanes(Generic[J, R]):
    """Jobs in lanes. The jobs of a lane run one after the other; lanes run in parallel.

    Args:
        work: Does a job, and ends it soon after its deadline. It must not raise: it returns failures as results.
        deadline_of: Returns the deadline of a job that begins now.
        given_up: Returns the result of a job that was abandoned.
        threads: How many jobs run at the same time, besides those that were given up.
    """

    work: Callable[[J, Deadline], R]
    deadline_of: Callable[[J], Deadline]
    given_up: Callable[[J], R]
    threads: int
    _to_do: "SimpleQueue[deque[J]]" = field(default_factory=SimpleQueue)
    _finished: "SimpleQueue[tuple[J, R]]" = field(default_factory=SimpleQueue)
    _at_work: set[_Running[J]] = field(default_factory=set)
    _lock: Lock = field(default_factory=Lock)
    _look_at: float = 0.0

    def run(self, lanes: Sequence[Sequence[J]]) -> Generator[tuple[J, R], None, None]:
        """Yield each job with its result, in order of completion. Jobs run in copies of the caller's context.

        When this generator is closed or ended by an error, no further job is started, and the running ones have
        `_GRACE_S` seconds to notice that they are to stop. The threads end with the process, even in the middle of a
        job.
        """
        for lane in lanes:
            self._to_do.put(deque(lane))
        crew: list[Thread] = []
        try:
            with stopping_together() as stop:
                crew += [self._thread(stop, None) for _ in range(min(self.threads, len(lanes)))]
                for _ in range(sum(map(len, lanes))):
                    yield self._next(stop, crew)
        finally:
            deadline = time.monotonic() + _GRACE_S
            for thread in crew:
                thread.join(max(0.0, deadline - time.monotonic()))

    def _thread(self, stop: Callable[[], bool], first: deque[J] | None) -> Thread:
        thread = Thread(target=copy_context().run, args=(self._work_through, stop, first), daemon=True)
        thread.start()
        return thread

    def _work_through(self, stop: Callable[[], bool], lane: deque[J] | None) -> None:
        try:
            while not stop():
                lane = lane or self._to_do.get_nowait()
                while lane and not stop():
                    job = lane.popleft()
                    if not self._do(_Running(job, lane, self.deadline_of(job), current_thread())):
                        return
        except Empty:
            return

    def _do(self, place: _Running[J]) -> bool:
        """Do a job. Return False if it was abandoned meanwhile, so that another thread has taken over the lane."""
        with self._lock:
            self._at_work.add(place)
        result = copy_context().run(self.work, place.job, place.deadline)
        with self._lock:
            self._at_work.discard(place)
            if not place.given_up:
                self._finished.put((place.job, result))
            return not place.given_up

    def _next(self, stop: Callable[[], bool], crew: list[Thread]) -> tuple[J, R]:
        while True:
            if time.monotonic() > self._look_at:
                self._give_up_lost(stop, crew)
                self._look_at = time.monotonic() + _LOOK_EVERY_S
            with suppress(Empty):
                return self._finished.get(timeout=_LOOK_EVERY_S)

    def _give_up_lost(self, stop: Callable[[], bool], crew: list[Thread]) -> None:
        with self._lock:
            lost = [place for place in self._at_work if place.deadline.is_long_past]
            for place in lost:
                self._at_work.discard(place)
                place.given_up = True
                self._finished.put((place.job, self.given_up(place.job)))
        for place in lost:
            crew.remove(place.thread)  # nobody waits for it
            crew.append(self._thread(stop, place.following))


def results_as_completed(jobs: Sequence[J], work: Callable[[J], R], threads: int) -> Generator[tuple[J, R], None, None]:
    """Yield each job with the result of ``work``, as `Lanes` does, with a lane for each job and without deadlines."""

    def given_up(job: J) -> R:
        raise AssertionError(f"{job} has no deadline")

    lanes = Lanes(lambda job, _: work(job), lambda _: Deadline(math.inf, 0.0), given_up, threads)
    yield from lanes.run([[job] for job in jobs])
