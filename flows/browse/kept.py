"""Values that are looked up in the background, so that no page waits for them."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from time import monotonic
from typing import Generic, TypeVar

T = TypeVar("T")

_log = logging.getLogger(__name__)


class Kept(Generic[T]):
    """A value that is looked up again when it is requested after more than ``age_s`` seconds.

    A caller waits at most ``wait_s`` seconds for the new value, then gets the older one. Only the first caller waits
    longer.
    """

    def __init__(self, look_up: Callable[[], T], pool: ThreadPoolExecutor, *, age_s: float, wait_s: float) -> None:
        self._look_up, self._pool = look_up, pool
        self._age_s, self._wait_s = age_s, wait_s
        self._lock = threading.Lock()
        self._value: tuple[T] | None = None
        self._at = 0.0
        self._pending: Future[T] | None = None

    def get(self) -> T:
        """Return the value. Raises what the look-up raised, as long as none has succeeded."""
        with self._lock:
            known = self._value
            if self._pending is None and (known is None or monotonic() - self._at >= self._age_s):
                self._pending = self._pool.submit(self._refreshed)
            pending = self._pending
        if known is None and pending is not None:
            return pending.result()
        if pending is not None:
            wait([pending], self._wait_s)
        if self._value is None:
            raise AssertionError("a value that is known stays known")
        return self._value[0]

    def _refreshed(self) -> T:
        try:
            value = self._look_up()
        except Exception as error:
            _log.warning("a look-up failed: %s", error)
            raise
        else:
            self._value = (value,)
            return value
        finally:
            with self._lock:
                self._at, self._pending = monotonic(), None
