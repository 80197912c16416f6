"""Recognizes bodies that are certainly not pages, by their declared type and their first bytes."""

import re

SNIFFED_BYTES = 1445
"""How many bytes of a body determine its kind (WHATWG MIME Sniffing, section 5.2, "resource header")."""

_MAGIC = {
    b"%PDF-": "a PDF file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"RIFF": "a media file",
    b"\x00\x00\x00\x18ftyp": "a video",
    b"\x00\x00\x00\x20ftyp": "a video",
    b"\x1a\x45\xdf\xa3": "a video",
    b"ID3": "a sound file",
    b"OggS": "a media file",
    b"PK\x03\x04": "a ZIP archive",
    b"\x1f\x8b": "compressed data",
    b"\x28\xb5\x2f\xfd": "compressed data",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"{\\rtf": "an office document",
    b"wOF": "a font",
}
"""The first bytes of files that are not pages."""

_NO_PAGES = re.compile(
    r"""
      (?P<picture>image/) | (?P<video>video/) | (?P<sound>audio/) | (?P<font>font/|application/(?:x-)?font)
    | (?P<stream>multipart/|text/event-stream|application/(?:vnd\.apple\.mpegurl|dash\+xml|x-mpegurl|ogg|mp4))
    | (?P<PDF>application/(?:x-)?pdf)
    | (?P<archive>application/(?:x-)?(?:zip|gzip|bzip2?|tar|gtar|xz|zstd|7z|rar|vnd\.rar|java-archive|epub|compress))
    | (?P<document>application/(?:msword|rtf|vnd\.ms-|vnd\.openxmlformats|vnd\.oasis|postscript))
    | (?P<program>application/(?:wasm|x-shockwave|x-msdownload|x-apple-diskimage|vnd\.android|x-debian|x-rpm))
    """,
    re.IGNORECASE | re.VERBOSE,
)
_UNNAMED = {
    "",
    *("application/octet-stream", "binary/octet-stream", "application/binary", "application/force-download"),
    *("unknown/unknown", "application/unknown", "application/x-unknown", "*/*"),
}
"""The types in WHATWG MIME Sniffing, section 7, and the defaults of unconfigured servers."""
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|script|article|h1)\b", re.IGNORECASE)
_WIDE = re.compile(rb"\xff\xfe|\xfe\xff|\0\0\xfe\xff|(?:[\t\n\r ]\0+)*<\0|(?:\0+[\t\n\r ])*\0+<")
"""The first bytes of UTF-16 or UTF-32, with a byte order mark or a tag."""
_BINARY = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
"""The "binary data bytes" of WHATWG MIME Sniffing, section 3."""


def is_unnamed(content_type: str | None) -> bool:
    """Return whether a ``Content-Type`` says nothing about a body, so that its bytes must decide."""
    return (content_type or "").partition(";")[0].strip().lower() in _UNNAMED


def named_no_page(content_type: str | None) -> str | None:
    """Return what a ``Content-Type`` declares the body to be if that is certainly not a page, else None."""
    found = _NO_PAGES.match((content_type or "").strip())
    if not found:
        return None
    article = "an" if found["archive"] else "a"
    return f"{article} {found.lastgroup} ({found.string[:100]})"


def known_file(head: bytes) -> str | None:
    """Return the kind of a file that is not a page, by its first bytes, or None for any other file."""
    return next((kind for start, kind in _MAGIC.items() if head.startswith(start)), None)


def begins_wide(head: bytes) -> bool:
    """Return whether a body begins like markup in UTF-16 or UTF-32."""
    return bool(_WIDE.match(head))


def begins_as_no_page(head: bytes) -> str | None:
    """Return what a body is by its first `SNIFFED_BYTES` if it is certainly not a page, else None.

    Use it if the server declares a body as text or bytes, or not at all. HTML and text are then recognized.
    """
    head = head[:SNIFFED_BYTES]
    if kind := known_file(head):
        return kind
    if begins_wide(head) or _HTML.search(head) or not _BINARY.search(head):
        return None
    return "neither text nor markup"
