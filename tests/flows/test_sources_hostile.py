"""A source whose feed leads to walls, private addresses, videos and worse, in one run of the real tasks."""

import json
import logging
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from dateline.tasks.adapters.ledger.sql import open_ledger
from dateline.tasks.adapters.stores.opening import open_store
from dateline.tasks.core.models import OutcomeKind
from dateline.tasks.core.web.urls import url_key
from tests.support.bot_wall import WALL
from tests.support.local_site import Answer, Site, ago, feed, run, serving, settings, source, story

GONE = b"<html><head><title>Page not found</title></head><body><h1>Page not found</h1><p>Sorry.</p></body></html>"


@pytest.fixture
def site() -> Iterator[Site]:
    """A server on every loopback address, each a host of its own."""
    with serving(Site(), host="0.0.0.0") as served:  # noqa: S104 - all of 127/8
        yield served


def at_host(site: Site, number: int, path: str) -> str:
    return f"http://127.0.0.{number}:{site.address.rpartition(':')[2]}{path}"


def test_a_run_over_hostile_pages_gives_each_its_reason(site: Site, tmp_path: Path) -> None:
    """Each refusal has its reason, received pages are kept, hosts in trouble rest, and other hosts go on."""
    asked_at: dict[str, float] = {}

    def noting(name: str, body: bytes) -> Answer:
        def answer(_: dict[str, str]) -> tuple[int, bytes]:
            asked_at[name] = time.monotonic()
            return 200, body

        return answer

    site.pages |= {
        "/forbidden": lambda _: (403, WALL),
        "/walled": noting("walled", WALL),
        "/behind": noting("behind", story("What lies behind the wall of the harbour", ago(hours=1))),
        "/busy": lambda _: (429, b"slow down", {"Retry-After": "3600"}),
        "/later": story("A story that waits for its host to rest", ago(hours=1)),
        "/inwards": lambda _: (302, b"", {"Location": "http://10.0.0.1/admin"}),
        "/video": lambda _: (200, b"\0" * 9000, {"Content-Type": "video/mp4"}),
        "/lost": GONE,
        "/good": story("A good story of the harbour at last", ago(hours=1)),
    }
    others = {"inwards": 5, "video": 6, "lost": 7, "good": 8}
    hosts = {"forbidden": 2, "walled": 3, "behind": 3, "busy": 4, "later": 4} | others
    urls = [at_host(site, number, f"/{name}") for name, number in hosts.items()]
    urls += ["http://169.254.169.254/latest", "http://10.1.2.3/private", "file:///etc/passwd", "http://localhost/local"]
    urls += ["http://[:21]/bracketed"]
    site.pages["/feed.xml"] = feed(*((f"Story {n}", url, ago(hours=1)) for n, url in enumerate(urls)))
    table = source(
        feeds=[site.url("/feed.xml").replace("0.0.0.0", "127.0.0.1")],  # noqa: S104 - as above
        fetch={"private_hosts": [f"127.0.0.{n}" for n in range(1, 9)], "min_delay_s": 0},
    )
    values = settings(tmp_path, fetch={"retries": 1})
    ran = run(table, values)
    assert ran.kinds == {
        "forbidden": "blocked",
        "walled": "blocked",
        "behind": "new",
        "busy": "http_status",
        "later": "not_asked",
        "inwards": "refused_address",
        "video": "not_html",
        "lost": "not_article",
        "good": "new",
        "latest": "refused_address",
        "private": "refused_address",
        "local": "refused_address",
        "bracketed": "refused_address",
    }
    assert asked_at["behind"] - asked_at["walled"] > 0.9
    raw = {o.url.rpartition("/")[2]: o.raw for o in ran.outcomes if o.kind is OutcomeKind.REJECTED}
    assert {name for name, pointer in raw.items() if pointer} == {"forbidden", "walled", "busy", "lost"}
    store = open_store(values.archive)
    for name in ("forbidden", "walled"):
        pointer = raw[name]
        assert pointer is not None
        assert len(store.get(pointer.segment, pointer.offset, 100)) == 100
    ledger = open_ledger(values.ledger.url)
    known = ledger.known("local", [url_key(urls[n]) for n in (3, 4)])
    ledger.close()
    assert sorted(state.tries for state in known.values()) == [0, 1]


def test_a_source_may_leave_robots_out(site: Site, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Pages that robots.txt disallows are rejected unless the source's file says otherwise, which is reported."""
    site.pages["/robots.txt"] = b"User-agent: *\nDisallow: /private/"
    site.pages["/private/page"] = story("A story that robots may not see at all", ago(hours=1))
    urls = [at_host(site, 1, "/private/page")]
    fetch = {"private_hosts": ["127.0.0.1"], "min_delay_s": 0}
    refused = run(source(urls=urls, fetch=fetch), settings(tmp_path / "a"))
    assert refused.kinds == {"page": "robots"}
    with caplog.at_level(logging.WARNING):
        taken = run(source(urls=urls, fetch=fetch | {"obey_robots": False}), settings(tmp_path / "b"))
    assert taken.kinds == {"page": "new"}
    assert any("robots.txt is ignored" in record.message for record in caplog.records)


def test_the_wayback_machine_is_asked_no_faster_than_it_permits(site: Site, tmp_path: Path) -> None:
    """The configured delay lies between its index and its pages, and between any two pages."""
    asked: list[float] = []

    def answer(body: bytes) -> Answer:
        def noted(_: dict[str, str]) -> tuple[int, bytes]:
            asked.append(time.monotonic())
            return 200, body

        return noted

    rows = [["timestamp", "original"], *([f"2023050{n}000000", f"https://courier.example/{n}"] for n in (1, 2, 3))]
    site.any["/cdx"] = answer(json.dumps(rows).encode())
    for n in (1, 2, 3):
        path = f"/web/2023050{n}000000id_/https://courier.example/{n}"
        site.pages[path] = answer(story(f"The story number {n} of the archive", ago(hours=n)))
    places = {"cdx_url": at_host(site, 1, "/cdx"), "replay_url": at_host(site, 1, "/web")}
    wayback = {"url": "courier.example", "min_delay_s": 0.3} | places
    assert len(run(source(wayback=[wayback]), settings(tmp_path)).outcomes) == 3
    assert len(asked) == 4
    assert min(later - earlier for earlier, later in pairwise(asked)) >= 0.29
