"""Decodes pages as browsers do, and better if the declared encoding is clearly wrong.

The order is that of the WHATWG Encoding and HTML standards: byte order mark, HTTP header, ``meta`` in the page.
Browsers stop there. Here the declared encoding must also fit the bytes, because saved pages and misconfigured servers
declare wrong ones.
"""

import codecs
import re
from dataclasses import dataclass

from w3lib.encoding import http_content_type_encoding, read_bom, resolve_encoding

from dateline.tasks.core.cleaning.encoding.detect import DEFAULT, detect_encoding
from dateline.tasks.core.cleaning.encoding.latin_letters import is_dense

HEAD_BYTES = 128 * 1024
"""How many bytes of a page are searched for its ``meta`` declaration."""
SAMPLE_BYTES = 64 * 1024
"""How many bytes are decoded to detect an encoding."""

_DECLARATION = re.compile(
    rb"""<meta\b[^<>]{0,500}?\bcharset\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_:.\-]{2,40})"""
    rb"""|<\?xml\b[^<>]{0,100}?\bencoding\s{0,9}=\s{0,9}["']([A-Za-z0-9_:.\-]{2,40})""",
    re.IGNORECASE,
)
_UTF8 = "utf-8"
_ISO_2022_JP = "iso2022_jp"
_SEVEN_BIT = frozenset({_ISO_2022_JP, "hz"})
_ESCAPED = re.compile(rb"\x1b\$[@B](?:[!-~]{2}){1,2000}\x1b\([BJ]")
"""Japanese letters between the escape sequences of ISO-2022-JP (RFC 1468), which tell it without a declaration."""
_UNICODE = {_UTF8, *(f"utf-{bits}-{order}e" for bits in (16, 32) for order in "lb")}
_CHINESE = {"gbk", "gb18030", "gb2312", "hz", "big5", "big5hkscs", "cp950"}
_JAPANESE_KOREAN = {"shift_jis", "cp932", "euc_jp", _ISO_2022_JP, "euc_kr", "cp949"}
_OTHERS = {"koi8-r", "koi8-u", "koi8_r", "koi8_u", "mac-roman", "mac-cyrillic", "cp866", "cp874", "tis-620", "ascii"}
_WINDOWS = {f"cp125{digit}" for digit in range(9)}
_ISO = {f"iso8859-{part}" for part in range(1, 17)}
_USABLE = frozenset(_UNICODE | _CHINESE | _JAPANESE_KOREAN | _OTHERS | _WINDOWS | _ISO)
_LATIN = frozenset({"cp1252", "iso8859-1", "iso8859-15", "ascii"})
_MAX_ERRORS = 0.002
"""The maximum share of invalid bytes in a page that is declared as UTF-8."""
_SOUND_FOR_ONE_ERROR = 10
_PIECE_BYTES = 16 * 1024
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_WIDE_TAG = re.compile(
    rb"(?P<utf_32_le>(?:[\t\n\r ]\0\0\0)*<\0\0\0)|(?P<utf_16_le>(?:[\t\n\r ]\0)*<\0)"
    rb"|(?P<utf_32_be>(?:\0\0\0[\t\n\r ])*\0\0\0<)|(?P<utf_16_be>(?:\0[\t\n\r ])*\0<)"
)
"""A tag in an encoding of wide characters, at the beginning of a page without a byte order mark."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's text in UTF-8, and the Python name of its original encoding.

    ``legible`` is False if the bytes make sense in no known encoding, so that the text is not what was written.
    """

    charset: str
    utf8: bytes
    legible: bool = True

    @property
    def text(self) -> str:
        """The page's text, decoded on each access. Most pages are only parsed, from UTF-8."""
        return self.utf8.decode(_UTF8)


def decode(body: bytes, content_type: str | None = None) -> Decoded:
    """Return the page's text. Bytes that are invalid in its encoding become U+FFFD.

    ``content_type`` is the HTTP header. Never raises.
    """
    marked, bom = read_bom(body)
    if marked and bom:
        return _decoded(body[len(bom) :], marked)
    if (wide := _WIDE_TAG.match(body, 0, HEAD_BYTES)) and wide.lastgroup:
        return _decoded(body, wide.lastgroup.replace("_", "-"))
    if not _is_utf8(body):
        return _decoded(body, _encoding(body, content_type))
    if body.isascii() and (seven_bit := _seven_bit(body, content_type)):
        return _decoded(body, seven_bit)
    return Decoded(_UTF8, body)


def _seven_bit(body: bytes, content_type: str | None) -> str | None:
    """Return the encoding of a text in ASCII bytes that are not ASCII characters, or None."""
    if (declared := _declared(body, content_type)) in _SEVEN_BIT:
        return declared
    return _ISO_2022_JP if _ESCAPED.search(body) else None


def _decoded(body: bytes, encoding: str) -> Decoded:
    errors = _STRAY_LATIN if encoding == _UTF8 else "replace"
    legible = encoding not in _LATIN or not is_dense(_sample(body))
    return Decoded(encoding, body.decode(encoding, errors).encode(_UTF8, "replace"), legible)


def _stray_latin(error: UnicodeError) -> tuple[str, int]:
    """Decode an invalid byte between ASCII characters as Windows-1252, as in a word pasted from elsewhere."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    start = error.start
    byte, beside = (
        error.object[start : start + 1],
        error.object[start - 1 : start] + error.object[start + 1 : start + 2],
    )
    among_ascii = beside.isascii() and (beside.isspace() or any(map(_is_letter, beside)))
    return (byte.decode(DEFAULT, "replace") if among_ascii else "\ufffd"), start + 1


def _is_letter(byte: int) -> bool:
    return chr(byte).isalpha()


_STRAY_LATIN = "dateline.stray_latin"
codecs.register_error(_STRAY_LATIN, _stray_latin)


def _is_utf8(body: bytes) -> bool:
    """Return whether all bytes are valid UTF-8. Works in pieces, which is faster than allocating the whole text."""
    pieces, at = memoryview(body), 0
    try:
        while at < len(body):
            is_last = at + _PIECE_BYTES >= len(body)
            _, taken = codecs.utf_8_decode(pieces[at : at + _PIECE_BYTES], "strict", is_last)
            at += taken
    except UnicodeDecodeError:
        return False
    return True


def _encoding(body: bytes, content_type: str | None) -> str:
    """Return the encoding of a page that is not entirely valid UTF-8."""
    if _is_torn_utf8(body):
        return _UTF8
    in_header = _usable(http_content_type_encoding(content_type))
    in_page = _in_page(body)
    declared = in_page if in_page and (in_header is None or in_header in _LATIN) else in_header
    if declared == _UTF8:
        if _few_errors(body) or _is_torn_utf8(body, sound_for_one_error=1):
            return _UTF8
        declared = in_page if in_page != _UTF8 else None
    if declared and declared not in _LATIN and _fits(body, declared):
        return declared
    return detect_encoding(_sample(body)) or declared or DEFAULT


def _declared(body: bytes, content_type: str | None) -> str:
    return _usable(http_content_type_encoding(content_type)) or _in_page(body) or _UTF8


def _in_page(body: bytes) -> str | None:
    match = _DECLARATION.search(body, 0, HEAD_BYTES)
    label = (match.group(1) or match.group(2)).decode("ascii") if match else None
    encoding = _usable(resolve_encoding(label)) if label else None
    return _UTF8 if encoding and encoding.startswith("utf-") else encoding


def _usable(encoding: str | None) -> str | None:
    """Return the codec's name if pages are written in this encoding, else None, as for ``punycode``."""
    if encoding is None:
        return None
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        return None
    return name if name in _USABLE else None


def _few_errors(body: bytes) -> bool:
    return body[:SAMPLE_BYTES].decode(_UTF8, "replace").count("\ufffd") <= _MAX_ERRORS * len(body[:SAMPLE_BYTES])


def _is_torn_utf8(body: bytes, sound_for_one_error: int = _SOUND_FOR_ONE_ERROR) -> bool:
    """Return whether most non-ASCII bytes are valid UTF-8, which does not happen by chance."""
    text = _sample(body).decode(_UTF8, "replace")
    errors = text.count("\ufffd")
    return len(_BEYOND_ASCII.findall(text)) - errors > sound_for_one_error * errors


def _fits(body: bytes, encoding: str) -> bool:
    sample = _sample(body)
    return sample.decode(encoding, "replace").count("\ufffd") <= max(1.0, _MAX_ERRORS * len(sample))


def _sample(body: bytes) -> bytes:
    """Return the part of a page from its first non-ASCII byte on, because a long head of scripts is not conclusive."""
    first = _HIGH.search(body)
    return body[first.start() :][:SAMPLE_BYTES] if first else b""
