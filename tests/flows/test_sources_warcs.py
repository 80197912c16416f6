"""WARC files of others as sources, from disk, over HTTP and from S3, complete and broken, through the real tasks."""

import gzip
import io
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from dateline.tasks.adapters.discovery import warc_memory
from dateline.tasks.adapters.discovery import warcs as source_warcs
from dateline.tasks.adapters.warc.foreign import read_warc
from dateline.tasks.core.archive.batches import Run
from dateline.tasks.core.models import Window
from dateline.tasks.discover import discover
from tests.support.local_site import Site, at, days, run, serving, settings, source, story
from tests.support.sample_archive import objects, reclean_all

HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
HOME = "https://courier.example"
CAPTURED = at(3)


def record(url: str, block: bytes, kind: str = "response", when: datetime = CAPTURED, **more: object) -> bytes:
    fields = {
        "WARC-Type": kind,
        "WARC-Target-URI": url,
        "WARC-Date": f"{when:%Y-%m-%dT%H:%M:%SZ}",
        "Content-Length": len(block),
    } | {name.replace("_", "-"): value for name, value in more.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"WARC/1.0\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def page(name: str, when: datetime = CAPTURED, headline: str | None = None, host: str = HOME) -> bytes:
    return record(f"{host}/{name}", HTML + story(headline or f"The story of {name} at length", when), when=when)


CRAWL = [
    page("one"),
    record(f"{HOME}/style.css", b"HTTP/1.1 200 OK\r\nContent-Type: text/css\r\n\r\nbody{}"),
    record(f"{HOME}/gone", b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nnone"),
    page("other", host="https://elsewhere.example"),
    record("file:///etc/passwd", b"<html>local</html>", "resource", Content_Type="text/html"),
    page("two"),
    page("one"),
]


def packed(records: list[bytes]) -> bytes:
    return b"".join(map(gzip.compress, records))


@pytest.mark.parametrize("how", ["a gzip member each", "plain", "one gzip member"])
def test_a_crawl_on_disk_becomes_articles(tmp_path: Path, how: str) -> None:
    """Pages are read at their records, however the file is compressed; other records are skipped and counted."""
    data = {"plain": b"".join(CRAWL), "one gzip member": gzip.compress(b"".join(CRAWL))}.get(how, packed(CRAWL))
    (tmp_path / "crawl.warc").write_bytes(data)
    table, values = source(warcs=[str(tmp_path / "*.warc")]), settings(tmp_path)
    ran = run(table, values)
    assert ran.kinds == {"one": "new", "other": "new", "two": "new"}
    assert any("records without a page" in warning and warning.endswith(": 3") for warning in ran.discovery.warnings)
    stored = {a["url"]: a for k, d in objects(tmp_path).items() if k.startswith("articles/") for a in [json.loads(d)]}
    assert stored[f"{HOME}/two"]["fetched_at"] == "2023-05-03T12:00:00Z"
    assert stored[f"{HOME}/two"]["raw"]["segment"].startswith("raw/local/")
    before = objects(tmp_path)
    again = run(table, values)
    assert (again.outcomes, again.plan.known) == ((), 3)
    assert objects(tmp_path) == before


def test_a_broken_record_costs_only_itself(tmp_path: Path) -> None:
    """Mixed encodings are read, a truncated record and garbage are rejected, and the rest is read."""
    words = ["Größe und Höhe der Mühle wurden gestern über Stunden vermessen, wie der Müller erzählte."] * 3
    latin = HTML.replace(b"utf-8", b"iso-8859-1") + story("A mill of some size", at(3), *words).decode().encode(
        "latin-1"
    )
    records = [
        gzip.compress(record(f"{HOME}/latin", latin)),
        gzip.compress(page("plain").replace(b"; charset=utf-8", b"")),
        gzip.compress(page("cut")[:-300]),
        gzip.compress(b"no record at all"),
        gzip.compress(page("last")),
    ]
    (tmp_path / "crawl.warc.gz").write_bytes(b"".join(records))
    table, values = source(warcs=[str(tmp_path / "crawl.warc.gz")]), settings(tmp_path, ingest={"retry_after_s": 1e-6})
    ran = run(table, values)
    kinds = ran.kinds
    assert (kinds["latin"], kinds["last"], kinds["cut"]) == ("new", "new", "unreadable")
    noise = [o for o in ran.outcomes if o.url.startswith("warc:")]
    assert [o.reason for o in noise] == ["unreadable"]
    text = next(json.loads(d)["text"] for k, d in objects(tmp_path).items() if k.startswith("articles/") and b"Gr" in d)
    assert "Größe und Höhe" in text
    before = objects(tmp_path)
    assert run(table, values).outcomes == ()
    assert objects(tmp_path) == before


@pytest.mark.parametrize("how", ["copied", "written", "refer"])
def test_a_capture_that_its_crawler_cut_is_kept_with_a_warning(tmp_path: Path, how: str) -> None:
    """The warning comes from what is archived, so cleaning again gives it again. A whole document has none."""
    whole = HTML + story("A story of a long night", CAPTURED)
    packed_html = HTML.replace(b"\r\n\r\n", b"\r\nContent-Encoding: gzip\r\n\r\n")
    blocks = {
        "cut": HTML + story("A story that ends at sea", CAPTURED)[:-60],
        "cut-gzip": packed_html + gzip.compress(story("A story packed for the sea", CAPTURED))[:-40],
        "whole": whole,
    }
    ids = "<urn:uuid:6b1d1c2e-0c2c-4f5b-9d3a-00000000000{}>" if how == "copied" else "{}"
    records = [
        record(f"{HOME}/{name}", block, WARC_Truncated="length", WARC_Record_ID=ids.format(n))
        for n, (name, block) in enumerate(blocks.items())
    ]
    (tmp_path / "crawl.warc.gz").write_bytes(packed(records))
    table = source(warcs=[str(tmp_path / "*.warc.gz")], raw="refer" if how == "refer" else "copy")
    ran = run(table, settings(tmp_path))
    assert ran.kinds == {"cut": "new", "cut-gzip": "new", "whole": "new"}

    def warned() -> dict[str, list[str]]:
        stored = [json.loads(data) for key, data in objects(tmp_path).items() if key.startswith("articles/")]
        return {one["url"].rpartition("/")[2]: one["warnings"] for one in stored}

    cut = ["the capture is cut short (WARC-Truncated: length), so the text may lack its end"]
    assert warned() == {"cut": cut, "cut-gzip": cut, "whole": []}
    before = objects(tmp_path)
    reclean_all(settings(tmp_path), table, Run.begin(table.name, Window(), at(9), "again"))
    assert {key: data for key, data in objects(tmp_path).items() if key.startswith("articles/")} == {
        key: data for key, data in before.items() if key.startswith("articles/")
    }


def test_pages_of_other_hosts_are_passed_over_at_their_headers(tmp_path: Path) -> None:
    """Only the requested hosts and their subdomains are read."""
    (tmp_path / "crawl.warc.gz").write_bytes(packed([*CRAWL, page("sub", host="https://news.elsewhere.example")]))
    table = source(warcs=[{"url": str(tmp_path / "crawl.warc.gz"), "hosts": ["elsewhere.example"]}])
    found = discover.fn(table, settings(tmp_path), Window())
    assert [ref.url.rpartition("/")[2] for ref in found.refs] == ["other", "sub"]
    assert found.warnings == ()


def test_what_was_captured_before_the_window_cannot_lie_in_it(tmp_path: Path) -> None:
    """Older captures are not read; for later ones the date of the page decides."""
    late = record(f"{HOME}/late", HTML + story("An older story that was captured late", at(1)), when=at(20))
    (tmp_path / "crawl.warc.gz").write_bytes(packed([page("before", at(2)), page("inside", at(6)), late]))
    ran = run(source(warcs=[str(tmp_path / "crawl.warc.gz")]), settings(tmp_path), days(5, 8))
    assert ran.kinds == {"inside": "new", "late": "outside_window"}


def test_plain_text_of_a_wet_file_is_read(tmp_path: Path) -> None:
    """A ``conversion`` record contains only the text of a page."""
    lines = ["The mill that turned again", "3 May, 2023 10:15", ""]
    lines += [
        f"The miller of the {n} wheel said that the water had come back sooner than anybody hoped." for n in "abcd"
    ]
    block = "\n\n".join(lines).encode()
    data = gzip.compress(record(f"{HOME}/mill", block, "conversion", Content_Type="text/plain"))
    (tmp_path / "crawl.warc.wet.gz").write_bytes(data)
    ran = run(source(warcs=[str(tmp_path / "crawl.warc.wet.gz")]), settings(tmp_path))
    assert ran.kinds == {"mill": "new"}


@pytest.fixture
def site() -> Iterator[Site]:
    """A server for archives."""
    with serving(Site()) as served:
        yield served


def test_a_crawl_over_http_is_read_in_pieces(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is read in ranges and never held whole; without ranges, only a small file is read."""
    from dateline.tasks.adapters.warc import large_file as piecewise  # noqa: PLC0415

    monkeypatch.setattr(piecewise, "FIRST_PIECE_BYTES", 256)
    site.pages["/crawl.warc.gz"] = packed(CRAWL)
    ran = run(source(warcs=[site.url("/crawl.warc.gz")]), settings(tmp_path / "a"))
    assert ran.kinds == {"one": "new", "other": "new", "two": "new"}
    assert len(site.asked) > 3
    site.pages["/whole.warc.gz"] = lambda _: (203, packed(CRAWL))
    ran = run(source(warcs=[site.url("/whole.warc.gz")]), settings(tmp_path / "b"))
    assert ran.kinds == {"one": "new", "other": "new", "two": "new"}


def test_a_file_that_has_not_changed_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its listing is cached by size and modification time, per set of hosts; each window is applied anew."""
    monkeypatch.setattr(warc_memory, "CHUNK", 2)
    crawl = tmp_path / "crawl.warc.gz"
    crawl.write_bytes(packed(CRAWL))
    table, values = source(warcs=[str(crawl)]), settings(tmp_path)
    found = discover.fn(table, values, Window())
    assert len(found.refs) == 3
    read = count_readings(monkeypatch)
    assert discover.fn(table, values, Window()) == found
    assert discover.fn(table, values, days(5, 8)).refs == ()
    assert read == []
    of_one = source(warcs=[{"url": str(crawl), "hosts": ["elsewhere.example"]}])
    assert [ref.url for ref in discover.fn(of_one, values, Window()).refs] == ["https://elsewhere.example/other"]
    assert len(read) == 1
    crawl.write_bytes(packed([page("new"), b"broken"]))
    for _ in range(2):
        urls = [ref.url for ref in discover.fn(table, values, Window()).refs]
        assert urls[0] == f"{HOME}/new"
        assert urls[1].startswith("warc:")
    assert len(read) == 2


def test_a_listing_that_is_too_long_is_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Listings beyond a size are not cached in the ledger."""
    monkeypatch.setattr(warc_memory, "MAX_REMEMBERED", 2)
    (tmp_path / "crawl.warc.gz").write_bytes(packed(CRAWL))
    table, values = source(warcs=[str(tmp_path / "crawl.warc.gz")]), settings(tmp_path)
    read = count_readings(monkeypatch)
    for _ in range(2):
        assert len(discover.fn(table, values, Window()).refs) == 3
    assert len(read) == 2


def test_a_file_on_the_web_that_has_not_changed_costs_one_byte(site: Site, tmp_path: Path) -> None:
    """Its listing is cached by its ETag; without one, the file is read each time."""
    site.pages["/crawl.warc.gz"] = packed(CRAWL)
    table, values = source(warcs=[site.url("/crawl.warc.gz")]), settings(tmp_path)
    found = discover.fn(table, values, Window())
    site.asked_ranges.clear()
    assert discover.fn(table, values, Window()) == found
    assert site.asked_ranges == ["bytes=0-0"]
    site.pages["/crawl.warc.gz"] = packed([page("new")])
    assert [ref.url for ref in discover.fn(table, values, Window()).refs] == [f"{HOME}/new"]
    assert len(site.asked_ranges) == 3


def count_readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows by one entry whenever a file is listed."""
    read: list[str] = []
    real = read_warc

    def counted(*arguments: Any, **more: Any) -> Any:  # noqa: ANN401 - passed on
        read.append("read")
        return real(*arguments, **more)

    monkeypatch.setattr(source_warcs, "read_warc", counted)
    return read


def test_a_file_that_is_gone_later_is_asked_for_again(site: Site, tmp_path: Path) -> None:
    """Records of an unreachable file are transient failures, and other files are read."""
    (tmp_path / "here.warc.gz").write_bytes(packed([page("here")]))
    table = source(warcs=[site.url("/crawl.warc.gz"), str(tmp_path / "here.warc.gz")])
    values = settings(tmp_path, ingest={"retry_after_s": 1e-6})
    gone = iter([packed([page("far")])])

    def once(_: dict[str, str]) -> tuple[int, bytes]:
        body = next(gone, None)
        return (200, body) if body else (410, b"")

    site.pages["/crawl.warc.gz"] = once
    assert run(table, values).kinds == {"here": "new", "far": "fetch_failed"}
    site.pages["/crawl.warc.gz"] = packed([page("far")])
    assert run(table, values).kinds == {"far": "new"}


def test_ccnews_reads_only_the_files_that_can_hold_the_window(site: Site, tmp_path: Path) -> None:
    """Of the lists of two months one is read, and of its files those of the days in the window."""
    base = "/crawl-data/CC-NEWS/2023/05/"
    names = [f"CC-NEWS-202305{day:02d}{hour:02d}0000-00001.warc.gz" for day in (1, 5, 6, 20) for hour in (0, 12)]
    listed = "".join(f"crawl-data/CC-NEWS/2023/05/{name}\n" for name in names)
    site.pages[f"{base}warc.paths.gz"] = gzip.compress(listed.encode())
    for name in names:
        site.pages[f"{base}{name}"] = packed([page(name[8:18], at(5)), page("x", at(5), host="https://other.example")])
    table = source(ccnews={"hosts": ["courier.example"], "lag_days": 1, "base_url": site.url("/")})
    ran = run(table, settings(tmp_path), days(5, 6))
    asked = dict.fromkeys(path.rpartition("/")[2] for path in site.asked)
    assert list(asked) == ["warc.paths.gz", *(name for name in names if name[8:16] in {"20230505", "20230506"})]
    assert len(ran.kinds) == 4
    assert set(ran.kinds.values()) == {"new"}
    assert site.times("/crawl-data/CC-NEWS/2023/04/warc.paths.gz") == 0


def test_a_crawl_in_a_bucket_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An s3:// URL is read in ranges, with the usual AWS credentials and endpoint."""
    import boto3  # noqa: PLC0415 - takes long to load
    from moto.server import ThreadedMotoServer  # noqa: PLC0415

    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        for name, value in {
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": "us-east-1",
        }.items():
            monkeypatch.setenv(name, value)
        client = boto3.client("s3")
        client.create_bucket(Bucket="crawls")
        client.upload_fileobj(io.BytesIO(packed(CRAWL)), "crawls", "a/crawl.warc.gz")
        ran = run(source(warcs=["s3://crawls/a/crawl.warc.gz"]), settings(tmp_path))
        assert ran.kinds == {"one": "new", "other": "new", "two": "new"}
        read = count_readings(monkeypatch)
        assert len(discover.fn(source(warcs=["s3://crawls/a/crawl.warc.gz"]), settings(tmp_path), Window()).refs) == 3
        assert read == []
        found = discover.fn(source(warcs=["s3://crawls/none"]), settings(tmp_path / "none"), Window())
        assert "NoSuchKey" in found.failures[0]
    finally:
        server.stop()
