"""WARC files with other compression: Zstandard as specified by the IIPC; and ARC files."""

import gzip
import io
import random
import struct
from collections.abc import Callable
from typing import Any

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.tasks.adapters.warc import streams
from dateline.tasks.adapters.warc.foreign import read_warc
from dateline.tasks.adapters.warc.members import dictionary_of
from dateline.tasks.adapters.warc.records import BrokenRecord
from dateline.tasks.adapters.warc.streams import UnreadableFileError
from dateline.tasks.core.web.fetched import FetchFailure, RawPage

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
Compress = Callable[[bytes], bytes]


def record(body: bytes, name: str = "a", length: int | None = None, kind: str = "response") -> bytes:
    block = HEAD + body
    fields = (
        f"WARC-Type: {kind}\r\nWARC-Target-URI: https://quay.example/{name}\r\nWARC-Date: 2024-02-03T04:05:06Z\r\n"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return b"WARC/1.1\r\n" + fields.encode() + block + b"\r\n\r\n"


def skippable(magic: int, content: bytes) -> bytes:
    return struct.pack("<II", magic, len(content)) + content


def frame(data: bytes, **options: Any) -> bytes:  # noqa: ANN401 - passed on
    settings: dict[str, Any] = {"write_checksum": True} | options
    return zstandard.ZstdCompressor(**settings).compress(data)


TRAINING: list[bytes | bytearray | memoryview] = [
    record(b"<p>The ferry leaves pier %d at %d o'clock</p>" % (n % 7, n), f"{n}") for n in range(400)
]
DICTIONARY = zstandard.train_dictionary(4096, TRAINING)
RECORDS = [record(b"<p>%d boats</p>" % n, f"{n}") for n in range(4)]
BODIES = [b"<p>%d boats</p>" % n for n in range(4)]


def with_dictionary(dictionary: bytes) -> bytes:
    packed = [frame(each, dict_data=DICTIONARY) for each in RECORDS]
    return skippable(0x184D2A5D, dictionary) + b"".join(packed)


def read(data: bytes, **options: Any) -> list[RawPage | FetchFailure | BrokenRecord]:  # noqa: ANN401 - passed on
    return list(read_warc(io.BytesIO(data), source="quay", via="w", **options))


def bodies(data: bytes) -> list[bytes]:
    return [page.body for page in read(data) if isinstance(page, RawPage)]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"".join(map(frame, RECORDS)), id="a frame for each record"),
        pytest.param(frame(b"".join(RECORDS)), id="one frame"),
        pytest.param(b"".join(frame(each, write_checksum=False) for each in RECORDS), id="without checksums"),
        pytest.param(skippable(0x184D2A50, b"x" * 9).join(map(frame, RECORDS)), id="extension frames between"),
        pytest.param(skippable(0x184D2A5F, b"pzstd") + b"".join(map(frame, RECORDS)), id="an extension frame first"),
        pytest.param(with_dictionary(DICTIONARY.as_bytes()), id="a dictionary"),
        pytest.param(with_dictionary(frame(DICTIONARY.as_bytes())), id="a compressed dictionary"),
    ],
)
def test_zstandard_is_read(data: bytes) -> None:
    """Files are read however their frames are made."""
    assert bodies(data) == BODIES


def test_large_records_in_many_blocks_are_read() -> None:
    """Raw, repeated and compressed blocks are read."""
    large = [random.Random(7).randbytes(700_000), bytes(900_000), b"ebb and flow " * 90_000]  # noqa: S311 - no secret
    assert bodies(b"".join(frame(record(each)) for each in large)) == large


def test_a_record_at_an_offset_is_read_with_the_files_dictionary() -> None:
    """A frame at an offset is read with the dictionary of the file."""
    data = with_dictionary(DICTIONARY.as_bytes())
    (last,) = (page for page in read(data) if isinstance(page, RawPage) and page.url.endswith("/3"))
    offset = int(last.ref.via.removeprefix("w#"))
    stream = io.BytesIO(data[offset:])
    (again,) = read_warc(stream, source="quay", via="w", start=offset, dictionary=dictionary_of(io.BytesIO(data)))
    assert again == last
    assert dictionary_of(io.BytesIO(frame(RECORDS[0]))) is None


@pytest.mark.parametrize("cut", [True, False])
def test_a_broken_frame_costs_only_itself(cut: bool) -> None:
    """A truncated or changed frame is a broken record, and those after it are read."""
    broken = bytearray(frame(RECORDS[1]))
    if cut:
        del broken[-20:]
    else:
        broken[-1] ^= 1
    data = frame(RECORDS[0]) + broken + frame(RECORDS[2]) + frame(RECORDS[3])
    assert bodies(data) == [BODIES[0], BODIES[2], BODIES[3]]


def test_records_whose_dictionary_is_elsewhere_say_so() -> None:
    """As after a file was put together from others: their dictionaries would have to stand at its beginning."""
    frames = [frame(each, dict_data=DICTIONARY) for each in RECORDS]
    found = read(frame(RECORDS[0]) + skippable(0x184D2A5D, DICTIONARY.as_bytes()) + b"".join(frames))
    assert isinstance(found[0], RawPage)
    assert len(found) == 1 + len(RECORDS)
    needed = f"it needs the dictionary {DICTIONARY.dict_id()}, with which the file does not begin"
    assert all(isinstance(each, BrokenRecord) and needed in each.detail for each in found[1:])


@pytest.mark.parametrize("dictionary", [b"\x28\xb5\x2f\xfd damaged", b"\x37\xa4\x30\xec damaged"])
def test_a_damaged_dictionary_is_told(dictionary: bytes) -> None:
    """Without its dictionary, no record of the file can be read."""
    with pytest.raises(UnreadableFileError, match="its dictionary"):
        read(with_dictionary(dictionary))


@pytest.mark.parametrize("packed", [frame, gzip.compress])
def test_a_bomb_is_passed_over(packed: Compress, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bomb is a failure, and the next record is read; a file of bombs is given up with an explanation."""
    monkeypatch.setattr(streams, "FREE_WORK_BYTES", 3_000_000)
    bomb = packed(record(bytes(2_000_000)))
    found = read(bomb + packed(RECORDS[0]), max_record_bytes=100_000)
    assert [isinstance(each, FetchFailure) for each in found] == [True, False]
    with pytest.raises(UnreadableFileError, match="claim or contain far more"):
        read(bomb * 3, max_record_bytes=100_000)


@pytest.mark.parametrize("packed", [None, gzip.compress, frame])
def test_records_within_records_end_the_reading(packed: Compress | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of records that each claim almost the rest of the file, the first are failures; then the file is given up."""
    monkeypatch.setattr(streams, "FREE_WORK_BYTES", 1_000_000)
    size = len(record(b"x", "0000", length=99_999_999))
    claims = [(2000 - number) * size - 150 for number in range(2000)]
    data = b"".join(record(b"x", f"{n:04}", length=claim) for n, claim in enumerate(claims))
    found: list[object] = []
    with pytest.raises(UnreadableFileError, match="the rest of the file was not read"):
        found.extend(read_warc(io.BytesIO(packed(data) if packed else data), source="quay", via="w"))


@pytest.mark.parametrize("packed", [bytes, gzip.compress, frame])
def test_an_arc_file_is_told_by_name(packed: Compress) -> None:
    """The error names the format and says what to do."""
    arc = (
        b"filedesc://old.arc 0.0.0.0 20030405060708 text/plain 62\n1 0 Harbour Library\n"
        b"URL IP-address Archive-date Content-type Archive-length\n\n"
    )
    with pytest.raises(UnreadableFileError, match=r"ARC file.*warcio recompress"):
        read(packed(arc))


@pytest.mark.parametrize("packed", [bytes, gzip.compress, frame])
@pytest.mark.parametrize("length", [0, 3, 5_000])
def test_a_revisit_of_the_wrong_length_is_passed_over(packed: Compress, length: int) -> None:
    """It is skipped without an error, and the pages around it are read."""
    revisit = record(b"", "again", length=length, kind="revisit")
    data = b"".join(map(packed, (RECORDS[0], revisit, RECORDS[1])))
    assert bodies(data) == BODIES[:2]
    assert len(read(data)) == 2


def test_a_revisit_that_claims_more_than_memory_holds() -> None:
    """In a member of its own it is skipped; in an uncompressed file the rest is given up, with an explanation."""
    revisit = record(b"", "again", length=99_999_999_999, kind="revisit")
    assert bodies(b"".join(map(gzip.compress, (RECORDS[0], revisit, RECORDS[1])))) == BODIES[:2]
    found = read_warc(io.BytesIO(RECORDS[0] + revisit + RECORDS[1]), source="quay", via="w")
    assert isinstance(next(found), RawPage)
    with pytest.raises(UnreadableFileError, match=r"claims .* more"):
        next(found)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_random_damage_never_raises_and_never_changes_a_page(seed: int) -> None:
    """Frames have checksums: each page that is read is one that was written."""
    chance = random.Random(seed)  # noqa: S311 - damage, no secret
    data = bytearray(b"".join(frame(record(chance.randbytes(40), f"{n}")) for n in range(4)))
    written = set(bodies(bytes(data)))
    for _ in range(chance.randrange(4)):
        at = chance.randrange(len(data))
        data[at : at + chance.randrange(30)] = chance.randbytes(chance.randrange(30))
    assert set(bodies(bytes(data))) <= written
