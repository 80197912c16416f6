"""Reaching a Prefect server that the environment names."""

import socket

import pytest

from dateline.flows.serving import server
from dateline.tasks.core.errors import ServerError


def test_a_server_that_takes_connections_and_never_answers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The wait is announced, has an end, and ends with what to do."""
    monkeypatch.setattr(server, "ANSWER_S", 0.2)
    told: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/api"
        with pytest.raises(ServerError, match=f"the Prefect API at {url} does not answer: start that server"):
            server.await_answer(url, told.append)
    assert [line for line in told if url in line]
