"""`dateline browse`, as a user starts and stops it."""

import signal
import subprocess
import sys
from pathlib import Path
from socket import socket

import pytest
import requests

from dateline.config.loader import load
from dateline.flows.browse import server
from dateline.flows.browse.server import address_of, is_loopback, listening
from tests.support.command import Project, dateline
from tests.support.command_environment import command_environment
from tests.support.filed import file_articles
from tests.support.records import an_article
from tests.support.sample_archive import SOURCE


@pytest.fixture
def archived(project: Project) -> Path:
    """A project with one article."""
    folder = project(SOURCE)
    file_articles(load().settings, [an_article(headline="Pier burns")])
    return folder


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_told_to_end(archived: Path, number: signal.Signals) -> None:
    """It prints its address; Ctrl-C ends it with a message and exit code 0."""
    command = [sys.executable, "-m", "dateline", "browse", "--port", "0"]
    with subprocess.Popen(
        command,
        cwd=archived,
        env=command_environment(archived),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        said, how_to_close = process.stdout.readline(), process.stdout.readline()
        address = said.removeprefix("The reading room is open at ").strip()
        with requests.Session() as browser:  # it keeps its connection, as browsers do
            assert "Pier burns" in browser.get(address, timeout=60).text
            process.send_signal(number)
            _, told = process.communicate(timeout=60)
    assert (process.returncode, how_to_close) == (0, "Press Ctrl-C to close it.\n")
    assert told.splitlines()[-1] == "The reading room is closed."
    assert "Traceback" not in told


def test_a_port_in_use_gets_a_sentence(archived: Path) -> None:
    with listening("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        done = dateline("browse", "--port", str(port), folder=archived)
    assert done.returncode == 2
    assert f"port {port} of 127.0.0.1 is in use: choose another one with --port, or leave it out" in done.stderr


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--host", "0.0.0.0"), "other machines can reach 0.0.0.0, and there is no password: add --share"),  # noqa: S104
        (("--host", "archive.example"), "other machines can reach archive.example"),
        (("--host", "nowhere.invalid", "--share"), "cannot listen at nowhere.invalid"),
        (("--host", "203.0.113.7", "--share"), "cannot listen at 203.0.113.7"),
        (("--name", "archive.example"), "--name is for other machines: add --share and the --host at which they"),
    ],
)
def test_other_machines_are_let_in_only_if_somebody_says_so(archived: Path, args: tuple[str, ...], words: str) -> None:
    done = dateline("browse", *args, folder=archived)
    assert done.returncode == 2
    assert words in done.stderr


def test_if_the_usual_port_is_in_use_another_one_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setattr(server, "PORT", taken.getsockname()[1])
        with listening("127.0.0.1", None) as listener:
            assert address_of(listener).startswith("http://127.0.0.1:")
            assert listener.getsockname()[1] != taken.getsockname()[1]


def test_what_is_loopback() -> None:
    hosts = ("127.0.0.1", "localhost", "::1", "127.8.8.8", "0.0.0.0", "::", "192.168.1.1", "a.example")  # noqa: S104
    assert [host for host in hosts if is_loopback(host)] == ["127.0.0.1", "localhost", "::1", "127.8.8.8"]
