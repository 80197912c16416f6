"""The watch over the Prefect server of a run reports silences, and gives up a server that stays silent."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue
from threading import Event
from types import SimpleNamespace

import pytest

from dateline.config.schema import Settings, WatchSettings
from dateline.flows.cli.exit_codes import ExitCode
from dateline.flows.runtime import environment, server_watch
from dateline.flows.runtime.server_watch import Silence, end_without_server, watching
from tests.support.answering_server import answering
from tests.support.gate import Gate

Sentences = SimpleQueue[str]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the watch ask more often."""
    monkeypatch.setattr(server_watch, "ANSWER_S", 0.2)
    monkeypatch.setattr(server_watch, "ASK_EVERY_S", 0.05)
    monkeypatch.setattr(server_watch, "ASK_AGAIN_S", 0.05)
    monkeypatch.setattr(server_watch, "TELL_EVERY_S", 0.3)


@pytest.fixture
def gate() -> Iterator[Gate]:
    """A gate before a server that answers."""
    with answering() as port, Gate(port) as gate:
        yield gate


def api_of(gate: Gate) -> str:
    return f"http://127.0.0.1:{gate.port}/api"


def next_with(told: Sentences, words: str) -> str:
    while words not in (sentence := told.get(timeout=60)):
        continue
    return sentence


def test_a_silence_is_reported_while_it_lasts_and_when_it_ends(gate: Gate) -> None:
    """Each line says which server is waited for and how long; a server that returns is not given up."""
    told, ended = Sentences(), Sentences()
    with watching(api_of(gate), 3600, told.put, ended.put):
        gate.is_silent = True
        first = next_with(told, f"waiting for the Prefect server at {api_of(gate)} for ")
        assert first.endswith("s; after 3600 s the run ends")
        next_with(told, "waiting for")
        gate.is_silent = False
        next_with(told, f"the Prefect server at {api_of(gate)} answers again")
    assert ended.empty()


@pytest.mark.parametrize("how", ["is_silent", "is_open"])
def test_a_server_that_stays_away_is_given_up(gate: Gate, how: str) -> None:
    """It is given up whether it holds its connections or drops them."""
    told, ended = Sentences(), Sentences()
    with watching(api_of(gate), 0.5, told.put, ended.put):
        setattr(gate, how, how == "is_silent")
        sentence = ended.get(timeout=60)
    assert sentence.startswith(f"the Prefect server at {api_of(gate)} has not answered for ")


def test_a_server_that_never_answered_is_left_to_the_client_of_prefect(gate: Gate) -> None:
    """Silence counts from its first answer, since only Prefect's client may be able to reach it."""
    gate.is_silent = True
    silence = Silence(api_of(gate), answered=False)
    for _ in range(3):
        silence.ask(lambda _: None)
    assert silence.seconds == 0
    gate.is_silent = False
    silence.ask(lambda _: None)
    gate.is_silent = True
    silence.ask(lambda _: None)
    assert silence.seconds > 0


def test_a_suspended_process_counts_no_silence(gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hour between Ctrl-Z and `fg` does not count as silence."""
    gate.is_open = False
    now = 0.0

    def stop(_: float) -> None:
        nonlocal now
        now += 3600

    monkeypatch.setattr(server_watch, "time", SimpleNamespace(monotonic=lambda: now))
    silence = Silence(api_of(gate), answered=True)
    silence.ask(stop)
    assert 0 < silence.seconds < 1


def test_the_run_of_a_deployment_ends_with_its_server(
    gate: Gate, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Its process exits with a message and the exit code for servers."""
    ends: SimpleQueue[int] = SimpleQueue()
    answered = Event()

    def gives_answers(api: str) -> bool:
        answers = ask(api)
        if answers:
            answered.set()
        return answers

    ask = server_watch.gives_answers
    monkeypatch.setattr(server_watch, "gives_answers", gives_answers)
    settings = Settings(watch=WatchSettings.model_construct(server_lost_s=0.5))
    monkeypatch.setattr(server_watch, "load", lambda: SimpleNamespace(settings=settings))
    monkeypatch.setattr(os, "_exit", ends.put)
    monkeypatch.setenv("PREFECT_API_URL", api_of(gate))
    end_without_server(None, SimpleNamespace(deployment_id=uuid.uuid4()), None)
    assert answered.wait(60)
    gate.is_silent = True
    assert ends.get(timeout=60) == ExitCode.SERVER
    told = capfd.readouterr().err
    assert f"dateline: the Prefect server at {api_of(gate)} has not answered for" in told
    assert "the next run continues from there" in told


def test_a_run_without_a_configuration_is_not_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends by itself and says why, so the hook adds no traceback to its log."""
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    monkeypatch.delenv("DATELINE_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)
    end_without_server(None, SimpleNamespace(deployment_id=uuid.uuid4()), None)


@pytest.mark.parametrize("seconds", [10, 120, 3600, 86_400])
def test_the_client_of_prefect_tries_for_as_long_as_a_server_is_waited_for(seconds: float) -> None:
    """Prefect's waits are powers of two, shortened by up to a fifth."""
    tries = environment.retries_for(seconds)
    assert sum(0.8 * 2**number for number in range(1, tries + 1)) >= seconds
    assert sum(0.8 * 2**number for number in range(1, tries)) < seconds
