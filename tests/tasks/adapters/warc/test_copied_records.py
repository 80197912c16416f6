"""Pages of other tools' WARC files are copied into segments as they are, where that gives back the same page."""

import gzip
import io
import re
from pathlib import Path

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.tasks.adapters.stores.local.store import LocalStore
from dateline.tasks.adapters.warc.elsewhere import notes_only
from dateline.tasks.adapters.warc.foreign import read_warc
from dateline.tasks.adapters.warc.records import BrokenRecord
from dateline.tasks.adapters.warc.segments import SegmentWriter, read_segment
from dateline.tasks.adapters.warc.stored_record import read_record
from dateline.tasks.core.web.fetched import RawPage, StoredPage

KEY = "raw/example/2026/03/05/run-0001.warc.gz"
BODY = b"<html><p>The ferry sails again.</p></html>"
ID = "WARC-Record-ID: <urn:uuid:6c1f7d3e-0000-4000-8000-000000000001>"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Crawler-Transfer-Encoding: chunked\r\n\r\n"


def record(*fields: str, kind: str = "response", block: bytes = HEAD + BODY) -> bytes:
    lines = (
        "WARC/1.0",
        f"WARC-Type: {kind}",
        "WARC-Target-URI: https://news.example/a",
        "WARC-Date: 2026-03-05T06:07:08Z",
        "WARC-Payload-Digest: sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ",
        *fields,
        f"Content-Length: {len(block)}",
    )
    return "\r\n".join([*lines, "", ""]).encode() + block + b"\r\n\r\n"


def pages_of(file: bytes) -> list[RawPage]:
    return [page for page in read_warc(io.BytesIO(file), source="example", via="warc") if isinstance(page, RawPage)]


def stored(pages: list[RawPage], folder: Path) -> bytes:
    """Return the segment of the pages, after reading it back and comparing."""
    path = folder / KEY
    path.parent.mkdir(parents=True)
    with SegmentWriter(path, KEY) as segment:
        pointers = [segment.write(page) for page in pages]
    data = path.read_bytes()
    found = [StoredPage(page, pointer) for page, pointer in zip(pages, pointers, strict=True)]
    assert list(read_segment(io.BytesIO(data), KEY, notes_only)) == found
    store = LocalStore(folder)
    assert [read_record(store, pointer, notes_only) for pointer in pointers if pointer] == pages
    return data


@pytest.mark.parametrize(
    "made",
    [record(ID), record(ID, kind="resource", block=BODY), record(ID, block=HEAD.replace(b"\r\n", b"\n") + BODY)],
    ids=["response", "resource", "bare line feeds"],
)
def test_a_record_in_a_member_of_its_own_is_copied(made: bytes, tmp_path: Path) -> None:
    """The bytes of the member are in the segment, between records of dateline, and give the same page."""
    member = gzip.compress(made, 1)
    pages = pages_of(
        gzip.compress(record(block=HEAD + b"other")) + member + gzip.compress(record(block=HEAD + b"else"))
    )
    assert [page.captured is not None for page in pages] == [False, True, False]
    assert member in stored(pages, tmp_path)


@pytest.mark.parametrize(
    "file",
    [
        gzip.compress(record()),
        gzip.compress(record("WARC-Record-ID: <urn:uuid:ä b>")),
        gzip.compress(record("WARC-Record-ID:", " <urn:uuid:1>")),
        gzip.compress(record(ID, "WARC-Concurrent-To: <urn:uuid:1>")),
        gzip.compress(record(ID, kind="conversion", block=BODY)),
        gzip.compress(
            record(ID, block=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nferry\r\n0\r\n\r\n")
        ),
        gzip.compress(record(ID) + record(ID)),
        gzip.compress(record(ID, kind="request") + record(ID)),
        gzip.compress(record(ID).replace(b"WARC/1.0", b"WARC/0.9")),
        gzip.compress(b"\xef\xbb\xbf" + record(ID)),
        gzip.compress(record(ID).replace(b"08Z", b"08+01:00")),
        gzip.compress(record(ID).replace(b"/a\r", "/ä b\r".encode())),
        zstandard.compress(record(ID)),
        record(ID),
    ],
    ids=[
        "no id",
        "strange id",
        "folded id",
        "redirect",
        "text",
        "chunked",
        "two",
        "request first",
        "other version",
        "byte order mark",
        "date with an offset",
        "invalid URL",
        "zstd",
        "not compressed",
    ],
)
def test_other_records_are_written_anew(file: bytes, tmp_path: Path) -> None:
    """Copied, they would not be read back, or as another page; or other tools would refuse the whole segment."""
    pages = pages_of(file)
    assert pages
    records = gzip.decompress(stored(pages, tmp_path))
    assert set(re.findall(rb"WARC/\d\.\d+", records)) == {b"WARC/1.1"}


PIECES = (
    b"",
    b"\r\n",
    b"\r\n\r\n",
    b" ",
    b"\0",
    b"WARC/1.0\r\n",
    b"WARC-Concurrent-To: <urn:uuid:2>\r\n",
    b"HTTP/1.1 200 OK\r\n",
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    edits=st.lists(st.tuples(st.integers(0, 400), st.sampled_from(PIECES)), max_size=3),
    kind=st.sampled_from(["response", "resource", "conversion"]),
)
def test_whatever_a_record_is_its_page_is_read_back(
    edits: list[tuple[int, bytes]], kind: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Also if headers are folded, repeated, in the wrong place, or broken."""
    made = record(ID, kind=kind)
    for at, piece in edits:
        made = made[:at] + piece + made[at:]
    stored(pages_of(gzip.compress(record(ID)) + gzip.compress(made)), tmp_path_factory.mktemp("store"))


def test_a_copied_page_whose_bytes_were_exchanged_is_seen(tmp_path: Path) -> None:
    """The digest of the body is in the metadata, because the record states none of that kind."""
    member = gzip.compress(record(ID))
    data = stored(pages_of(member), tmp_path)
    forged = data.replace(member, gzip.compress(record(ID).replace(b"ferry", b"train")))
    (broken,) = read_segment(io.BytesIO(forged), KEY, notes_only)
    assert isinstance(broken, BrokenRecord)
    assert "digest" in broken.detail
