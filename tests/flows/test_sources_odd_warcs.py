"""WARC files that other crawlers wrote in unusual or wrong ways, through the real tasks."""

import bz2
import gzip
import lzma
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from dateline.tasks.adapters.warc import streams
from dateline.tasks.core.models import PageRef, Window
from dateline.tasks.discover import discover
from tests.support.local_site import at, run, settings, source, story

HOME = "https://ferry.example"


def record(name: str, body: bytes = b"", content_type: str = "text/html", **fields: object) -> bytes:
    block = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n\r\n".encode() + body
    told = {
        "WARC-Type": "response",
        "WARC-Target-URI": f"{HOME}/{name}",
        "WARC-Date": "2023-05-03T12:00:00Z",
        "Content-Length": len(block),
    } | {name.replace("_", "-"): value for name, value in fields.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    return f"WARC/1.0\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def page(name: str, **fields: object) -> bytes:
    return record(name, story(f"The tale of {name} on the water", at(3)), **fields)  # type: ignore[arg-type]


def names(refs: tuple[PageRef, ...]) -> list[str]:
    return [ref.url.rpartition("/")[2] for ref in refs]


def test_a_zstandard_crawl_with_a_dictionary_becomes_articles(tmp_path: Path) -> None:
    """Each record is read at its offset, with the dictionary at the start of the file."""
    samples: list[bytes | bytearray | memoryview] = [page(f"sample{number}") for number in range(200)]
    dictionary = zstandard.train_dictionary(8192, samples)
    frames = [zstandard.ZstdCompressor(dict_data=dictionary).compress(page(name)) for name in ("one", "two", "three")]
    begin = struct.pack("<II", 0x184D2A5D, len(dictionary.as_bytes())) + dictionary.as_bytes()
    (tmp_path / "crawl.warc.zst").write_bytes(begin + b"".join(frames))
    ran = run(source(warcs=[str(tmp_path / "*.zst")]), settings(tmp_path))
    assert ran.kinds == {"one": "new", "two": "new", "three": "new"}


def test_an_arc_file_is_a_failure_that_says_what_it_is(tmp_path: Path) -> None:
    """The failure names the format, and other files are read."""
    arc = b"filedesc://old.arc 0.0.0.0 20030405060708 text/plain 62\n1 0 Library\nURL IP-address Archive-date\n\n"
    (tmp_path / "a.arc.gz").write_bytes(gzip.compress(arc))
    (tmp_path / "b.warc.gz").write_bytes(gzip.compress(page("one")))
    found = discover.fn(source(warcs=[str(tmp_path / "*.gz")]), settings(tmp_path), Window())
    (failure,) = found.failures
    assert "a.arc.gz: it is an ARC file" in failure
    assert "warcio recompress" in failure
    assert names(found.refs) == ["one"]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "it is empty"),
        (gzip.compress(b""), "it is empty"),
        (b"PK\x03\x04" + bytes(200), "if it is a WACZ, unzip it"),
        (bz2.compress(page("packed")), "decompress it with `bunzip2`"),
        (lzma.compress(page("packed")), "decompress it with `unxz`"),
        (b"\x04\x22\x4d\x18\x60\x40", "decompress it with `unlz4`"),
        (b'\xef\xbb\xbf{\n "log": {"version": "1.2"}}', "`har2warc` makes a WARC file of it"),
        (b"From: <Saved by a browser>\r\nSubject: Tide\r\n table\r\nContent-Type: multipart/related;\r\n", "MHTML"),
        (b"bplist00\xd1\x01\x02", "textutil -convert html"),
        (b" CDX N b a m s k r M S V g\nexample,quay)/ 2026", "name the WARC files themselves"),
        (b"Rar!\x1a\x07\x01\x00", "a RAR archive; unpack it first"),
        (b"Subject: tide\r\n\r\nmultipart/related", "it contains no WARC records"),
        (gzip.compress(gzip.compress(page("packed"))), "it is compressed twice"),
        (b"\n<!DOCTYPE html><p>Not found</p>", "it is an HTML page"),
        (b"path/to/a/list.warc.gz\n" * 9, "it contains no WARC records"),
    ],
    ids=(
        *("empty", "empty in gzip", "zip", "bzip2", "xz", "lz4", "har", "mhtml", "webarchive", "cdx", "rar"),
        *("no mhtml", "gzip twice", "page", "list"),
    ),
)
def test_a_file_without_records_is_a_failure_that_says_what_it_is(tmp_path: Path, data: bytes, what: str) -> None:
    """It is no page with an outcome, and other files are read."""
    (tmp_path / "a.warc").write_bytes(data)
    (tmp_path / "b.warc").write_bytes(page("one"))
    found = discover.fn(source(warcs=[str(tmp_path / "*.warc")]), settings(tmp_path), Window())
    (failure,) = found.failures
    assert what in failure
    assert names(found.refs) == ["one"]


@pytest.mark.parametrize(
    "data",
    [
        (b"\xef\xbb\xbf" + page("one") + b"\xef\xbb\xbf" + page("two")),
        (b"\xef\xbb\xbf" + gzip.compress(page("one")) + gzip.compress(page("two"))),
        gzip.compress(b"\xef\xbb\xbf" + page("one")) + gzip.compress(page("two")),
        b"no record\r\n" + page("one") + page("two"),
    ],
    ids=["marks", "mark before gzip", "mark in gzip", "text"],
)
def test_bytes_before_records_cost_no_page(tmp_path: Path, data: bytes) -> None:
    """A byte order mark, before the file or a record, is passed over; other bytes are a record of their own."""
    (tmp_path / "a.warc").write_bytes(data)
    ran = run(source(warcs=[str(tmp_path / "a.warc")]), settings(tmp_path))
    assert {name: kind for name, kind in ran.kinds.items() if "#" not in name} == {"one": "new", "two": "new"}


def test_what_a_false_length_hides_is_a_failure(tmp_path: Path) -> None:
    """A record that claims more than the rest of the file and is too large to be held hides the records after it."""
    claims = page("two", Content_Length=9_999_999_999)
    (tmp_path / "a.warc").write_bytes(page("one") + claims + page("three"))
    ran = run(source(warcs=[str(tmp_path / "a.warc")]), settings(tmp_path))
    assert ran.kinds == {"one": "new", "two": "unreadable"}
    (failure,) = ran.discovery.failures
    assert "records among these were not read" in failure


@pytest.mark.parametrize("date", ["20230503120000", "2023-05-03t12:00:00z"])
def test_dates_as_in_capture_indexes_are_read(tmp_path: Path, date: str) -> None:
    """Some tools write WARC-Date in their own way."""
    (tmp_path / "a.warc").write_bytes(page("one", WARC_Date=date))
    assert run(source(warcs=[str(tmp_path / "a.warc")]), settings(tmp_path)).kinds == {"one": "new"}


def test_a_record_with_a_bad_date_is_named_by_its_url(tmp_path: Path) -> None:
    """Its outcome has its URL and says what is wrong."""
    crawl = [page("good"), page("undated", WARC_Date="2023-05-314T12:00:00Z")]
    (tmp_path / "crawl.warc.gz").write_bytes(b"".join(map(gzip.compress, crawl)))
    ran = run(source(warcs=[{"url": str(tmp_path / "crawl.warc.gz"), "hosts": ["ferry.example"]}]), settings(tmp_path))
    assert ran.kinds == {"good": "new", "undated": "unreadable"}
    (outcome,) = (outcome for outcome in ran.outcomes if outcome.reason)
    assert outcome.url == f"{HOME}/undated"
    assert "WARC-Date" in (outcome.detail or "")
    assert "2023-05-314" in (outcome.detail or "")


def test_a_page_without_a_type_is_recognized_by_its_bytes(tmp_path: Path) -> None:
    """As over HTTP, a body without a specific type is a page unless its bytes say otherwise."""
    crawl = [
        page("bytes", content_type="application/octet-stream"),
        page("unlabelled", content_type=""),
        record("picture", b"\x89PNG\r\n\x1a\n" + bytes(50), "application/octet-stream"),
        record("noise", bytes(range(20)) * 9, "binary/octet-stream"),
        record("style", b"body { color: blue }", "text/css"),
    ]
    (tmp_path / "crawl.warc.gz").write_bytes(b"".join(map(gzip.compress, crawl)))
    ran = run(source(warcs=[str(tmp_path / "crawl.warc.gz")]), settings(tmp_path))
    assert ran.kinds == {"bytes": "new", "unlabelled": "new"}
    assert ran.discovery.warnings[0].endswith(": 3")


@pytest.mark.parametrize("packed", [bytes, gzip.compress])
def test_revisits_are_passed_over_and_counted(tmp_path: Path, packed: Callable[[bytes], bytes]) -> None:
    """Revisits contain no page, whatever length they claim; they are skipped and counted."""
    crawl = [page("one"), record("again", WARC_Type="revisit", Content_Length=777), page("two")]
    crawl += [record("more", WARC_Type="revisit"), page("three")]
    (tmp_path / "crawl.warc").write_bytes(b"".join(map(packed, crawl)))
    ran = run(source(warcs=[str(tmp_path / "crawl.warc")]), settings(tmp_path))
    assert ran.kinds == {"one": "new", "two": "new", "three": "new"}
    (warning,) = ran.discovery.warnings
    assert "revisits" in warning
    assert warning.endswith(": 2")


@pytest.mark.parametrize("kind", ["response", "revisit"])
def test_the_bytes_read_of_a_file_of_false_claims_are_linear(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """A file of twice the size is twice the work to list and to read, then it is given up."""
    monkeypatch.setattr(streams, "FREE_WORK_BYTES", 100_000)
    monkeypatch.setattr(streams, "WORK_FACTOR", 4)
    read = 0
    more = streams.RawBytes._more

    def counting(raw: streams.RawBytes) -> bool:
        nonlocal read
        before = raw._read
        has_more = more(raw)
        read += raw._read - before
        return has_more

    monkeypatch.setattr(streams.RawBytes, "_more", counting)
    work = []
    for records in (1500, 3000):
        size = len(record("0000", b"x", WARC_Type=kind, Content_Length=9_999_999))
        claims = [(records - number) * size - 200 for number in range(records)]
        crawl = [record(f"{n:04}", b"x", WARC_Type=kind, Content_Length=f"{c:07}") for n, c in enumerate(claims)]
        path = tmp_path / f"{records}.warc"
        path.write_bytes(b"".join(crawl))
        read = 0
        ran = run(source(warcs=[str(path)]), settings(tmp_path / f"{records}"))
        work.append(read / path.stat().st_size)
        assert set(ran.kinds.values()) <= {"unreadable"}
        assert any("was not read" in failure for failure in ran.discovery.failures)
    assert work[1] < 1.5 * work[0]
    assert work[1] < 20
