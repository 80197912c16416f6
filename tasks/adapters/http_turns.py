"""Standing in line: one turn at a time for each name."""

import threading
from collections import deque
from collections.abc import Callable


class Turn:
    """A place in a queue; see `Queues`."""

    def __init__(self, name: str, lock: threading.Lock) -> None:
        self.name = name
        self._lock = lock
        self._granted = False
        self._on_grant: Callable[[], None] | None = None

    def granted_or(self, on_grant: Callable[[], None]) -> bool:
        """Return whether it is this turn's time; if not, ``on_grant`` is called once it is, by whatever thread."""
        with self._lock:
            if not self._granted:
                self._on_grant = on_grant
            return self._granted

    def grant(self) -> Callable[[], None] | None:
        """Make it this turn's time, the lock held; return whom to tell once it is not."""
        self._granted = True
        return self._on_grant


class Queues:
    """One queue a name, in which one turn at a time is granted. Thread-safe; an empty queue takes no memory."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._queues: dict[str, deque[Turn]] = {}

    def ask(self, name: str, *, ahead: bool = False) -> Turn:
        """Stand in a queue, at its end or right behind the turn that is on; `leave` must follow, whatever comes."""
        turn = Turn(name, self._lock)
        with self._lock:
            queue = self._queues.setdefault(name, deque())
            queue.insert(1 if ahead else len(queue), turn)
            if queue[0] is turn:
                turn.grant()
        return turn

    def leave(self, turn: Turn) -> None:
        """Give a turn back, granted or not; the next one's begins."""
        tell = None
        with self._lock:
            queue = self._queues[turn.name]
            was_on = queue[0] is turn
            queue.remove(turn)
            if not queue:
                del self._queues[turn.name]
            elif was_on:
                tell = queue[0].grant()
        if tell is not None:
            tell()
