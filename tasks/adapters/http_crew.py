"""Many jobs of steps on a few threads: what waits, for a turn or a moment, holds no thread.

At any time at most one idle thread (the leader) sleeps until the next moment; the others sleep until there is
something to do. So a thousand waiting jobs wake one thread, not all.
"""

import heapq
import threading
from collections import deque
from datetime import datetime
from itertools import count
from typing import Generic, TypeVar

from tasks.adapters.http_clock import Clock
from tasks.adapters.http_turns import Turn
from tasks.adapters.http_visit import Steps

_T = TypeVar("_T")


class _Job(Generic[_T]):
    def __init__(self, steps: Steps[_T]) -> None:
        self.steps = steps


class Crew(Generic[_T]):
    """Runs jobs and hands out their results. One thread takes the results; `close` must be called.

    Args:
        size: The most threads, and the most results that wait to be taken before the threads pause.
        clock: Tells the time and waits.
    """

    def __init__(self, size: int, clock: Clock) -> None:
        self._size = size
        self._clock = clock
        lock = threading.Lock()
        self._work = threading.Condition(lock)
        self._done = threading.Condition(lock)
        self._ready: deque[_Job[_T]] = deque()
        self._timed: list[tuple[datetime, int, _Job[_T]]] = []
        self._order = count()
        self._jobs: set[_Job[_T]] = set()
        self._results: deque[_T | BaseException] = deque()
        self._threads: list[threading.Thread] = []
        self._idle = 0
        self._leader: object | None = None
        self._closing = False

    def start(self, steps: Steps[_T]) -> None:
        """Take on a job."""
        job = _Job(steps)
        with self._work:
            self._jobs.add(job)
        self._make_ready(job)

    def take(self, timeout_s: float | None = None) -> _T | None:
        """Return the next result, or None where none came in time. Raises what a job raised."""
        with self._done:
            self._done.wait_for(lambda: self._results, timeout_s)
            if not self._results:
                return None
            result = self._results.popleft()
            self._work.notify()
        if isinstance(result, BaseException):
            raise result
        return result

    def close(self) -> list[_T]:
        """Begin nothing more, let steps under way end, and return the results that nobody has taken."""
        with self._work:
            self._closing = True
            self._work.notify_all()
        for thread in self._threads:
            thread.join()
        for job in self._jobs:
            job.steps.close()
        return [result for result in self._results if not isinstance(result, BaseException)]

    def _make_ready(self, job: _Job[_T]) -> None:
        with self._work:
            self._ready.append(job)
            if self._idle == 0 and len(self._threads) < self._size and not self._closing:
                thread = threading.Thread(target=self._run, name=f"fetch-{len(self._threads)}", daemon=True)
                self._threads.append(thread)
                thread.start()
            else:
                self._work.notify()

    def _run(self) -> None:
        while (job := self._next()) is not None:
            self._advance(job)

    def _next(self) -> _Job[_T] | None:
        """Wait for a job that can go on; None when the crew is closing."""
        with self._work:
            while not self._closing:
                now = self._clock.now()
                while self._timed and self._timed[0][0] <= now:
                    self._ready.append(heapq.heappop(self._timed)[2])
                if self._ready and len(self._results) < self._size:
                    job = self._ready.popleft()
                    if self._ready or (self._timed and self._leader is None):
                        self._work.notify()
                    return job
                self._wait()
            return None

    def _wait(self) -> None:
        self._idle += 1
        if self._timed and self._leader is None:
            me = self._leader = object()
            self._clock.wait(self._work, self._timed[0][0])
            if self._leader is me:
                self._leader = None
        else:
            self._work.wait()
        self._idle -= 1

    def _advance(self, job: _Job[_T]) -> None:
        """Run a job until it has to wait or is done."""
        try:
            while True:
                wait = next(job.steps)
                if isinstance(wait, Turn):
                    if not wait.granted_or(lambda: self._make_ready(job)):
                        return
                elif wait > self._clock.now():
                    self._put_off(job, wait)
                    return
        except StopIteration as end:
            self._finish(job, end.value)
        except BaseException as error:  # noqa: BLE001  it belongs to the thread that takes the results
            self._finish(job, error)

    def _put_off(self, job: _Job[_T], until: datetime) -> None:
        with self._work:
            heapq.heappush(self._timed, (until, next(self._order), job))
            if self._timed[0][2] is job:
                self._leader = None  # whoever leads now would sleep too long
                self._work.notify()

    def _finish(self, job: _Job[_T], result: _T | BaseException) -> None:
        with self._work:
            self._jobs.discard(job)
            self._results.append(result)
            self._done.notify()


def run_here(steps: Steps[_T], clock: Clock) -> _T:
    """Run one job on this thread, which blocks where the job waits."""
    woken = threading.Condition()

    def wake() -> None:
        with woken:
            woken.notify()

    try:
        while True:
            wait = next(steps)
            with woken:
                if isinstance(wait, Turn):
                    while not wait.granted_or(wake):
                        clock.wait(woken, None)
                else:
                    while clock.now() < wait:
                        clock.wait(woken, wait)
    except StopIteration as end:
        value: _T = end.value
        return value
    finally:
        steps.close()
