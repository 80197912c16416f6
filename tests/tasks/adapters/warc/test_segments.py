"""Segments: what is written is read back, whatever the pages, and other tools find them valid."""

import gzip
import io
import re
import subprocess
import sys
import zlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.tasks.adapters.stores.local.store import LocalStore
from dateline.tasks.adapters.warc import segment_metadata as segment_note
from dateline.tasks.adapters.warc.elsewhere import notes_only
from dateline.tasks.adapters.warc.records import BrokenRecord, WarcRecord, read_records
from dateline.tasks.adapters.warc.segments import SegmentWriter, read_segment
from dateline.tasks.adapters.warc.stored_record import read_record
from dateline.tasks.core.errors import RecordError
from dateline.tasks.core.models import PageRef, Precision, RawPointer, Reason
from dateline.tasks.core.web.fetched import FetchFailure, RawPage, Redirect, StoredPage
from tests.support.paths import DATA

KEY = "raw/example/2024/03/05/run-0001.warc.gz"
AT = datetime(2024, 3, 5, 6, 7, 8, 912345, tzinfo=UTC)
REF = PageRef(url="https://news.example/a", source="example", via="https://news.example/feed")


def page(number: int = 0, *, body: bytes = b"<html>\xff\x00</html>", status: int | None = 200) -> RawPage:
    return RawPage(
        ref=REF.model_copy(update={"url": f"https://news.example/{number}"}),
        url=f"https://news.example/{number}?moved",
        fetched_at=AT + timedelta(seconds=number),
        body=body,
        status=status,
        status_reason="OK",
        headers=(("Content-Type", "text/html; charset=utf-8"), ("Transfer-Encoding", "chunked"), ("ETag", '"x"')),
    )


FAILURE = FetchFailure(
    ref=REF, url="https://news.example/gone", failed_at=AT, reason=Reason.TIMEOUT, detail="no answer in 60 s"
)


def write(path: Path, pages: Sequence[RawPage | FetchFailure], key: str = KEY) -> list[RawPointer | None]:
    with SegmentWriter(path, key) as segment:
        return [segment.write(each) for each in pages]


def read(data: bytes) -> list[StoredPage | BrokenRecord]:
    return list(read_segment(io.BytesIO(data), KEY, notes_only))


TEXT = st.text(max_size=20)
MOMENTS = st.datetimes(datetime(1995, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
REFS = st.builds(
    PageRef,
    url=TEXT,
    source=TEXT,
    via=TEXT,
    title=st.none() | TEXT,
    authors=st.lists(TEXT, max_size=2).map(tuple),
    published_at=st.none() | MOMENTS,
    published_precision=st.none() | st.sampled_from(Precision),
)
PAGES = st.builds(
    RawPage,
    ref=REFS,
    url=TEXT | st.just("https://пример.example/a b?c=%20#d"),
    fetched_at=MOMENTS,
    body=st.binary(max_size=200) | st.sampled_from([b"\r\n\r\nWARC/1.1\r\n", b"\x1f\x8b\x08" * 9, b"\n\n"]),
    status=st.none() | st.integers(100, 999),
    status_reason=TEXT,
    headers=st.lists(
        st.tuples(
            st.sampled_from(["Content-Type", "transfer-encoding", "X-Crawler-Transfer-Encoding", ""]) | TEXT, TEXT
        ),
        max_size=3,
    ).map(tuple),
)
FAILURES = st.builds(
    FetchFailure,
    ref=REFS,
    url=TEXT,
    failed_at=MOMENTS,
    reason=st.sampled_from(Reason),
    detail=TEXT | st.just("\udc80"),
    status=st.none() | st.integers(100, 999),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pages=st.lists(PAGES | FAILURES, max_size=4))
def test_a_segment_gives_back_equal_values(tmp_path: Path, pages: list[RawPage | FetchFailure]) -> None:
    """Any pages and failures are read back equal and in order, with the pointers that writing returned."""
    path = tmp_path / "segment.warc.gz"
    pointers = write(path, pages)
    assert read(path.read_bytes()) == [
        StoredPage(page=each, raw=pointer) for each, pointer in zip(pages, pointers, strict=True)
    ]


def test_equal_pages_make_equal_bytes(tmp_path: Path) -> None:
    """A segment contains nothing of the moment or the machine."""
    for name in ("one", "two"):
        write(tmp_path / name, [page(1), FAILURE, page(2, status=None)])
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_segment_is_as_small_as_zlib_makes_it(tmp_path: Path) -> None:
    """Raw pages are most of an archive: a segment is within 2 % of what zlib makes by default."""
    body = "".join(f'<li><a href="/{n * n % 1009}">{n * 7919 % 997} boats</a></li>' for n in range(3000)).encode()
    write(tmp_path / "segment.warc.gz", [page(1, body=body)])
    assert (tmp_path / "segment.warc.gz").stat().st_size < 1.02 * len(gzip.compress(body, 6)) + 1500


def test_warcio_finds_the_segment_valid(tmp_path: Path) -> None:
    """``warcio check`` accepts every digest, and counts the records."""
    path = tmp_path / "segment.warc.gz"
    write(path, [page(1), FAILURE, page(2, status=None), page(3, body=b""), page(4, status=404)])
    check = [sys.executable, "-W", "ignore", "-m", "warcio.cli", "check", "-v", str(path)]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("digest pass") == 10
    assert "fail" not in done.stdout


def test_a_pointer_leads_to_its_page(tmp_path: Path) -> None:
    """Each page can be read alone by the pointer that writing returned."""
    path = tmp_path / "segment.warc.gz"
    pages = [page(1), page(2, body=b"x" * 400_000), page(3, status=None)]
    pointers = write(path, [pages[0], FAILURE, *pages[1:]])
    store = LocalStore(tmp_path / "archive")
    store.put_file_if_absent(KEY, path)
    assert [read_record(store, pointer, notes_only) for pointer in pointers if pointer] == pages


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"digest": "sha256:" + "0" * 64}, "differs from the one"),
        ({"offset": 0}, "no raw page"),
        ({"offset": 10**9}, "no raw page"),
    ],
)
def test_a_pointer_that_does_not_fit_is_an_error(tmp_path: Path, change: dict[str, object], words: str) -> None:
    """A wrong digest or offset raises an error that names the segment."""
    path = tmp_path / "segment.warc.gz"
    (pointer,) = write(path, [page(1)])
    assert pointer is not None
    store = LocalStore(tmp_path / "archive")
    store.put_file_if_absent(KEY, path)
    with pytest.raises(RecordError, match=words) as caught:
        read_record(store, pointer.model_copy(update=change), notes_only)
    assert caught.value.key == KEY


def test_a_segment_cut_off_anywhere_gives_its_whole_pages(tmp_path: Path) -> None:
    """A truncated file yields its complete pages and a failure for the incomplete one."""
    path = tmp_path / "segment.warc.gz"
    pages = [page(1), page(2)]
    pointers = write(path, pages)
    data = path.read_bytes()
    assert pointers[1] is not None
    for end in range(0, len(data), 7):
        found = read(data[:end])
        whole = [each.page for each in found if isinstance(each, StoredPage)]
        assert whole == pages[: len(whole)]
        if pointers[1].offset < end:
            assert isinstance(found[-1], BrokenRecord)


def test_a_flipped_byte_costs_one_page_and_is_reported(tmp_path: Path) -> None:
    """Damage anywhere in the middle page is reported in its place, and the others are read."""
    path = tmp_path / "segment.warc.gz"
    pages = [page(1), page(2), page(3)]
    pointers = write(path, pages)
    data = path.read_bytes()
    first, last = (pointer.offset for pointer in pointers[1:] if pointer)
    for at in range(first, last, 5):
        damaged = bytearray(data)
        damaged[at] ^= 0x55
        found = read(bytes(damaged))
        kept = [each.page for each in found if isinstance(each, StoredPage)]
        if kept != pages:  # a few header bytes of gzip mean nothing
            assert kept == [pages[0], pages[2]], at
            assert any(isinstance(each, BrokenRecord) for each in found)


def test_a_page_whose_bytes_were_exchanged_is_seen(tmp_path: Path) -> None:
    """A record that is valid as gzip and WARC, but does not match its digest, is no page."""
    path = tmp_path / "segment.warc.gz"
    pointers = write(path, [page(1, body=b"original"), page(2)])
    data = path.read_bytes()
    assert pointers[0] is not None
    member = zlib.decompressobj(zlib.MAX_WBITS + 16)
    record = member.decompress(data[pointers[0].offset :])
    forged = gzip.compress(record.replace(b"original", b"ORIGINAL"))
    found = read(data[: pointers[0].offset] + forged + member.unused_data)
    broken, whole = found
    assert isinstance(broken, BrokenRecord)
    assert isinstance(whole, StoredPage)
    assert "digest" in broken.detail


def test_a_segment_of_a_newer_dateline_is_refused(tmp_path: Path) -> None:
    """Its metadata may mean something else; the error names the segment."""
    path = tmp_path / "segment.warc.gz"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(segment_note, "_VERSION_WITHOUT_PLACE", segment_note.NOTE_VERSION + 1)
        write(path, [page(1)])
    with pytest.raises(RecordError, match="newer dateline") as caught:
        read(path.read_bytes())
    assert caught.value.key == KEY


def test_a_segment_of_version_1_is_still_read() -> None:
    """Its metadata is plain JSON; page, pointer and failure are read as they were written."""
    stored, failed = read((DATA / "segments" / "version-1.warc.gz").read_bytes())
    assert isinstance(stored, StoredPage)
    assert isinstance(failed, StoredPage)
    ref = REF.model_copy(update={"title": "Ferry"})
    headers = (("Content-Type", "text/html; charset=utf-8"), ("Transfer-Encoding", "chunked"))
    body = "<h1>Fähre</h1>".encode()
    assert stored.page == RawPage(ref, "https://news.example/b", AT, body, 200, "OK", headers)
    assert stored.raw == RawPointer(
        segment=KEY, offset=371, digest="sha256:b7b595ecfa108c32507d9717734e2fb4db2c07c3a2fe477e959e6ef09a858e6a"
    )
    assert failed == StoredPage(page=FetchFailure(ref, ref.url, AT, Reason.TIMEOUT, "no answer"), raw=None)


def test_redirects_are_recorded_beside_the_page_that_they_led_to(tmp_path: Path) -> None:
    """Each is a response record with its own URL; only the page is read back."""
    unread = Redirect("http://news.example/1", AT, 301, "Moved", (("Location", "/a"), ("Content-Length", "178")))
    read_whole = Redirect("http://news.example/a", AT, 302, "Found", (("Location", "/1?moved"),), b"Moved.")
    path = tmp_path / "segment.warc.gz"
    pages = [replace(page(1), redirects=(unread, read_whole)), page(2)]
    pointers = write(path, [*pages])
    data = path.read_bytes()
    plain = [replace(each, redirects=()) for each in pages]
    assert [each.page for each in read(data) if isinstance(each, StoredPage)] == plain
    store = LocalStore(tmp_path / "archive")
    store.put_file_if_absent(KEY, path)
    assert [read_record(store, pointer, notes_only) for pointer in pointers if pointer] == plain
    records = [each for each in read_records(io.BytesIO(data)) if isinstance(each, WarcRecord)]
    kinds = ["warcinfo", "response", "response", "response", "metadata", "response", "metadata"]
    assert [each.kind for each in records] == kinds
    found = records[2:4]
    assert [each.headers["warc-target-uri"] for each in found] == [unread.url, read_whole.url]
    assert {each.headers["warc-concurrent-to"] for each in found} == {records[1].headers["warc-record-id"]}
    assert b"Location: /a\r\n" in found[0].block
    assert b"X-Crawler-Content-Length: 178\r\n" in found[0].block
    assert found[1].block.endswith(b"\r\n\r\nMoved.")
    assert ["warc-truncated" in each.headers for each in found] == [True, False]


def test_a_metadata_record_is_no_capture(tmp_path: Path) -> None:
    """Its block holds fields (WARC 1.1, section 6.6): replay tools index any other type as a page."""
    path = tmp_path / "segment.warc.gz"
    write(path, [page(1), replace(FAILURE, detail="line\r\nbreak\n: \x00")])
    notes = [each for each in read_records(io.BytesIO(path.read_bytes())) if isinstance(each, WarcRecord)]
    notes = [each for each in notes if each.kind == "metadata"]
    assert [each.headers["content-type"] for each in notes] == ["application/warc-fields"] * 2
    assert all(re.fullmatch(rb"[a-z-]+: [ -~]*\r\n", each.block) for each in notes)
