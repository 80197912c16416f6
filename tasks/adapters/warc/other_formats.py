"""Says what a file is that contains no WARC records, by its first bytes, and how to get at the records."""

import re
import zlib

HEAD_BYTES = 1024
"""How many bytes of a file `what_it_is` needs."""

_GZIP = b"\x1f\x8b"
_HTML = re.compile(rb"\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_FORMATS = (
    (b"PK\x03\x04", "a ZIP file; if it is a WACZ, unzip it and name the WARC files in its folder `archive`"),
    (b"BZh", "compressed with bzip2; decompress it with `bunzip2` first"),
    (b"\xfd7zXZ\x00", "compressed with xz; decompress it with `unxz` first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive; unpack it first"),
    (_GZIP, "compressed twice; decompress it once with `gunzip`"),
    (b"PAR1", "a Parquet file"),
    (b"%PDF-", "a PDF"),
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
    if _HTML.match(head):
        return "it is an HTML page; name it in `folders` if it is a saved one"
    return "it contains no WARC records"


def _unpacked(begin: bytes) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS + 16).decompress(begin, HEAD_BYTES)
    except zlib.error:
        return begin[:1]
