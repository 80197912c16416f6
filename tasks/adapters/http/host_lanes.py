"""Works through the pages of many hosts in threads: hosts in parallel, the pages of a host one after the other."""

import heapq
import itertools
from collections import deque
from collections.abc import Callable, Generator, Sequence
from datetime import datetime
from threading import Condition, Lock, Thread
from typing import Generic, TypeVar

from dateline.tasks.adapters.http.clock import Clock
from dateline.tasks.adapters.http.politeness import Steps

J = TypeVar("J")
R = TypeVar("R")


class _Lane(Generic[J, R]):
    """The jobs of one host, and the progress of the first of them."""

    def __init__(self, jobs: Sequence[J], begin: Callable[[J], Steps[R]]) -> None:
        self._jobs = deque(jobs)
        self._begin = begin
        self._steps: Steps[R] | None = None

    def go_on(self) -> datetime | tuple[J, R]:
        """Work until a job must wait or is done. Returns the time to wait for, or the job with its result."""
        if self._steps is None:
            self._steps = self._begin(self._jobs[0])
        try:
            return next(self._steps)
        except StopIteration as done:
            self._steps = None
            return self._jobs.popleft(), done.value

    def is_empty(self) -> bool:
        return not self._jobs

    def close(self) -> None:
        if self._steps is not None:
            self._steps.close()


class HostLanes(Generic[J, R]):
    """Runs jobs that sometimes wait, on a few threads. A waiting job does not block a thread.

    Args:
        lanes: The jobs of each host. Lanes run in parallel, the jobs of a lane in order.
        begin: Returns the steps of a job.
        clock: The clock of the times that the steps yield.
        workers: The maximum number of threads, and so of jobs at work at the same time.
        abort: Called when the results are no longer wanted, to interrupt what the threads are waiting for.
    """

    def __init__(
        self,
        lanes: Sequence[Sequence[J]],
        begin: Callable[[J], Steps[R]],
        clock: Clock,
        workers: int,
        abort: Callable[[], None],
    ) -> None:
        self._clock = clock
        self._abort = abort
        lock = Lock()
        self._to_do = Condition(lock)
        self._done = Condition(lock)
        now, self._order = clock.now(), itertools.count()
        self._due = [(now, next(self._order), _Lane(jobs, begin)) for jobs in lanes if jobs]
        self._open = len(self._due)
        self._jobs = sum(map(len, lanes))
        self._results: deque[tuple[J, R]] = deque()
        self._room = 2 * workers
        self._error: BaseException | None = None
        self._closed = False
        self._threads = [
            Thread(target=self._work, name=f"fetch {number}", daemon=True) for number in range(min(workers, self._open))
        ]

    def run(self) -> Generator[tuple[J, R], None, None]:
        """Yield each job with its result, in order of completion. An error in a job is raised here, ending all jobs."""
        for thread in self._threads:
            thread.start()
        try:
            for _ in range(self._jobs):
                yield self._take()
        finally:
            self._close()

    def _take(self) -> tuple[J, R]:
        with self._done:
            while not self._results and self._error is None:
                self._done.wait()
            if not self._results and self._error is not None:
                raise self._error
            if len(self._results) >= self._room:
                self._to_do.notify_all()
            return self._results.popleft()

    def _close(self) -> None:
        with self._to_do:
            self._closed = True
            self._to_do.notify_all()
            under_way = self._open > 0
        if under_way:
            self._abort()
        for thread in self._threads:
            thread.join()
        for _, _, lane in self._due:
            lane.close()

    def _work(self) -> None:
        try:
            while (lane := self._next()) is not None:
                came = lane.go_on()
                with self._to_do:
                    self._take_back(lane, came)
        except BaseException as error:  # noqa: BLE001 - raised again by the consumer
            with self._to_do:
                self._error = error
                self._done.notify_all()
                self._to_do.notify_all()

    def _take_back(self, lane: _Lane[J, R], came: datetime | tuple[J, R]) -> None:
        if isinstance(came, datetime):
            heapq.heappush(self._due, (came, next(self._order), lane))
            return
        self._results.append(came)
        self._done.notify()
        if not lane.is_empty():
            heapq.heappush(self._due, (self._clock.now(), next(self._order), lane))
            return
        self._open -= 1
        if not self._open:
            self._to_do.notify_all()

    def _next(self) -> _Lane[J, R] | None:
        """Wait for a lane that is due. A thread that returns a lane calls this next, so no other needs waking."""
        with self._to_do:
            while self._open and not self._closed and self._error is None:
                now = self._clock.now()
                if len(self._results) >= self._room or not self._due:
                    self._to_do.wait()
                elif self._due[0][0] <= now:
                    return heapq.heappop(self._due)[2]
                else:
                    self._clock.wait(self._to_do, (self._due[0][0] - now).total_seconds())
            return None
