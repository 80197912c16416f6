"""A news site on loopback for tests of sources, and a run of a source with the plain functions of the tasks."""

import hashlib
import re
import uuid
from collections import ChainMap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from dateline.config.schema import Settings, Source
from dateline.tasks.archive import archive
from dateline.tasks.clean import clean
from dateline.tasks.core.archive.batches import Run
from dateline.tasks.core.models import Outcome, Window
from dateline.tasks.discover import Discovery, discover
from dateline.tasks.fetch import fetch
from dateline.tasks.plan import Plan, plan

Answer = bytes | Callable[[dict[str, str]], tuple[int, bytes] | tuple[int, bytes, dict[str, str]]]


@dataclass
class Site:
    """The site's answers and the requests that it got. It supports ETags and ranges."""

    address: str = ""
    pages: dict[str, Answer] = field(default_factory=dict)
    any: dict[str, Answer] = field(default_factory=dict)
    """Answers by path, for any query."""
    asked_ranges: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    """The requested paths, without robots.txt. Those that were answered with 304 begin with ``304 ``."""

    def url(self, path: str) -> str:
        return f"{self.address}{path}"

    def page(self, path: str) -> bytes:
        """Return a page that is the same for each request."""
        answer = self.pages[path]
        assert isinstance(answer, bytes)
        return answer

    def times(self, path: str) -> int:
        return self.asked.count(path)


class Handler(BaseHTTPRequestHandler):
    """Answers as its site says."""

    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        answer = self.site.pages.get(self.path) or self.site.any.get(self.path.partition("?")[0])
        headers = {name.lower(): value for name, value in self.headers.items()}
        status, body = (404, b"none") if answer is None else (200, b"")
        told: list[dict[str, str]] = []
        if isinstance(answer, bytes):
            body = answer
        elif answer is not None:
            status, body, *told = answer(headers)
        etag = f'"{hashlib.sha256(body).hexdigest()[:12]}"'
        part = re.fullmatch(r"bytes=(\d+)-(\d+)", headers.get("range", ""))
        if "range" in headers:
            self.site.asked_ranges.append(headers["range"])
        extra = {}
        if headers.get("if-none-match") == etag:
            status, body = 304, b""
        elif part and status == 200:
            start, end = int(part[1]), min(int(part[2]) + 1, len(body))
            status = 206 if start < len(body) else 416
            extra = {"Content-Range": f"bytes {start}-{end - 1}/{len(body)}"}
            body = body[start:end] if status == 206 else b""
        if self.path != "/robots.txt":
            self.site.asked.append(f"304 {self.path}" if status == 304 else self.path)
        self.send_response(status)
        kind = "text/html; charset=utf-8" if not self.path.endswith((".xml", ".gz")) else "application/octet-stream"
        told.insert(0, {"ETag": etag, "Content-Type": kind, "Content-Length": str(len(body))} | extra)
        for name, value in ChainMap(*reversed(told)).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Log nothing."""


@contextmanager
def serving(site: Site, host: str = "127.0.0.1", handler: type[Handler] = Handler) -> Iterator[Site]:
    """Serve a site on a free port of loopback."""
    with ThreadingHTTPServer((host, 0), type("Handler", (handler,), {"site": site})) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        site.address = f"http://127.0.0.1:{server.server_port}"
        try:
            yield site
        finally:
            server.shutdown()


def story(headline: str, published: datetime | None = None, *paragraphs: str) -> bytes:
    """Return the page of an article that is long enough to be recognised as one."""
    stamp = f'<meta property="article:published_time" content="{published.isoformat()}">' if published else ""
    words = paragraphs or tuple(
        f"{headline}: the {place} was told on the evening of the meeting that nothing had been settled, and that the "
        f"matter of the {thing} would come before the council again once the weather allowed a survey."
        for place, thing in (("harbour office", "breakwater"), ("school", "footbridge"), ("market", "old crane"))
    )
    body = "".join(f"<p>{text}</p>" for text in words)
    return (
        f'<html lang="en"><head><title>{headline}</title><meta property="og:type" content="article">{stamp}</head>'
        f"<body><main><article><h1>{headline}</h1>{body}</article></main></body></html>"
    ).encode()


def feed(*items: tuple[str, str, datetime], guid: str = "") -> bytes:
    """Return an RSS feed of items (title, URL, published). If ``guid`` is given, the ids of entries begin with it."""
    entries = "".join(
        f"<item><title>{title}</title><link>{url}</link><pubDate>{moment:%a, %d %b %Y %H:%M:%S} +0000</pubDate>"
        + (f"<guid isPermaLink='false'>{guid}{number}</guid>" if guid else "")
        + "</item>"
        for number, (title, url, moment) in enumerate(items)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{entries}</channel></rss>'.encode()


def source(**parts: object) -> Source:
    """Return a source that may fetch from loopback, without delay."""
    local = {"private_hosts": ["127.0.0.1", "localhost"], "min_delay_s": 0}
    return Source.model_validate({"name": "local", "fetch": local} | parts)


def settings(folder: Path, **tables: object) -> Settings:
    """Return settings with archive and ledger in a folder."""
    places = {
        "archive": {"kind": "local", "path": folder / "archive", "durability": "none"},
        "ledger": {"url": f"sqlite:///{folder}/ledger.sqlite"},
    }
    return Settings.model_validate(places | {"fetch": {"retries": 0}} | tables)


@dataclass(frozen=True)
class Ran:
    """The results of one run."""

    discovery: Discovery
    plan: Plan
    outcomes: tuple[Outcome, ...]

    @property
    def kinds(self) -> dict[str, str]:
        """The outcome of each page (a reason, or else a kind), by the last part of its URL."""
        return {o.url.rpartition("/")[2]: o.reason.value if o.reason else o.kind.value for o in self.outcomes}


def run(table: Source, values: Settings, window: Window | None = None) -> Ran:
    """Do what the flow `ingest` does, and return the results."""
    began = Run.begin(table.name, window or Window(), datetime.now(UTC), uuid.uuid4().hex)
    discovery = discover.fn(table, values, began.window)
    planned = plan.fn(discovery.refs, began, values)
    outcomes: list[Outcome] = []
    for batch in (*planned.resumed, *planned.batches):
        fetch.fn(batch, table, values)
        outcomes += archive.fn(batch, clean.fn(batch, table, values), values).outcomes
    return Ran(discovery, planned, tuple(outcomes))


def at(day: int, hour: int = 12, minute: int = 0) -> datetime:
    """Return a moment of May 2023."""
    return datetime(2023, 5, day, hour, minute, tzinfo=UTC)


def days(first: int, last: int) -> Window:
    """Return a window of May 2023, from the beginning of the first day to the beginning of the last."""
    return Window(since=at(first, 0), until=at(last, 0))


def ago(**span: float) -> datetime:
    """Return the time so long ago, truncated to the minute."""
    return (datetime.now(UTC) - timedelta(**span)).replace(second=0, microsecond=0)
