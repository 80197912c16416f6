"""Content codings are decoded as the headers say, and never beyond the limit."""

import gzip
import tracemalloc
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import brotli
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.tasks.core.models import PageRef, Reason
from dateline.tasks.core.web.content_encoding import (
    MAX_CODINGS,
    MAX_GZIP_MEMBERS,
    Content,
    ContentFailure,
    content,
    content_head,
)
from dateline.tasks.core.web.fetched import RawPage

TEXT = b"".join(b"<p>Paragraph %d of the harbour report</p>" % number for number in range(3000))
ROOMY = 1_000_000
CODED = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.compress,
}

BOMBS = CODED | {"br": partial(brotli.compress, quality=4)}
"""Brotli's best quality takes seconds for a bomb."""


def page(body: bytes, *codings: str) -> RawPage:
    ref = PageRef(url="http://paper.example/", source="paper", via="feed")
    headers = tuple(("content-encoding", coding) for coding in codings)
    return RawPage(ref, ref.url, datetime(2026, 3, 1, tzinfo=UTC), body, 200, "OK", headers)


@pytest.mark.parametrize("coding", CODED)
def test_each_coding_is_undone(coding: str) -> None:
    """Every coding that requests accept is decoded."""
    assert content(page(CODED[coding](TEXT), coding), ROOMY) == Content(TEXT)


def test_no_coding_leaves_the_body_alone() -> None:
    """A body without the header, or with ``identity``, is unchanged."""
    assert content(page(TEXT), ROOMY) == content(page(TEXT, "identity"), ROOMY) == Content(TEXT)


def test_a_page_that_was_compressed_without_a_word() -> None:
    """Its type tells that it is one. A file of a type that may be compressed stays as it is."""
    packed = gzip.compress(TEXT)
    html, octets = ("Content-Type", "text/html; charset=utf-8"), ("Content-Type", "application/octet-stream")
    assert content(replace(page(packed), headers=(html,)), ROOMY) == Content(TEXT)
    assert content_head(replace(page(packed), headers=(html,)), 9) == TEXT[:9]
    assert content(replace(page(packed), headers=(octets,)), ROOMY) == Content(packed)
    assert content(replace(page(TEXT), headers=(html,)), ROOMY) == Content(TEXT)


def test_deflate_without_its_frame() -> None:
    """Bare deflate data, as some servers send it, is decoded as in browsers."""
    assert content(page(zlib.compress(TEXT)[2:-4], "deflate"), ROOMY) == Content(TEXT)


@pytest.mark.parametrize("headers", [("gzip, br",), ("gzip", "BR"), (" gzip ,, br ",)])
def test_several_codings_in_one_header_or_more(headers: tuple[str, ...]) -> None:
    """Codings are decoded in reverse order, however they are listed."""
    assert content(page(brotli.compress(gzip.compress(TEXT)), *headers), ROOMY) == Content(TEXT)


def test_too_many_codings_are_refused() -> None:
    """A body with too many codings is unreadable."""
    answer = content(page(TEXT, *["gzip"] * (MAX_CODINGS + 1)), ROOMY)
    assert isinstance(answer, ContentFailure)
    assert answer.reason is Reason.UNREADABLE


@pytest.mark.parametrize("coding", ["gzip", "zstd", "utf-8", "none"])
def test_a_label_that_lies_is_ignored(coding: str) -> None:
    """Plain text under a wrong or unknown coding is unchanged."""
    assert content(page(TEXT, coding), ROOMY) == Content(TEXT)


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("br", bytes),
        ("deflate", bytes),
        ("br", gzip.compress),
        ("zstd", gzip.compress),
        ("deflate", gzip.compress),
        ("gzip", zstandard.compress),
        ("deflate", zstandard.compress),
    ],
)
def test_a_label_of_another_coding_is_corrected(coding: str, pack: Callable[[bytes], bytes]) -> None:
    """The first bytes tell gzip, zstd and plain markup, whatever the header says."""
    assert content(page(pack(TEXT), coding), ROOMY) == Content(TEXT)


def test_frames_of_zstd_that_are_to_be_skipped() -> None:
    """A frame for notes may come first (RFC 8878, section 3.1.2)."""
    answer = content(page(b"\x53\x2a\x4d\x18\x03\x00\x00\x00own" + zstandard.compress(TEXT), "zstd"), ROOMY)
    assert isinstance(answer, Content)
    assert answer.body == TEXT


@pytest.mark.parametrize("extra", [b"", b"name.html\0"])
@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_wrong_checksum_loses_nothing(coding: str, extra: bytes) -> None:
    """Browsers do not look at the checksum behind the data, so a wrong one, or none, does not matter."""
    body = CODED[coding](TEXT)
    if extra and coding == "gzip":
        body = body[:3] + b"\x08" + body[4:10] + extra + body[10:]
    assert content(page(body[:-4] + b"\1\2\3\4", coding), ROOMY) == Content(TEXT)
    assert content(page(body[:-4], coding), ROOMY) == Content(TEXT)


def test_gzip_members_and_what_follows_them() -> None:
    """All members are decoded, and trailing bytes are ignored."""
    body = gzip.compress(TEXT[:50_000]) + gzip.compress(TEXT[50_000:]) + b"<!-- appended by a proxy -->"
    assert content(page(body, "gzip"), ROOMY) == Content(TEXT)


def test_endless_gzip_members_end() -> None:
    """Members beyond a maximum number are ignored, so that empty ones cost bounded time."""
    body = gzip.compress(b"") * MAX_GZIP_MEMBERS + gzip.compress(b"late")
    assert content(page(body, "gzip"), ROOMY) == Content(b"")


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_stream_cut_short_gives_what_can_be_read(coding: str) -> None:
    """Half a stream yields the beginning of the text, marked as incomplete."""
    coded = CODED[coding](TEXT)
    answer = content(page(coded[: len(coded) // 2], coding), ROOMY)
    assert isinstance(answer, Content)
    assert not answer.complete
    assert TEXT.startswith(answer.body)
    assert len(answer.body) > len(TEXT) // 4


@pytest.mark.parametrize("coding", ["br", "zstd"])
def test_a_stream_without_its_end_is_never_called_complete(coding: str) -> None:
    """Without its last byte, a body is incomplete or unreadable."""
    answer = content(page(CODED[coding](TEXT)[:-1], coding), ROOMY)
    assert answer.reason is Reason.UNREADABLE if isinstance(answer, ContentFailure) else not answer.complete


def test_a_body_of_no_coding_at_all_is_unreadable() -> None:
    """Bytes that only begin like gzip are a failure, not an empty page."""
    answer = content(page(b"\x1f\x8b" + b"\xff" * 500, "gzip"), ROOMY)
    assert isinstance(answer, ContentFailure)
    assert answer.reason is Reason.UNREADABLE


@pytest.mark.parametrize("coding", [*CODED, "identity"])
def test_the_limit_is_exact(coding: str) -> None:
    """A body of exactly the limit passes; one byte more is too large."""
    body = CODED.get(coding, bytes)(TEXT)
    assert content(page(body, coding), len(TEXT)) == Content(TEXT)
    answer = content(page(body, coding), len(TEXT) - 1)
    assert isinstance(answer, ContentFailure)
    assert answer.reason is Reason.TOO_LARGE


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_bomb_ends_at_the_limit(coding: str) -> None:
    """A hundred megabytes of zeros take no more memory than a few times the limit."""
    bomb = BOMBS[coding](bytes(100_000_000))
    tracemalloc.start()
    try:
        answer = content(page(bomb, coding), 2_000_000)
        peak_bytes = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert isinstance(answer, ContentFailure)
    assert answer.reason is Reason.TOO_LARGE
    assert peak_bytes < 10_000_000


@pytest.mark.parametrize("coding", CODED)
def test_the_head_is_the_beginning(coding: str) -> None:
    """The first bytes of a body can be read alone, never more than requested."""
    assert content_head(page(CODED[coding](TEXT), coding), 1000) == TEXT[:1000]


@given(
    body=st.binary(max_size=300)
    | st.binary(max_size=200).map(gzip.compress)
    | st.binary(max_size=200).map(brotli.compress),
    codings=st.lists(st.sampled_from([*CODED, "", "identity", "x-own"]), max_size=6),
    limit_bytes=st.integers(0, 400),
)
@settings(max_examples=150)
def test_no_bytes_and_no_header_can_break_it(body: bytes, codings: list[str], limit_bytes: int) -> None:
    """Any bytes under any header yield content within the limit or a failure."""
    raw = page(body, *codings)
    answer = content(raw, limit_bytes)
    assert isinstance(answer, ContentFailure) or len(answer.body) <= limit_bytes
    assert len(content_head(raw, limit_bytes)) <= limit_bytes
