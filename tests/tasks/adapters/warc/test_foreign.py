"""WARC files of other programs, complete and broken."""

import gzip
import io
import random
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.tasks.adapters.warc.foreign import read_warc, unchunk
from dateline.tasks.adapters.warc.records import BrokenRecord
from dateline.tasks.adapters.warc.streams import RecordBytes
from dateline.tasks.core.models import Reason
from dateline.tasks.core.web.fetched import FetchFailure, RawPage

AT = datetime(2023, 5, 1, 8, 30, tzinfo=UTC)
Found = list[RawPage | FetchFailure | BrokenRecord]


def record(
    kind: str, block: bytes, *, url: str = "https://news.example/a", length: int | None = None, **more: str
) -> bytes:
    fields = {
        "WARC-Type": kind,
        "WARC-Target-URI": url,
        "WARC-Date": "2023-05-01T08:30:00Z",
        "Content-Length": str(len(block) if length is None else length),
        **{name.replace("_", "-"): value for name, value in more.items()},
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"WARC/1.0\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def response(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    head = "".join(f"{line}\r\n" for line in (f"HTTP/1.1 {status}", *headers))
    return head.encode() + b"\r\n" + body


def read(data: bytes, **options: Any) -> Found:  # noqa: ANN401 - passed on
    return list(read_warc(io.BytesIO(data), source="example", via="crawl.warc.gz", **options))


def bodies(found: Found) -> list[bytes]:
    return [each.body for each in found if isinstance(each, RawPage)]


LATIN, GREEK = "<p>Größe</p>".encode("latin-1"), "<p>Ελλάδα</p>".encode("iso8859-7")


@pytest.mark.parametrize("packed", [True, False])
def test_mixed_encodings_are_untouched_and_a_record_cut_short_costs_only_itself(packed: bool) -> None:
    """Two pages keep their bytes; the truncated record is a failure with its URL, and the rest is read."""
    records = [
        record("response", response(LATIN, "Content-Type: text/html; charset=iso-8859-1"), url="https://a.example/1"),
        record("response", response(GREEK), url="https://a.example/2"),
        record("response", response(b"<p>cut"), url="https://a.example/3", length=5000),
        record("response", response(b"last"), url="https://a.example/4"),
    ]
    data = b"".join(gzip.compress(each) if packed else each for each in records)
    found = read(data)
    assert bodies(found) == [LATIN, GREEK, b"last"]
    failure = found[2]
    assert isinstance(failure, FetchFailure)
    assert (failure.url, failure.failed_at, failure.reason) == ("https://a.example/3", AT, Reason.UNREADABLE)
    assert "cut short" in failure.detail or "does not end" in failure.detail


def test_a_response_is_taken_as_it_was_captured() -> None:
    """URL, date, status, headers and body are those of the record; the reference says where it was found."""
    block = response(b"gone", "Content-Type: text/html", "X-Folded: one", "  two", status="410 Gone for good")
    (page,) = read(gzip.compress(record("response", block, url="<https://news.example/gone>")))
    assert isinstance(page, RawPage)
    assert (page.url, page.fetched_at, page.body) == ("https://news.example/gone", AT, b"gone")
    assert (page.status, page.status_reason) == (410, "Gone for good")
    assert page.headers == (("Content-Type", "text/html"), ("X-Folded", "one two"))
    assert (page.ref.url, page.ref.source, page.ref.via) == (page.url, "example", "crawl.warc.gz#0")


def test_only_records_with_pages_are_pages() -> None:
    """Requests, metadata, warcinfo and revisits are skipped; resources and WET conversions are pages."""
    data = b"".join(
        gzip.compress(each)
        for each in (
            record("warcinfo", b"software: x\r\n"),
            record("request", b"GET / HTTP/1.1\r\n\r\n"),
            record("revisit", response(b"")),
            record("resource", b"<p>file</p>", url="file:///a.html", Content_Type="text/html"),
            record("conversion", "Größe".encode(), Content_Type="text/plain"),
            record("metadata", b"{}"),
        )
    )
    found = read(data)
    assert bodies(found) == [b"<p>file</p>", "Größe".encode()]
    assert [page.header("content-type") for page in found if isinstance(page, RawPage)] == ["text/html", "text/plain"]


@pytest.mark.parametrize(
    ("body", "plain"),
    [
        (b"4\r\nWiki\r\n6;x=y\r\npedia \r\n0\r\n\r\n", b"Wikipedia "),
        (b"a\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n", b"0123456789"),
        (b"<p>not chunked</p>", b"<p>not chunked</p>"),
        (b"5\r\nnot chunked after all", b"5\r\nnot chunked after all"),
        (b"ff\r\ncut", b"cut"),
        (b"4\nWiki\n6\npedia \n0\n\n", b"Wikipedia "),
        (b"", b""),
    ],
)
def test_a_transfer_coding_is_undone_where_there_is_one(body: bytes, plain: bytes) -> None:
    """A chunked body is decoded; one that only has the header, as many crawlers write, is left unchanged."""
    assert unchunk(body) == plain
    (page,) = read(record("response", response(body, "Transfer-Encoding: chunked")))
    assert isinstance(page, RawPage)
    assert page.body == plain


def test_a_transfer_coding_beside_chunks_is_undone() -> None:
    """``gzip, chunked`` is decoded; if only the header was kept, the body is left unchanged."""
    for body in (b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed := gzip.compress(b"<p>page</p>")), packed), b"<p>page</p>"):
        (page,) = read(record("response", response(body, "Transfer-Encoding: gzip, chunked")))
        assert isinstance(page, RawPage)
        assert page.body == b"<p>page</p>"


def test_a_record_that_is_too_large_is_passed_over() -> None:
    """It is a failure that names the limit, and the pages around it are read."""
    records = [record("response", response(b"x" * size), url=f"https://a.example/{size}") for size in (10, 5000, 20)]
    for data in (b"".join(records), b"".join(map(gzip.compress, records))):
        found = read(data, max_record_bytes=1000)
        assert bodies(found) == [b"x" * 10, b"x" * 20]
        assert isinstance(found[1], FetchFailure)
        assert "1000" in found[1].detail


def test_a_gzip_bomb_is_passed_over() -> None:
    """Reading a member that holds a gigabyte stops early, and the next record is read."""
    packer = io.BytesIO()
    with gzip.GzipFile(fileobj=packer, mode="wb") as bomb:
        bomb.write(record("response", b"", url="https://a.example/bomb", length=1_000_000_000))
        for _ in range(300):
            bomb.write(bytes(1_000_000))
    found = read(packer.getvalue() + gzip.compress(record("response", response(b"after"))))
    assert bodies(found) == [b"after"]
    assert isinstance(found[0], FetchFailure)


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"no WARC at all", b"\x1f\x8b\x08", b"WARC/1.0\r\n", b"PK\x03\x04" * 99]
)
def test_what_is_no_warc_file_is_at_most_a_broken_record(data: bytes) -> None:
    """It yields no page and raises nothing."""
    assert all(isinstance(each, BrokenRecord) for each in read(data))


@pytest.mark.parametrize("packed", [True, False])
def test_a_whole_file_in_one_gzip_member_is_read(packed: bool) -> None:
    """Files that were compressed as a whole are common, and readable."""
    data = b"".join(record("response", response(bytes([48 + number]))) for number in range(5))
    assert bodies(read(gzip.compress(data) if packed else data)) == [b"0", b"1", b"2", b"3", b"4"]


@settings(max_examples=60)
@given(st.integers(0, 2**32), st.booleans())
def test_random_damage_never_raises_and_never_changes_a_page(seed: int, packed: bool) -> None:
    """Whatever the damage, each page with an intact gzip member is one that was written."""
    chance = random.Random(seed)  # noqa: S311 - damage, no secret
    records = [record("response", response(chance.randbytes(40)), url=f"https://a.example/{i}") for i in range(4)]
    written = set(bodies(read(b"".join(records))))
    data = bytearray(b"".join(gzip.compress(each) if packed else each for each in records))
    for _ in range(chance.randrange(4)):
        at = chance.randrange(len(data))
        data[at : at + chance.randrange(30)] = chance.randbytes(chance.randrange(30))
    found = read(bytes(data))
    if packed:
        assert set(bodies(found)) <= written


@pytest.mark.parametrize("packed", [True, False])
def test_records_that_claim_the_rest_of_the_file_copy_nothing(packed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is a failure, and the bytes copied from the buffer stay a small multiple of the file."""
    copied = 0
    read_bytes = RecordBytes.read

    def counting(source: RecordBytes, size: int) -> bytes:
        nonlocal copied
        data = read_bytes(source, size)
        copied += len(data)
        return data

    monkeypatch.setattr(RecordBytes, "read", counting)
    one = record("response", b"x", length=99_999_999)
    data = b"".join(
        record("response", b"x", length=len(one) * (500 - number) - 150, url=f"https://a.example/{number}")
        for number in range(500)
    )
    found = read(gzip.compress(data) if packed else data)
    assert len(found) == 500
    assert all(isinstance(each, FetchFailure) for each in found)
    assert copied < 2 * len(data)


def test_a_head_of_folded_lines_is_one_header() -> None:
    """A header that is folded over 100,000 lines is read once."""
    block = response(b"body", "X-Long: first", *[" x"] * 100_000)
    (page,) = read(record("response", block))
    assert isinstance(page, RawPage)
    assert page.header("x-long") == "first" + " x" * 100_000


def test_a_url_in_another_encoding_keeps_its_bytes() -> None:
    """Bytes of a URL that are not UTF-8 are percent-encoded."""
    data = record("response", response(b"<p>a</p>"), url="https://news.example/caf\xe9").decode().encode("latin-1")
    assert [page.url for page in read(data) if isinstance(page, RawPage)] == ["https://news.example/caf%E9"]


def test_informational_responses_in_a_record_are_skipped() -> None:
    """Some crawlers record all that a server answered. A status that ends a connection's HTTP stays."""
    hints = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
    data = record("response", hints + response(b"<p>pier</p>", "Content-Type: text/html", status="203 Copy"))
    data += record("response", b"HTTP/1.1 101 Switching Protocols\r\n\r\nHTTP/1.1 200 OK\r\n\r\n")
    page, switched = read(data)
    assert isinstance(page, RawPage)
    assert (page.status, page.body, page.headers) == (203, b"<p>pier</p>", (("Content-Type", "text/html"),))
    assert isinstance(switched, RawPage)
    assert switched.status == 101


def test_zeros_that_fill_a_file_up_are_no_record() -> None:
    """They may also stand between files that were joined."""
    one = gzip.compress(record("response", response(b"<p>pier</p>")))
    assert bodies(read(one + bytes(100_000) + one + bytes(512))) == [b"<p>pier</p>"] * 2
    assert len(read(one + bytes(100_000) + one + bytes(512))) == 2
