"""Ctrl-C and SIGTERM end the commands that archive nothing with a sentence that fits each, and leave nothing broken."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket
from subprocess import PIPE
from threading import Event

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from dateline.tasks.adapters.stores.keys import MARK
from dateline.tasks.core.archive.records import article_key
from tests.support.command import Project
from tests.support.command_environment import command_environment
from tests.support.records import an_article

UNCHANGED = "Interrupted. The archive was not changed."
SOURCE = '[source]\nname = "courier"\nurls = ["https://courier.example/1"]\n'
BUCKET = '[archive]\nkind = "s3"\nbucket = "news"\nregion = "eu"\nendpoint_url = "http://{address}"\n'
NO_KEY = "<Error><Code>NoSuchKey</Code><Message>no</Message></Error>"
KEYS = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}
WITHIN_S = 60.0
"""Three seconds on an idle machine."""


@pytest.fixture
def silent() -> Iterator[socket]:
    """A server that accepts connections and never answers."""
    with socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.settimeout(WITHIN_S)
        yield server


@contextmanager
def running(folder: Path, *args: str, **environment: str) -> Iterator["subprocess.Popen[str]"]:
    """A command in a process group of its own, which is killed at the end."""
    # A shell's background processes ignore Ctrl-C, and so might those of whatever runs the tests.
    code = "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    command = [sys.executable, "-c", f"{code}runpy.run_module('dateline', run_name='__main__')", *args]
    env = command_environment(folder, own_prefect=False, **environment)
    with subprocess.Popen(
        command, cwd=folder, env=env, stdout=PIPE, stderr=PIPE, text=True, start_new_session=True
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def interrupted(process: "subprocess.Popen[str]", sent: signal.Signals) -> str:
    """Signal the process and those it started, as a terminal does; return its last line."""
    os.killpg(process.pid, sent)
    out, err = process.communicate(timeout=WITHIN_S)
    assert process.returncode == 130, out + err
    assert "Traceback" not in out + err
    assert "report" not in out + err
    assert err.count("Interrupted") == 1
    return err.splitlines()[-1].strip()


@pytest.mark.parametrize(
    ("args", "sent", "sentence"),
    [
        (["preview", "http://{address}/1"], signal.SIGINT, UNCHANGED),
        (["sources", "add", "http://{address}/"], signal.SIGINT, "Interrupted. No source file was written."),
        (["sources", "add", "http://{address}/"], signal.SIGTERM, "Interrupted. No source file was written."),
        (["search", "pier"], signal.SIGINT, UNCHANGED),
        (["query", "select 1"], signal.SIGTERM, UNCHANGED),
        (["browse"], signal.SIGINT, UNCHANGED),
        (["index", "rebuild"], signal.SIGINT, "Interrupted. The archive was not changed."),
        (["deploy", "--pool", "news"], signal.SIGINT, UNCHANGED),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_command_is_interrupted_while_it_waits(
    project: Project, silent: socket, args: list[str], sent: signal.Signals, sentence: str
) -> None:
    """Whatever it waits for: a site, the archive's bucket, or a Prefect server."""
    address = f"127.0.0.1:{silent.getsockname()[1]}"
    settings = BUCKET.format(address=address) + '[fetch]\nprivate_hosts = ["127.0.0.1"]\n'
    folder = project(SOURCE.replace("courier", "sample"), settings)
    api = {"PREFECT_API_URL": f"http://{address}/api"} if args[0] == "deploy" else {}
    before = sorted(folder.rglob("*.toml"))
    with running(folder, *(arg.format(address=address) for arg in args), **KEYS, **api) as process:
        connection, _ = silent.accept()
        with connection:
            assert interrupted(process, sent) == sentence
    assert sorted(folder.rglob("*.toml")) == before


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_an_interrupted_export_leaves_no_part_of_a_file(project: Project, httpserver: HTTPServer, suffix: str) -> None:
    """The file that was there stays as it was, and the sentence names it."""
    asked, over = Event(), Event()
    httpserver.expect_request(f"/news/{article_key(an_article())}").respond_with_handler(stalling(asked, over))
    httpserver.expect_request(re.compile("/news/?$")).respond_with_handler(listing)
    httpserver.expect_request(f"/news/{MARK}").respond_with_data(NO_KEY, 404, content_type="application/xml")
    address = httpserver.url_for("").removeprefix("http://").rstrip("/")
    folder = project(SOURCE.replace("courier", "sample"), BUCKET.format(address=address))
    output = folder / f"all.{suffix}"
    output.write_text("earlier")
    try:
        with running(folder, "export", "--output", output.name, **KEYS) as process:
            assert asked.wait(WITHIN_S)
            assert interrupted(process, signal.SIGINT) == f"Interrupted. {output.name} was not written."
    finally:
        over.set()
    assert [path.name for path in folder.iterdir() if "all." in path.name] == [output.name]
    assert output.read_text() == "earlier"


def stalling(asked: Event, over: Event) -> Callable[[Request], Response]:
    """Return a handler that answers nothing before the end of the test."""

    def stall(_: Request) -> Response:
        asked.set()
        over.wait(WITHIN_S)
        return Response(status=500)

    return stall


def listing(request: Request) -> Response:
    """List one article, as S3 does."""
    key = article_key(an_article())
    found = f"<Contents><Key>{key}</Key><Size>9</Size></Contents>" * key.startswith(request.args.get("prefix", ""))
    body = f"<ListBucketResult><Name>news</Name><IsTruncated>false</IsTruncated>{found}</ListBucketResult>"
    return Response(body, content_type="application/xml")
