"""Watches the Prefect server that a run reports to: reports its silence, and ends the run if it stays silent.

Prefect's client repeats a failed request for minutes, and says nothing meanwhile. A server that takes connections and
never answers holds it for longer. So a thread asks the server every few seconds, with short timeouts of its own.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from threading import Event, Thread

from dateline.config.loader import load
from dateline.config.mistakes import ConfigMistakesError
from dateline.flows.runtime import environment
from dateline.tasks.core.web.urls import without_login

EXIT_CODE = 6
"""The exit code of a deployment's run that has lost its server, as of a command (`ExitCode.SERVER`)."""
TELL_EVERY_S = 10.0
ANSWER_S = 5.0
"""How many seconds an answer may take."""
ASK_EVERY_S = 5.0
ASK_AGAIN_S = 1.0
"""How soon a server that did not answer is asked again: one that is down refuses connections at once."""
_SERVER_ERROR = 500

Tell = Callable[[str], None]
"""Shows a sentence to the user, or ends the process with it."""


def gives_answers(api: str) -> bool:
    """Return whether a Prefect server at ``api`` answers within `ANSWER_S`, and can reach its database.

    An answer such as 404 counts, because Prefect Cloud has no such page: it does not come from a server that is gone.
    """
    import requests  # noqa: PLC0415 - slow to load

    try:
        with requests.get(f"{api}/ready", timeout=ANSWER_S, stream=True) as answer:
            return answer.status_code < _SERVER_ERROR
    except (requests.RequestException, ValueError):
        return False


class Silence:
    """How long the server at ``api`` has given no answer.

    ``answered``: whether it has answered before. If not, nothing counts before its first answer: a server that only
    Prefect's client can reach, because of a certificate for instance, is not gone.
    """

    def __init__(self, api: str, *, answered: bool) -> None:
        self._api, self._answered = api, answered
        self.seconds = 0.0

    def ask(self, wait: Callable[[float], object]) -> None:
        """Ask the server, and ``wait`` until it is to be asked again, at most the given number of seconds.

        A process that was stopped and continued (Ctrl-Z) does not take its own silence for the server's.
        """
        began = time.monotonic()
        if gives_answers(self._api):
            self._answered, self.seconds = True, 0.0
            began = time.monotonic()
            wait(ASK_EVERY_S)
        else:
            wait(ASK_AGAIN_S)
        if self._answered:
            self.seconds += min(time.monotonic() - began, ASK_EVERY_S + 2 * ANSWER_S)


@contextmanager
def watching(api: str, lost_s: float, tell: Tell, end: Tell) -> Iterator[None]:
    """Watch the server at ``api``, which has answered before, within the block.

    ``tell`` gets a sentence every `TELL_EVERY_S` seconds in which it gives no answer, and ``end`` gets one after
    ``lost_s`` seconds. Both are called in another thread.
    """
    over = Event()
    _Watch(api, lost_s, tell, end).start(over, answered=True)
    try:
        yield
    finally:
        over.set()


@dataclass(frozen=True, slots=True)
class _Watch:
    api: str
    lost_s: float
    tell: Tell
    end: Tell

    def start(self, over: Event, *, answered: bool) -> None:
        """Watch in another thread until ``over`` is set or the server is lost."""
        silence = Silence(self.api, answered=answered)
        Thread(target=self._keep, args=(silence, over), name="server watch", daemon=True).start()

    def _keep(self, silence: Silence, over: Event) -> None:
        server, told_s = f"the Prefect server at {without_login(self.api)}", 0.0
        while True:
            silence.ask(over.wait)
            if over.is_set():
                return
            if silence.seconds >= self.lost_s:
                self.end(f"{server} has not answered for {silence.seconds:.0f} s (watch.server_lost_s)")
                return
            if silence.seconds < told_s:
                self.tell(f"{server} answers again; the run continues with Prefect's next request")
                told_s = 0.0
            elif silence.seconds >= told_s + TELL_EVERY_S:
                told_s = silence.seconds
                self.tell(f"waiting for {server} for {told_s:.0f} s; after {self.lost_s:.0f} s the run ends")


def end_without_server(flow: object, flow_run: object, state: object) -> None:  # noqa: ARG001 - a hook's signature
    """End the process of a deployment's run when its server stays silent. A hook for ``on_running``.

    The process ends at once, as a killed one does: what it would report has nobody to go to. The next run completes
    what it left. Runs of a command are watched by the command. A run whose configuration is wrong is not watched: it
    ends at once, and says why.
    """
    api = environment.configured_api()
    if api and getattr(flow_run, "deployment_id", None):
        with suppress(ConfigMistakesError):
            _watch_once(api, load().settings.watch.server_lost_s)


@cache
def _watch_once(api: str, lost_s: float) -> None:
    _Watch(api, lost_s, _say, _end).start(Event(), answered=False)


def _say(sentence: str) -> None:
    print(f"dateline: {sentence}", file=sys.stderr, flush=True)  # noqa: T201 - the process has no terminal of its own


def _end(sentence: str) -> None:
    _say(f"{sentence}. Everything archived so far is kept; the next run continues from there")
    os._exit(EXIT_CODE)
