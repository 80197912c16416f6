"""Says what a file is that contains no WARC records, by its first bytes, and how to get at the records."""

import codecs
import re
import zlib

HEAD_BYTES = 1024
"""How many bytes of a file `what_it_is` needs."""

_GZIP = b"\x1f\x8b"
_FORMATS = (
    (b"PK\x03\x04", "a ZIP file; if it is a WACZ, unzip it and name the WARC files in its folder `archive`"),
    (b"BZh", "compressed with bzip2; decompress it with `bunzip2` first"),
    (b"\xfd7zXZ\x00", "compressed with xz; decompress it with `unxz` first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive; unpack it first"),
    (_GZIP, "compressed twice; decompress it once with `gunzip`"),
    (b"\x04\x22\x4d\x18", "compressed with LZ4; decompress it with `unlz4` first"),
    (b"Rar!\x1a\x07", "a RAR archive; unpack it first"),
    (b"bplist00", "a property list; if it is a Safari web archive, `textutil -convert html` converts it"),
    (b" CDX ", "an index of WARC files (CDX); name the WARC files themselves"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"%PDF-", "a PDF"),
)
_TEXTS = (
    (
        re.compile(rb"(?i)\s*<(?:!doctype\s+html|html|head|body)\b"),
        "an HTML page; name it in `folders` if it is a saved one",
    ),
    (re.compile(rb'\s*\{\s*"log"\s*:'), "a HAR file; `har2warc` makes a WARC file of it"),
    (
        re.compile(rb"(?i)(?:(?:[a-z-]{2,40}:|[ \t])[^\r\n]*\r?\n)*?content-type:\s*multipart/related\b"),
        "an MHTML file; save the page as HTML, and name its folder in `folders`",
    ),
)
_TAR_MAGIC_AT, _TAR_MAGIC = 257, b"ustar"


def what_it_is(begin: bytes) -> str:
    """Return a clause that says what a file without WARC records is, given its first `HEAD_BYTES` bytes."""
    head = _unpacked(begin) if begin.startswith(_GZIP) else begin
    if not head.strip(b"\r\n\x00"):
        return "it is empty"
    for magic, name in _FORMATS:
        if head.startswith(magic):
            return f"it is {name}"
    if head[_TAR_MAGIC_AT:].startswith(_TAR_MAGIC):
        return "it is a tar archive; unpack it first"
    text = head.removeprefix(codecs.BOM_UTF8)
    return next((f"it is {name}" for beginning, name in _TEXTS if beginning.match(text)), "it contains no WARC records")


def _unpacked(begin: bytes) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS + 16).decompress(begin, HEAD_BYTES)
    except zlib.error:
        return begin[:1]
