"""Segments in web archive tools: cdxj-indexer indexes them, and pywb replays their pages byte for byte.

These programs need other versions of shared packages than dateline does, so `make readers` installs them into an
environment of their own.
"""

import contextlib
import gzip
import http.client
import json
import os
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dateline.tasks.adapters.warc.segments import SegmentWriter
from dateline.tasks.core.models import PageRef, Reason
from dateline.tasks.core.web.fetched import FetchFailure, RawPage, Redirect
from tests.support.paths import ROOT
from tests.support.ports import free_ports

PROGRAMS = ROOT / ".venv-readers" / "bin"
AT = datetime(2024, 3, 5, 6, 7, 8, 912345, tzinfo=UTC)
BODY = b"<!doctype html><h1>The ferry is back</h1>\xff<p>" + bytes(range(32, 127)) * 20
HTML = ("Content-Type", "text/html; charset=utf-8")

pytestmark = pytest.mark.skipif(
    not (PROGRAMS / "wayback").exists(), reason="pywb is not installed (`make readers` installs it)"
)


def a_page(url: str, *redirects: Redirect, asked: str = "", body: bytes = BODY, **headers: str) -> RawPage:
    ref = PageRef(url=asked or url, source="example", via="https://saltmere.example/feed")
    told = (HTML, *((name.replace("_", "-"), value) for name, value in headers.items()))
    return RawPage(ref, url, AT, body, 200, "OK", told, redirects)


def a_redirect(url: str, to: str, before_s: int, **headers: str) -> Redirect:
    told = (("Location", to), *((name.replace("_", "-"), value) for name, value in headers.items()))
    return Redirect(url, AT - timedelta(seconds=before_s), 301, "Moved Permanently", told)


PAGES = (
    a_page("https://saltmere.example/ferry"),
    a_page("https://saltmere.example/packed", body=gzip.compress(BODY), Content_Encoding="gzip"),
    a_page("https://saltmere.example/chunked", Transfer_Encoding="chunked"),
    a_page(
        "https://saltmere.example/story/7?from=feed",
        a_redirect("http://feeds.saltmere.example/7", "https://saltmere.example/7", 2, Content_Length="162"),
        a_redirect("https://saltmere.example/7", "/story/7?from=feed", 1, Transfer_Encoding="chunked"),
        asked="http://feeds.saltmere.example/7",
    ),
    a_page(
        "https://www.saltmere.example/secure",
        a_redirect("http://saltmere.example/secure", "https://www.saltmere.example/secure", 0),
        asked="http://saltmere.example/secure",
    ),
    FetchFailure(
        PageRef(url="https://saltmere.example/gone", source="example", via="feed"),
        "https://saltmere.example/gone",
        AT,
        Reason.TIMEOUT,
        "no answer in 60 s",
    ),
)


@pytest.fixture(scope="module")
def segment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A segment with all kinds of pages."""
    path = tmp_path_factory.mktemp("segments") / "run-0001.warc.gz"
    with SegmentWriter(path, f"raw/example/2024/03/05/{path.name}") as writer:
        for page in PAGES:
            writer.write(page)
    return path


@pytest.fixture(scope="module")
def pywb(segment: Path) -> Iterator[int]:
    """The port of a pywb whose collection ``news`` holds the segment."""
    folder = segment.parent
    _run("wb-manager", "init", "news", folder=folder)
    _run("wb-manager", "add", "news", str(segment), folder=folder)
    (port,) = free_ports(1)
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [PROGRAMS / "wayback", "-b", "127.0.0.1", "-p", str(port)],
            cwd=folder,
            env=_environment(),
            stdout=log,
            stderr=log,
        )
        try:
            _wait_until_ready(port, server, folder / "log")
            yield port
        finally:
            server.kill()
            server.wait()


def test_pywb_replays_each_page_byte_for_byte(pywb: int) -> None:
    """Requested by URL and date as from a Wayback Machine, it returns the page's body without a content coding."""
    for page in PAGES:
        if isinstance(page, RawPage):
            status, headers, body = get(pywb, f"/news/20240305060708id_/{page.url}")
            assert (status, headers["Content-Type"], body) == (200, HTML[1], BODY), page.url


def test_pywb_leads_from_the_address_that_the_source_named_to_the_page(pywb: int) -> None:
    """Redirects are replayed one by one; a redirect that only changes the scheme yields the page itself."""
    path = "/news/20240305060706mp_/http://feeds.saltmere.example/7"
    body = b""
    for _ in range(3):
        status, headers, body = get(pywb, path)
        if status == http.client.OK:
            break
        assert status in {301, 302, 307}
        path = headers["Location"].removeprefix(f"http://127.0.0.1:{pywb}")
    assert path.endswith("/story/7?from=feed")
    assert b"The ferry is back" in body
    status, _, body = get(pywb, "/news/20240305060708id_/http://saltmere.example/secure")
    assert (status, body) == (200, BODY)


def test_pywb_knows_nothing_of_a_page_that_was_not_fetched(pywb: int) -> None:
    """A failure is a metadata record in the segment, and no capture."""
    assert get(pywb, "/news/2024id_/https://saltmere.example/gone")[0] == http.client.NOT_FOUND


def test_cdxj_indexer_lists_captures_and_nothing_else(segment: Path) -> None:
    """It lists each page and each redirect with its type and status, but no metadata."""
    lines = [
        json.loads(line.split(" ", 2)[2])
        for line in _run("cdxj-indexer", str(segment), folder=segment.parent).splitlines()
    ]
    pages = [page for page in PAGES if isinstance(page, RawPage)]
    captures: list[tuple[str, str, str | None]] = [(page.url, "200", "text/html") for page in pages]
    captures += [(redirect.url, "301", None) for page in pages for redirect in page.redirects]
    assert sorted((line["url"], line["status"], line.get("mime") or "") for line in lines) == sorted(
        (url, status, mime or "") for url, status, mime in captures
    )


def get(port: int, path: str) -> tuple[int, http.client.HTTPMessage, bytes]:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()


def _run(program: str, *args: str, folder: Path) -> str:
    command = [str(PROGRAMS / program), *args]
    done = subprocess.run(command, cwd=folder, env=_environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def _wait_until_ready(port: int, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(300):
        with contextlib.suppress(OSError):
            get(port, "/")
            return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"pywb did not start:\n{log.read_text(errors='replace')[-2000:]}")
