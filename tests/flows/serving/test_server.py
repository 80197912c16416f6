"""Reaching a Prefect server from the environment, and keeping one running that was started here."""

import socket
from pathlib import Path
from queue import SimpleQueue

import psutil
import pytest

from dateline.flows.runtime import server_watch
from dateline.flows.serving import server
from dateline.tasks import doctor
from dateline.tasks.core.errors import DatelineError, ServerError
from tests.support.processes import children_with


def test_a_server_that_takes_connections_and_never_answers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The wait is announced, bounded, and ends with a remedy."""
    monkeypatch.setattr(server, "ANSWER_S", 0.2)
    told: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/api"
        with pytest.raises(ServerError, match=f"the Prefect API at {url} does not answer: start that server"):
            server.await_answer(url, told.append)
    assert [line for line in told if url in line]


def test_no_message_about_the_server_shows_a_login(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server behind a proxy may need one. Messages end in logs that others read."""
    monkeypatch.setattr(server, "ANSWER_S", 0.2)
    told: list[str] = []
    for url in ("http://me:secret@127.0.0.1:9/api", "me:secret@127.0.0.1:9/api"):
        with pytest.raises(DatelineError, match=r"127\.0\.0\.1:9/api") as caught:
            server.await_answer(url, told.append)
        told.append(str(caught.value))
    told.append(str(doctor._prefect("http://me:secret@127.0.0.1:9/api")))
    assert len(told) == 4
    assert not [line for line in told if "secret" in line]


def servers() -> list[psutil.Process]:
    return children_with("tests.support.answering_server")


def test_a_server_that_falls_silent_is_started_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A suspended server, which accepts connections and never answers, is killed and replaced, with a message."""
    monkeypatch.setattr(server, "PROGRAM", "tests.support.answering_server")
    monkeypatch.setattr(server, "SILENT_S", 0.5)
    monkeypatch.setattr(server_watch, "ANSWER_S", 0.2)
    monkeypatch.setattr(server_watch, "ASK_EVERY_S", 0.1)
    told: SimpleQueue[str] = SimpleQueue()
    with server.temporary_server(tmp_path, told.put) as reachable:
        (child,) = servers()
        child.suspend()
        assert "has not answered for" in told.get(timeout=60)
        monkeypatch.setattr(server, "SILENT_S", 60)  # however slow this machine is, the new one counts as answering
        assert told.get(timeout=60) == "The Prefect server died; restarting it ..."
        while not server.answers(reachable.api):
            assert told.empty(), "the new server died too"
