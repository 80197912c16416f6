"""Bodies that are certainly not pages, by their type and their first bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.tasks.core.web.content_types import begins_as_no_page, named_no_page
from dateline.tasks.core.web.fetched import is_called_page


@pytest.mark.parametrize(
    ("content_type", "kind"),
    [
        ("video/mp4", "a video (video/mp4)"),
        (" Image/JPEG", "a picture (Image/JPEG)"),
        ("audio/mpeg; q=1", "a sound (audio/mpeg; q=1)"),
        ("application/pdf", "a PDF (application/pdf)"),
        ("application/zip", "an archive (application/zip)"),
        ("application/x-gzip", "an archive (application/x-gzip)"),
        ("application/vnd.ms-excel", "a document (application/vnd.ms-excel)"),
        ("multipart/x-mixed-replace; boundary=x", "a stream (multipart/x-mixed-replace; boundary=x)"),
        ("text/event-stream", "a stream (text/event-stream)"),
    ],
)
def test_what_is_called_no_page(content_type: str, kind: str) -> None:
    """Media, archives, documents and endless streams are recognized by their type."""
    assert named_no_page(content_type) == kind
    assert not is_called_page(content_type)


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "",
        "text/html",
        "TEXT/HTML;charset=x",
        "application/xhtml+xml",
        "text/plain",
        "application/octet-stream",
        "x",
    ],
)
def test_what_may_be_a_page(content_type: str | None) -> None:
    """HTML, text, unspecific and invalid types may be pages."""
    assert named_no_page(content_type) is None


@pytest.mark.parametrize(
    "head",
    [
        b"<!DOCTYPE html><html>",
        b"\xef\xbb\xbf\n <html>",
        b"\0\0<html>",
        "<html>".encode("utf-16"),
        "<html>".encode("utf-16-le"),
        "\n<html>".encode("utf-32-be"),
        "Plain text, größer.".encode(),
        "Просто текст".encode("windows-1251"),
        b"",
    ],
)
def test_what_begins_as_a_page_may_be_one(head: bytes) -> None:
    """HTML with stray NULs, UTF-16 with or without a mark, and text in any encoding may be pages."""
    assert begins_as_no_page(head) is None


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7 <html>", "a PDF file"),
        (b"\x1a\x45\xdf\xa3webm", "a video"),
        (b"\x00\x01\x02\x03 of no kind", "neither text nor markup"),
        (b"G@\x11\x10\x00B\xf0%\x00\x01" * 20, "neither text nor markup"),
    ],
)
def test_what_begins_as_something_else(head: bytes, kind: str) -> None:
    """Files are recognized by their first bytes, and so are other binary bytes."""
    assert begins_as_no_page(head) == kind


@given(st.binary(max_size=200), st.text(max_size=50))
def test_any_bytes_under_any_name_are_told(head: bytes, content_type: str) -> None:
    """No bytes raise, and an HTML page is never taken for something else."""
    begins_as_no_page(head)
    assert not (is_called_page(content_type) and named_no_page(content_type))
